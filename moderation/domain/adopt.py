"""What becomes of suggestions: an owner looks at them, takes one, hides it, or asks for another look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from moderation.domain import amend, tune
from moderation.domain.allow import Viewer
from moderation.domain.comparison import Comparison
from moderation.domain.proposal import Change, What
from moderation.domain.suggest import still_idle
from moderation.domain.tune import Event
from moderation.errors import Conflict, Missing
from moderation.rules import book as books
from moderation.rules.lines import every
from moderation.store import comments, events, suggestions, surveys
from moderation.store.db import Session
from moderation.store.sites import Site
from moderation.store.suggestions import Suggestion
from moderation.store.surveys import Survey
from moderation.text.clean import calm
from moderation.text.quote import excerpt
from moderation.words import N_, Offer

KINDS = list(What)
MOST_SHOWN = 100
MOST_TAKEN = 10
GONE = N_("This suggestion was taken, hidden or found wrong meanwhile. Nothing was changed.")
OUTDATED = N_("The rules are others since this was suggested, and it fits them no more. Nothing was changed.")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A suggestion as a person looks at it."""

    row: Suggestion
    change: Change
    effect: Comparison
    examples: Sequence[tuple[int, str]]
    """Some of the comments that speak for it: id and first words."""
    undo: Event | None = None
    """The change of the rules that it was, as long as that can be taken back."""

    @property
    def what(self) -> What:
        return What(self.row.kind)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among others."""
        return KINDS.index(self.what), self.row.id


@dataclass(frozen=True, kw_only=True)
class Board:
    """All suggestions of a site: those that are open, and those that were settled, the newest first."""

    site: Site
    open: Sequence[Told]
    taken: Sequence[Told]
    hidden: Sequence[Told]
    survey: Survey | None
    """How it stands with the looks; None where nobody has looked yet."""


def count(session: Session, site: Site) -> int:
    """How many suggestions wait for the owner of a site."""
    return suggestions.count(session, site.id)


def read(session: Session, viewer: Viewer, key: str) -> Board:
    """All suggestions of a site, for its owner. Raises Missing and Refused as `tune.site_of`."""
    site = tune.site_of(session, viewer, key)
    states = ((Offer.OPEN, MOST_SHOWN), (Offer.TAKEN, MOST_TAKEN), (Offer.HIDDEN, MOST_SHOWN))
    rows = {state: suggestions.in_state(session, site.id, state, most=most) for state, most in states}
    told = _told(session, site, [row for each in rows.values() for row in each])
    opened, taken, hidden = ([told[row.id] for row in rows[state]] for state, _ in states)
    opened.sort(key=lambda each: each.place)
    survey = surveys.of(session, site.id)
    return Board(site=site, open=opened, taken=taken, hidden=hidden, survey=survey)


def ask(session: Session, viewer: Viewer, key: str, *, now: datetime) -> None:
    """Let a site's decisions be looked through. Raises as `read`."""
    surveys.ask(session, tune.site_of(session, viewer, key).id, now=now)


def take(session: Session, viewer: Viewer, key: str, suggestion_id: int, *, now: datetime) -> None:
    """Make the change that was suggested. Raises as `read`, Conflict where it is not open or does not fit."""
    site = tune.site_of(session, viewer, key)
    act = token_hex(8)
    # The suggestion before the site's row, as everywhere: two at once never wait for each other.
    row = _turned(session, site, suggestion_id, Offer.OPEN, Offer.TAKEN, now=now, act=act)
    amend.hold(session, site)
    change, present = Change.from_json(row.change), books.parse(site.book, is_kept=True)
    if change.on:
        amend.begin(session, site, every()[change.on])
    change = _fitting(session, site, change)
    seen, by, values = site.book_version, viewer.actor, change.of_values(present)
    made = amend.amend(
        session, site, by=by, now=now, seen=seen, values=values, moves=change.moves, together=act
    )
    if made is None:
        raise Conflict(OUTDATED)


def hide(session: Session, viewer: Viewer, key: str, suggestion_id: int, *, now: datetime) -> None:
    """Suggest this no more. Raises as `read`, Conflict where it is not open."""
    site = tune.site_of(session, viewer, key)
    _turned(session, site, suggestion_id, Offer.OPEN, Offer.HIDDEN, now=now)


def bring_back(session: Session, viewer: Viewer, key: str, suggestion_id: int, *, now: datetime) -> None:
    """Suggest something again that was hidden. Raises as `read`, Conflict where it is not hidden."""
    site = tune.site_of(session, viewer, key)
    _turned(session, site, suggestion_id, Offer.HIDDEN, Offer.OPEN, now=now)


def drop(session: Session, viewer: Viewer, key: str, suggestion_id: int, *, now: datetime) -> None:
    """Let one be gone that does not fit the rules any more; nothing where it is not open."""
    row = _row(session, tune.site_of(session, viewer, key), suggestion_id)
    if row.state is Offer.OPEN:
        suggestions.turn(session, row, Offer.GONE, now=now)


def _turned(
    session: Session,
    site: Site,
    suggestion_id: int,
    before: Offer,
    after: Offer,
    *,
    now: datetime,
    act: str = "",
) -> Suggestion:
    row = _row(session, site, suggestion_id)
    if row.state is not before or not suggestions.turn(session, row, after, now=now, act=act):
        raise Conflict(GONE)
    return row


def _row(session: Session, site: Site, suggestion_id: int) -> Suggestion:
    row = suggestions.one(session, site.id, suggestion_id) if 0 < suggestion_id < 2**63 else None
    if row is None or not row.change:
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    return row


def _fitting(session: Session, site: Site, change: Change) -> Change:
    """What of a change there is to do by the rules as they are now. Raises Conflict where they are others."""
    if not change.on:
        present = dict(books.flat(books.parse(site.book, is_kept=True)))
        if any(present.get(path) != before for path, before, _ in change.values):
            raise Conflict(OUTDATED)
        return change
    of = every()[change.on]
    there = amend.present(session, site, of, list(amend.keyed([*change.new, *change.gone])))
    known = set(there.values())
    if known & set(change.new):
        raise Conflict(OUTDATED)
    gone = still_idle(session, site.id, of, [text for text in change.gone if text in known])
    return Change(on=change.on, new=change.new, gone=gone)


def _told(session: Session, site: Site, rows: Sequence[Suggestion]) -> dict[int, Told]:
    named = {id for row in rows for id in row.evidence.get("ids", ())}
    known = comments.by_ids(session, sorted(named))
    undos = _undos(session, site, [row.act for row in rows if row.act])
    return {
        row.id: Told(
            row=row,
            change=Change.from_json(row.change),
            effect=Comparison.from_json(row.effect),
            examples=[
                (id, excerpt(calm(known[id].text), 90)) for id in row.evidence.get("ids", ()) if id in known
            ],
            undo=undos.get(row.act),
        )
        for row in rows
    }


def _undos(session: Session, site: Site, acts: Sequence[str]) -> dict[str, Event]:
    made = events.of_acts(session, acts, "rules") if acts else []
    return {event.together: event for event in made if tune.stands(session, site, event)}
