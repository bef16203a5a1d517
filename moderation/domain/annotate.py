"""Notes of moderators beside a comment: written for each other, and never shown to anybody else."""

from datetime import datetime

from moderation.domain import decide
from moderation.domain.allow import Viewer
from moderation.domain.turn import require_words
from moderation.errors import Invalid, Missing, Problem, Refused
from moderation.store import events, notes
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.notes import Note as Note
from moderation.text.clean import storable
from moderation.words import N_

LONGEST = 2_000


def add(session: Session, viewer: Viewer, comment_id: int, text: str, *, now: datetime) -> Note:
    """Keep a note beside a comment. The log tells that there was one, not what it said.

    Raises Missing for a comment that the viewer does not see, Invalid for an empty or too long text,
    Conflict where the comment was deleted for good.
    """
    comment = decide.one(session, viewer, comment_id)
    require_words(comment)
    words = storable(text).strip()
    if not words:
        raise Invalid(Problem(on="note", why=N_("Write at least one word.")))
    if len(words) > LONGEST:
        why = N_("A note has at most {most} characters. Shorten it.")
        raise Invalid(Problem(on="note", why=why, values={"most": LONGEST}))
    own = {"site_id": comment.site_id, "comment_id": comment.id}
    note = Note(user_id=viewer.user_id, name=viewer.actor.name, text=words, at=now, **own)
    _log(session, viewer, note, now)
    return notes.add(session, note)


def remove(session: Session, viewer: Viewer, note_id: int, *, now: datetime) -> Note:
    """Take one's own note away.

    Raises Missing for a note that the viewer does not see, Refused for somebody else's.
    """
    note = notes.one(session, note_id, viewer.sites()) if 0 < note_id < 2**63 else None
    if note is None:
        raise Missing(N_("This note does not exist, or was removed."))
    if note.user_id is None or note.user_id != viewer.user_id:
        raise Refused(N_("A note is removed by whoever wrote it."))
    _log(session, viewer, note, now, removed=True)
    notes.remove(session, note)
    return note


def _log(session: Session, viewer: Viewer, note: Note, now: datetime, **detail: bool) -> None:
    by = viewer.actor
    line = Event(site_id=note.site_id, comment_id=note.comment_id, at=now, action="note", detail=detail)
    line.actor_kind, line.actor_id, line.actor_name = by.kind, by.id, by.name
    events.note(session, line)
