"""Takes back what was done, whatever it was: each sort of event has its own way."""

from datetime import datetime

from moderation.domain import bulk, decide, edit, remember
from moderation.domain.allow import Deed, Viewer
from moderation.domain.decide import Decision
from moderation.errors import Missing
from moderation.store import events
from moderation.store.db import Session


def undo(session: Session, viewer: Viewer, event_id: int, *, now: datetime) -> Decision:
    """Take an event back, today or later.

    Raises Missing for an event that the viewer does not see or that nothing takes back, Conflict
    where it no longer stands.
    """
    done = events.one(session, event_id, viewer.sites(Deed.MODERATE)) if 0 < event_id < 2**63 else None
    if done is None:
        raise Missing(decide.NOT_UNDONE)
    match done.action:
        case "edit":
            return edit.undo(session, viewer, done, now=now)
        case _:
            undone = decide.undo(session, viewer, event_id, now=now)
            remember.forget(session, viewer, done, now=now)
            return undone


def undo_many(session: Session, viewer: Viewer, event_id: int, *, now: datetime) -> str:
    """Take an act on many back, and what it put on lists of the rules; the key of the undo.

    Raises as `bulk.undo`.
    """
    key = bulk.undo(session, viewer, event_id, now=now)
    done = events.one(session, event_id, viewer.sites())
    if done is not None:
        remember.forget(session, viewer, done, now=now)
    return key
