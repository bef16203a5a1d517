"""Decisions on one comment: approve, reject, spam, hold, reply, undo."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required

from moderation.domain import audit, decide, queue
from moderation.domain.decide import Decision
from moderation.errors import Conflict, Invalid, Problem
from moderation.store.db import Session, reading, writing
from moderation.web import filters, forms, languages
from moderation.web.answer import answer, came_from, changed, page_or_parts, query_of, wants_part
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("decisions", __name__)


@bp.post("/comments/<int:id>/<any(approve, reject, spam, hold):action>")
@login_required
def decide_one(id: int, action: str) -> Response:
    """Give a comment another status."""
    return _decided(lambda rows: decide.decide(rows, viewer(), id, action, seen=_seen(), now=_now()))


@bp.post("/comments/<int:id>/reply")
@login_required
def reply(id: int) -> Response:
    """Answer a comment as oneself; what is answered is approved."""
    text, key = request.form.get("text", ""), forms.key_of(request.form.get("submission_id"))
    seen = _seen() if "version" in request.form else None
    typed: dict[str, Any] = {"reply_text": text, "reply_open": True}
    try:
        return _decided(
            lambda rows: decide.reply(rows, viewer(), id, text, seen=seen, key=key, now=_now()), **typed
        )
    except Invalid as wrong:
        return _card(id, 422, reply_error=wrong.problems[0], **typed)


@bp.post("/events/<int:id>/undo")
@login_required
def undo(id: int) -> Response:
    """Take a decision back, today or later."""
    try:
        with writing() as session:
            undone = decide.undo(session, viewer(), id, now=_now())
    except Conflict as overtaken:
        return _overtaken(overtaken)
    if not wants_part():
        return answer(redirect(_back(), 303))
    return _card(undone.comment.id, 200)


def _decided(act: Callable[[Session], Decision], **typed: Any) -> Response:
    try:
        with writing() as session:
            decision = act(session)
    except Conflict as overtaken:
        return _overtaken(overtaken, **typed)
    with reading() as session:
        done = audit.line(session, decision.event)
        around = _around(session)
    back = _back(done=decision.event.id)
    return changed("done", "counts", back=back, done=done, reply=decision.reply, **around)


def _overtaken(overtaken: Conflict, **typed: Any) -> Response:
    """The comment as it now is, with who did what and when, and with what was typed meanwhile."""
    now: queue.Comment = overtaken.current
    why, at = languages.say(overtaken.problem), now.decided_at or now.received_at
    return _card(now.id, 409, part="conflict", why=why, at=at, **typed)


def _card(id: int, status: int, *, part: str = "card", **values: Any) -> Response:
    with reading() as session:
        comment = decide.one(session, viewer(), id)
        card, undo = queue.cards(session, [comment])[0], audit.standing(session, comment)
        around = _around(session)
    shown = {"card": card, "undo": undo, "reply_key": uuid4, **around, **values}
    return page_or_parts("desk/comment.html", part, "counts", status=status, values=shown)


def _around(session: Session) -> dict[str, Any]:
    try:
        here = filters.read(query_of(came_from()))
    except Invalid:
        here = queue.Filters()
    return {"counts": queue.counts(session, viewer(), here), "filters": here}


def _back(**more: object) -> str:
    """The page on which the form stood, with the decision to tell of."""
    path, _, _ = (came_from() or url_for("queue.show")).partition("?")
    query = urlencode({**query_of(came_from()), **more})
    return f"{path}?{query}" if query else path


def _seen() -> int:
    version = forms.version_of(request.form.get("version"))
    if version is None:
        raise Invalid(Problem(on="version", why=N_("Reload the page, then decide again.")))
    return version


def _now() -> datetime:
    return datetime.now(UTC)
