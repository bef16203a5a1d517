"""What a reader looks at: a page's approved comments as a tree, and the mentions apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.domain import tree
from moderation.domain.queue import Card, cards
from moderation.errors import Invalid, Missing, Problem
from moderation.store import comments, likes, sites, tallies, threads
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.paging import READING, page_of
from moderation.store.sites import Page, Site
from moderation.text import clean
from moderation.text.links import host_of
from moderation.text.page_url import is_under, normal_page_url, page_key
from moderation.words import N_, How, Kind, Status

ROOTS = 100
MENTIONS = 1000
REACTIONS = 50


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A page elsewhere that mentions this one."""

    id: int
    kind: Kind
    how: How
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
    reactions: list[Mention]
    """Likes and reposts from elsewhere, the first REACTIONS of them."""
    n_comments: int
    n_mentions: int
    n_likes_elsewhere: int
    n_reposts: int
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
            site=site, url=url, page=None, comments=[], mentions=[], reactions=[], n_comments=0,
            n_mentions=0, n_likes_elsewhere=0, n_reposts=0, likes=0, is_liked=False, next=None,
        )  # fmt: skip
    roots = page_of(session, threads.roots(page.id), order=READING, after=after, size=size)
    rows = [*roots.rows, *session.scalars(threads.below([root.id for root in roots.rows]))]
    rows += _own(session, page, own, rows)
    rows += _between(session, rows)
    n = _counts(session, page)
    liked = likes.of_visitor(session, page.id, visitor) if visitor else set()
    mentions = page_of(session, threads.mentions(page.id), order=READING, after=None, size=MENTIONS).rows
    n_likes, n_reposts = n["likes"], n["reposts"]
    reactions = _reactions(session, page, REACTIONS) if n_likes + n_reposts else ()
    return Thread(
        site=site,
        url=page.url,
        page=page,
        comments=tree.grown(rows, liked, own),
        mentions=[_mention(row) for row in mentions],
        reactions=[_mention(row) for row in reactions],
        n_comments=n["comments"],
        n_mentions=n["mentions"],
        n_likes_elsewhere=n_likes,
        n_reposts=n_reposts,
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
    roots = page_of(session, threads.roots(page.id), order=READING, after=after, size=size)
    rows = [*roots.rows, *session.scalars(threads.below([root.id for root in roots.rows]))]
    if after is None:
        rows += page_of(session, threads.mentions(page.id), order=READING, after=None, size=MENTIONS).rows
        rows += _reactions(session, page, MENTIONS)
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
    under = [site for site in every if any(is_under(url, base) for base in site.bases)]
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
        how=row.how or How.MENTION,
        title=clean.calm_line(row.name) or host,
        host=host,
        source=row.source or row.website,
        excerpt=row.text,
        posted_at=row.posted_at,
    )


def _reactions(session: Session, page: Page, most: int) -> Sequence[Comment]:
    return page_of(session, threads.reactions(page.id), order=READING, after=None, size=most).rows


def _counts(session: Session, page: Page) -> dict[str, int]:
    """How many of each group are approved on a page."""
    groups = ("comments", "mentions", "likes", "reposts")
    asked = {group: f"{page.id} {group}" for group in groups}
    found = tallies.read(session, page.site_id, [(tallies.THREAD, value) for value in asked.values()])
    none = (0, None)
    return {
        group: found.get((page.site_id, tallies.THREAD, value, Status.APPROVED), none)[0]
        for group, value in asked.items()
    }
