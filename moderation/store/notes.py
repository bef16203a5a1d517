"""Private notes of moderators beside a comment."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

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
