"""Comments for programs: handed in, listed, looked at."""

from datetime import UTC, datetime
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request, url_for

from moderation.domain import decide, queue, submit
from moderation.errors import Invalid, Problem
from moderation.store.db import reading, writing
from moderation.web import asking, filters
from moderation.web.api import fields, shapes
from moderation.web.api.identity import program, site, token_required
from moderation.words import N_

bp = Blueprint("api_comments", __name__)

USUAL, MOST = 50, 200


@bp.post("/api/v1/comments")
@token_required
def create() -> Response:
    """Take a comment or a mention in; the same key again is the same comment."""
    data = fields.body()
    key = request.headers.get("Idempotency-Key") or data.get("submission_id") or uuid4().hex
    if not isinstance(key, str) or len(key) > 200:
        raise Invalid(Problem(on="submission_id", why=N_("This must be a text of at most 200 characters.")))
    submission = asking.asked(site(), fields.submission(data, key=key, now=datetime.now(UTC)))
    with writing() as session:
        received = submit.at_door(session, site(), submit.signed(session, site(), submission))
    with reading() as session:
        card = queue.cards(session, [received.comment])[0]
    response = jsonify(shapes.comment(card))
    response.status_code = 201 if received.is_new else 200
    response.headers["Location"] = url_for("api_comments.one", id=card.id)
    return response


@bp.get("/api/v1/comments")
@token_required
def listed() -> Response:
    """A page of the site's comments, all statuses unless one is named."""
    wanted = filters.read(request.args, default=None)
    with reading() as session:
        found = queue.read(session, program(), wanted, size=_limit())
    return jsonify(items=[shapes.comment(card) for card in found.cards], next=found.next)


@bp.get("/api/v1/comments/<int:id>")
@token_required
def one(id: int) -> Response:
    """One comment of the token's site."""
    with reading() as session:
        card = queue.cards(session, [decide.one(session, program(), id)])[0]
    return jsonify(shapes.comment(card))


def _limit() -> int:
    value = request.args.get("limit", str(USUAL))
    if not (value.isascii() and value.isdecimal()) or len(value) > 9 or not 1 <= int(value) <= MOST:
        why = N_("This must be a whole number from 1 to {most}.")
        raise Invalid(Problem(on="limit", why=why, values={"most": MOST}))
    return int(value)
