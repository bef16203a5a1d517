"""The events of an act on many: the one that the log lists, and one for each comment that it turned."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.store.comments import Comment
from moderation.store.events import Event


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
