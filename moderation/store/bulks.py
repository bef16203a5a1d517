"""One act on many comments of a site: the row is the work, and says how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, and_, or_, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base
from moderation.words import ActorKind, Progress

UNDO = "-undo"
RUNNING = sql("bulk.state = 'running'")
"""In so many words, for an index of some of the rows is not used for a value that comes later."""


class Bulk(Base):
    """One person's act on many comments of one site; several sites at once are several rows with one key."""

    __tablename__ = "bulk"
    __table_args__ = (
        Index("bulk_of_key", "key"),
        Index(
            "bulk_under_way",
            "id",
            sqlite_where=sql("state = 'running'"),
            postgresql_where=sql("state = 'running'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    key: Mapped[str]
    """The same for all sites of the act; its events carry it as `together`."""
    action: Mapped[str]
    """approve, reject, spam, hold or undo."""
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    wanted: Mapped[dict[str, Any]]
    """What is to be done: ids with the versions seen, or the filters of a list and until when."""
    state: Mapped[Progress]
    cursor: Mapped[str] = mapped_column(default="")
    """Behind which comment the work goes on."""
    total: Mapped[int]
    """How many it was about when it began."""
    done: Mapped[int] = mapped_column(default=0)
    changed: Mapped[list[Any]] = mapped_column(default=list)
    """The ids of those that somebody changed meanwhile, and which were left as they are."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("bulk.id"))
    started_at: Mapped[datetime]
    taken_until: Mapped[datetime | None]
    """Until when a worker has it for itself."""
    finished_at: Mapped[datetime | None]


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, Bulk]:
    """The acts with these ids."""
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(Bulk).where(Bulk.id.in_(ids)))}


@dataclass(frozen=True)
class Taken:
    """An act that a worker has for itself, until then."""

    id: int
    until: datetime


def add(session: Session, row: Bulk) -> Bulk:
    """Keep an act; it has its id from then on."""
    session.add(row)
    session.flush()
    return row


def of_key(session: Session, key: str, sites: Sequence[int], *, for_good: bool = False) -> list[Bulk]:
    """The rows of one act on these sites; `for_good` keeps others from them until the transaction ends."""
    rows = select(Bulk).where(Bulk.key == key, Bulk.site_id.in_(sites)).order_by(Bulk.site_id)
    if for_good:
        rows = rows.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(session.scalars(rows))


def of_keys(session: Session, keys: Sequence[str], sites: Sequence[int]) -> list[Bulk]:
    """The rows of several acts on these sites."""
    rows = select(Bulk).where(Bulk.key.in_(keys), Bulk.site_id.in_(sites)).order_by(Bulk.site_id)
    return list(session.scalars(rows)) if keys else []


def state_of(rows: Sequence[Bulk]) -> Progress:
    """How far an act is on all of its sites together."""
    states = {row.state for row in rows}
    return next(state for state in (Progress.RUNNING, Progress.STOPPED, Progress.DONE) if state in states)


def take(session: Session, *, now: datetime, until: datetime) -> Taken | None:
    """An act that nobody works on, for whoever asks alone: the one with the least left. None: all rest."""
    next_one = select(Bulk.id).where(_is_free(now)).order_by(Bulk.total - Bulk.done, Bulk.id).limit(1)
    next_one = next_one.with_for_update(skip_locked=True)
    taken = update(Bulk).where(Bulk.id == next_one.scalar_subquery(), _is_free(now)).values(taken_until=until)
    bulk_id = session.scalar(taken.returning(Bulk.id).execution_options(synchronize_session=False))
    return Taken(bulk_id, until) if bulk_id is not None else None


def held(session: Session, taken: Taken) -> Bulk | None:
    """The act, if it is still the worker's own; with the end of this transaction it is free again.

    None where it was stopped, or where it was taken by another because this one took too long.
    """
    own = update(Bulk).where(Bulk.id == taken.id, Bulk.state == Progress.RUNNING)
    own = own.where(Bulk.taken_until == taken.until).values(taken_until=None).returning(Bulk.id)
    if session.scalar(own.execution_options(synchronize_session=False)) is None:
        return None
    return session.get_one(Bulk, taken.id, populate_existing=True)


def stop(session: Session, key: str, sites: Sequence[int], *, now: datetime) -> bool:
    """Let an act go no further on these sites; False where it was over."""
    going = update(Bulk).where(Bulk.key == key, Bulk.site_id.in_(sites), Bulk.state == Progress.RUNNING)
    stopped = going.values(state=Progress.STOPPED, finished_at=now, taken_until=None).returning(Bulk.id)
    return bool(session.scalars(stopped.execution_options(synchronize_session=False)).all())


def key_of_undo(key: str) -> str:
    """The key of the undo of an act: there is but one."""
    return key + UNDO


def taken_back(session: Session, ids: Sequence[int]) -> set[int]:
    """Those of these acts that somebody has taken back; not where that was stopped, for it can go on."""
    undos = select(Bulk.key + UNDO).where(Bulk.id.in_(ids))
    undone = select(Bulk.undoes_id).where(Bulk.key.in_(undos), Bulk.undoes_id.in_(ids))
    found = session.scalars(undone.where(Bulk.state != Progress.STOPPED)) if ids else ()
    return {undoes_id for undoes_id in found if undoes_id is not None}


def _is_free(now: datetime) -> ColumnElement[bool]:
    return and_(RUNNING, or_(Bulk.taken_until.is_(None), Bulk.taken_until <= now))
