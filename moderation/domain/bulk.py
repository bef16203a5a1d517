"""Acts on many comments at once, what is selected or all that matches; with a stop, and one undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from moderation.domain import anew, chunk, meanwhile, queue, remember, repeated
from moderation.domain.allow import Viewer
from moderation.domain.decide import ACTIONS, NOT_UNDONE
from moderation.domain.queue import Filters
from moderation.domain.remember import Listed
from moderation.errors import Conflict, Invalid, Missing, Problem
from moderation.store import bulks, comments, events, parts, sites
from moderation.store.bulks import Bulk
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.words import N_, Progress

AT_ONCE = 200
"""So many comments are decided while whoever asked waits; more are done in the background."""
MOST_SELECTED = 1_000
NAMED = 10
SIZE = 50
"""So many of the comments that an act turned are on a page."""
COUNTED = 2_000
"""Of a list that has no kept count no more is counted: one more than this stands for more than that."""

NOTHING_SELECTED = N_("Select at least one comment.")
TOO_MANY = N_("At most {n} comments can be selected at once. Use filters, and act on all that match.")
NOTHING_MATCHES = N_("Nothing matches any more. Nothing was changed.")
NOTHING_WAITS = N_("Nothing waits that the rules could decide. What a moderator held stays.")
NO_ACTION = N_("This is none of: {all}.")
NO_SUCH = N_("There is no such act on many comments.")
STOP_FIRST = N_("This is still under way. Stop it first, then undo it.")
UNDONE = N_("This has already been undone.")
DECIDED_AGAIN = N_("All of these comments were decided again since. Nothing was undone.")


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on many as a person looks at it, on all sites together."""

    key: str
    action: str
    """approve, reject, spam, hold or undo."""
    event: Event
    state: Progress
    total: int
    done: int
    changed: list[int]
    """Comments that somebody changed meanwhile, and which were left as they are; 500 may be more."""
    named: list[tuple[int, str]]
    """The first of these, with their authors."""
    can_undo: bool
    listed: Listed | None = None
    """What the same act put on a list of the rules."""
    looked: int = 0
    """How many of those that wait were judged again, whether they are turned or not."""

    @property
    def is_running(self) -> bool:
        return self.state is Progress.RUNNING

    @property
    def goes_on(self) -> int | None:
        """The event whose undo goes on where this one was stopped; None where there is nothing left of it."""
        return self.event.undoes_id if self.action == "undo" and self.state is Progress.STOPPED else None

    @property
    def through(self) -> int:
        """How many it has gone through."""
        return max(self.looked, self.done + len(self.changed))


@dataclass(frozen=True, kw_only=True)
class Turned:
    """A page of the comments that an act turned, as they are now; `next` leads to those before them."""

    cards: list[queue.Card]
    next: int | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be done on one site, and about how many comments that is."""

    site_id: int
    wanted: dict[str, Any]
    total: int
    undoes: Bulk | None = None


def selected(
    session: Session,
    viewer: Viewer,
    action: str,
    seen: Mapping[int, int],
    *,
    now: datetime,
    most: int = MOST_SELECTED,
) -> str:
    """Give these comments the status of an action, each as it was in the version seen; the key of the act.

    The same again changes nothing and answers with the act that was done. Raises Missing where one
    of them is not the viewer's, Invalid where none is selected, or too many.
    """
    _require_action(action)
    if not seen or len(seen) > most:
        why = TOO_MANY if seen else NOTHING_SELECTED
        raise Invalid(Problem(on="ids", why=why, values={"n": most}))
    known = comments.by_ids(session, list(seen))
    mine = viewer.sites()
    if len(known) < len(seen) or any(row.site_id not in mine for row in known.values()):
        raise Missing(N_("This comment does not exist."))
    comments.locked_all(session, list(seen))  # whoever sends the same at once waits here, and finds it done
    key = repeated.key_of(viewer, action, sorted(seen.items()))
    if repeated.is_under_way_or_stands(session, viewer, key, whole=True):
        return key
    plans = []
    for site_id in sorted({row.site_id for row in known.values()}):
        own = [[id, version] for id, version in seen.items() if known[id].site_id == site_id]
        plans.append(Plan(site_id=site_id, wanted={"ids": own}, total=len(own)))
    return _begin(session, viewer, action, _free(session, viewer, key), plans, now)


def matching(
    session: Session,
    viewer: Viewer,
    action: str,
    filters: Filters,
    *,
    until: datetime,
    now: datetime,
    asked: str = "",
) -> str:
    """Give all that the filters listed at that moment the status of an action; the key of the act.

    `asked` names the question that was answered so: twice the same is one act, unless it was taken back.
    Raises Invalid where nothing matches.
    """
    _require_action(action)
    key = repeated.key_of(viewer, action, [asked or uuid4().hex, chunk.kept(filters), until.isoformat()])
    if repeated.is_under_way_or_stands(session, viewer, key, whole=False):
        return key
    until = min(until, now)
    wanted = {"filters": chunk.kept(filters), "until": until.isoformat(), "head": 0}
    found = _counts(session, viewer, filters, until)
    plans = [
        Plan(site_id=site_id, wanted=wanted, total=n)
        for site_id, n in found.items()
        if n or _has_any(session, viewer, site_id, filters, until, now)
    ]
    if not plans:
        raise Invalid(Problem(on="all", why=NOTHING_MATCHES))
    return _begin(session, viewer, action, _free(session, viewer, key), plans, now)


def judging_again(
    session: Session, viewer: Viewer, site_id: int, *, total: int, asked: str, now: datetime
) -> str:
    """Let the rules judge all that waits on a site now; the key of the act. `asked` as in `matching`.

    Raises Invalid where nothing waits.
    """
    key = repeated.key_of(viewer, anew.ACTION, [asked])
    if bulks.of_key(session, key, viewer.sites()):
        return key
    if not total:
        raise Invalid(Problem(on="all", why=NOTHING_WAITS))
    wanted = {"until": now.isoformat(), "looked": 0}
    return _begin(session, viewer, anew.ACTION, key, [Plan(site_id=site_id, wanted=wanted, total=total)], now)


def count(session: Session, viewer: Viewer, filters: Filters, *, until: datetime) -> int:
    """How many comments of the viewer's sites the filters list at that moment."""
    return sum(_counts(session, viewer, filters, until).values())


