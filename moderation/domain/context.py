"""One comment with all that helps to decide on it: why it stands where it does, by whom, among what."""

from dataclasses import dataclass

from moderation.domain import audit, decide, queue, recall, surround, tell
from moderation.domain.allow import Viewer
from moderation.domain.judge import book_of
from moderation.domain.queue import Card as Card
from moderation.domain.recall import Past
from moderation.domain.surround import Around
from moderation.domain.tell import Told
from moderation.store import events, notes, reports
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.notes import Note

EVENTS = 50
NOTES = 100


@dataclass(frozen=True, kw_only=True)
class Scale:
    """On what the points of a comment are measured: the thresholds of its site as they are now."""

    hold_from: int
    spam_from: int
    top: int
    has_changed: bool
    """Whether the rules are others than those that gave the points."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """A comment and what stands around it."""

    card: Card
    scale: Scale
    past: Past
    around: Around
    history: list[Told]
    """Newest first."""
    has_older: bool
    """Whether the history goes further back than is shown."""
    reports: int
    """How many readers reported it, whether that held it or not."""
    notes: list[Note]
    undo: Event | None
    """The decision that stands and can be taken back."""


def read(session: Session, viewer: Viewer, comment_id: int) -> Context:
    """A comment that the viewer moderates, in its context; some twenty statements, whatever stands around it.

    Raises Missing.
    """
    comment = decide.one(session, viewer, comment_id)
    card = queue.cards(session, [comment])[0]
    undo = audit.standing(session, comment)
    happened = events.of_comment(session, comment.id, EVENTS + 1)
    return Context(
        card=card,
        scale=_scale(card),
        past=recall.past(session, comment),
        around=surround.around(session, comment),
        history=tell.told(session, happened[:EVENTS], undo),
        has_older=len(happened) > EVENTS,
        reports=reports.count(session, comment.id),
        notes=notes.of_comment(session, comment.id, NOTES),
        undo=undo,
    )


def _scale(card: Card) -> Scale:
    book = book_of(card.site)
    return Scale(
        hold_from=book.hold_from,
        spam_from=book.spam_from,
        top=max(book.spam_from * 3 // 2, card.comment.points),
        has_changed=card.comment.book_version != card.site.book_version,
    )
