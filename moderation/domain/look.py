"""Looks at a mention's source: is the link there, who wrote it, and what are its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from moderation.domain.trouble import PASSING, Reason, Word, word_of_status
from moderation.net.fetch import Fetched, FetchError, Manner, get
from moderation.text.links import host_of
from moderation.text.microformats import Entry
from moderation.text.page_url import is_under
from moderation.text.source import ACCEPT, HTML, TYPES, Source, SourceLink
from moderation.words import Answer, How, Sight

EXCERPT = 500
"""Characters of what an article says of itself, where it is more than an answer to us."""
APART = (How.MENTION, How.BOOKMARK)
"""What is known by its page's title; what is done to a page is known by who does it."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was seen at a source. `trouble` is None where it links to us, else why it counts for nothing."""

    trouble: Word | None = None
    status: int | None = None
    url: str = ""
    """Where redirects led."""
    hops: tuple[str, ...] = ()
    how: How = How.MENTION
    name: str = ""
    website: str = ""
    text: str = ""
    title: str = ""
    page_title: str = ""
    """Of our own page, where it had to be looked at too."""
    page_url: str = ""
    preview: str = ""
    photo: str = ""
    published: datetime | None = None
    sight: Sight | None = None
    quotes: tuple[str, ...] = ()
    external: Answer | None = None
    """What a service of the owner's says of it; None where it was not asked."""

    def about(self, page: "OwnPage") -> Self:
        """The same, with what was seen of our own page."""
        return replace(self, page_title=page.title, page_url=page.url)


def look(source: str, target: str, bases: Sequence[str], manner: Manner) -> Look:
    """What stands at the source of a mention, and whether it links to the target.

    `bases` are the addresses of our site. Nothing is raised: what goes wrong is a word.
    """
    try:
        fetched = get(source, manner, accept=ACCEPT, types=TYPES)
    except FetchError as error:
        return Look(trouble=error.trouble, url=error.at)
    wrong: Word | None = word_of_status(fetched.status)
    is_ours = [any(is_under(url, base) for base in bases) for url in (source, fetched.url)]
    if wrong is None and is_ours == [False, True]:
        wrong = Reason.SAME  # it leads to ourselves, where every page links to itself
    seen = Look(trouble=wrong, status=fetched.status, url=fetched.url, hops=fetched.hops)
    return seen if wrong is not None else _read(seen, fetched, target, bases)


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """Our own page as it was asked for. `trouble` is None where it exists; `url` is where it is at home."""

    trouble: Reason | None = None
    url: str = ""
    title: str = ""


def own_page(target: str, manner: Manner) -> OwnPage:
    """Whether our own page exists, where its address leads, and what it calls itself."""
    try:
        fetched = get(target, manner, accept=ACCEPT)
    except FetchError as error:
        is_away = error.trouble in PASSING
        return OwnPage(trouble=Reason.PAGE_AWAY if is_away else Reason.NO_PAGE, url=error.at)
    if fetched.status != 200:
        return OwnPage(trouble=Reason.PAGE_AWAY if fetched.status >= 500 else Reason.NO_PAGE, url=fetched.url)
    return OwnPage(url=fetched.url, title=_source(fetched).title if fetched.type in HTML else "")


def _read(seen: Look, fetched: Fetched, target: str, bases: Sequence[str]) -> Look:
    page = _source(fetched)
    links = () if page.is_gone else page.links_to(target)
    sight = Sight(
        has_link=bool(links),
        is_hidden=bool(links) and all(link.is_hidden for link in links),
        outgoing=page.outgoing,
        to_us=page.count_under(bases),
        quotes=_words(links),
    )
    entry = page.entry(target)
    how = How(entry.how) if entry.text or entry.how != How.REPLY else How.MENTION
    host = host_of(fetched.url)
    return Look(
        trouble=None if links else Reason.GONE if page.is_gone else Reason.NO_LINK,
        status=seen.status,
        url=seen.url,
        hops=seen.hops,
        how=how,
        name=_name(how, entry, page.title) or host,
        website=entry.author_url,
        text=_text(how, entry, links),
        title=page.title,
        preview=page.text,
        photo=entry.photo,
        published=entry.published if entry.published and entry.published > EARLIEST else None,
        sight=sight,
        quotes=sight.quotes,
    )


def _source(fetched: Fetched) -> Source:
    return Source(fetched.body, type=fetched.type, charset=fetched.charset, url=fetched.url)


def _words(links: Sequence[SourceLink]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.words for link in links if link.words))


def _name(how: How, entry: Entry, title: str) -> str:
    """A mention apart is called as its page, anything done to our page as whoever did it."""
    named = entry.name if entry.name and entry.name != entry.text else ""
    names = (named or title, entry.author) if how in APART else (entry.author, title)
    return next((name for name in names if name), "")


def _text(how: How, entry: Entry, links: Sequence[SourceLink]) -> str:
    """An answer as a whole; of an article the words around its link to us, or how it begins."""
    if how is How.REPLY:
        return entry.text
    if how not in APART:
        return ""
    around = next((link.around for link in links if link.around), "")
    return around or entry.text[:EXCERPT]
