"""Entries of our sites' feeds: each is seen once, and its page is read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.store.sites import Site

DUE = sql("due_at IS NOT NULL")
TROUBLE = sql("trouble <> ''")


class Entry(Base):
    """An entry of a site's feed; the row is the job to read its page, while it is due."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("entry_due", "due_at", sqlite_where=DUE, postgresql_where=DUE),
        Index("entry_in_trouble", "site_id", "seen_at", sqlite_where=TROUBLE, postgresql_where=TROUBLE),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    """Digest of what names it for good."""
    url: Mapped[str]
    """Its page."""
    seen_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """When its page is read; while a worker has it, when another may. None: it was, or need not be."""
    tries: Mapped[int]
    trouble: Mapped[str]
    """Why the last look at its page came to nothing, in a word; empty where it did not."""


@dataclass(frozen=True)
class FeedTaken:
    """A site's feed that a worker has for itself, until then."""

    site_id: int
    feed: str
    is_first: bool
    """Whether nobody has read it yet."""
    until: datetime


@dataclass(frozen=True)
class EntryTaken:
    """An entry whose page a worker has for itself, until then."""

    site_id: int
    key: bytes
    url: str
    until: datetime


def take_feed(session: Session, *, now: datetime, until: datetime) -> FeedTaken | None:
    """A feed that is due, for whoever asks alone; it is due again then. None: none is."""
    is_due = Site.feed_due_at <= now
    next_one = select(Site.id).where(is_due).order_by(Site.feed_due_at, Site.id).limit(1)
    next_one = next_one.with_for_update(skip_locked=True)
    taken = update(Site).where(Site.id == next_one.scalar_subquery(), is_due).values(feed_due_at=until)
    taken = taken.returning(Site.id, Site.feed, Site.feed_read_at)
    row = session.execute(taken.execution_options(synchronize_session=False)).first()
    return FeedTaken(row.id, row.feed, row.feed_read_at is None, until) if row is not None else None


def note_feed(session: Session, taken: FeedTaken, trouble: str, *, now: datetime) -> bool:
    """Say of a feed how it went; False where somebody has set another one meanwhile, or read it too."""
    own = update(Site).where(Site.id == taken.site_id, Site.feed == taken.feed)
    own = own.where(Site.feed_due_at == taken.until)
    said = {"feed_trouble": trouble} if trouble else {"feed_trouble": "", "feed_read_at": now}
    done = own.values(**said).returning(Site.id)
    return session.scalar(done.execution_options(synchronize_session=False)) is not None


def set_feed(session: Session, site_id: int, feed: str, *, due_at: datetime | None) -> None:
    """Give a site another feed; nobody has read that one yet."""
    changed = update(Site).where(Site.id == site_id)
    changed = changed.values(feed=feed, feed_due_at=due_at, feed_read_at=None, feed_trouble="")
    session.execute(changed)


def add(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep the entries that were not seen before."""
    if rows:
        new = insert_for(session)(Entry).on_conflict_do_nothing(index_elements=["site_id", "key"])
        session.execute(new, [{"tries": 0, "trouble": "", **row} for row in rows])


def take(session: Session, *, now: datetime, until: datetime) -> EntryTaken | None:
    """An entry whose page is to be read now, for whoever asks alone. None: there is none."""
    next_one = select(Entry.site_id, Entry.key).where(DUE, Entry.due_at <= now).order_by(Entry.due_at)
    found = session.execute(next_one.limit(1).with_for_update(skip_locked=True)).first()
    if found is None:
        return None
    taken = update(Entry).where(Entry.site_id == found.site_id, Entry.key == found.key)
    taken = taken.where(DUE, Entry.due_at <= now).values(due_at=until).returning(Entry.url)
    url = session.scalar(taken.execution_options(synchronize_session=False))
    return EntryTaken(found.site_id, found.key, url, until) if url is not None else None


def held(session: Session, taken: EntryTaken) -> Entry | None:
    """The entry, if it is still the worker's own; None where it was taken by another."""
    mine = select(Entry).where(Entry.site_id == taken.site_id, Entry.key == taken.key)
    mine = mine.where(Entry.due_at == taken.until).with_for_update()
    return session.scalar(mine.execution_options(populate_existing=True))


def in_trouble(session: Session, site_id: int, most: int) -> list[Entry]:
    """The last entries of a site whose page could not be read."""
    found = select(Entry).where(Entry.site_id == site_id, TROUBLE).order_by(Entry.seen_at.desc())
    return list(session.scalars(found.limit(most)))
