"""Changes the lists of a site's rules line by line, at the same cost for a list of any length."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.domain import amend, listed, tune
from moderation.domain.allow import Viewer
from moderation.domain.amend import Move
from moderation.domain.tune import Event
from moderation.errors import Conflict, Invalid, Problem
from moderation.rules.lines import Item, ListOf, key_of, text_of
from moderation.rules.value import LONGEST_LIST
from moderation.store import events, lines
from moderation.store.db import Session
from moderation.store.lines import Line
from moderation.store.sites import Site
from moderation.text.clean import storable
from moderation.words import N_

LONGEST_WHY = 500
GONE = N_("Somebody changed this line or took it off the list meanwhile. Nothing was changed.")
ON_IT = N_("“{line}” is on this list already.")


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A line that no list of this sort takes, and why."""

    line: str
    problem: Problem


@dataclass(frozen=True, kw_only=True)
class Sifted:
    """What of many lines a list can take."""

    good: Mapping[bytes, str]
    """As they are kept, by key."""
    n_twice: int
    """How many good ones say what another one says."""
    bad: Sequence[Bad]


@dataclass(frozen=True, kw_only=True)
class Added:
    """What became of many lines; `event` is None where every one was there before."""

    event: Event | None
    n_new: int
    n_known: int


def checked(of: ListOf, given: object) -> Item:
    """A line as the contract's JSON has it, if the list's rule can use it. Raises Invalid."""
    item = of.given(given)
    of.require_sense(item)
    return item


def sifted(of: ListOf, typed: Iterable[str]) -> Sifted:
    """Many lines as people type them, the good from the bad; blank ones are none."""
    good: list[str] = []
    bad: list[Bad] = []
    for line in filter(None, map(str.strip, typed)):
        try:
            item = of.item(line)
            of.require_sense(item)
        except Invalid as wrong:
            bad.append(Bad(line=line, problem=wrong.problem))
        else:
            good.append(text_of(item))
    if len(good) > LONGEST_LIST:
        why = N_("A list holds {most} lines at most.")
        raise Invalid(Problem(on="lines", why=why, values={"most": LONGEST_LIST}))
    kept = amend.keyed(good)
    return Sifted(good=kept, n_twice=len(good) - len(kept), bad=bad)


def add_one(
    session: Session, viewer: Viewer, key: str, name: str, item: Item, *, why: str, now: datetime
) -> Event:
    """Put a line on a list. Raises as `listed.about`, Invalid where it is there already, or the list full."""
    text = text_of(item)
    added = add(session, viewer, key, name, {key_of(text): text}, why=why, now=now)
    if added.event is None:
        raise Invalid(Problem(on="text", why=ON_IT, values={"line": text[:60]}))
    return added.event


def add(
    session: Session,
    viewer: Viewer,
    key: str,
    name: str,
    good: Mapping[bytes, str],
    *,
    why: str,
    now: datetime,
    together: str = "",
) -> Added:
    """Put lines that are not there yet on a list; `together` is the key of an act that does more than this.

    Raises as `listed.about`, Invalid where it is full.
    """
    reason = _reason(why)
    site, of = _held(session, viewer, key, name)
    there = amend.present(session, site, of, list(good))
    new = {line_key: text for line_key, text in good.items() if line_key not in there}
    event = _amended(session, site, of, Move(new=new), viewer=viewer, why=reason, now=now, together=together)
    return Added(event=event, n_new=len(new), n_known=len(there))


def remove(session: Session, viewer: Viewer, key: str, name: str, line_key: str, *, now: datetime) -> Event:
    """Take a line off a list. Raises as `listed.about`, Conflict where somebody was faster."""
    site, of = _held(session, viewer, key, name)
    line = listed.find(session, site, of, line_key)
    if line is None:
        raise Conflict(GONE)
    event = _amended(session, site, of, Move(gone={line.key: line.text}), viewer=viewer, now=now)
    assert event is not None  # it is there
    return event


def change(
    session: Session,
    viewer: Viewer,
    key: str,
    name: str,
    line_key: str,
    item: Item,
    *,
    why: str,
    seen: str,
    now: datetime,
) -> Event | None:
    """Let a line say something else, or why it is there; None where nothing differs.

    What says something else is another line, which was found in nothing yet. `seen` is why it was there, as
    whoever changes it has read. Raises as `remove`, Invalid where the list has what it shall say already.
    """
    reason = _reason(why)
    site, of = _held(session, viewer, key, name)
    line, text = listed.find(session, site, of, line_key), text_of(item)
    if line is None or line.why != seen:
        raise Conflict(GONE)
    if text == line.text:
        return _explained(session, site, of, line, viewer=viewer, why=reason, now=now)
    if key_of(text) != line.key and amend.present(session, site, of, [key_of(text)]):
        raise Invalid(Problem(on="text", why=ON_IT, values={"line": text[:60]}))
    move = Move(gone={line.key: line.text}, new={key_of(text): text})
    return _amended(session, site, of, move, viewer=viewer, why=reason, now=now)


def _held(session: Session, viewer: Viewer, key: str, name: str) -> tuple[Site, ListOf]:
    site, of = tune.site_of(session, viewer, key), listed.list_of(name)
    amend.hold(session, site)
    amend.begin(session, site, of)
    return site, of


def _amended(
    session: Session,
    site: Site,
    of: ListOf,
    move: Move,
    *,
    viewer: Viewer,
    now: datetime,
    why: str = "",
    together: str = "",
) -> Event | None:
    seen, by, moves = site.book_version, viewer.actor, {of.name: move}
    return amend.amend(session, site, by=by, now=now, seen=seen, moves=moves, why=why, together=together)


def _explained(
    session: Session, site: Site, of: ListOf, line: Line, *, viewer: Viewer, why: str, now: datetime
) -> Event | None:
    if why == line.why:
        return None
    by = viewer.actor
    made = Event(
        site_id=site.id, at=now, action="why", actor_kind=by.kind, actor_id=by.id, actor_name=by.name
    )
    made.detail = {"list": of.name, "line": line.text, "before": line.why, "after": why}
    lines.explain(session, line, why)
    return events.note(session, made)


def _reason(why: str) -> str:
    reason = storable(" ".join(why.split()))
    if len(reason) > LONGEST_WHY:
        said = N_("Write {most} characters at most.")
        raise Invalid(Problem(on="why", why=said, values={"most": LONGEST_WHY}))
    return reason
