"""Mentions that we send: one row for each link of an entry of ours; the row is the job, and the report."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from moderation.store.db import Base
from moderation.words import Errand

DUE = sql("due_at IS NOT NULL")


class Sending(Base):
    """One page elsewhere that is told, once, that a page of ours links to it."""

    __tablename__ = "sending"
    __table_args__ = (
        UniqueConstraint("site_id", "pair"),
        Index("sending_due", "due_at", "id", sqlite_where=DUE, postgresql_where=DUE),
        Index("sending_list", "site_id", "state", "found_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    pair: Mapped[bytes] = mapped_column(LargeBinary(16))
    """Digest of source and target."""
    source: Mapped[str]
    """Our page."""
    target: Mapped[str]
    host: Mapped[str]
    """The target's host."""
    protocol: Mapped[str]
    """webmention or pingback, whichever the target announces; empty until that is known, or where none is."""
    endpoint: Mapped[str]
    state: Mapped[Errand]
    trouble: Mapped[str]
    """Why the last try came to nothing, in a word; empty where it did not."""
    tries: Mapped[int]
    found_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    taken_until: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    log: Mapped[list[Any]]
    """The last tries, newest first."""


class Entry(Base):
    """An entry of a site's feed that was seen; by its digest."""

    __tablename__ = "entry"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    seen_at: Mapped[datetime]
