"""Mentions that do not stand: those that wait to be verified, and those that came to nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from moderation.domain import filters as filtering
from moderation.domain.allow import Viewer
from moderation.domain.proof import Proof
from moderation.store import announced, comments, sites
from moderation.store.announced import Wanted
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.mentions import Mention
from moderation.store.sites import Site
from moderation.text.clean import calm
from moderation.text.http_url import split_http
from moderation.text.links import host_of, readable, target_key
from moderation.words import Errand, Kind

SIZE = 25
STATES = (Errand.DUE, Errand.FAILED)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which of them; None is all. `q` is the host of a source, or how its address begins."""

    site: str | None = None
    state: Errand | None = None
    kind: Kind | None = None
    q: str | None = None
    after: str | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether not all are wanted."""
        return any((self.site, self.state, self.kind, self.q))

    def query(self, **changes: object) -> dict[str, str]:
        """These filters, changed, as the query of an address."""
        wanted = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        fields = {name: getattr(wanted, name) for name in ("site", "state", "kind", "q", "after")}
        return {key: str(value) for key, value in fields.items() if value}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One of them. `comment` is what was made of it once; None where nothing was."""

    row: Mention
    site: Site
    proof: Proof
    comment: Comment | None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def is_erased(self) -> bool:
        """Whether an owner has deleted its words for good."""
        return self.comment is not None and self.comment.erased_at is not None

    @property
    def source(self) -> str:
        """The address of its source as people read it."""
        return calm(readable(self.row.source))

    @property
    def target(self) -> str:
        """The address of our page as people read it."""
        return calm(readable(self.row.target))


@dataclass(frozen=True, kw_only=True)
class Unverified:
    """One page of them. `is_short`: they were looked through only so far, and go on at `next`."""

    lines: list[Line]
    next: str | None
    is_short: bool
    is_address: bool
    """Whether what was searched for is a host or an address, or nothing was."""


def read(session: Session, viewer: Viewer, filters: Filters, size: int = SIZE) -> Unverified:
    """The page that the filters name, of the viewer's sites. Raises Missing for a site that is not theirs."""
    on = filtering.looked_at(session, viewer, filters.site)
    host = _host(filters.q) if filters.q else None
    wanted = Wanted(
        states=(filters.state,) if filters.state else STATES,
        kind=filters.kind,
        host=host,
        place=_place(filters.q) if filters.q else "",
    )
    site_ids = [site.id for site in on] if host != "" else []
    found = announced.page(session, site_ids, wanted, after=filters.after, size=size)
    return Unverified(
        lines=lines(session, found.rows),
        next=found.next,
        is_short=found.is_short,
        is_address=host != "",
    )


def lines(session: Session, rows: Sequence[Mention]) -> list[Line]:
    """Mentions with what stands around them: two statements for any number."""
    on = {site.id: site for site in sites.among(session, sorted({row.site_id for row in rows}))}
    made = comments.by_ids(session, sorted({row.comment_id for row in rows if row.comment_id}))
    return [
        Line(row=row, site=on[row.site_id], proof=Proof(row), comment=made.get(row.comment_id or 0))
        for row in rows
    ]


def _host(typed: str) -> str:
    """The host of what was typed, be it bare; empty where it has none."""
    return host_of(typed) or host_of(f"http://{typed.strip()}")


def _place(typed: str) -> str:
    """How the addresses that are meant begin; empty where a host alone is."""
    bare = typed.strip()
    whole = bare if split_http(bare) else f"http://{bare}"
    key = target_key(whole)
    return key if "/" in key else ""
