"""Changed rules, tried on what people decided: the row is the work, and keeps what came of it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    Row,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.comments import DECIDED, Comment, Knowledge
from moderation.store.db import Base
from moderation.store.events import Event
from moderation.store.sites import Page
from moderation.words import ActorKind, Progress

UNDER_WAY = sql("state = 'running'")
EDITS = sql("event.action = 'edit'")


class Replay(Base):
    """A trial of changed rules that somebody asked for."""

    __tablename__ = "replay"
    __table_args__ = (
        Index("replay_of_person", "site_id", "actor_kind", "actor_id", "id"),
        Index("replay_under_way", "id", sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    present: Mapped[dict[str, Any]]
    """What differed from the shipped rules when it was asked for."""
    book: Mapped[dict[str, Any]]
    """What differs from them in the rules that are tried."""
    book_version: Mapped[int]
    state: Mapped[Progress]
    total: Mapped[int] = mapped_column(default=0)
    """How many decisions there are; 0 until they are counted."""
    done: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What came of it, so far or in the end."""
    started_at: Mapped[datetime]
    taken_until: Mapped[datetime | None]
    """Until when a worker has it for itself."""
    finished_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Taken:
    """A trial that a worker has for itself, until then."""

    id: int
    until: datetime


Decided = Row[Any]
"""A decided comment with what was known of it; see `_SOME`."""


@dataclass(frozen=True)
class Span:
    """Decided comments of a site by their ids: those above `after`, up to `until`."""

    after: int
    until: int


_COLUMNS: tuple[Any, ...] = (
    Comment.id,
    Comment.kind,
    Comment.status,
    Comment.origin,
    Comment.name,
    Comment.email,
    Comment.website,
    Comment.author_ip,
    Comment.user_agent,
    Comment.member_id,
    Comment.source,
    Comment.text,
    Comment.signals,
    Comment.judged_by,
    Comment.posted_at,
    Comment.received_at,
    Page.url.label("page_url"),
    Page.title.label("page_title"),
    Knowledge.facts,
)
_KEPT = select(*_COLUMNS).join(Page, Page.id == Comment.page_id)
_KEPT = _KEPT.outerjoin(Knowledge, Knowledge.comment_id == Comment.id)
_SOME = _KEPT.where(Comment.site_id == bindparam("site"), DECIDED)
_SOME = _SOME.where(Comment.id > bindparam("after"), Comment.id <= bindparam("until"))
_SOME = _SOME.order_by(Comment.id.desc())

_FIRST_EDITS = select(Event.comment_id, Event.detail).where(
    EDITS, Event.comment_id > bindparam("after"), Event.comment_id <= bindparam("until")
)
_FIRST_EDITS = _FIRST_EDITS.order_by(Event.comment_id, Event.id.desc())


def spans(session: Session, site_id: int, size: int, most: int | None = None) -> list[Span]:
    """The decided comments of a site in pieces of so many, the newest first; `most` leaves out older ones."""
    decided = select(Comment.id).where(Comment.site_id == site_id, DECIDED).order_by(Comment.id.desc())
    last = decided.limit(most).subquery()
    placed = select(last.c.id, func.row_number().over(order_by=last.c.id.desc()).label("place")).subquery()
    firsts = select(placed.c.id).where(placed.c.place % size == 1 % size).order_by(placed.c.id.desc())
    found = list(session.scalars(firsts))
    if not found:
        return []
    oldest = session.scalars(select(func.min(last.c.id))).one()
    return [Span(after=after, until=until) for until, after in pairwise([*found, oldest - 1])]


def count(session: Session, site_id: int) -> int:
    """How many comments of a site people decided."""
    return session.scalars(
        select(func.count()).select_from(Comment).where(Comment.site_id == site_id, DECIDED)
    ).one()


def decided(session: Session, site_id: int, span: Span) -> list[Decided]:
    """The decided comments of a piece with what was known of them, the newest first."""
    piece = {"site": site_id, "after": span.after, "until": span.until}
    return list(session.execute(_SOME, piece))


def kept(session: Session, comment_id: int) -> Decided:
    """The same of one comment, whether it is decided or not."""
    return session.execute(_KEPT.where(Comment.id == comment_id)).one()


def only(comment_id: int) -> Span:
    """The piece that holds one comment."""
    return Span(after=comment_id - 1, until=comment_id)


def words_before_edits(session: Session, span: Span) -> dict[int, dict[str, str]]:
    """What stood in those comments of a piece that somebody edited later, by id."""
    found: dict[int, dict[str, str]] = {}
    for comment_id, detail in session.execute(_FIRST_EDITS, {"after": span.after, "until": span.until}):
        found[comment_id] = {**found.get(comment_id, {}), **detail["before"]}
    return found


def add(session: Session, row: Replay) -> Replay:
    """Keep a trial; it has its id from then on."""
    session.add(row)
    session.flush()
    return row


def one(session: Session, replay_id: int) -> Replay | None:
    """A trial; None where it is none, or was one long ago."""
    return session.get(Replay, replay_id, populate_existing=True)


def stop_others(session: Session, row: Replay, *, now: datetime) -> None:
    """Let the earlier trials of the same person on the same site go no further."""
    same = update(Replay).where(Replay.site_id == row.site_id, Replay.id < row.id, UNDER_WAY)
    same = same.where(Replay.actor_kind == row.actor_kind, Replay.actor_id == row.actor_id)
    stopped = same.values(state=Progress.STOPPED, finished_at=now, taken_until=None)
    session.execute(stopped.execution_options(synchronize_session=False))


def take(session: Session, *, now: datetime, until: datetime) -> Taken | None:
    """The oldest trial that nobody works on, for whoever asks alone."""
    free = and_(UNDER_WAY, or_(Replay.taken_until.is_(None), Replay.taken_until <= now))
    oldest = select(Replay.id).where(free).order_by(Replay.id).limit(1).with_for_update(skip_locked=True)
    taken = update(Replay).where(Replay.id == oldest.scalar_subquery(), free).values(taken_until=until)
    replay_id = session.scalar(taken.returning(Replay.id).execution_options(synchronize_session=False))
    return Taken(replay_id, until) if replay_id is not None else None


def note(session: Session, taken: Taken, values: dict[str, Any]) -> bool:
    """Write how far a trial is; False where it was stopped, or is another worker's by now."""
    own = update(Replay).where(Replay.id == taken.id, UNDER_WAY, Replay.taken_until == taken.until)
    noted = own.values(**values).returning(Replay.id)
    return session.scalar(noted.execution_options(synchronize_session=False)) is not None


def forget_of(session: Session, site_id: int) -> None:
    """Remove all trials of a site, with the words that rules found in its comments."""
    gone = delete(Replay).where(Replay.site_id == site_id)
    session.execute(gone.execution_options(synchronize_session=False))


def forget(session: Session, *, before: datetime, most: int) -> int:
    """Remove trials that were asked for before then; how many went."""
    old = select(Replay.id).where(Replay.started_at < before).order_by(Replay.id).limit(most)
    gone = delete(Replay).where(Replay.id.in_(old)).returning(Replay.id)
    return len(session.scalars(gone.execution_options(synchronize_session=False)).all())
