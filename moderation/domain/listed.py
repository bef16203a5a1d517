"""The lists of a site's rules as their owner looks at them: which there are, and each line with its story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from moderation.domain import follow, tune
from moderation.domain.allow import Viewer
from moderation.domain.tune import Event
from moderation.errors import Invalid, Missing, Problem
from moderation.rules.entry import Entry
from moderation.rules.lines import Item, ListOf, every, key_of, moved, text_of
from moderation.store import events, lines, tallies
from moderation.store.db import Session
from moderation.store.lines import Found, Line
from moderation.store.sites import Site
from moderation.text.fold import fold
from moderation.words import N_, Status

SIZE = 50


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of a list: what it says, by whom and why it is there, and what it led to.

    `item` is None where this version does not understand it any more; `problem` says why.
    """

    line: Line
    item: Item | None
    problem: Problem | None
    hits: int
    """Comments in which it was found."""
    decided: int
    """How many of these people have decided."""
    rightly: int
    """How many of those they decided as the list wants it."""
    last_at: datetime | None

    @property
    def key(self) -> str:
        """By what an address names it."""
        return self.line.key.hex()

    @property
    def entry(self) -> Entry | None:
        """Its words with their options; None where its list has none."""
        return self.item if isinstance(self.item, Entry) else None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """One list among all of a site."""

    site: Site
    of: ListOf
    n: int
    is_on: bool
    """Whether its rule is on."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One page of a list, newest lines first; `next` and `is_short` as in `lines.Found`."""

    about: Summary
    told: Sequence[Told]
    next: int | None
    is_short: bool


@dataclass(frozen=True, kw_only=True)
class Did:
    """What a change that stands did to one list."""

    event: Event
    gone: Sequence[str]
    new: Sequence[str]


def list_of(name: str) -> ListOf:
    """The list of this name. Raises Missing."""
    if name not in every():
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    return every()[name]


def n_of(site: Site, of: ListOf) -> int:
    """How many lines a list of a site has."""
    return int(site.lists[of.name]["n"]) if of.name in site.lists else len(of.shipped)


def index(session: Session, viewer: Viewer, key: str) -> list[Summary]:
    """All lists of a site, for its owner. Raises Missing and Refused as `tune.site_of`."""
    site = tune.site_of(session, viewer, key)
    return [_summary(session, site, of) for of in every().values()]


def about(session: Session, viewer: Viewer, key: str, name: str) -> Summary:
    """One list of a site. Raises as `index`, and Missing where there is none of this name."""
    return _summary(session, tune.site_of(session, viewer, key), list_of(name))


def read(
    session: Session,
    viewer: Viewer,
    key: str,
    name: str,
    *,
    q: str = "",
    below: int | None = None,
    size: int = SIZE,
) -> Listed:
    """One page of a list, of the lines with the words of `q`; the line that says just that comes first.

    Raises as `about`.
    """
    known = about(session, viewer, key, name)
    if name in known.site.lists:
        found = lines.newest(session, known.site.id, name, q=q, below=below, size=size)
        exact = find(session, known.site, known.of, key_of(q).hex()) if q and below is None else None
        if exact is not None:
            others = [line for line in found.lines if line.id != exact.id]
            found = replace(found, lines=[exact, *others])
    else:
        words = fold(q).split()
        shipped = [line for line in _shipped(known.site, known.of) if lines.has(line, words)]
        found = Found(lines=shipped, next=None)
    told = _told(session, known.site, known.of, found.lines)
    return Listed(about=known, told=told, next=found.next, is_short=found.is_short)


def one(session: Session, viewer: Viewer, key: str, name: str, line_key: str) -> Told:
    """One line of a list. Raises as `about`, and Missing where the list has none like it."""
    known = about(session, viewer, key, name)
    line = find(session, known.site, known.of, line_key)
    if line is None:
        raise Missing(N_("This line is on the list no more."))
    return _told(session, known.site, known.of, [line])[0]


def find(session: Session, site: Site, of: ListOf, line_key: str) -> Line | None:
    """The line that an address names; None where the list has none like it."""
    if of.name in site.lists:
        is_key = len(line_key) == 32 and all(sign in "0123456789abcdef" for sign in line_key)
        return lines.one(session, site.id, of.name, bytes.fromhex(line_key)) if is_key else None
    return next((line for line in _shipped(site, of) if line.key.hex() == line_key), None)


def whole(session: Session, viewer: Viewer, key: str, name: str) -> tuple[ListOf, list[str]]:
    """All lines of a list as a person types them. Raises as `about`."""
    known = about(session, viewer, key, name)
    if name in known.site.lists:
        return known.of, list(lines.texts(session, known.site.id, name))
    return known.of, [text_of(item) for item in known.of.shipped]


def did(session: Session, site: Site, of: ListOf, event_id: int) -> Did | None:
    """What a change did to a list; None for one that stands no more, of something else or a stranger's."""
    event = events.one(session, event_id, [site.id]) if 0 < event_id < 2**63 else None
    if event is None or event.action != "rules" or not tune.stands(session, site, event):
        return None
    found = (moved(of, before, after) for path, before, after in event.detail["changes"] if path == of.path)
    gone, new = next(found, ([], []))
    return Did(event=event, gone=gone, new=new) if gone or new else None


def _summary(session: Session, site: Site, of: ListOf) -> Summary:
    is_on = tune.book_of(session, site).rule(of.kind.key).on
    return Summary(site=site, of=of, n=n_of(site, of), is_on=is_on)


def _shipped(site: Site, of: ListOf) -> list[Line]:
    """The lines of a list that nobody has changed yet, as the rows that they become then."""
    texts = map(text_of, of.shipped)
    own = {"site_id": site.id, "list": of.name, "added_by": "", "added_by_id": None, "why": ""}
    return [Line(**own, key=key_of(text), text=text, added_at=site.created_at) for text in texts]


def _told(session: Session, site: Site, of: ListOf, found: Sequence[Line]) -> list[Told]:
    values = {line.key: follow.line_value(of.kind.key, line.key) for line in found}
    facets = (tallies.LINE, tallies.LINE_DECIDED)
    pairs = [(facet, value) for facet in facets for value in values.values()]
    counts: dict[tuple[str, str], dict[Status, tuple[int, datetime]]] = {}
    for (_, facet, value, status), count in tallies.read(session, site.id, pairs).items() if pairs else ():
        counts.setdefault((facet, value), {})[status] = count
    return [
        _one(of, line, *(counts.get((facet, values[line.key]), {}) for facet in facets)) for line in found
    ]


def _one(of: ListOf, line: Line, found: Mapping[Status, Any], decided: Mapping[Status, Any]) -> Told:
    wanted = (Status.APPROVED,) if of.speaks_for else (Status.SPAM, Status.REJECTED)
    item, problem = None, None
    try:
        item = of.item(line.text)
    except Invalid as wrong:
        problem = wrong.problem
    return Told(
        line=line,
        item=item,
        problem=problem,
        hits=sum(n for n, _ in found.values()),
        decided=sum(n for n, _ in decided.values()),
        rightly=sum(n for status, (n, _) in decided.items() if status in wanted),
        last_at=max((at for n, at in found.values() if n), default=None),
    )
