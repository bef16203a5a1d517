"""Private notes of moderators beside a comment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base


class Note(Base):
    """What one moderator wants the others to know of a comment; no reader ever sees it."""

    __tablename__ = "note"
    __table_args__ = (Index("note_of_comment", "comment_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


def of_comment(session: Session, comment_id: int, most: int) -> list[Note]:
    """The newest notes beside a comment, oldest first."""
    newest = select(Note).where(Note.comment_id == comment_id).order_by(Note.id.desc()).limit(most)
    return list(session.scalars(newest))[::-1]


def one(session: Session, note_id: int, site_ids: Sequence[int]) -> Note | None:
    """A note on one of these sites; None is a stranger's, or none."""
    return session.scalar(select(Note).where(Note.id == note_id, Note.site_id.in_(site_ids)))


def add(session: Session, note: Note) -> Note:
    """Keep a new note."""
    session.add(note)
    session.flush()
    return note


def remove(session: Session, note: Note) -> None:
    """Forget a note."""
    session.delete(note)
    session.flush()


def drop(session: Session, comment_id: int) -> None:
    """Forget all notes beside a comment."""
    gone = delete(Note).where(Note.comment_id == comment_id)
    session.execute(gone.execution_options(synchronize_session=False))
