"""What a reader looks at: a page's approved comments as a tree, and the mentions apart."""

from dataclasses import dataclass
from datetime import datetime

from moderation.domain import tree
from moderation.domain.queue import Card, cards
from moderation.errors import Invalid, Missing, Problem
from moderation.store import comments, likes, sites, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.paging import READING, page_of
from moderation.store.sites import Page, Site
from moderation.text import clean
from moderation.text.links import host_of
from moderation.text.page_url import is_under, normal_page_url, page_key
from moderation.words import N_, Kind, Status

ROOTS = 100
MENTIONS = 1000


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A page elsewhere that mentions this one."""

    id: int
    kind: Kind
    title: str
    host: str
    source: str
    excerpt: str
    posted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A page's thread. `page` is None where nobody has commented there yet."""

    site: Site
    url: str
    page: Page | None
    comments: list[tree.Shown]
    mentions: list[Mention]
    n_comments: int
    n_mentions: int
    likes: int
    is_liked: bool
    next: str | None

    @property
    def title(self) -> str:
        """What the page is called; empty until a comment is published, for anybody can send a title."""
        return self.page.title if self.page is not None and self.page.last_number else ""


def read(
    session: Session,
    site: Site,
    url: str,
    *,
    visitor: bytes = b"",
    own: int | None = None,
    after: str | None = None,
    size: int = ROOTS,
) -> Thread:
    """The thread of a page: its roots, a page of them at a time, and all below these.

    `visitor` is whose likes are marked, `own` the id of the visitor's own comment, shown though it
    waits. Raises ValueError for an address that is none, Missing for a cursor of nobody.
    """
    url = normal_page_url(url)
    page = sites.page_by_key(session, site.id, page_key(url))
    if page is None:
        return Thread(
            site=site, url=url, page=None, comments=[], mentions=[], n_comments=0, n_mentions=0,
            likes=0, is_liked=False, next=None,
        )  # fmt: skip
    roots = page_of(session, [comments.roots(page.id)], order=READING, after=after, size=size)
    rows = [*roots.rows, *session.scalars(comments.below([root.id for root in roots.rows]))]
    rows += _own(session, page, own, rows)
    rows += _between(session, rows)
    liked = likes.of_visitor(session, page.id, visitor) if visitor else set()
    mentions = session.scalars(comments.mentions(page.id).limit(MENTIONS)).all()
    n = tallies.read(
        session, site.id, [(tallies.THREAD, f"{page.id} comments"), (tallies.THREAD, f"{page.id} mentions")]
    )
    return Thread(
        site=site,
        url=page.url,
        page=page,
        comments=tree.grown(rows, liked, own),
        mentions=[_mention(row) for row in mentions],
        n_comments=_approved(n, site, f"{page.id} comments"),
        n_mentions=_approved(n, site, f"{page.id} mentions"),
        likes=page.likes,
        is_liked=0 in liked,
        next=roots.next,
    )


@dataclass(frozen=True, kw_only=True)
class PublicThread:
    """A page's approved comments as a list, for programs; `next` is the cursor of the next roots."""

    url: str
    title: str
    site: str
    cards: list[Card]
    next: str | None


def public(session: Session, url: str, *, after: str | None = None, size: int = ROOTS) -> PublicThread:
    """The thread of whichever site this page belongs to. Raises Missing for a page of none."""
    site = _site_of(session, url)
    page = sites.page_by_key(session, site.id, page_key(url))
    if page is None:
        return PublicThread(url=normal_page_url(url), title="", site=site.key, cards=[], next=None)
    roots = page_of(session, [comments.roots(page.id)], order=READING, after=after, size=size)
    rows = [*roots.rows, *session.scalars(comments.below([root.id for root in roots.rows]))]
    if after is None:
        rows += session.scalars(comments.mentions(page.id).limit(MENTIONS)).all()
    approved = [row for row in rows if row.status is Status.APPROVED]
    approved.sort(key=lambda row: (row.posted_at, row.id))
    return PublicThread(
        url=page.url, title=page.title, site=site.key, cards=cards(session, approved), next=roots.next
    )


def _site_of(session: Session, url: str) -> Site:
    try:
        url = normal_page_url(url)
    except ValueError:
        raise Invalid(Problem(on="url", why=N_("This is not the address of a page."))) from None
    every = session.scalars(sites.all_sites())
    under = [site for site in every if any(is_under(url, base) for base in (site.url, *site.aliases))]
    if not under:
        raise Missing(N_("This page does not belong to a site here."))
    return max(under, key=lambda site: len(site.url))


def _own(session: Session, page: Page, own: int | None, rows: list[Comment]) -> list[Comment]:
    if own is None or any(row.id == own for row in rows):
        return []
    mine = session.get(Comment, own)
    return [mine] if mine is not None and mine.page_id == page.id else []


def _between(session: Session, rows: list[Comment]) -> list[Comment]:
    """Comments that are no longer shown, but whose replies are: they keep the place."""
    found: list[Comment] = []
    have = {row.id for row in rows}
    wanted = {row.parent_id for row in rows if row.parent_id} - have
    while wanted:
        above = list(comments.by_ids(session, sorted(wanted)).values())
        found, have = found + above, have | wanted
        wanted = {row.parent_id for row in above if row.parent_id} - have
    return found


def _mention(row: Comment) -> Mention:
    host = host_of(row.source) or host_of(row.website)
    return Mention(
        id=row.id,
        kind=row.kind,
        title=clean.calm_line(row.name) or host,
        host=host,
        source=row.source or row.website,
        excerpt=row.text,
        posted_at=row.posted_at,
    )


def _approved(counted: dict[tallies.Key, tuple[int, datetime]], site: Site, value: str) -> int:
    n, _ = counted.get((site.id, tallies.THREAD, value, Status.APPROVED), (0, None))
    return n
