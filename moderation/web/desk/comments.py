"""One comment with its context, whole or beside the queue; and the notes of moderators on it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation.domain import annotate, context
from moderation.domain.annotate import Note
from moderation.errors import Invalid
from moderation.store.db import Session, reading, writing
from moderation.web.answer import came_from, changed, own_path, page, query_of, refused, wants_part
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("comments", __name__)


@bp.get("/comments/<int:id>")
@login_required
def show(id: int) -> Response:
    """One comment with its context."""
    return page("desk/comment.html", part="card", **values(id))


@bp.get("/comments/<int:id>/context")
@login_required
def beside(id: int) -> Response:
    """The context alone, for the pane that follows the current card."""
    return page("desk/comment.html", part="context", **values(id))


@bp.post("/comments/<int:id>/notes")
@login_required
def write_note(id: int) -> Response:
    """Leave a note for the other moderators."""
    text = request.form.get("note", "")
    try:
        return _noted(
            lambda rows: annotate.add(rows, viewer(), id, text, now=datetime.now(UTC)),
            gettext(N_("Your note is kept.")),
        )
    except Invalid as wrong:
        problem = wrong.problems[0]
        return refused("desk/comment.html", part="notes", note_text=text, note_error=problem, **values(id))


@bp.post("/notes/<int:id>/remove")
@login_required
def remove_note(id: int) -> Response:
    """Take one's own note away."""
    return _noted(
        lambda rows: annotate.remove(rows, viewer(), id, now=datetime.now(UTC)),
        gettext(N_("Your note is removed.")),
    )


def values(id: int) -> dict[str, Any]:
    """What the page of a comment shows. Raises Missing."""
    with reading() as session:
        found = context.read(session, viewer(), id)
    card, undo = found.card, found.undo
    return {"card": card, "context": found, "undo": undo, "reply_key": uuid4, "way_back": way_back(card)}


def way_back(card: context.Card) -> str:
    """The list from which one came: as this page's address or that of the one before has it, or that one."""
    before = came_from() or ""
    asked = request.args.get("back") or query_of(before).get("back")
    if not asked and before.startswith(url_for("queue.show")):
        asked = before
    return own_path(asked) or url_for("queue.show", status=card.comment.status)


def _noted(act: Callable[[Session], Note], said: str) -> Response:
    with writing() as session:
        comment_id = act(session).comment_id
    here = came_from() or url_for("comments.show", id=comment_id)
    if not wants_part():
        flash(said, "done")
    return changed("notes", "history", "live", back=f"{here}#notes", said=said, **values(comment_id))
