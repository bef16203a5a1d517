"""The queue, and one comment alone."""

from uuid import uuid4

from flask import Blueprint, Response, request
from flask_login import login_required

from moderation.domain import audit, decide, queue
from moderation.store.db import reading
from moderation.web import filters
from moderation.web.answer import page
from moderation.web.identity import viewer

bp = Blueprint("queue", __name__)


@bp.get("/queue")
@login_required
def show() -> Response:
    """One page of the queue that the address names."""
    wanted = filters.read(request.args)
    with reading() as session:
        shown = queue.read(session, viewer(), wanted)
        counts = queue.counts(session, viewer(), wanted)
        done = audit.decision(session, viewer(), request.args.get("done", 0, type=int))
        oldest_at = queue.oldest_waiting(session, viewer())
    return page(
        "desk/queue.html",
        part="queue",
        queue=shown,
        counts=counts,
        filters=wanted,
        oldest_at=oldest_at,
        done=done,
        reply_key=uuid4,
    )


@bp.get("/comments/<int:id>")
@login_required
def one(id: int) -> Response:
    """One comment, with the undo of the decision that stands."""
    with reading() as session:
        comment = decide.one(session, viewer(), id)
        card = queue.cards(session, [comment])[0]
        undo = audit.standing(session, comment)
    return page("desk/comment.html", part="card", card=card, undo=undo, reply_key=uuid4)
