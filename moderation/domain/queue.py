"""What a moderator looks at: the queue of a status, card by card, and the counts beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from moderation.domain.allow import Viewer
from moderation.errors import Invalid, Problem
from moderation.store import comments, sites, tallies
from moderation.store.comments import Comment as Comment
from moderation.store.db import Session
from moderation.store.paging import NEWEST, OLDEST, page_of
from moderation.store.sites import Page, Site
from moderation.text.clean import calm
from moderation.text.links import host_of
from moderation.text.page_url import page_key
from moderation.text.quote import excerpt, marked
from moderation.words import N_, Kind, Signal, Status

SIZE = 25
MENTIONS = tuple(kind for kind in Kind if kind.is_mention)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What of the queue is wanted; None is everything. `site` is a key, `page` the page's address."""

    site: str | None = None
    status: Status | None = Status.PENDING
    kind: Kind | None = None
    page: str | None = None
    newest_first: bool = False
    after: str | None = None

    def query(self, **changes: object) -> dict[str, str]:
        """These filters, changed, as the query of an address; what is the default is left out."""
        wanted = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        fields = {
            "site": wanted.site,
            "status": wanted.status,
            "kind": wanted.kind,
            "page": wanted.page,
            "sort": "newest" if wanted.newest_first else None,
            "after": wanted.after,
        }
        return {key: str(value) for key, value in fields.items() if value}


@dataclass(frozen=True, kw_only=True)
class Parent:
    """What a comment answers."""

    id: int
    number: int | None
    name: str
    excerpt: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One comment as the desk shows it; nothing is judged again to be explained."""

    comment: Comment
    site: Site
    page: Page
    parent: Parent | None
    signals: tuple[Signal, ...]
    approved_before: int
    """Approved comments of this name and e-mail on the site, without this one."""

    @property
    def id(self) -> int:
        return self.comment.id

    @property
    def text(self) -> list[tuple[str, bool]]:
        """The text in pieces, with whether a rule points at the piece."""
        return self._marked(self.comment.text)

    @property
    def excerpt(self) -> str:
        """The first words, in one line."""
        return excerpt(calm(self.comment.text), 90)

    @property
    def name(self) -> list[tuple[str, bool]]:
        """The author's name in pieces, likewise."""
        return self._marked(self.comment.name)

    @property
    def website(self) -> list[tuple[str, bool]]:
        """The author's website in pieces, likewise, without its scheme."""
        return self._marked(self.comment.website.removeprefix("https://").removeprefix("http://"))

    @property
    def source_host(self) -> str:
        """The host of a mention's source; empty for a comment."""
        return host_of(self.comment.source)

    @property
    def hue(self) -> int:
        """One of twelve colours, the same for the same author."""
        return self.comment.author_key[0] % 12

    @property
    def initials(self) -> str:
        """Two letters for the picture that we do not have."""
        words = [word for word in self.comment.name.split() if word[0].isalnum()]
        letters = words[0][0] + words[-1][0] if len(words) > 1 else "".join(words)[:2]
        return letters.upper() or "?"

    def _marked(self, text: str) -> list[tuple[str, bool]]:
        pieces = marked(text, [quote for signal in self.signals for quote in signal.quotes])
        return [(calm(piece), is_quote) for piece, is_quote in pieces]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the queue: the cards, and the cursor of those that follow."""

    filters: Filters
    cards: list[Card]
    next: str | None
    page: Page | None
    """The page that is filtered by."""
    page_count: int = 0
    """How many comments of that page have the status."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The kept counts beside the queue: of a status, of its kinds, of its sites."""

    statuses: dict[Status, int]
    kinds: dict[Kind, int]
    sites: dict[int, int]


