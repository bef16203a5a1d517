"""What of the queue is wanted, and what its words stand for on the sites of whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from moderation.domain.allow import Viewer
from moderation.errors import Invalid, Missing, Problem
from moderation.store import comments, search, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.listing import Wanted
from moderation.store.paging import NEWEST, OLDEST, POINTS
from moderation.store.sites import Page, Site
from moderation.text.page_url import page_key
from moderation.words import N_, Kind, Status

ORDERS = {"oldest": OLDEST, "newest": NEWEST, "points": POINTS}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What of the queue is wanted; None is everything.

    `site` is a key, `page` the page's address, `rule` the key of one that speaks against a comment, `q` is
    searched for, `by` "rules" is what they alone decided, `same` the id of a comment with the same text,
    `alike` of one with nearly the same, for what waits.
    """

    site: str | None = None
    status: Status | None = Status.PENDING
    kind: Kind | None = None
    page: str | None = None
    rule: str | None = None
    q: str | None = None
    by: str | None = None
    same: int | None = None
    alike: int | None = None
    sort: str = "oldest"
    one_by_one: bool = False
    after: str | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether more is asked for than a site and a status."""
        return self.page is not None or self._is_picked

    @property
    def folds(self) -> bool:
        """Whether of those that are alike one stands for all: where all is listed that waits, by time.

        By points each stands where it belongs.
        """
        return self.status is Status.PENDING and self.sort != "points" and not self._is_picked

    @property
    def _is_picked(self) -> bool:
        return any((self.kind, self.rule, self.q, self.by, self.same, self.alike))

    def query(self, **changes: object) -> dict[str, str]:
        """These filters, changed, as the query of an address; what is the default is left out."""
        wanted = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        fields = {
            "site": wanted.site,
            "status": wanted.status or "all",
            "by": wanted.by,
            "kind": wanted.kind,
            "rule": wanted.rule,
            "page": wanted.page,
            "same": wanted.same,
            "alike": wanted.alike,
            "q": wanted.q,
            "sort": wanted.sort if wanted.sort != "oldest" else None,
            "view": "one" if wanted.one_by_one else None,
            "after": wanted.after,
        }
        return {key: str(value) for key, value in fields.items() if value}

    def only(self, **changes: object) -> dict[str, str]:
        """The same order and view of a site and a status, and of nothing else but the changes."""
        all_else = dict.fromkeys(("kind", "page", "rule", "q", "by", "same", "alike"))
        return self.query(**{**all_else, **changes})


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What filters stand for: the sites to look at, the page, the comments with that text, the words."""

    sites: Sequence[Site]
    page: Page | None = None
    same: Comment | None = None
    alike: Comment | None = None
    asked: search.Question | None = None

    def lists(self, filters: Filters, until: datetime | None = None, *, folds: bool = False) -> list[Wanted]:
        """What is listed of each site; `folds` folds what is alike where the filters allow it."""
        place = "page" if self.page is not None else "site"
        fold = f"{filters.sort} on {place}" if folds and filters.folds else ""
        return [
            Wanted(
                site_id=site.id,
                status=filters.status,
                kind=filters.kind,
                page_id=self.page.id if self.page is not None else None,
                unseen=filters.by is not None and filters.status is not Status.REJECTED,
                set_aside=filters.by is not None and filters.status is Status.REJECTED,
                rule=filters.rule,
                text_key=self.same.text_key if self.same is not None else None,
                family=self.alike.family if self.alike is not None else None,
                fold=fold,
                asked=self.asked,
                until=until,
            )
            for site in self.sites
        ]


def seen(session: Session, viewer: Viewer, filters: Filters) -> Meant:
    """What the filters stand for among the viewer's sites. Raises Missing as `looked_at` does."""
    return among(session, looked_at(session, viewer, filters.site), filters)


def looked_at(session: Session, viewer: Viewer, key: str | None) -> list[Site]:
    """The viewer's sites, or the one among them that has this key.

    Raises Missing for a key that none of them has: a site of others is not told from none.
    """
    mine = sites.among(session, viewer.sites())
    chosen = [site for site in mine if key in (None, site.key)]
    if key and not chosen:
        raise Missing(N_("There is nothing at this address, or nothing that you may see."))
    return chosen


def among(session: Session, on: Sequence[Site], filters: Filters) -> Meant:
    """What the filters stand for on these sites. Raises Invalid for what is no address of a page."""
    page = _page(session, on, filters.page) if filters.page else None
    same = comments.one(session, filters.same, [site.id for site in on]) if filters.same else None
    alike = comments.one(session, filters.alike, [site.id for site in on]) if filters.alike else None
    asked = search.question(filters.q) if filters.q else None
    if filters.page:
        on = [site for site in on if page is not None and site.id == page.site_id]
    if filters.same:
        on = [site for site in on if same is not None and site.id == same.site_id]
    if filters.alike:
        on = [site for site in on if alike is not None and alike.family and site.id == alike.site_id]
    return Meant(sites=on, page=page, same=same, alike=alike, asked=asked)


def _page(session: Session, on: Sequence[Site], url: str) -> Page | None:
    try:
        key = page_key(url)
    except ValueError:
        raise Invalid(Problem(on="page", why=N_("This is not the address of a page."))) from None
    found = (sites.page_by_key(session, site.id, key) for site in on)
    return next((page for page in found if page is not None), None)
