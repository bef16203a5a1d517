"""Mentions that were announced to us: the row is the job, and keeps what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    UniqueConstraint,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.words import Errand, Kind

DUE = sql("due_at IS NOT NULL")
MOST_COUNTED = 100
"""So many mentions of one host are counted; more are as many."""


class Mention(Base):
    """One page elsewhere that says it mentions one of ours, once however often and by whatever protocol."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("site_id", "pair"),
        Index("mention_due", "due_at", "id", sqlite_where=DUE, postgresql_where=DUE),
        Index("mention_due_from_host", "host", "due_at", sqlite_where=DUE, postgresql_where=DUE),
        Index(
            "mention_due_on_page",
            *("site_id", "page_key", "due_at"),
            sqlite_where=DUE,
            postgresql_where=DUE,
        ),
        Index("mention_from_host", "site_id", "host", "received_at", "id"),
        Index("mention_list", "site_id", "state", "received_at", "id"),
        Index("mention_of_comment", "comment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    key: Mapped[str] = mapped_column(unique=True)
    """By which a sender asks how it stands; nobody can guess it."""
    pair: Mapped[bytes] = mapped_column(LargeBinary(16))
    """Digest of source and page."""
    kind: Mapped[Kind]
    """The protocol by which it first came."""
    source: Mapped[str]
    target: Mapped[str]
    """Our page's address as the sender wrote it: this very address must be linked."""
    host: Mapped[str]
    """The source's host."""
    page_key: Mapped[str]
    given: Mapped[dict[str, Any]]
    """What a trackback says of itself: title, excerpt, blog_name."""
    state: Mapped[Errand]
    trouble: Mapped[str]
    """Why the last visit came to nothing, in a word; empty where it did not."""
    tries: Mapped[int]
    """Visits in a row that came to nothing."""
    received_at: Mapped[datetime]
    """When it was last announced."""
    due_at: Mapped[datetime | None]
    taken_until: Mapped[datetime | None]
    """Until when a worker has it for itself."""
    checked_at: Mapped[datetime | None]
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    title: Mapped[str]
    preview: Mapped[str]
    """The words of the source as it was last fetched."""
    quotes: Mapped[list[Any]]
    """The words of its links to us."""
    photo: Mapped[str]
    """The address of its author's picture; nobody's browser is sent there."""
    told: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    """Digest of what the source said when it was last taken in: what moderators edit since is not news."""
    log: Mapped[list[Any]]
    """The last visits, newest first."""


@dataclass(frozen=True)
class Taken:
    """A mention that a worker has for itself, until then."""

    id: int
    until: datetime


def one(session: Session, mention_id: int, sites: Sequence[int]) -> Mention | None:
    """A mention of one of these sites; None is a stranger's, or none."""
    return session.scalar(select(Mention).where(Mention.id == mention_id, Mention.site_id.in_(sites)))


def by_key(session: Session, site_id: int, key: str) -> Mention | None:
    """The mention that a sender asks for."""
    return session.scalar(select(Mention).where(Mention.site_id == site_id, Mention.key == key))


def by_pair(session: Session, site_id: int, pair: bytes) -> Mention | None:
    """The mention of this source and page, as it now is in the database."""
    found = select(Mention).where(Mention.site_id == site_id, Mention.pair == pair)
    return session.scalar(found.execution_options(populate_existing=True))


def add(session: Session, values: dict[str, Any]) -> bool:
    """Keep a mention; False where its pair is there already."""
    empty = {
        "trouble": "",
        "tries": 0,
        "title": "",
        "preview": "",
        "photo": "",
        "quotes": [],
        "log": [],
        "checked_at": None,
        "comment_id": None,
        "told": None,
    }
    new = insert_for(session)(Mention).on_conflict_do_nothing(index_elements=["site_id", "pair"])
    return session.scalar(new.returning(Mention.id), {**empty, **values}) is not None


def change(session: Session, mention_id: int, values: dict[str, Any]) -> None:
    """Write these values."""
    changed = update(Mention).where(Mention.id == mention_id).values(**values)
    session.execute(changed.execution_options(synchronize_session=False))


def last_due_from(session: Session, host: str) -> datetime | None:
    """When the last of the visits to a host is due; None where none is."""
    return session.scalar(select(func.max(Mention.due_at)).where(Mention.host == host, DUE))


def last_due_on(session: Session, site_id: int, page_key: str) -> datetime | None:
    """When the last of the visits for a page is due; None where none is."""
    on_page = and_(Mention.site_id == site_id, Mention.page_key == page_key)
    return session.scalar(select(func.max(Mention.due_at)).where(on_page, DUE))


def count_from(session: Session, site_id: int, host: str, *, since: datetime, until: datetime) -> int:
    """How many mentions from a host were announced since then, MOST_COUNTED at most."""
    found = select(Mention.id).where(Mention.site_id == site_id, Mention.host == host)
    found = found.where(Mention.received_at > since, Mention.received_at <= until).limit(MOST_COUNTED)
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def take(session: Session, *, now: datetime, until: datetime) -> Taken | None:
    """A mention that is due and nobody works on, for whoever asks alone. None: nothing is due."""
    next_one = select(Mention.id).where(_is_free(now)).order_by(Mention.due_at, Mention.id).limit(1)
    next_one = next_one.with_for_update(skip_locked=True)
    taken = update(Mention).where(Mention.id == next_one.scalar_subquery(), _is_free(now))
    taken = taken.values(taken_until=until).returning(Mention.id)
    found = session.scalar(taken.execution_options(synchronize_session=False))
    return Taken(found, until) if found is not None else None


def take_this(session: Session, mention_id: int, *, now: datetime, until: datetime) -> Taken | None:
    """This mention for whoever asks alone, due or not. None: somebody works on it."""
    free = or_(Mention.taken_until.is_(None), Mention.taken_until <= now)
    taken = update(Mention).where(Mention.id == mention_id, free).values(taken_until=until)
    found = session.scalar(taken.returning(Mention.id).execution_options(synchronize_session=False))
    return Taken(found, until) if found is not None else None


def held(session: Session, taken: Taken) -> Mention | None:
    """The mention, if it is still the worker's own; with the end of this transaction it is free again.

    None where it was taken by another because this one took too long.
    """
    own = update(Mention).where(Mention.id == taken.id, Mention.taken_until == taken.until)
    own = own.values(taken_until=None).returning(Mention.id)
    if session.scalar(own.execution_options(synchronize_session=False)) is None:
        return None
    return session.get_one(Mention, taken.id, populate_existing=True)


def forget_words(session: Session, comment_id: int) -> None:
    """Leave no word of the source of a comment that was deleted for good."""
    gone = update(Mention).where(Mention.comment_id == comment_id)
    gone = gone.values(given={}, title="", preview="", quotes=[], photo="")
    session.execute(gone.execution_options(synchronize_session=False))


def drop_failed(session: Session, site_id: int, *, before: datetime, most: int) -> int:
    """Forget mentions that came to nothing and were last announced before then; how many went."""
    old = select(Mention.id).where(Mention.site_id == site_id, Mention.state == Errand.FAILED)
    old = old.where(Mention.received_at < before, Mention.comment_id.is_(None)).limit(most)
    gone = delete(Mention).where(Mention.id.in_(old.scalar_subquery())).returning(Mention.id)
    return len(session.scalars(gone.execution_options(synchronize_session=False)).all())


def next_due(session: Session) -> datetime | None:
    """When the next visit is due; None where none is."""
    return session.scalar(select(func.min(Mention.due_at)).where(DUE))


def of_comments(session: Session, comment_ids: Sequence[int]) -> dict[int, Mention]:
    """The mentions behind these comments, by the comments' ids."""
    if not comment_ids:
        return {}
    rows = session.scalars(select(Mention).where(Mention.comment_id.in_(comment_ids)))
    return {row.comment_id: row for row in rows if row.comment_id is not None}


def listed(sites: Sequence[int], states: Sequence[Errand]) -> list[Select[Mention]]:
    """Mentions in these states, a statement for each site and state."""
    return [
        select(Mention).where(Mention.site_id == site_id, Mention.state == state)
        for site_id in sites
        for state in states
    ]


def _is_free(now: datetime) -> ColumnElement[bool]:
    free = or_(Mention.taken_until.is_(None), Mention.taken_until <= now)
    return and_(DUE, Mention.due_at <= now, free)
