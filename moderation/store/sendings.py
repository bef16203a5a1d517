"""Mentions that we send: one row for each link of an entry of ours; the row is the job, and the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    and_,
    or_,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.store.paging import Page, behind, decode, encode, in_order
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
    """Visits in a row that came to nothing."""
    found_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    taken_until: Mapped[datetime | None]
    """Until when a worker has it for itself."""
    checked_at: Mapped[datetime | None]
    log: Mapped[list[Any]]
    """The last tries, newest first."""


@dataclass(frozen=True)
class Taken:
    """A sending that a worker has for itself, until then."""

    id: int
    until: datetime
    source: str
    target: str
    host: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which sendings; `has_told` is None for those that told somebody and those that found nobody to tell."""

    states: Sequence[Errand] = tuple(Errand)
    has_told: bool | None = None


def add(session: Session, rows: Sequence[dict[str, Any]]) -> set[bytes]:
    """Keep these links; the pairs of those that were not there yet."""
    empty = {
        "protocol": "",
        "endpoint": "",
        "state": Errand.DUE,
        "trouble": "",
        "tries": 0,
        "taken_until": None,
        "checked_at": None,
        "log": [],
    }
    new = insert_for(session)(Sending).on_conflict_do_nothing(index_elements=["site_id", "pair"])
    new = new.returning(Sending.pair)
    return {pair for row in rows for pair in session.scalars(new, {**empty, **row})}


def by_pairs(session: Session, site_id: int, pairs: Sequence[bytes]) -> dict[bytes, Sending]:
    """The sendings with these pairs, as they now are in the database."""
    found = select(Sending).where(Sending.site_id == site_id, Sending.pair.in_(pairs))
    rows = session.scalars(found.execution_options(populate_existing=True)) if pairs else ()
    return {row.pair: row for row in rows}


def of_source(session: Session, site_id: int, source: str, *, most: int) -> list[Sending]:
    """The last sendings of a page of ours."""
    found = select(Sending).where(Sending.site_id == site_id, Sending.source == source)
    return list(session.scalars(found.order_by(Sending.id.desc()).limit(most)))


def one(session: Session, sending_id: int, sites: Sequence[int]) -> Sending | None:
    """A sending of one of these sites; None is a stranger's, or none."""
    return session.scalar(select(Sending).where(Sending.id == sending_id, Sending.site_id.in_(sites)))


def take(session: Session, *, now: datetime, until: datetime, resting: Sequence[str] = ()) -> Taken | None:
    """A sending that is due and nobody works on, for whoever asks alone. None: nothing is due.

    Those to hosts that rest come after all others, and so do those with which somebody has not come back.
    """
    order: tuple[Any, ...] = (Sending.taken_until.is_not(None), Sending.due_at, Sending.id)
    if resting:
        order = (Sending.host.in_(resting), *order)
    is_free = and_(DUE, Sending.due_at <= now, _is_free(now))
    next_one = select(Sending.id).where(is_free).order_by(*order).limit(1).with_for_update(skip_locked=True)
    return _taken(session, next_one.scalar_subquery(), is_free, until)


def take_this(session: Session, sending_id: int, *, now: datetime, until: datetime) -> Taken | None:
    """This sending for whoever asks alone. None: it is done already, or somebody is about it."""
    return _taken(session, sending_id, and_(DUE, _is_free(now)), until)


def held(session: Session, taken: Taken) -> Sending | None:
    """The sending, if it is still the worker's own; with the end of this transaction it is free again.

    None where it was taken by another because this one took too long.
    """
    own = update(Sending).where(Sending.id == taken.id, Sending.taken_until == taken.until)
    own = own.values(taken_until=None).returning(Sending.id)
    if session.scalar(own.execution_options(synchronize_session=False)) is None:
        return None
    return session.get_one(Sending, taken.id, populate_existing=True)


def make_due(session: Session, sending_id: int, *, now: datetime) -> bool:
    """Let it be done anew; False where somebody is doing it."""
    anew = update(Sending).where(Sending.id == sending_id, _is_free(now))
    anew = anew.values(state=Errand.DUE, due_at=now, tries=0, trouble="").returning(Sending.id)
    return session.scalar(anew.execution_options(synchronize_session=False)) is not None


def page(
    session: Session, site_ids: Sequence[int], wanted: Wanted, *, after: str | None, size: int
) -> Page[Sending]:
    """One page of the sendings of these sites, newest first. Raises Missing for a cursor of nobody."""
    here = (Sending.found_at, Sending.id)
    rows: list[Sending] = []
    for site_id in site_ids:
        for state in wanted.states:
            found = select(Sending).where(Sending.site_id == site_id, Sending.state == state)
            if wanted.has_told is not None:
                found = found.where(Sending.protocol != "" if wanted.has_told else Sending.protocol == "")
            if after:
                found = found.where(behind(*here, decode(after), falls=True))
            rows += session.scalars(found.order_by(*in_order(*here, falls=True)).limit(size + 1))
    rows.sort(key=lambda row: (row.found_at, row.id), reverse=True)
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], encode(last.found_at, last.id) if last is not None else None)


def _taken(
    session: Session, sending_id: Any, condition: ColumnElement[bool], until: datetime
) -> Taken | None:
    taken = update(Sending).where(Sending.id == sending_id, condition).values(taken_until=until)
    taken = taken.returning(Sending.id, Sending.source, Sending.target, Sending.host)
    row = session.execute(taken.execution_options(synchronize_session=False)).first()
    return Taken(row.id, until, row.source, row.target, row.host) if row is not None else None


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(Sending.taken_until.is_(None), Sending.taken_until <= now)
