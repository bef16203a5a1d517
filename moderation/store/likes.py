"""Likes: one of a visitor for a comment or for a page."""

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.comments import Comment
from moderation.store.db import Base, insert_for
from moderation.store.sites import Page


class Like(Base):
    """A visitor's like; `comment_id` 0 is the page itself."""

    __tablename__ = "like"
    __table_args__ = (UniqueConstraint("page_id", "visitor", "comment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    comment_id: Mapped[int] = mapped_column(default=0)
    visitor: Mapped[bytes] = mapped_column(LargeBinary(16))


def put(session: Session, page_id: int, comment_id: int, visitor: bytes) -> bool:
    """Keep a like; False where it is there already."""
    values = {"page_id": page_id, "comment_id": comment_id, "visitor": visitor}
    new = insert_for(session)(Like).values(**values).on_conflict_do_nothing()
    return session.scalar(new.returning(Like.id)) is not None


def take_back(session: Session, page_id: int, comment_id: int, visitor: bytes) -> bool:
    """Remove a like; False where there is none."""
    gone = delete(Like).where(Like.page_id == page_id, Like.comment_id == comment_id, Like.visitor == visitor)
    return session.scalar(gone.returning(Like.id)) is not None


def count_on(session: Session, page_id: int, comment_id: int, n: int) -> None:
    """Add `n` to the kept count; `version` stays, or readers would make moderators conflict."""
    if comment_id:
        raised = update(Comment).where(Comment.id == comment_id).values(likes=Comment.likes + n)
    else:
        raised = update(Page).where(Page.id == page_id).values(likes=Page.likes + n)
    session.execute(raised.execution_options(synchronize_session=False))


def of_visitor(session: Session, page_id: int, visitor: bytes) -> set[int]:
    """Ids of the comments of a page that a visitor likes; 0 is the page."""
    mine = select(Like.comment_id).where(Like.page_id == page_id, Like.visitor == visitor)
    return set(session.scalars(mine))
