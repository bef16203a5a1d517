"""Signing in and out."""

from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext
from flask_login import login_user, logout_user

from moderation.domain import enrol, limit
from moderation.errors import TooMany
from moderation.store.db import reading, writing
from moderation.text.clean import storable
from moderation.web import identity, languages
from moderation.web.answer import answer, own_path, page, wants_part
from moderation.web.forms import LoginForm
from moderation.words import N_

bp = Blueprint("sessions", __name__)


@bp.get("/")
def front() -> Response:
    """The desk is what stands at the front."""
    return make_response(redirect(url_for("queue.show")))


@bp.get("/login")
def login() -> Response:
    """The sign-in page; who is signed in goes on."""
    goal = own_path(request.args.get("next"))
    if identity.me() is not None:
        return _go_on(goal, 302)
    return _page(LoginForm(formdata=None, next=goal or ""))


@bp.post("/login")
def sign_in() -> Response:
    """A new session for the right e-mail and password."""
    form = LoginForm()
    try:
        account = _account(storable(form.email.data or ""), form.password.data or "")
    except TooMany as wait:
        return _slowed(form, wait)
    if account is None:
        return _page(form, gettext(N_("This e-mail and this password do not belong together.")), 422)
    session.clear()  # whoever fixed the session before has nothing of the new one
    session.permanent = True
    g.pop("csrf_token", None)  # made for the session before, of which the form has just been checked
    login_user(account)
    return _go_on(own_path(form.next.data), 303)


@bp.post("/logout")
def logout() -> Response:
    """The end of the session."""
    logout_user()
    session.clear()
    return answer(redirect(url_for("sessions.login"), 303))


def _account(email: str, password: str) -> identity.Account | None:
    now, is_limited = datetime.now(UTC), current_app.config["RATE_LIMITS"]
    failures = (
        (limit.WRONG_FOR_ACCOUNT, email.strip().lower()),
        (limit.WRONG_FROM_ADDRESS, identity.address()),
    )
    with reading() as rows:
        for which, who in failures if is_limited else ():
            limit.require(rows, which, who, now=now)
        user = enrol.sign_in(rows, email, password)
        account = identity.Account(user, enrol.viewer_of(rows, user)) if user is not None else None
    if account is None and is_limited:
        with writing() as rows:
            for which, who in failures:
                limit.count(rows, which, who, now=now)
    return account


def _slowed(form: LoginForm, wait: TooMany) -> Response:
    response = _page(form, languages.say(wait.problem), 429)
    response.headers["Retry-After"] = str(wait.retry_after)
    return response


def _page(form: LoginForm, problem: str | None = None, status: int = 200) -> Response:
    return page("desk/login.html", part="sign_in", status=status, form=form, problem=problem)


def _go_on(goal: str | None, status: int) -> Response:
    """To the goal; a page that asked for a part stays, and is told who signed in and with which token."""
    if wants_part():
        return answer(render_template("desk/parts/signed_in.html"))
    return answer(redirect(goal or url_for("queue.show"), status))
