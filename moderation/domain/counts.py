"""The kept counts beside the queue, each of its site and status, never of a combination."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moderation.domain.allow import Viewer
from moderation.domain.filters import Filters
from moderation.store import listing, sites, tallies
from moderation.store.db import Session
from moderation.store.listing import Wanted
from moderation.store.paging import OLDEST
from moderation.words import Kind, Status

FACETS = (tallies.ALL, tallies.KIND, tallies.RULE, tallies.UNSEEN)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many stand in each status, and of the one that is looked at: of each kind, site and rule."""

    statuses: dict[Status, int]
    kinds: dict[Kind, int]
    sites: dict[int, int]
    rules: dict[str, int]
    """By the key of a rule that speaks against comments: the most frequent first."""
    unseen: dict[Status, int]
    """What rules called spam, or rejected, and nobody has looked at."""
    heads: dict[int, int]
    """The newest event of each site, read before the rest: the counts know of it, and maybe of more."""

    @property
    def order(self) -> int:
        """Which of two answers is the newer one: every event raises it."""
        return sum(self.heads.values())

    @property
    def all(self) -> int:
        """Whatever the status."""
        return sum(self.statuses.values())


def counts(session: Session, viewer: Viewer, filters: Filters) -> Counts:
    """The numbers beside the queue of a site and a status."""
    heads = sites.heads(session, viewer.sites())
    mine = sites.among(session, viewer.sites())
    chosen = {site.id for site in mine if filters.site in (None, site.key)}
    kept = tallies.of_facets(session, viewer.sites(), FACETS)
    of_status = [row for row in kept if filters.status in (None, row.status)]
    here, shown = ([row for row in rows if row.site_id in chosen] for rows in (kept, of_status))
    rules = _sum(shown, tallies.RULE, "value")
    return Counts(
        statuses={**dict.fromkeys(Status, 0), **_sum(here, tallies.ALL, "status")},
        kinds={**dict.fromkeys(Kind, 0), **_sum(shown, tallies.KIND, "value")},
        sites=_sum(of_status, tallies.ALL, "site_id"),
        rules=dict(sorted(rules.items(), key=lambda rule: (-rule[1], rule[0]))),
        unseen={**dict.fromkeys(Status, 0), **_sum(here, tallies.UNSEEN, "status")},
        heads=heads,
    )


def oldest_waiting(session: Session, viewer: Viewer) -> datetime | None:
    """Since when the oldest pending comment of the viewer's sites waits; None if nothing does."""
    waiting = [Wanted(site_id=site_id, status=Status.PENDING) for site_id in viewer.sites()]
    first = listing.page(session, waiting, order=OLDEST, after=None, size=1).rows
    return first[0].received_at if first else None


def _sum(rows: Iterable[Any], facet: str, column: str) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for row in rows:
        if row.facet == facet and row.n > 0:
            found[getattr(row, column)] += row.n
    return dict(found)
