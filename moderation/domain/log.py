"""The audit log: who did what, when, to which comment, and what of it can still be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from moderation.domain import bulk, decide, edit, queue, tell, tune
from moderation.domain import filters as filtering
from moderation.domain.allow import Deed, Viewer
from moderation.domain.queue import Card
from moderation.domain.tell import Rewritten
from moderation.errors import Invalid, Problem
from moderation.store import bulks, comments, log, people, sites
from moderation.store.bulks import Bulk
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.log import Wanted
from moderation.store.sites import Site
from moderation.words import N_, ActorKind, Progress

SIZE = 50
ACTS = {
    "decisions": ("approve", "reject", "spam", "hold", "received", "bulk"),
    "undo": ("undo",),
    "words": ("edit", "erase", "note"),
    "mentions": ("withdraw", "retell"),
    "reports": ("report",),
    "settings": ("rules", "why", "page", "wave", "feed", "forget"),
}
"""What can be filtered by, and the actions of the log that it means."""
PROGRAMS = "programs"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which lines of the log; None is all. `who` is an account's id or `programs`, `act` a word of ACTS."""

    site: str | None = None
    who: str | None = None
    act: str | None = None
    after: str | None = None

    def query(self, **changes: object) -> dict[str, str]:
        """These filters, changed, as the query of an address."""
        wanted = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        fields = {"site": wanted.site, "who": wanted.who, "act": wanted.act, "after": wanted.after}
        return {key: value for key, value in fields.items() if value}


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act on many, on all of the viewer's sites together."""

    key: str
    action: str
    state: Progress
    n: int
    """How many comments it is about while it runs, then how many it turned."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the log. `card` is of the comment it is about, `act` the one on many; else None.

    `sites` are those of the viewer's that it is about.
    """

    event: Event
    sites: list[Site]
    card: Card | None
    act: Act | None
    can_undo: bool
    """By the event's own undo."""
    can_revert: bool
    """A change of rules that stands, and the viewer may take it back."""
    rewritten: list[Rewritten]
    """What a mention's page says anew."""


@dataclass(frozen=True, kw_only=True)
class Log:
    """One page of the log. `is_short`: it was looked through only so far, and goes on at `next`."""

    lines: list[Line]
    next: str | None
    is_short: bool
    people: list[tuple[int, str]]
    """Who can be filtered by: the members of the viewer's sites, by name."""


def read(session: Session, viewer: Viewer, filters: Filters, size: int = SIZE) -> Log:
    """The page of the log that the filters name, of the viewer's sites.

    Raises Invalid for a filter that is none, Missing for a cursor of nobody and a site not the viewer's.
    """
    wanted = _wanted(filters)
    mine = {site.id: site for site in sites.among(session, viewer.sites())}
    chosen = [site.id for site in filtering.looked_at(session, viewer, filters.site)]
    found = log.page(session, chosen, wanted, after=filters.after, size=size)
    return Log(
        lines=_told(session, viewer, mine, chosen, found.rows),
        next=found.next,
        is_short=found.is_short,
        people=_people(session, mine),
    )


def _wanted(filters: Filters) -> Wanted:
    if filters.act is not None and filters.act not in ACTS:
        known = ", ".join(ACTS)
        raise Invalid(Problem(on="act", why=N_("This is none of: {all}."), values={"all": known}))
    actions = ACTS[filters.act] if filters.act else ()
    if filters.who == PROGRAMS:
        return Wanted(actor_kind=ActorKind.TOKEN, actions=actions)
    if filters.who is None:
        return Wanted(actions=actions)
    if not filters.who.isdecimal() or len(filters.who) > 18:
        raise Invalid(Problem(on="who", why=N_("There is nobody like this.")))
    return Wanted(actor_id=int(filters.who), actions=actions)


def _told(
    session: Session, viewer: Viewer, mine: dict[int, Site], chosen: Sequence[int], found: Sequence[Event]
) -> list[Line]:
    acts = _acts(session, found, sorted(mine))
    telling = {_tells(parts, chosen) for parts in acts.values()}
    rows = [row for row in found if row.bulk_id is None or row.bulk_id in telling]
    about = comments.by_ids(session, sorted({row.comment_id for row in rows if row.comment_id}))
    cards = {card.id: card for card in queue.cards(session, list(about.values()))}
    single = edit.can_undo(session, rows) | decide.undoable(session, rows)
    of_many = bulk.undoable(session, acts)
    owned = viewer.sites(Deed.CONFIGURE)
    return [
        Line(
            event=row,
            sites=[mine[one.site_id] for one in acts.get(row.together, ())] or [mine[row.site_id]],
            card=cards.get(row.comment_id or 0),
            act=_act(acts[row.together]) if row.bulk_id is not None else None,
            can_undo=row.id in single or (row.bulk_id is not None and row.together in of_many),
            can_revert=row.action == "rules"
            and row.site_id in owned
            and tune.stands(session, mine[row.site_id], row),
            rewritten=tell.rewritten(row) if row.action == "retell" else [],
        )
        for row in rows
    ]


def _acts(session: Session, rows: Iterable[Event], site_ids: Sequence[int]) -> dict[str, list[Bulk]]:
    """The acts on many among these, by key: what they do on each of these sites, where that is anything."""
    keys = sorted({row.together for row in rows if row.bulk_id is not None})
    acts: dict[str, list[Bulk]] = {}
    for row in bulks.of_keys(session, keys, site_ids):
        if row.done or row.state is Progress.RUNNING:
            acts.setdefault(row.key, []).append(row)
    return acts


def _tells(rows: Sequence[Bulk], site_ids: Sequence[int]) -> int | None:
    """Of an act on several sites the part whose line tells of the whole: the first on those looked at."""
    return next((row.id for row in rows if row.site_id in site_ids), None)


def _act(rows: Sequence[Bulk]) -> Act:
    state = bulks.state_of(rows)
    n = sum(row.total if state is Progress.RUNNING else row.done for row in rows)
    return Act(key=rows[0].key, action=rows[0].action, state=state, n=n)


def _people(session: Session, mine: Iterable[int]) -> list[tuple[int, str]]:
    found = {member.id: member.name for site_id in mine for member in people.members_of(session, site_id)}
    return sorted(found.items(), key=lambda member: member[1].casefold())
