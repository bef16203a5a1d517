"""Reports of readers: a comment that somebody ought to look at."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, request, url_for

from moderation.domain import complain, like, limit
from moderation.store.db import writing
from moderation.text.nets import net_of
from moderation.text.page_url import page_key
from moderation.web import identity
from moderation.web.answer import changed
from moderation.web.headers import framed_by
from moderation.web.site import thread

bp = Blueprint("reports", __name__)


@bp.post("/s/<site>/comments/<int:id>/report")
def report(site: str, id: int) -> Response:
    """Take a reader's report of a comment; the second of the same reader changes nothing."""
    place = thread.found(site)
    key = thread.stamped(place, request.form.get("url", ""))
    now, ip = datetime.now(UTC), identity.address()
    with writing() as session:
        if current_app.config["RATE_LIMITS"]:
            limit.require(session, limit.REPORTS_BY_READER, net_of(ip) or ip, now=now)
            limit.count(session, limit.REPORTS_BY_READER, net_of(ip) or ip, now=now)
        comment = complain.complain(session, place, id, ip=ip, now=now)
        url = like.page_url(session, comment.page_id)
        if page_key(url) != key:
            abort(400)
    own = request.form.get("own") or None
    values = thread.shown(place, url, thread.fresh_form(place, url), own=own, reported=id)
    back = url_for("thread.show", site=place.key, url=url, own=own, reported=id, _anchor=f"comment-{id}")
    answer = changed("thread", back=back, surface="site", **values)
    return framed_by(answer, place.url, *place.aliases)
