"""News for a page of the queue that stands open: asked for every few seconds, and mostly there is none."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required

from moderation.domain import fresh, queue
from moderation.domain.fresh import Heads
from moderation.domain.queue import Filters
from moderation.store.db import reading
from moderation.web import filters
from moderation.web.answer import answer, page, wants_part
from moderation.web.identity import viewer

bp = Blueprint("fresh", __name__)

PAIR = re.compile(r"([0-9]{1,18})[.:]([0-9]{1,18})")
"""`3.45`: site 3 stands at event 45; `12:2`: comment 12 is shown in version 2."""


@bp.get("/queue/fresh")
@login_required
def show() -> Response:
    """What came in since, what became of the cards that are shown, the counts; 304 if nothing happened."""
    wanted = filters.read(request.args)
    if not wants_part():
        return answer(redirect(f"{url_for('queue.show')}?{urlencode(wanted.query())}", 303))
    with reading() as session:
        now = fresh.heads(session, viewer())
        if request.if_none_match.contains_weak(tag := _tag(wanted, now)):
            return _tagged(answer("", 304), tag)
        since, shown = _pairs(request.args.get("since", "")), _pairs(" ".join(request.args.getlist("shown")))
        found = fresh.look(session, viewer(), wanted, now=now, since=since, shown=shown)
        counts = queue.counts(session, viewer(), wanted)
    times: dict[str, Any] = {"heads": now, "since": since}
    given: dict[str, Any] = {"fresh": found, "filters": wanted, "counts": counts, "reply_key": uuid4}
    return _tagged(page("desk/queue.html", part="news", **times, **given), tag)


@bp.app_template_global("fresh_tag")
def _tag(wanted: Filters, now: Heads) -> str:
    """What an answer is known by: another viewer, other filters or one more event make another."""
    known = f"{viewer().user_id} {sorted(wanted.query().items())} {_spelled(now)}"
    return hashlib.sha256(known.encode()).hexdigest()[:16]


@bp.app_template_global("fresh_since")
def _spelled(heads: Heads) -> str:
    return " ".join(f"{site_id}.{last}" for site_id, last in sorted(heads.items()))


def _pairs(text: str) -> Mapping[int, int]:
    return {int(one): int(other) for one, other in PAIR.findall(text)}


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    return response
