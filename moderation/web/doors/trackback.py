"""The door of trackbacks (TrackBack 1.0)."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from moderation.domain.receive import NotTaken
from moderation.errors import TooMany
from moderation.text.clean import calm_line, storable, without_tags
from moderation.text.source import codec_of
from moderation.web import announced
from moderation.web.site import thread
from moderation.words import N_, Kind

bp = Blueprint("trackback", __name__)

SECONDS = 2.2
"""For each of the two visits that an answer may need: it is given within five seconds."""
LONGEST = {"title": 250, "excerpt": 252, "blog_name": 250}
"""Characters, as WordPress cuts them."""
MOST_FIELDS = 20


@bp.post("/s/<site>/trackback")
def receive(site: str) -> Response:
    """Take a trackback in once its source was visited; a moderator decides."""
    place = thread.found(site)
    fields = _fields()
    if fields is None:
        return _xml(gettext(N_("This encoding is not understood. Send UTF-8.")))
    source = fields.get("url", "").strip()
    if not source:
        return _xml(gettext(N_("A trackback needs the address of its page, as url.")))
    given = {name: calm_line(without_tags(fields.get(name, "")))[:most] for name, most in LONGEST.items()}
    try:
        announced.verified(
            place, Kind.TRACKBACK, source, request.args.get("url", ""), given=given, seconds=SECONDS
        )
    except NotTaken as refused:
        return _xml(gettext(refused.problem.why))
    except TooMany as many:
        response = _xml(gettext(N_("Too many mentions at once. Try again later.")), 429)
        response.headers["Retry-After"] = str(many.retry_after)
        return response
    return _xml("")


def _fields() -> Mapping[str, str] | None:
    """The fields of the form in their own encoding; None where nobody can read that.

    The encoding is the Content-Type's, or that of the field `charset`; what is not valid in UTF-8 and names
    none is Latin-1, as old senders write.
    """
    body = request.get_data(cache=False)
    named = request.mimetype_params.get("charset", "") or _field(body, "latin-1").get("charset", "")
    if named:
        codec = codec_of(named)
        return _field(body, codec) if codec else None
    try:
        return _field(body, "utf-8", errors="strict")
    except UnicodeDecodeError:
        return _field(body, "latin-1")


def _field(body: bytes, charset: str, errors: str = "replace") -> dict[str, str]:
    try:
        fields = parse_qs(body.decode("latin-1"), encoding=charset, errors=errors, max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise
    except ValueError:
        return {}
    return {name: storable(values[0]) for name, values in fields.items()}


def _xml(problem: str, status: int = 200) -> Response:
    """The protocol's answer; an empty problem is none. Senders look at `error` alone, so it is 200 or 429."""
    body = render_template("doors/trackback.xml", problem=problem)
    return Response(body, status, content_type="text/xml; charset=utf-8")
