"""Errors for programs: RFC 9457 problem documents."""

from flask import Response, jsonify

from moderation.errors import Invalid, ModerationError
from moderation.web import languages


def document(code: int, title: str, why: str, error: ModerationError | None = None) -> Response:
    """A problem document; `errors` names each field that is not right."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": code, "detail": why}
    if isinstance(error, Invalid):
        body["errors"] = [{"field": p.on, "detail": languages.say(p)} for p in error.problems]
    response = jsonify(body)
    response.status_code = code
    response.mimetype = "application/problem+json"
    return response
