"""What a moderator looks at: the queue that filters name, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from moderation.domain import filters as filtering
from moderation.domain.allow import Viewer
from moderation.domain.card import Card as Card
from moderation.domain.card import cards as cards
from moderation.domain.counts import counts as counts
from moderation.domain.counts import oldest_waiting as oldest_waiting
from moderation.domain.filters import ORDERS, Meant
from moderation.domain.filters import Filters as Filters
from moderation.store import leads, listing, sites, tallies
from moderation.store.comments import Comment as Comment
from moderation.store.db import Session
from moderation.store.paging import OLDEST, encode
from moderation.store.paging import Page as ListPage
from moderation.store.sites import Page
from moderation.words import Status

SIZE = 25


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the queue: the cards, and the cursor of those that follow."""

    filters: Filters
    cards: list[Card]
    next: str | None
    meant: Meant
    """What is filtered by."""
    is_short: bool = False
    """So many were looked at as one page allows, and there may be more of these behind `next`."""
    is_newest: bool = False
    """So many match that only the newest of them are listed."""
    look: int = leads.LOOK
    """How many that is."""
    folds: bool = False
    """Whether what is alike is folded."""
    page_count: int = 0
    """How many comments of the page that is filtered by have the status."""

    @property
    def page(self) -> Page | None:
        """The page that is filtered by."""
        return self.meant.page

    @property
    def is_folded(self) -> bool:
        """Whether a card stands for others too."""
        return self.folds and any(card.kin for card in self.cards)

    @property
    def end(self) -> str | None:
        """The cursor behind which a list of the oldest first goes on, now or when something comes in."""
        if self.next or self.filters.sort != "oldest":
            return self.next
        if not self.cards:
            return self.filters.after
        last = self.cards[-1].comment
        return encode(last.received_at, last.id)


def read(
    session: Session, viewer: Viewer, filters: Filters, size: int = SIZE, *, folds: bool = False
) -> Queue:
    """The page of the queue that the filters name, of the viewer's sites; `folds` folds what is alike.

    Raises Missing for a cursor of nobody and a site that is not the viewer's; a page or a comment with the
    same text that the viewer does not see lists nothing.
    """
    meant = filtering.seen(session, viewer, filters)
    order = ORDERS[filters.sort]
    lists = meant.lists(filters, folds=folds)
    found = listing.page(session, lists, order=order, after=filters.after, size=size)
    return Queue(
        filters=filters,
        cards=cards(session, found.rows),
        next=found.next,
        meant=meant,
        is_short=found.is_short,
        is_newest=found.is_newest,
        folds=folds and filters.folds,
        page_count=_count(session, meant.page, filters.status) if meant.page is not None else 0,
    )


def among(
    session: Session, viewer: Viewer, filters: Filters, ids: Sequence[int], *, folds: bool = False
) -> set[int]:
    """Which of these comments the filters list, or of which there is a card in a folded list."""
    if not ids:
        return set()
    lists = filtering.seen(session, viewer, filters).lists(filters, folds=folds)
    return listing.among(session, lists, ids)


def matching(
    session: Session, site_id: int, filters: Filters, *, until: datetime, after: str | None, size: int
) -> ListPage[Comment]:
    """What the filters match on one site and had come in by then, for work on all of it.

    Oldest first; what is searched for newest first, for so it is found, and all of it page by page.
    No viewer is asked for. A page may hold fewer than `size`, or none, and still have a `next`.
    """
    lists = _of_site(session, site_id, filters).lists(filters, until)
    if filters.q and lists:
        rows, end = listing.walked(session, lists[0], below=int(after) if after else None, size=size)
        return ListPage(rows, str(end) if end is not None else None)
    return listing.page(session, lists, order=OLDEST, after=after, size=size)


def count_matching(session: Session, site_id: int, filters: Filters, until: datetime) -> int:
    """How many `matching` gives: by the kept counts where there is one of it, else counted.

    The kept counts know of no moment: what has come in since is taken off. Counted, 2,001 stands for
    more than 2,000; of 20,000 comments to look through the rest is left out.
    """
    meant = _of_site(session, site_id, filters)
    lists, facet = meant.lists(filters, until), _facet(filters, meant)
    if facet is None:
        return sum(listing.count(session, wanted) for wanted in lists)
    later = sum(listing.count(session, replace(wanted, until=None, since=until)) for wanted in lists)
    if later > leads.LOOK:
        return sum(listing.count(session, wanted) for wanted in lists)
    kept = tallies.read(session, site_id, [facet])
    return max(0, sum(n for key, (n, _) in kept.items() if filters.status in (None, key[3])) - later)


def _of_site(session: Session, site_id: int, filters: Filters) -> Meant:
    site = sites.of(session, site_id)
    return filtering.among(session, [site] if filters.site in (None, site.key) else [], filters)


def _facet(filters: Filters, meant: Meant) -> tuple[str, str] | None:
    """The one facet that is all that is filtered by; None where it is more, or has no kept count."""
    facets = [
        (tallies.KIND, filters.kind),
        (tallies.PAGE, str(meant.page.id) if meant.page is not None else None),
        (tallies.RULE, filters.rule),
        (tallies.UNSEEN, "" if filters.by else None),
    ]
    given = [(facet, value) for facet, value in facets if value is not None]
    if filters.q or filters.same or filters.alike or not meant.sites or len(given) > 1:
        return None
    return given[0] if given else (tallies.ALL, "")


def _count(session: Session, page: Page, status: Status | None) -> int:
    kept = tallies.read(session, page.site_id, [(tallies.PAGE, str(page.id))])
    return sum(n for key, (n, _) in kept.items() if status in (None, key[3]))