def undo(session: Session, viewer: Viewer, event_id: int, *, now: datetime) -> str:
    """Take an act on many back, as far as nobody has decided again since; the key of the undo.

    An undo that was stopped goes on. Raises Missing for an event that is no such act or not the
    viewer's, Conflict where the act is still under way, undone, or all of it was decided again since.
    """
    key = key_of(session, viewer, event_id)
    rows = bulks.of_key(session, key, viewer.sites(), for_good=True) if key else []
    if key is None or any(row.undoes_id for row in rows):
        raise Missing(NOT_UNDONE)
    if any(row.state is Progress.RUNNING for row in rows):
        raise Conflict(STOP_FIRST)
    back = bulks.key_of_undo(key)
    earlier = bulks.of_key(session, back, viewer.sites(), for_good=True)
    stopped = [row for row in earlier if row.state is Progress.STOPPED]
    fresh = [row for row in rows if row.done and row.id not in {e.undoes_id for e in earlier}]
    if not stopped and not fresh:
        raise Conflict(UNDONE)
    if not stopped and not any(parts.standing(session, row.id) for row in fresh):
        raise Conflict(DECIDED_AGAIN)
    for row in stopped:
        row.state, row.finished_at = Progress.RUNNING, None
    plans = [Plan(site_id=row.site_id, wanted={}, total=row.done, undoes=row) for row in fresh]
    return _begin(session, viewer, "undo", back, plans, now, again=stopped)


def stop(session: Session, viewer: Viewer, key: str, *, now: datetime) -> None:
    """Let an act go no further; what is done stays, and can be undone. Raises Missing."""
    if not bulks.of_key(session, key, viewer.sites()):
        raise Missing(NO_SUCH)
    bulks.stop(session, key, viewer.sites(), now=now)
    for row in bulks.of_key(session, key, viewer.sites(), for_good=True):
        chunk.tell(session, row)


def key_of(session: Session, viewer: Viewer, event_id: int) -> str | None:
    """The act on many that an event tells of; None for an event of another sort, and for a stranger's."""
    event = events.one(session, event_id, viewer.sites()) if 0 < event_id < 2**63 else None
    if event is None or event.bulk_id is None or event.comment_id is not None:
        return None
    return bulks.by_ids(session, [event.bulk_id])[event.bulk_id].key


def read(session: Session, viewer: Viewer, key: str) -> Act:
    """How far an act is on the viewer's sites. Raises Missing."""
    rows = bulks.of_key(session, key, viewer.sites())
    if not rows:
        raise Missing(NO_SUCH)
    changed = [comment_id for row in rows for comment_id in row.changed]
    first, event = comments.by_ids(session, changed[:NAMED]), parts.listed(session, rows[0].id)
    return Act(
        key=key,
        action=rows[0].action,
        event=event,
        listed=remember.listed(session, event),
        state=bulks.state_of(rows),
        total=sum(row.total for row in rows),
        done=sum(row.done for row in rows),
        changed=changed,
        named=[(comment_id, first[comment_id].name) for comment_id in changed[:NAMED]],
        can_undo=bool(undoable(session, {key: rows})),
        looked=sum(row.wanted.get("looked", 0) for row in rows),
    )


