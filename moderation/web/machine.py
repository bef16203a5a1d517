"""What machines ask: alive, and ready."""

from flask import Blueprint, Response, jsonify

from moderation.store.db import is_ready

bp = Blueprint("machine", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """Alive: the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Ready: the database answers and is migrated."""
    if is_ready():
        return jsonify(status="ok"), 200
    return jsonify(status="unavailable"), 503
