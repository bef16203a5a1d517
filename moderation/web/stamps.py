"""Signed words of the public form, which may stand in a frame without cookies.

The stamp binds a form to its site, its page and its time; the mark lets a writer see the own comment
while it waits. Neither is stored.
"""

import time

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

OLDEST = 7 * 24 * 3600
"""Seconds after which a form has to be made anew; a reader may leave a page open for days."""
OWN_FOR = 24 * 3600
"""Seconds for which a writer's own link shows the waiting comment."""


def stamp(site: str, page_key: str) -> str:
    """A stamp for a form made now."""
    return _serializer("form").dumps([site, page_key, round(time.time(), 1)])


def age(value: str, site: str, page_key: str) -> float | None:
    """How many seconds ago a form of this site and page was made; None for a forged, foreign or old stamp."""
    try:
        *bound, made_at = _serializer("form").loads(value, max_age=OLDEST)
    except BadSignature:
        return None
    return max(0.0, time.time() - made_at) if bound == [site, page_key] else None


def own(comment_id: int) -> str:
    """The mark by which a writer sees the own comment."""
    return _serializer("own").dumps(comment_id)


def owned(value: str | None) -> int | None:
    """The comment that a mark shows; None for a forged or an old one."""
    try:
        return int(_serializer("own").loads(value or "", max_age=OWN_FOR))
    except (BadSignature, TypeError, ValueError):
        return None


def visitor(mark: bytes) -> str:
    """A visitor's mark as a cookie keeps it."""
    return _serializer("visitor").dumps(mark.hex())


def visited(value: str | None) -> bytes | None:
    """The mark of a visitor's cookie; None where there is none of ours."""
    try:
        return bytes.fromhex(_serializer("visitor").loads(value or ""))
    except (BadSignature, TypeError, ValueError):
        return None


def _serializer(use: str) -> URLSafeTimedSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt=f"moderation {use}")
