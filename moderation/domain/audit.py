"""What was done, and what of it can still be undone."""

from dataclasses import dataclass

from moderation.domain import decide, queue, remember
from moderation.domain.allow import Viewer
from moderation.domain.queue import Card
from moderation.domain.remember import Listed
from moderation.store import comments, events
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event


@dataclass(frozen=True, kw_only=True)
class Done:
    """A decision as the line that replaces the card: the event, its comment as it now is, and its undo."""

    event: Event
    card: Card
    undo: Event | None
    listed: Listed | None = None
    """What the same act put on a list of the rules."""


def decision(session: Session, viewer: Viewer, event_id: int) -> Done | None:
    """The line of a decision that still stands; None for any other, and for a stranger's."""
    event = events.one(session, event_id, viewer.sites()) if 0 < event_id < 2**63 else None
    if event is None or event.comment_id is None:
        return None
    done = line(session, event)
    return done if done.undo is not None and done.undo.id == event.id else None


def line(session: Session, event: Event) -> Done:
    """What an event looks like when it is done; a reply is told of at the comment that it answers."""
    made = comments.again(session, event.comment_id or 0)
    about = made if event.action != "received" else comments.again(session, made.parent_id or made.id)
    card = queue.cards(session, [about])[0]
    listed = remember.listed(session, event)
    return Done(event=event, card=card, undo=standing(session, made), listed=listed)


def standing(session: Session, comment: Comment) -> Event | None:
    """The event whose undo gives the comment its last status back; None where there is none."""
    event = events.of_turn(session, comment.id, comment.decision)
    return event if event is not None and decide.undoable(session, [event]) else None
