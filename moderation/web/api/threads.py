"""The public thread as JSON: approved comments only, for everybody."""

from flask import Blueprint, Response, jsonify, request

from moderation.domain import thread
from moderation.store.db import reading
from moderation.web.api import shapes

bp = Blueprint("api_threads", __name__)


@bp.get("/api/v1/threads")
def show() -> Response:
    """The approved comments and mentions of a page, oldest first."""
    with reading() as session:
        found = thread.public(session, request.args.get("url", ""), after=request.args.get("cursor"))
    return jsonify(
        page={"url": found.url, "title": found.title},
        site=found.site,
        items=[shapes.public(card) for card in found.cards],
        next=found.next,
    )
