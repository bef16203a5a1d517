"""The log of what was done, by whom and when: one line each, numbered per site."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, UniqueConstraint, event, func, insert, or_, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from moderation.store import held, lessons, sites, tallies
from moderation.store.bulks import Bulk
from moderation.store.db import Base
from moderation.words import ActorKind, Status

TOGETHER = sql("together <> '' AND bulk_id IS NULL")
"""The parts of an act on few; SQLite takes an index with a condition only where a statement says the same."""


class Event(Base):
    """One thing that happened to a comment or to a site's settings."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        Index("event_of_comment", "comment_id", "id"),
        Index("event_of_bulk", "bulk_id", "id"),
        Index(
            "event_of_settings",
            *("site_id", "number"),
            sqlite_where=sql("action = 'rules'"),
            postgresql_where=sql("action = 'rules'"),
        ),
        Index(
            "event_of_edits",
            *("comment_id", "id"),
            sqlite_where=sql("action = 'edit'"),
            postgresql_where=sql("action = 'edit'"),
        ),
        Index("event_together", "together", sqlite_where=TOGETHER, postgresql_where=TOGETHER),
        Index(
            "event_log",
            *("site_id", "at", "id"),
            sqlite_where=sql("listed"),
            postgresql_where=sql("listed"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    """What was done: received, approve, reject, spam, hold, undo, bulk, edit, erase, note, report, rejudge,
    rules, why, forget, page, wave, feed; of a mention also withdraw and retell."""
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    before: Mapped[Status | None]
    after: Mapped[Status | None]
    turn: Mapped[int] = mapped_column(default=0)
    """The comment's turn that this made; it can be undone while that turn stands."""
    back: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What undo gives back: the turn that stood before, and who had decided it."""
    together: Mapped[str] = mapped_column(default="")
    """The same for all that one act did (approve and reply, approve and trust); undone together. Empty where
    alone."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of changed settings or words: before and after."""
    bulk_id: Mapped[int | None] = mapped_column(ForeignKey(Bulk.id))
    """The act on many comments that this is, or is a part of."""
    listed: Mapped[bool] = mapped_column(default=True)
    """Whether the log shows it by itself: neither the parts of a bulk nor what rules did on receipt."""


def note(session: Session, happened: Event) -> Event:
    """Take an event into the log; it gets its number at the end of the transaction."""
    session.info.setdefault("events", []).append(happened)
    return happened


def one(session: Session, event_id: int, site_ids: Sequence[int]) -> Event | None:
    """An event of one of these sites; None is a stranger's, or none."""
    return session.scalar(select(Event).where(Event.id == event_id, Event.site_id.in_(site_ids)))


def together_with(session: Session, made: Sequence[Event]) -> dict[int, list[Event]]:
    """By the id of each of these: all that its act did, in order.

    A part of an act on many stands alone.
    """
    keys = {line.together for line in made if line.together and line.bulk_id is None}
    same = select(Event).where(Event.together.in_(sorted(keys)), TOGETHER).order_by(Event.number)
    acts: dict[str, list[Event]] = {}
    for part in session.scalars(same) if keys else ():
        acts.setdefault(part.together, []).append(part)
    return {line.id: [line] if line.bulk_id is not None else acts.get(line.together, [line]) for line in made}


def of_rules(session: Session, made: Event) -> list[Event]:
    """The changes of rules that the act of this event made; none of a part of an act on many."""
    if not made.together or (made.bulk_id is not None and made.comment_id is not None):
        return []
    same = select(Event).where(Event.together == made.together, TOGETHER, Event.action == "rules")
    return list(session.scalars(same.order_by(Event.number)))


def of_acts(session: Session, acts: Sequence[str], action: str) -> list[Event]:
    """Those parts of these acts that are of one sort."""
    same = select(Event).where(Event.together.in_(acts), TOGETHER, Event.action == action)
    return list(session.scalars(same))


def latest_of(session: Session, comment_id: int) -> Event | None:
    """The newest event that changed a comment; a note beside it does not."""
    newest = select(Event).where(Event.comment_id == comment_id, Event.action != "note")
    return session.scalar(newest.order_by(Event.id.desc()).limit(1))


def latest_turn(session: Session, comment_id: int) -> Event | None:
    """The newest event that turned a comment's status, or took a turn back."""
    newest = select(Event).where(Event.comment_id == comment_id, Event.turn > 0)
    return session.scalar(newest.order_by(Event.id.desc()).limit(1))


def latest_with(session: Session, comment_id: int, actions: Sequence[str]) -> Event | None:
    """The newest event of a comment that is one of these actions."""
    newest = select(Event).where(Event.comment_id == comment_id, Event.action.in_(actions))
    return session.scalar(newest.order_by(Event.id.desc()).limit(1))


def of_comment(session: Session, comment_id: int, most: int) -> list[Event]:
    """The newest events of a comment, newest first."""
    newest = select(Event).where(Event.comment_id == comment_id).order_by(Event.id.desc())
    return list(session.scalars(newest.limit(most)))


def arrival(session: Session, comment_id: int) -> Event:
    """The event by which a comment came in; every comment has one."""
    first = select(Event).where(Event.comment_id == comment_id, Event.action == "received")
    return session.scalars(first).one()


def of_turn(session: Session, comment_id: int, turn: int) -> Event | None:
    """The event that made this turn of a comment."""
    made = select(Event).where(Event.comment_id == comment_id, Event.turn == turn)
    return session.scalar(made.where(Event.action != "undo").limit(1))


def standing_edits(session: Session, comment_ids: Sequence[int]) -> dict[int, Event]:
    """Of each comment the newest edit that nobody took back: the one that can be."""
    taken_back = aliased(Event)
    is_taken_back = select(taken_back.id).where(
        taken_back.comment_id == Event.comment_id, taken_back.undoes_id == Event.id
    )
    newest = select(func.max(Event.id)).where(Event.comment_id.in_(comment_ids), Event.action == "edit")
    newest = newest.where(~is_taken_back.exists()).group_by(Event.comment_id)
    found = session.scalars(select(Event).where(Event.id.in_(newest)))
    return {line.comment_id: line for line in found if line.comment_id is not None}


def forget_words(session: Session, comment_id: int) -> None:
    """Keep that a comment was edited, by whom and when, but none of the words."""
    edit = aliased(Event)
    edits = select(edit.id).where(edit.comment_id == comment_id, edit.action == "edit")
    tells = or_(Event.action.in_(("edit", "retell")), Event.undoes_id.in_(edits))
    emptied = update(Event).where(Event.comment_id == comment_id, tells)
    emptied = emptied.values(detail={"before": {}, "after": {}})
    session.execute(emptied.execution_options(synchronize_session=False))


def of_settings(site_id: int, before: int | None = None) -> Select[Event]:
    """Changes of a site's rules, newest first; those before a number of the log."""
    found = select(Event).where(Event.site_id == site_id, Event.action == "rules")
    if before is not None:
        found = found.where(Event.number < before)
    return found.order_by(Event.number.desc())


def taken_back(session: Session, site_id: int, changes: Sequence[int]) -> set[int]:
    """Which of these changes of a site's rules were taken back."""
    back = select(Event.undoes_id).where(Event.site_id == site_id, Event.action == "rules")
    return {change for change in session.scalars(back.where(Event.undoes_id.in_(changes))) if change}


def after(session: Session, site_id: int, number: int, limit: int) -> list[Event]:
    """A site's events above a number, in order."""
    later = select(Event).where(Event.site_id == site_id, Event.number > number)
    return list(session.scalars(later.order_by(Event.number).limit(limit)))


@event.listens_for(Session, "before_commit")
def _close_the_books(session: Session) -> None:
    # Locks are taken in one order everywhere: comment, page, tallies and weights sorted, the site's row last.
    held.write(session)
    tallies.write(session)
    lessons.write(session)
    noted: list[Event] = sorted(session.info.pop("events", []), key=lambda e: e.site_id)
    for site_id, group in groupby(noted, key=lambda e: e.site_id):
        happened = list(group)
        last = sites.next_events(session, site_id, len(happened))
        for n, line in enumerate(happened, start=last - len(happened) + 1):
            line.number = n
        parts = [line for line in happened if line.bulk_id is not None and line.comment_id is not None]
        session.add_all(line for line in happened if line not in parts)
        session.flush()
        _add_parts(session, parts)


def _add_parts(session: Session, parts: Sequence[Event]) -> None:
    """What an act on many did to each comment, in one statement; nobody asks for their ids at once."""
    rows = [{name: value for name, value in vars(line).items() if name[0] != "_"} for line in parts]
    if rows:
        session.execute(insert(Event), rows)
