"""Reports of readers: one of a reader for a comment, and of the reader only a keyed hash."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for

MOST = 100
"""So many of one comment are kept; what more would say is known by then."""


class Report(Base):
    """That a reader wants somebody to look at a comment."""

    __tablename__ = "report"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    reader: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    """A keyed hash of the reader's net and the comment: it tells nobody what else they reported."""
    at: Mapped[datetime]


OF_COMMENT = select(Report.at).where(Report.comment_id == bindparam("comment_id")).limit(MOST)
COUNTED = select(func.count()).select_from(OF_COMMENT.subquery())


def put(session: Session, comment_id: int, reader: bytes, at: datetime) -> bool:
    """Keep a report; False where the reader's is there already, or there are enough."""
    if (session.scalar(COUNTED, {"comment_id": comment_id}) or 0) >= MOST:
        return False
    new = insert_for(session)(Report).values(comment_id=comment_id, reader=reader, at=at)
    return session.scalar(new.on_conflict_do_nothing().returning(Report.comment_id)) is not None


def count(session: Session, comment_id: int, since: datetime | None = None) -> int:
    """How many readers reported a comment, at any time or after a moment."""
    reported = session.scalars(OF_COMMENT, {"comment_id": comment_id})
    return sum(since is None or at > since for at in reported)


def drop(session: Session, comment_id: int) -> None:
    """Forget the reports of a comment."""
    gone = delete(Report).where(Report.comment_id == comment_id)
    session.execute(gone.execution_options(synchronize_session=False))
