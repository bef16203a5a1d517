"""Decisions on one comment: approve, reject, spam, hold, reply, undo."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required

from moderation.domain import audit, decide, queue
from moderation.domain.audit import Done
from moderation.errors import Conflict, Invalid, Problem
from moderation.store.db import reading, writing
from moderation.web import filters, languages
from moderation.web.answer import answer, came_from, changed, query_of, wants_part
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("decisions", __name__)


@bp.post("/comments/<int:id>/<any(approve, reject, spam, hold):action>")
@login_required  # type: ignore[untyped-decorator]  # flask_login has no types
def decide_one(id: int, action: str) -> Response:
    """Give a comment another status."""
    return _decided(id, lambda session: decide.decide(session, viewer(), id, action, seen=_seen(), now=_now()))


@bp.post("/comments/<int:id>/reply")
@login_required  # type: ignore[untyped-decorator]  # flask_login has no types
def reply(id: int) -> Response:
    """Answer a comment as oneself; what is answered is approved."""
    text, key = request.form.get("text", ""), request.form.get("submission_id") or uuid4().hex
    try:
        return _decided(
            id,
            lambda session: decide.reply(session, viewer(), id, text, seen=_seen(), key=key[:64], now=_now()),
        )
    except Invalid as invalid:
        return _card(id, 422, reply_error=invalid.problems[0], reply_text=text, reply_open=True)


@bp.post("/events/<int:id>/undo")
@login_required  # type: ignore[untyped-decorator]  # flask_login has no types
def undo(id: int) -> Response:
    """Take a decision back, today or later."""
    try:
        with writing() as session:
            undone = decide.undo(session, viewer(), id, now=_now())
    except Conflict as overtaken:
        return _overtaken(overtaken)
    return _card(undone.comment.id, 200, back=_back())


def _decided(id: int, act: Callable[[Any], decide.Decision]) -> Response:
    try:
        with writing() as session:
            decision = act(session)
    except Conflict as overtaken:
        return _overtaken(overtaken)
    with reading() as session:
        done = audit.line(session, decision.event)
        values = _around(session)
    shown = Done(event=done.event, card=_card_of(decision.comment.id), undo=done.undo)
    back = _with(_back(), done=decision.event.id)
    return changed("done", "counts", back=back, done=shown, reply=decision.reply, **values)


def _overtaken(overtaken: Conflict) -> Response:
    card = _card_of(overtaken.current.id)
    at = card.comment.decided_at or card.comment.received_at
    why = languages.say(overtaken.problem)
    return _page(card, 409, why=why, at=at, part="conflict")


def _card(id: int, status: int, *, back: str | None = None, **values: Any) -> Response:
    if back and not wants_part():
        return answer(redirect(back, 303))
    return _page(_card_of(id), status, **values)


def _page(card: queue.Card, status: int, *, part: str = "card", **values: Any) -> Response:
    with reading() as session:
        undo_of = audit.standing(session, card.comment)
        around = _around(session)
    values = {"card": card, "undo": undo_of, "reply_key": uuid4, **around, **values}
    if wants_part():
        return changed(part, "counts", back="", status=status, **values)
    return answer(_whole(values), status)


def _whole(values: dict[str, Any]) -> str:
    from flask import render_template

    return render_template("desk/comment.html", **values)


def _card_of(id: int) -> queue.Card:
    with reading() as session:
        return queue.cards(session, [decide.one(session, viewer(), id)])[0]


def _around(session: Any) -> dict[str, Any]:
    here = filters.read(_query())
    return {"counts": queue.counts(session, viewer(), here), "filters": here}


def _query() -> dict[str, str]:
    return query_of(came_from())


def _back() -> str:
    return came_from() or url_for("queue.show")


def _with(address: str, **more: object) -> str:
    path, _, _ = address.partition("?")
    fields = {**query_of(address), **{key: str(value) for key, value in more.items()}}
    return f"{path}?{'&'.join(f'{k}={v}' for k, v in fields.items())}"


def _seen() -> int:
    version = request.form.get("version", "")
    if not version.isdigit() or len(version) > 9:
        raise Invalid(Problem(on="version", why=N_("Reload the page, then decide again.")))
    return int(version)


def _now() -> datetime:
    return datetime.now(UTC)
