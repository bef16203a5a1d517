"""The scripts of a surface in one answer: small files to read, one request to load, and no build step."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app, make_response, request, url_for

bp = Blueprint("scripts", __name__)

SURFACES = {
    "desk": ("vendor/htmx.min.js", "parts/start.js", "parts/failed.js", "desk/*.js"),
    "thread": ("vendor/htmx.min.js", "parts/start.js", "parts/failed.js", "site/*.js"),
}
"""Which files make up a surface's script, in order; all of them share one scope."""
KEPT = "public, max-age=31536000, immutable"


@bp.get("/scripts/<any(desk, thread):surface>.js")
def show(surface: str) -> Response:
    """A surface's script; its address changes with its content, so that it can be kept for a year."""
    response = make_response(_joined(Path(current_app.static_folder or ""), surface))
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = KEPT
    response.set_etag(_digest(Path(current_app.static_folder or ""), surface))
    response.make_conditional(request)
    return response


def address(surface: str) -> str:
    """The address of a surface's script."""
    version = _digest(Path(current_app.static_folder or ""), surface)
    return url_for("scripts.show", surface=surface, v=version)


@cache
def _joined(folder: Path, surface: str) -> str:
    files = [file for pattern in SURFACES[surface] for file in sorted(folder.glob(pattern))]
    return "\n".join(file.read_text("utf-8") for file in files)


@cache
def _digest(folder: Path, surface: str) -> str:
    return hashlib.sha256(_joined(folder, surface).encode()).hexdigest()[:10]
