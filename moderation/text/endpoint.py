"""Where a page wants to be told of mentions, and by which protocol."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import Tag

from moderation.text.source import Source

WEBMENTION = "webmention"
PINGBACK = "pingback"


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """An address that takes mentions: a webmention's, or a pingback's."""

    protocol: str
    url: str


def endpoint_of(page: Source, *, links: Sequence[tuple[str, str]], pingback: str) -> Endpoint | None:
    """What a page announces; None where it announces nothing.

    `links` are those of the Link header, each (relation, address), `pingback` is the X-Pingback header.
    Webmention (W3C, section 3.1.2): the header first, then elements in their order. An address may be empty:
    it is the page's own. Pingback 1.0 (section 2): the header first, then the element.
    """
    for address in _webmention(page, links):
        url = page.absolute(address)
        if url:
            return Endpoint(protocol=WEBMENTION, url=url)
    for address in _pingback(page, pingback):
        url = page.absolute(address) if address else ""
        if url:
            return Endpoint(protocol=PINGBACK, url=url)
    return None


def _webmention(page: Source, links: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from (address for rel, address in links if rel == WEBMENTION)
    yield from _related(page, WEBMENTION, ("link", "a"))


def _pingback(page: Source, header: str) -> Iterator[str]:
    yield header.strip()
    yield from _related(page, PINGBACK, ("link",))


def _related(page: Source, rel: str, names: Sequence[str]) -> Iterator[str]:
    """The addresses of the elements that have this relation; those without an address are passed over."""
    for tag in page.html.find_all(list(names), href=True):
        if rel in (word.lower() for word in _words(tag)):
            yield str(tag["href"])


def _words(tag: Tag) -> list[str]:
    rel = tag.get("rel") or ""
    return rel.split() if isinstance(rel, str) else list(rel)
