"""The work of an act on many: a chunk of comments in one transaction, so that others get their turn."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from moderation.domain import anew, meanwhile, queue
from moderation.domain.decide import ACTIONS, stands_so
from moderation.domain.queue import Filters
from moderation.domain.turn import Turn, turn_all
from moderation.store import bulks, comments, parts
from moderation.store.bulks import Bulk, Taken
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.words import Actor, Kind, Progress, Status

CHUNK = 100
LEASE = timedelta(minutes=1)
"""How long a worker has an act for itself: a chunk takes well under a second."""
MOST_NAMED = 500
"""So many of those that others changed are named."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One comment of a chunk: the version that somebody saw, or the part of an act that is undone."""

    comment_id: int
    seen: int | None = None
    part: Event | None = None


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """What comes next of an act, and where it goes on, None at the end; `left` were changed meanwhile."""

    steps: list[Step]
    left: list[int] = field(default_factory=list)
    next: str | None


def take(session: Session, *, now: datetime) -> Taken | None:
    """An act for one worker alone; None where nothing is left to do."""
    return bulks.take(session, now=now, until=now + LEASE)


def work(session: Session, taken: Taken, *, now: datetime) -> None:
    """Do the next chunk of an act; nothing where it was stopped, or is another worker's by now."""
    row = bulks.held(session, taken)
    if row is not None:
        do(session, row, CHUNK, now=now)
        tell(session, row)


def do(session: Session, row: Bulk, size: int, *, now: datetime) -> None:
    """Do so many comments of an act; with the last of them it is done. All are held before any is turned."""
    further = (
        anew.do(session, row, now=now) if row.action == anew.ACTION else _turned(session, row, size, now)
    )
    if further is not None:
        row.cursor = further
    else:
        row.state, row.finished_at = Progress.DONE, now
    session.flush()


def _turned(session: Session, row: Bulk, size: int, now: datetime) -> str | None:
    """Give so many comments the status of an act; where it goes on."""
    chunk = _next(session, row, size)
    held = comments.locked_all(session, [step.comment_id for step in chunk.steps])
    fit = [step for step in chunk.steps if _is_as_seen(held[step.comment_id], step)]
    turns = [turn for step in fit if (turn := _turn_of(row, held[step.comment_id], step)) is not None]
    made = turn_all(session, turns, action=row.action, by=actor_of(row), at=now, together=row.key)
    for line in made:
        line.bulk_id, line.listed = row.id, False
    row.done += len(made)
    row.changed = _named(row.changed, [*chunk.left, *(s.comment_id for s in chunk.steps if s not in fit)])
    return chunk.next


def tell(session: Session, row: Bulk) -> None:
    """The log lists an act that is over where it changed something."""
    if row.state is not Progress.RUNNING:
        parts.listed(session, row.id).listed = row.done > 0


def kept(filters: Filters) -> dict[str, Any]:
    """Filters as they are kept with an act."""
    return {each.name: getattr(filters, each.name) for each in fields(filters)}


def _next(session: Session, row: Bulk, size: int) -> Chunk:
    if row.undoes_id is not None:
        return _done_before(session, row.undoes_id, row.cursor, size)
    if "ids" in row.wanted:
        return _selected(row.wanted["ids"], int(row.cursor or 0), size)
    return _matching(session, row, size)


def _done_before(session: Session, bulk_id: int, cursor: str, size: int) -> Chunk:
    """What another act did, the last first."""
    made = parts.newest(session, bulk_id, below=int(cursor) if cursor else None, most=size + 1)
    steps = [Step(comment_id=part.comment_id or 0, part=part) for part in made[:size]]
    return Chunk(steps=steps, next=str(made[size - 1].id) if len(made) > size else None)


def _selected(ids: list[tuple[int, int]], start: int, size: int) -> Chunk:
    steps = [Step(comment_id=comment_id, seen=seen) for comment_id, seen in ids[start : start + size]]
    return Chunk(steps=steps, next=str(start + size) if start + size < len(ids) else None)


def _matching(session: Session, row: Bulk, size: int) -> Chunk:
    """What the filters list, without what people changed since the list was looked at."""
    filters, until = _filters(row.wanted["filters"]), datetime.fromisoformat(row.wanted["until"])
    left, head = meanwhile.changed(
        session,
        actor_of(row),
        row.site_id,
        filters,
        until=until,
        since=row.wanted["head"],
        began=row.started_at,
        act=row.id,
    )
    row.wanted = {**row.wanted, "head": head}
    found = queue.matching(session, row.site_id, filters, until=until, after=row.cursor or None, size=size)
    known = {*row.changed, *left}
    later = [each.id for each in found.rows if each.id not in known and _is_later(row, each, until)]
    steps = [
        Step(comment_id=each.id, seen=each.version)
        for each in found.rows
        if each.id not in known and each.id not in later
    ]
    return Chunk(steps=steps, left=[*left, *later], next=found.next)


def _is_later(row: Bulk, comment: Comment, until: datetime) -> bool:
    """Whether it was decided beside the act: for where more was done than `meanwhile` looks through."""
    own = (comment.decided_kind, comment.decided_by) == (row.actor_kind, row.actor_name)
    return bool(comment.decided_at and comment.decided_at > (row.started_at if own else until))


def _filters(wanted: dict[str, Any]) -> Filters:
    status, kind = wanted["status"], wanted["kind"]
    return Filters(
        **{**wanted, "status": Status(status) if status else None, "kind": Kind(kind) if kind else None}
    )


def actor_of(row: Bulk) -> Actor:
    """Who acts."""
    return Actor(kind=row.actor_kind, id=row.actor_id, name=row.actor_name)


def _is_as_seen(comment: Comment, step: Step) -> bool:
    """Whether nobody has changed a comment since; one that was deleted for good has no words to decide on."""
    if comment.erased_at is not None:
        return False
    return comment.version == step.seen if step.part is None else comment.decision == step.part.turn


def _turn_of(row: Bulk, comment: Comment, step: Step) -> Turn | None:
    """What a comment is to become; None where a person has made it that already."""
    if step.part is not None:
        return Turn(comment=comment, status=step.part.before or Status.PENDING, undoes=step.part)
    status = ACTIONS[row.action]
    return None if stands_so(comment, status) else Turn(comment=comment, status=status)


def _named(known: Iterable[int], more: Iterable[int]) -> list[int]:
    return list(dict.fromkeys([*known, *more]))[:MOST_NAMED]
