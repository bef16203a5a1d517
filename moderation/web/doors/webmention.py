"""The door of webmentions (W3C Recommendation, 12 January 2017)."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import gettext

from moderation.domain import receive as receiving
from moderation.domain.receive import NotTaken
from moderation.domain.trouble import Reason
from moderation.errors import TooMany
from moderation.store.db import reading
from moderation.web import announced
from moderation.web.answer import answer
from moderation.web.site import thread
from moderation.words import N_, Kind

bp = Blueprint("webmention", __name__)

FORM = "application/x-www-form-urlencoded"


@bp.post("/s/<site>/webmention")
def receive(site: str) -> Response:
    """Take a webmention on, to be verified in the background (section 3.2)."""
    place = thread.found(site)
    if request.mimetype not in (FORM, "multipart/form-data"):
        return _text(
            gettext(N_("Send source and target as a form (application/x-www-form-urlencoded).")), 415
        )
    source, target = request.form.get("source", ""), request.form.get("target", "")
    try:
        key = announced.announced(place, Kind.WEBMENTION, source, target)
    except NotTaken as refused:
        return _text(gettext(refused.problem.why), 403 if refused.reason is Reason.BLOCKED else 400)
    except TooMany as many:
        response = _text(gettext(N_("Too many mentions at once. Try again later.")), 429)
        response.headers["Retry-After"] = str(many.retry_after)
        return response
    address = url_for("webmention.show", site=site, key=key, _external=True)
    why = gettext(N_("The mention will be looked at. How it stands is told at:"))
    response = _text(f"{why}\n{address}", 202)
    response.headers["Link"] = f'<{address}>; rel="status"'
    return response


@bp.get("/s/<site>/webmention/<key>")
def show(site: str, key: str) -> Response:
    """How a mention stands, for its sender: a page, or JSON where that is asked for."""
    place = thread.found(site)
    with reading() as session:
        standing = receiving.standing(session, place, key)
    if request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json":
        return answer(jsonify(status=standing.word, why=gettext(standing.why)))
    heading = TITLES[standing.word]
    return answer(render_template("site/mention.html", site=place, standing=standing, heading=heading))


TITLES = {
    "waiting": N_("This mention waits to be verified"),
    "failed": N_("This mention could not be verified"),
    "received": N_("This mention was received"),
    "published": N_("This mention is published"),
}


def _text(sentence: str, status: int) -> Response:
    return Response(f"{sentence}\n", status, content_type="text/plain; charset=utf-8")