def read(session: Session, viewer: Viewer, filters: Filters, size: int = SIZE) -> Queue:
    """The page of the queue that the filters name, of the viewer's sites.

    Raises Missing for a cursor of nobody; a site or page that the viewer does not see has no comments.
    """
    mine = _sites(session, viewer, filters)
    page = _page(session, mine, filters) if filters.page else None
    if filters.page:
        mine = [site for site in mine if page is not None and site.id == page.site_id]
    kinds = (filters.kind,) if filters.kind else None
    lists = [comments.queued(site.id, filters.status, kinds, page.id if page else None) for site in mine]
    order = NEWEST if filters.newest_first else OLDEST
    found = page_of(session, lists, order=order, after=filters.after, size=size)
    n = _count(session, page, filters.status) if page is not None else 0
    return Queue(filters=filters, cards=cards(session, found.rows), next=found.next, page=page, page_count=n)


def cards(session: Session, rows: Sequence[Comment]) -> list[Card]:
    """Comments with what stands around them: four statements for any number."""
    on_sites = {site.id: site for site in sites.among(session, sorted({row.site_id for row in rows}))}
    pages = sites.pages_by_ids(session, sorted({row.page_id for row in rows}))
    parents = comments.by_ids(session, sorted({row.parent_id for row in rows if row.parent_id}))
    approved = _approved(session, rows)
    return [
        Card(
            comment=row,
            site=on_sites[row.site_id],
            page=pages[row.page_id],
            parent=_parent(parents.get(row.parent_id or 0)),
            signals=tuple(Signal.from_json(signal) for signal in row.signals),
            approved_before=approved.get((row.site_id, row.author_key), 0) - (row.status is Status.APPROVED),
        )
        for row in rows
    ]


def counts(session: Session, viewer: Viewer, filters: Filters) -> Counts:
    """The numbers beside the queue, each of its site and status, never of a combination."""
    chosen = {site.id for site in _sites(session, viewer, filters)}
    statuses, kinds, per_site = dict.fromkeys(Status, 0), dict.fromkeys(Kind, 0), {}
    for row in tallies.of_facets(session, viewer.sites(), [tallies.ALL, tallies.KIND]):
        if row.facet == tallies.ALL and row.status is filters.status:
            per_site[row.site_id] = row.n
        if row.site_id in chosen and row.facet == tallies.ALL:
            statuses[row.status] += row.n
        if row.site_id in chosen and row.facet == tallies.KIND and row.status is filters.status:
            kinds[Kind(row.value)] += row.n
    return Counts(statuses=statuses, kinds=kinds, sites=per_site)


def oldest_waiting(session: Session, viewer: Viewer) -> datetime | None:
    """Since when the oldest pending comment of the viewer's sites waits; None if nothing does."""
    lists = [comments.queued(site_id, Status.PENDING) for site_id in viewer.sites()]
    first = page_of(session, lists, order=OLDEST, after=None, size=1).rows
    return first[0].received_at if first else None


def _sites(session: Session, viewer: Viewer, filters: Filters) -> list[Site]:
    mine = sites.among(session, viewer.sites())
    return [site for site in mine if filters.site in (None, site.key)]


def _page(session: Session, mine: Sequence[Site], filters: Filters) -> Page | None:
    try:
        key = page_key(filters.page or "")
    except ValueError:
        raise Invalid(Problem(on="page", why=N_("This is not the address of a page."))) from None
    found = (sites.page_by_key(session, site.id, key) for site in mine)
    return next((page for page in found if page is not None), None)


def _parent(row: Comment | None) -> Parent | None:
    if row is None:
        return None
    return Parent(id=row.id, number=row.number, name=row.name, excerpt=excerpt(calm(row.text), 90))


def _approved(session: Session, rows: Sequence[Comment]) -> dict[tuple[int, bytes], int]:
    found = {}
    for site_id in {row.site_id for row in rows}:
        authors = {row.author_key for row in rows if row.site_id == site_id}
        kept = tallies.read(session, site_id, [(tallies.AUTHOR, author.hex()) for author in sorted(authors)])
        for (_, _, author, status), (n, _) in kept.items():
            if status is Status.APPROVED:
                found[site_id, bytes.fromhex(author)] = n
    return found


def _count(session: Session, page: Page, status: Status | None) -> int:
    kept = tallies.read(session, page.site_id, [(tallies.PAGE, str(page.id))])
    return sum(n for key, (n, _) in kept.items() if status in (None, key[3]))
