"""The queue, page by page."""

from datetime import UTC, datetime
from uuid import uuid4

from flask import Blueprint, Response, request
from flask_login import login_required

from moderation.domain import audit, bulk, queue, wave
from moderation.store.db import reading
from moderation.web import filters
from moderation.web.answer import page
from moderation.web.identity import viewer
from moderation.words import Status

bp = Blueprint("queue", __name__)


@bp.get("/queue")
@login_required
def show() -> Response:
    """One page of the queue that the address names."""
    wanted, listed_at = filters.read(request.args), datetime.now(UTC)
    decided = request.args.get("done", 0, type=int)
    with reading() as session:
        counts = queue.counts(session, viewer(), wanted)  # first: what comes in later is news
        shown = queue.read(session, viewer(), wanted, folds=True)
        done, act = audit.decision(session, viewer(), decided), bulk.of_event(session, viewer(), decided)
        is_first = wanted.status is Status.PENDING and not wanted.after
        suggested = wave.suggested(session, viewer(), now=listed_at) if is_first else []
        oldest_at = queue.oldest_waiting(session, viewer())
    return page(
        "desk/queue.html",
        part="following" if wanted.after else "queue",
        queue=shown,
        counts=counts,
        filters=wanted,
        suggested=suggested,
        oldest_at=oldest_at,
        listed_at=listed_at,
        done=done,
        act=act,
        reply_key=uuid4,
    )
