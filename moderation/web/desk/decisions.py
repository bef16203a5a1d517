"""Decisions on one comment: approve, reject, spam, hold, reply, undo."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required

from moderation.domain import audit, decide
from moderation.domain import undo as undo_verb
from moderation.domain.decide import Decision
from moderation.errors import Conflict, Invalid
from moderation.store.db import Session, reading, writing
from moderation.web import forms
from moderation.web.answer import answer, came_from, changed, own_path, query_of, wants_part
from moderation.web.desk import bulk, cards
from moderation.web.identity import viewer

bp = Blueprint("decisions", __name__)


@bp.post("/comments/<int:id>/<any(approve, reject, spam, hold):action>")
@login_required
def decide_one(id: int, action: str) -> Response:
    """Give a comment another status."""
    return _decided(lambda rows: decide.decide(rows, viewer(), id, action, seen=cards.seen(), now=_now()))


@bp.post("/comments/<int:id>/reply")
@login_required
def reply(id: int) -> Response:
    """Answer a comment as oneself; what is answered is approved."""
    text, key = request.form.get("text", ""), forms.key_of(request.form.get("submission_id"))
    seen = cards.seen() if "version" in request.form else None
    typed: dict[str, Any] = {"reply_text": text, "reply_open": True}
    try:
        return _decided(
            lambda rows: decide.reply(rows, viewer(), id, text, seen=seen, key=key, now=_now()), **typed
        )
    except Invalid as wrong:
        return cards.card(id, 422, reply_error=wrong.problems[0], **typed)


@bp.post("/events/<int:id>/undo")
@login_required
def undo(id: int) -> Response:
    """Take a decision back, today or later; an act on many in its own way."""
    if (of_many := bulk.undone(id)) is not None:
        return of_many
    try:
        with writing() as session:
            undone = undo_verb.undo(session, viewer(), id, now=_now())
    except Conflict as overtaken:
        return cards.overtaken(overtaken)
    if not wants_part():
        return back()
    return cards.card(undone.comment.id, 200)


def _decided(act: Callable[[Session], Decision], **typed: Any) -> Response:
    try:
        with writing() as session:
            decision = act(session)
    except Conflict as overtaken:
        return cards.overtaken(overtaken, **typed)
    return done(decision)


def done(decision: Decision, *, goal: str | None = None) -> Response:
    """The line in the place of a decided card, or the page on which the form stood, or that of `goal`."""
    with reading() as session:
        line = audit.line(session, decision.event)
    back = _path_back(goal, done=decision.event.id)
    return changed("done", "counts", back=back, done=line, reply=decision.reply, **cards.around())


def back() -> Response:
    """The page on which the form stood."""
    return answer(redirect(_path_back(), 303))


def _path_back(goal: str | None = None, **more: object) -> str:
    """The page on which the form stood, with the decision to tell of; after a refusal, the one before it."""
    here = goal or came_from() or own_path(request.form.get("next")) or url_for("queue.show")
    path, _, _ = here.partition("?")
    query = urlencode({**query_of(here), **more})
    return f"{path}?{query}" if query else path


def _now() -> datetime:
    return datetime.now(UTC)
