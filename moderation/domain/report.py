"""What became of the mentions that we send: read by the members of a site, and tried again."""

from dataclasses import dataclass, replace
from datetime import datetime

from moderation.domain import filters as filtering
from moderation.domain.allow import Viewer
from moderation.domain.telling import Refusal
from moderation.errors import Conflict, Invalid, Missing, Problem
from moderation.store import sendings, sites
from moderation.store.db import Session
from moderation.store.sendings import Sending, Wanted
from moderation.store.sites import Site
from moderation.words import N_, Errand

SIZE = 50
STATES = {
    "waiting": Wanted(states=(Errand.DUE,)),
    "sent": Wanted(states=(Errand.DONE,), has_told=True),
    "none": Wanted(states=(Errand.DONE,), has_told=False),
    "failed": Wanted(states=(Errand.FAILED,)),
}
"""What can be filtered by: on its way, told, nobody to tell, given up."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which sendings; None is all. `site` is a key, `state` a word of STATES."""

    site: str | None = None
    state: str | None = None
    after: str | None = None

    def query(self, **changes: object) -> dict[str, str]:
        """These filters, changed, as the query of an address."""
        wanted = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        fields = {"site": wanted.site, "state": wanted.state, "after": wanted.after}
        return {key: value for key, value in fields.items() if value}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of the report. `state` is a word of STATES."""

    sending: Sending
    state: str
    site: Site | None = None

    @property
    def can_retry(self) -> bool:
        """Whether somebody may ask for another try; what was told once is not told again."""
        return self.state != "sent" and self.sending.checked_at is not None


@dataclass(frozen=True, kw_only=True)
class Report:
    """One page of it, newest first."""

    lines: list[Told]
    next: str | None


def read(session: Session, viewer: Viewer, filters: Filters, size: int = SIZE) -> Report:
    """The page of the report that the filters name, of the viewer's sites.

    Raises Invalid for a state that is none, Missing for a cursor of nobody and a site not the viewer's.
    """
    if filters.state is not None and filters.state not in STATES:
        known = ", ".join(STATES)
        raise Invalid(Problem(on="state", why=N_("This is none of: {all}."), values={"all": known}))
    wanted = STATES[filters.state] if filters.state else Wanted()
    chosen = {site.id: site for site in filtering.looked_at(session, viewer, filters.site)}
    found = sendings.page(session, sorted(chosen), wanted, after=filters.after, size=size)
    return Report(lines=[told_of(row, chosen[row.site_id]) for row in found.rows], next=found.next)


def line(session: Session, viewer: Viewer, sending_id: int) -> Told:
    """One sending of the viewer's sites, as the report tells of it. Raises Missing."""
    row = sendings.one(session, sending_id, viewer.sites()) if 0 < sending_id < 2**63 else None
    if row is None:
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    return told_of(row, sites.of(session, row.site_id))


def retry(session: Session, viewer: Viewer, sending_id: int, *, now: datetime) -> None:
    """Let a sending that came to nothing be tried again at once. Raises Missing; Conflict if it was told."""
    told = line(session, viewer, sending_id)
    if told.state == "sent":
        raise Conflict(N_("This page was told in the meantime. Nothing is sent again."))
    if not sendings.make_due(session, sending_id, now=now):
        raise Conflict(N_("Somebody is on the way there right now. Look again in a minute."))


def told_of(row: Sending, site: Site | None = None) -> Told:
    """A sending as the report tells of it."""
    return Told(sending=row, state=state_of(row), site=site)


def state_of(row: Sending) -> str:
    """How it stands, in a word of STATES."""
    if row.state is Errand.DUE:
        return "waiting"
    if row.state is Errand.FAILED:
        return "failed"
    return "none" if row.trouble == Refusal.NO_ENDPOINT else "sent"
