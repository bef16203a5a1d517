"""Rule health: how often each rule of a site hit, and how often people decided as it points.

Counted by the day on which a comment came in, with each arrival, decision and undo, never over the table.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from moderation.store import sites, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.sites import Site
from moderation.words import Signal, Status

WITHIN = timedelta(days=90)
OWN = "desk:"
"""The origin of what moderators write at the desk: nobody decides on it, so it says nothing of a rule."""
BATCH = 500

CONFIRMED = {
    Status.SPAM: (Status.SPAM,),
    Status.REJECTED: (Status.REJECTED, Status.SPAM),
    Status.APPROVED: (Status.APPROVED,),
}
"""What people decide where a hit that points there was right."""
REFUTED = {
    Status.SPAM: (Status.APPROVED,),
    Status.REJECTED: (Status.APPROVED,),
    Status.APPROVED: (Status.SPAM,),
}
"""And where it was wrong. What is unwanted but not spam proves nothing of a rule that looks for spam."""
AIMS = {facet: aim for aim, facet in tallies.HITS.items()}


@dataclass(frozen=True, kw_only=True)
class Health:
    """What is known of a rule on a site: of the comments of the last 90 days."""

    hits: int
    """Comments in which it found something; what could not be checked is no hit."""
    confirmed: int
    """Of those that people decided, how many went where the rule points."""
    decided: int
    """How many people decided for or against what the rule found."""
    rejected: int
    """How many more people rejected, which is neither."""
    last_at: datetime
    """When the last comment came in that it hit; exact to the day."""
    aim: Status | None
    """Where its hits point: spam, rejected, or for trust approved; None where not all point to one."""

    @property
    def share(self) -> float | None:
        """The share that people confirmed, in percent with one decimal; None where nothing was decided.

        100 and 0 are said of all and of none alone.
        """
        if not self.decided:
            return None
        if self.confirmed in (0, self.decided):
            return 100.0 * self.confirmed / self.decided
        return min(max(round(100 * self.confirmed / self.decided, 1), 0.1), 99.9)


def of_site(session: Session, site: Site, now: datetime) -> dict[str, Health]:
    """The health of each rule that hit within the last 90 days, by its key; in one statement."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in tallies.hits(session, site.id, _since(now)):
        found[row.rule].append(row)
    return {rule: _health(rows) for rule, rows in found.items()}


def queued(session: Session, site: Site) -> dict[str, Status]:
    """Where to look at what a rule speaks against, by its key: what waits, else the spam."""
    kept = [row for row in tallies.of_facets(session, [site.id], [tallies.RULE]) if row.n > 0]
    found: dict[str, Status] = {}
    for status in (Status.SPAM, Status.PENDING):
        found |= {row.value: status for row in kept if row.status is status}
    return found


def count(session: Session, comment: Comment, signals: Iterable[Signal], n: int) -> None:
    """Count a comment among the hits of its rules, as people have decided it; with -1 no more.

    One that came in long ago is counted too, so that its decision and its undo add up; `prune` takes what
    nobody reads.
    """
    if comment.origin.startswith(OWN):
        return
    decided = comment.status if comment.is_by_people else Status.PENDING
    day = comment.received_at.date().isoformat()
    for rule, aim in {(signal.rule, signal.aim) for signal in signals}:
        if aim is not None:
            key = comment.site_id, tallies.HITS[aim], f"{day} {rule}", decided
            tallies.add(session, key, n, comment.received_at)


def prune(session: Session, now: datetime) -> bool:
    """Forget what is older than anybody reads, a piece in one transaction; whether there may be more."""
    site_ids = [site.id for site in session.scalars(sites.all_sites())]
    return tallies.drop_hits(session, site_ids, _since(now), BATCH) == BATCH


def _since(now: datetime) -> date:
    return (now - WITHIN).date()


def _health(rows: Iterable[Any]) -> Health:
    n: defaultdict[tuple[Status, Status], int] = defaultdict(int)
    for row in rows:
        n[AIMS[row.facet], row.status] += int(row.n)
    aims = {aim for aim, _ in n}
    confirmed = sum(n[aim, status] for aim in aims for status in CONFIRMED[aim])
    refuted = sum(n[aim, status] for aim in aims for status in REFUTED[aim])
    pending = sum(n[aim, Status.PENDING] for aim in aims)
    hits = sum(n.values())
    return Health(
        hits=hits,
        confirmed=confirmed,
        decided=confirmed + refuted,
        rejected=hits - pending - confirmed - refuted,
        last_at=max(row.last_at for row in rows),
        aim=aims.pop() if len(aims) == 1 else None,
    )
