"""The events of an act on many: the one that the log lists, and one for each comment that it turned."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from moderation.store.comments import Comment
from moderation.store.events import Event

LOOK = 2_000
"""So many of an act's newest parts are looked at to tell whether any stands."""


def listed(session: Session, bulk_id: int) -> Event:
    """The event that tells of a whole act; it was there before its parts."""
    whole = select(Event).where(Event.bulk_id == bulk_id, Event.comment_id.is_(None))
    return session.scalars(whole.order_by(Event.id).limit(1)).one()


def newest(session: Session, bulk_id: int, *, below: int | None, most: int) -> list[Event]:
    """What an act did to comments, the last first; `below` goes on behind an event's id."""
    made = select(Event).where(Event.bulk_id == bulk_id, Event.comment_id.is_not(None))
    if below is not None:
        made = made.where(Event.id < below)
    return list(session.scalars(made.order_by(Event.id.desc()).limit(most)))


def standing(session: Session, bulk_id: int) -> int:
    """How many of the comments that an act turned stand as it left them."""
    made = select(func.count()).select_from(Event).join(Comment, Comment.id == Event.comment_id)
    made = made.where(Event.bulk_id == bulk_id, Comment.decision == Event.turn, Comment.erased_at.is_(None))
    return session.scalars(made).one()


def any_standing(session: Session, bulk_ids: Sequence[int]) -> set[int]:
    """Those of these acts of which something stands, or may stand behind the parts that are looked at."""
    if not bulk_ids:
        return set()
    return set(session.scalars(union_all(*(_any_standing(bulk_id) for bulk_id in sorted(bulk_ids)))))


def _any_standing(bulk_id: int) -> Select[Any]:
    made = select(Event.id, Event.comment_id, Event.turn).where(
        Event.bulk_id == bulk_id, Event.comment_id.is_not(None)
    )
    newest = made.order_by(Event.id.desc()).limit(LOOK).subquery()
    stands = select(newest.c.id).join(Comment, Comment.id == newest.c.comment_id)
    stands = stands.where(Comment.decision == newest.c.turn, Comment.erased_at.is_(None))
    further = select(Event.id).where(Event.bulk_id == bulk_id, Event.comment_id.is_not(None))
    further = further.order_by(Event.id.desc()).offset(LOOK).limit(1)
    return select(literal(bulk_id)).where(or_(stands.exists(), further.exists()))