def comments_of(
    session: Session, viewer: Viewer, key: str, *, below: int | None = None, size: int = SIZE
) -> Turned:
    """The comments that an act turned on the viewer's sites, a page of them, the last first. Raises Missing.

    `below` is the `next` of the page before.
    """
    rows = bulks.of_key(session, key, viewer.sites())
    if not rows:
        raise Missing(NO_SUCH)
    lists = (parts.newest(session, row.id, below=below, most=size + 1) for row in rows)
    made = sorted((part for each in lists for part in each), key=lambda part: part.id, reverse=True)
    shown = [part.comment_id for part in made[:size] if part.comment_id is not None]
    known = comments.by_ids(session, shown)
    cards = queue.cards(session, [known[comment_id] for comment_id in shown])
    return Turned(cards=cards, next=made[size - 1].id if len(made) > size else None)


def of_event(session: Session, viewer: Viewer, event_id: int) -> Act | None:
    """The act on many that an event tells of; None for an event of another sort, and for a stranger's."""
    key = key_of(session, viewer, event_id)
    return read(session, viewer, key) if key is not None else None


def after(session: Session, viewer: Viewer, key: str) -> Act:
    """What became of an act: its undo, where somebody has begun one, else the act itself. Raises Missing."""
    back = bulks.key_of_undo(key)
    return read(session, viewer, back if bulks.of_key(session, back, viewer.sites()) else key)


def turned(session: Session, viewer: Viewer, key: str) -> list[int]:
    """The comments that an act turned, where they were so few that it was done at once."""
    rows = [row for row in bulks.of_key(session, key, viewer.sites()) if row.done <= AT_ONCE]
    made = (part for row in rows for part in parts.newest(session, row.id, below=None, most=AT_ONCE))
    return [part.comment_id for part in made if part.comment_id is not None]


def _require_action(action: str) -> None:
    if action not in ACTIONS:
        raise Invalid(Problem(on="action", why=NO_ACTION, values={"all": ", ".join(ACTIONS)}))


def _counts(session: Session, viewer: Viewer, filters: Filters, until: datetime) -> dict[int, int]:
    mine = sites.among(session, viewer.sites())
    chosen = sorted(site.id for site in mine if filters.site in (None, site.key))
    return {site_id: queue.count_matching(session, site_id, filters, until) or 0 for site_id in chosen}


def _has_any(
    session: Session, viewer: Viewer, site_id: int, filters: Filters, until: datetime, now: datetime
) -> bool:
    """Whether there is something to do where nothing was counted, or to name: others may have been faster."""
    first = queue.matching(session, site_id, filters, until=until, after=None, size=1)
    if first.rows or first.next:
        return True  # of very many, not all are looked at to count them
    who = viewer.actor
    return bool(meanwhile.changed(session, who, site_id, filters, until=until, since=0, began=now)[0])


def _begin(
    session: Session,
    viewer: Viewer,
    action: str,
    key: str,
    plans: Sequence[Plan],
    now: datetime,
    *,
    again: Sequence[Bulk] = (),
) -> str:
    """Keep what is to be done, and do it at once where that is little."""
    made = [_row(session, viewer, action, key, plan, now) for plan in plans]
    rows = [*again, *(row for row, _ in made)]
    if sum(row.total - row.done for row in rows) <= AT_ONCE:
        for row in rows:
            chunk.do(session, row, AT_ONCE, now=now)
        for row, line in made:
            line.listed = row.state is Progress.RUNNING or row.done > 0
    return key


def _row(
    session: Session, viewer: Viewer, action: str, key: str, plan: Plan, now: datetime
) -> tuple[Bulk, Event]:
    """The act on one site, and the line of the log that tells of it."""
    by, undoes = viewer.actor, plan.undoes
    own: dict[str, Any] = {"actor_kind": by.kind, "actor_id": by.id, "actor_name": by.name}
    own["site_id"] = plan.site_id
    row = Bulk(key=key, action=action, wanted=plan.wanted, total=plan.total, started_at=now, **own)
    row.state, row.undoes_id = Progress.RUNNING, undoes.id if undoes is not None else None
    bulks.add(session, row)
    line = Event(action="bulk", at=now, together=key, bulk_id=row.id, detail={"action": action}, **own)
    if undoes is not None:
        line.action, line.undoes_id = "undo", parts.listed(session, undoes.id).id
        line.detail = {"action": undoes.action}
    return row, events.note(session, line)


def _free(session: Session, viewer: Viewer, key: str) -> str:
    """A key for an act that is none of those before it."""
    return uuid4().hex if bulks.of_key(session, key, viewer.sites()) else key


def undoable(session: Session, acts: Mapping[str, Sequence[Bulk]]) -> set[str]:
    """The keys of those of these acts that are over, and of which something still stands."""
    over = {key: rows for key, rows in acts.items() if all(_is_over(row) for row in rows)}
    done = [row.id for rows in over.values() for row in rows if row.done]
    standing = parts.any_standing(session, sorted(set(done) - bulks.taken_back(session, done)))
    return {key for key, rows in over.items() if any(row.id in standing for row in rows)}


def _is_over(row: Bulk) -> bool:
    return row.state is not Progress.RUNNING and row.undoes_id is None
