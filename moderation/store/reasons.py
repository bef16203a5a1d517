"""What speaks against a comment, a row for each rule, where the comment stands: "held by" goes by it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, delete, insert, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.comments import Comment
from moderation.store.db import Base
from moderation.words import Status


class Reason(Base):
    """One rule that speaks against one comment; status and time are the comment's own."""

    __tablename__ = "reason"
    __table_args__ = (Index("reason_queue", "site_id", "status", "rule", "received_at", "comment_id"),)

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    status: Mapped[Status]
    received_at: Mapped[datetime]


def add(session: Session, comment: Comment, rules: Iterable[str]) -> None:
    """Keep the rules that speak against a new comment."""
    own = {
        "comment_id": comment.id,
        "site_id": comment.site_id,
        "status": comment.status,
        "received_at": comment.received_at,
    }
    rows = [{"rule": rule, **own} for rule in sorted(set(rules))]
    if rows:
        session.execute(insert(Reason), rows)


def move(session: Session, comment_id: int, status: Status) -> None:
    """Let a comment's reasons stand where the comment stands now."""
    moved = update(Reason).where(Reason.comment_id == comment_id).values(status=status)
    session.execute(moved.execution_options(synchronize_session=False))


def move_all(session: Session, comment_ids: Sequence[int], status: Status) -> None:
    """Let the reasons of many comments stand where these stand now."""
    moved = update(Reason).where(Reason.comment_id.in_(comment_ids)).values(status=status)
    session.execute(moved.execution_options(synchronize_session=False))


def drop(session: Session, comment_id: int) -> None:
    """Forget what spoke against a comment."""
    gone = delete(Reason).where(Reason.comment_id == comment_id)
    session.execute(gone.execution_options(synchronize_session=False))
