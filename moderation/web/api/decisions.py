"""Decisions by programs."""

from datetime import UTC, datetime
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request

from moderation.domain import decide, queue
from moderation.errors import Invalid, Problem
from moderation.store.db import reading, writing
from moderation.web.api import fields, shapes
from moderation.web.api.identity import program, token_required
from moderation.words import N_

bp = Blueprint("api_decisions", __name__)


@bp.post("/api/v1/comments/<int:id>/<any(approve, reject, spam, hold):action>")
@token_required
def decide_one(id: int, action: str) -> Response:
    """Give a comment another status; without `version` the present one is meant."""
    seen = _version(fields.body())
    with writing() as session:
        decision = decide.decide(session, program(), id, action, seen=seen, now=datetime.now(UTC))
    return _answer(decision.comment.id)


@bp.post("/api/v1/comments/<int:id>/reply")
@token_required
def reply(id: int) -> Response:
    """Answer a comment as the member with this `email`; what is answered is approved.

    The answer is the answered comment, with the reply beside it.
    """
    data = fields.body()
    problems: list[Problem] = []
    text, email = (fields.text(data, name, problems) for name in ("text", "email"))
    if problems:
        raise Invalid(*problems)
    key = (request.headers.get("Idempotency-Key") or uuid4().hex)[:200]
    now, seen = datetime.now(UTC), _version(data)
    with writing() as session:
        decision = decide.reply(session, program(), id, text, seen=seen, key=key, email=email, now=now)
    return _answer(id, reply=decision.written.id)


def _version(data: object) -> int | None:
    version = data.get("version") if isinstance(data, dict) else None
    if version is None:
        return None
    if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < 2**31:
        raise Invalid(Problem(on="version", why=N_("This must be a whole number.")))
    return version


def _answer(comment_id: int, **beside: int) -> Response:
    with reading() as session:
        rows = [decide.one(session, program(), id) for id in (comment_id, *beside.values())]
        acted_on, *others = [shapes.comment(card) for card in queue.cards(session, rows)]
    return jsonify({**acted_on, **dict(zip(beside, others, strict=True))})
