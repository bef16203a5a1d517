"""Errors for programs: RFC 9457 problem documents."""

from flask import Response, jsonify

from moderation.domain import queue
from moderation.errors import Conflict, Invalid, ModerationError
from moderation.store.db import reading
from moderation.web import languages
from moderation.web.api import shapes


def document(code: int, title: str, why: str, error: ModerationError | None = None) -> Response:
    """A problem document; `errors` names each field that is not right, `comment` what is there now."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": code, "detail": why}
    if isinstance(error, Invalid):
        body["errors"] = [{"field": p.on, "detail": languages.say(p)} for p in error.problems]
    if isinstance(error, Conflict) and isinstance(error.current, queue.Comment):
        with reading() as session:
            body["comment"] = shapes.comment(queue.cards(session, [error.current])[0])
    response = jsonify(body)
    response.status_code = code
    response.mimetype = "application/problem+json"
    return response
