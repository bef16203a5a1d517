"""What a page of ours links to: each link is kept once, as somebody who is to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from moderation.domain.trouble import Word, word_of_status
from moderation.errors import Invalid, Missing, Problem
from moderation.net import fetch
from moderation.net.fetch import FetchError, Manner
from moderation.store import sendings, sites
from moderation.store.db import Session
from moderation.store.sendings import Sending
from moderation.store.sites import Site
from moderation.text.http_url import split_http
from moderation.text.links import host_of
from moderation.text.outgoing import outgoing
from moderation.text.page_url import LONGEST, is_under, page_key
from moderation.text.source import ACCEPT, HTML, Source
from moderation.words import N_, Kind

MOST = 100
"""So many links of a page are told; what links to more is no article."""


@dataclass(frozen=True, kw_only=True)
class PageRead:
    """A page of ours as it was fetched: where it stands, and its links; or why it could not be read."""

    url: str
    links: tuple[str, ...] = ()
    trouble: Word | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """A link of a page, and whether nobody had found it before."""

    sending: Sending
    is_new: bool


def site_of(session: Session, url: str, key: str | None) -> Site:
    """The site under whose addresses a page lies, the innermost of several. Raises Missing or Invalid."""
    known = session.scalars(sites.all_sites()).all()
    if key is not None and key not in {site.key for site in known}:
        raise Missing(N_("There is no site with the key {key}."), key=key)
    around = [
        (len(base), site)
        for site in known
        for base in site.bases
        if key in (None, site.key) and is_under(url, base)
    ]
    if not around:
        why = N_("This address lies under no site of this installation.")
        other = N_("This address does not lie under this site.")
        raise Invalid(Problem(on="url", why=why if key is None else other))
    return max(around, key=lambda found: found[0])[1]


def read(url: str, manner: Manner) -> PageRead:
    """A page of ours and its links. For outside of any transaction."""
    try:
        got = fetch.get(url, manner, accept=ACCEPT, types=HTML)
    except FetchError as failed:
        return PageRead(url=url, trouble=failed.trouble)
    wrong = word_of_status(got.status)
    if wrong is not None:
        return PageRead(url=got.url, trouble=wrong)
    page = Source(got.body, type=got.type, charset=got.charset, url=got.url)
    return PageRead(url=got.url, links=outgoing(page))


def require_ours(page: PageRead, site: Site) -> None:
    """Let a page be told of that stands on the site, and is not led from there elsewhere. Raises Invalid."""
    if not any(is_under(page.url, base) for base in site.bases):
        why = N_("This address leads to {url}, which does not lie under this site.")
        raise Invalid(Problem(on="url", why=why, values={"url": page.url}))


def find(
    session: Session, site: Site, page_url: str, links: Sequence[str], *, now: datetime, due_at: datetime
) -> list[Found]:
    """The links of a page as they are kept, those not seen before as due then, at most MOST.

    What leads to the site itself is left out, and what is no address of the web.
    """
    wanted: dict[bytes, str] = {}
    for link in links:
        if len(wanted) < MOST and _is_elsewhere(link, site):
            wanted.setdefault(_pair(page_url, link), link)
    rows = [
        {
            "site_id": site.id,
            "pair": pair,
            "source": page_url,
            "target": link,
            "host": host_of(link),
            "found_at": now,
            "due_at": due_at,
        }
        for pair, link in wanted.items()
    ]
    new = sendings.add(session, rows)
    kept = sendings.by_pairs(session, site.id, list(wanted))
    return [Found(sending=kept[pair], is_new=pair in new) for pair in wanted]


def dropped(session: Session, site: Site, page_url: str, found: Sequence[Found]) -> list[Found]:
    """Those who were told by webmention of a link that the page no longer has (Webmention, section 3.1.4)."""
    linked = {each.sending.id for each in found}
    told = sendings.of_source(session, site.id, page_url, most=MOST)
    gone = (row for row in told if row.id not in linked and row.protocol == Kind.WEBMENTION)
    return [Found(sending=row, is_new=False) for row in gone]


def _is_elsewhere(link: str, site: Site) -> bool:
    parts = split_http(link)
    if parts is None or parts.has_user or len(link) > LONGEST:
        return False
    return not any(is_under(link, base) for base in site.bases)


def _pair(source: str, target: str) -> bytes:
    """The same for a page and its twins, and for the parts of one target."""
    told = f"{page_key(source)}\0{target.partition('#')[0]}"
    return blake2b(told.encode("utf-8", "replace"), digest_size=16).digest()
