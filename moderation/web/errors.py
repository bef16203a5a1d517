"""What went wrong, as a page, a part or a problem document."""

import logging

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from moderation.errors import Conflict, Invalid, Missing, ModerationError, Refused, TooMany
from moderation.store.db import DatabaseTrouble
from moderation.web import identity, languages
from moderation.web.answer import answer, by_htmx, came_from, own_path, wants_part
from moderation.web.api import problems
from moderation.words import N_

log = logging.getLogger(__name__)

CODES: dict[type[ModerationError], int] = {
    Missing: 404,
    Refused: 403,
    Conflict: 409,
    TooMany: 429,
    Invalid: 422,
}
TITLES = {
    400: N_("This request was not understood"),
    401: N_("Sign in"),
    403: N_("Not allowed"),
    404: N_("Not found"),
    405: N_("Not possible here"),
    409: N_("Changed meanwhile"),
    413: N_("Too long"),
    422: N_("Something is not right"),
    429: N_("Too much at once"),
    500: N_("Something went wrong"),
    503: N_("Busy"),
}
SENTENCES = {
    400: N_("Go back, reload the page and try again."),
    404: N_("There is nothing at this address, or nothing that you may see."),
    405: N_("This address does not take that. Go back to the page you came from."),
    413: N_("This is longer than the program takes. Shorten it and send it again."),
    500: N_("The fault is ours, and nothing was changed. Try again in a moment."),
    503: N_("The database does not answer, and nothing was changed. Try again in a moment."),
}

PUBLIC = ("/s/", "/login", "/api/")
"""Where nobody has to be signed in."""
WRITTEN = ("text", "note")
"""The fields of the desk's forms that hold what somebody has thought about."""


def init(app: Flask) -> None:
    """Answer every error in the tongue of whoever asked."""
    app.register_error_handler(ModerationError, _ours)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DatabaseTrouble, _busy)
    app.register_error_handler(Exception, _unexpected)
    identity.login.unauthorized_handler(sign_in_first)


def sign_in_first() -> Response:
    """The session has ended, or there is none: sign in, and come back to the same place."""
    goal = came_from() if by_htmx() or request.method != "GET" else own_path(request.full_path.rstrip("?"))
    address = url_for("sessions.login", next=goal)
    if by_htmx():
        why = gettext(N_("You are signed out. Nothing was changed."))
        return answer(render_template("parts/problem.html", code=401, why=why, sign_in=address), 401)
    return answer(redirect(address, 303))


def code_of(error: ModerationError) -> int:
    """The HTTP status that says this error."""
    return next(code for kind, code in CODES.items() if isinstance(error, kind))


def _ours(error: ModerationError) -> Response:
    response = _say(code_of(error), languages.say(error.problem), error)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _forged(error: CSRFError) -> Response:
    if identity.me() is None and by_htmx():
        return sign_in_first()
    if identity.me() is None and not request.path.startswith(PUBLIC):
        return _ended()
    if (me := identity.me()) is not None and by_htmx():
        return _renewed(me.id)
    return _say(400, gettext(N_("This form is too old to be safe. Reload the page and send it again.")))


def _renewed(user_id: int) -> Response:
    """A form from before one signed in again in another tab: the token of the session that is."""
    why = gettext(N_("This form was too old to be safe and is renewed now. Nothing was changed."))
    return answer(render_template("parts/problem.html", code=400, why=why, renewed=user_id), 400)


def _ended() -> Response:
    """A form of the desk that comes after its session's end: the way in, and what was typed, to be copied."""
    values = {
        "title": gettext(TITLES[401]),
        "why": gettext(N_("You are signed out. Nothing was changed.")),
        "sign_in": url_for("sessions.login", next=came_from()),
        "kept": [words for field in WRITTEN if (words := request.form.get(field, "").strip())],
    }
    return answer(render_template("error.html", code=400, back="", **values), 400)


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    if 300 <= code < 400:
        return make_response(error.get_response())
    response = _say(code, gettext(SENTENCES.get(code, SENTENCES[400])))
    own = ((name, value) for name, value in error.get_headers() if name != "Content-Type")
    response.headers.extend(own)  # a 405 has to say what is allowed (RFC 9110, section 15.5.6)
    return response


def _busy(error: DatabaseTrouble) -> Response:
    log.exception("The database did not answer at %s %s", request.method, request.path)
    response = _say(503, gettext(SENTENCES[503]))
    response.headers["Retry-After"] = "5"
    return response


def _unexpected(error: Exception) -> Response:
    log.exception("Unexpected error at %s %s", request.method, request.path)
    return _say(500, gettext(SENTENCES[500]))


def _say(code: int, why: str, error: ModerationError | None = None) -> Response:
    try:
        return _said(code, why, error)
    except RuntimeError:
        # A Host header that is none leaves no address to build the page's own links from.
        return make_response((why, code, {"Content-Type": "text/plain; charset=utf-8"}))


def _said(code: int, why: str, error: ModerationError | None) -> Response:
    if request.path.startswith("/api/"):
        return problems.document(code, gettext(TITLES.get(code, TITLES[400])), why, error)
    if wants_part():
        return answer(render_template("parts/problem.html", code=code, why=why), code)
    title = gettext(TITLES.get(code, TITLES[400]))
    back = url_for("queue.show") if not request.path.startswith("/s/") else ""
    return answer(render_template("error.html", code=code, title=title, why=why, back=back), code)
