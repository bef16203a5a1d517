"""An act on many that is sent twice, by a double click or because its answer was lost, is one act."""

import json
from hashlib import sha256
from typing import Any

from moderation.domain.allow import Viewer
from moderation.store import bulks, parts
from moderation.store.db import Session
from moderation.words import Progress


def key_of(viewer: Viewer, action: str, about: Any) -> str:
    """The key of an act: the same for whoever asks for the same again."""
    by = viewer.actor
    same = json.dumps([by.kind, by.id, by.name, action, about])
    return sha256(same.encode()).hexdigest()[:32]


def is_under_way_or_stands(session: Session, viewer: Viewer, key: str, *, whole: bool) -> bool:
    """Whether an act with this key is being done, or was and nobody took it back.

    One that was stopped stays stopped. With `whole` each comment that it turned stands as it was left;
    the same comments selected once more, after a stop before any of them, are another act.
    """
    rows = bulks.of_key(session, key, viewer.sites())
    states = {row.state for row in rows}
    if Progress.RUNNING in states:
        return True
    done = [row.id for row in rows if row.done]
    if not done:
        return Progress.STOPPED in states and not whole
    if bulks.taken_back(session, done):
        return False
    return not whole or all(parts.standing(session, row.id) == row.done for row in rows)
