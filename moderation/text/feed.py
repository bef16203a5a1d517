"""The entries of a feed, in RSS, Atom or JSON: each with what names it for good, and where it stands."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
MOST = 1_000
DECLARATION = re.compile(rb"<!\s*(?:doctype|entity)", re.IGNORECASE)
ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']utf-?7""", re.IGNORECASE)


class NoFeed(ValueError):
    """It is no feed, or one that declares entities."""


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One entry: `id` is the same however often it is edited, `url` its page, empty where it names none."""

    id: str
    url: str


def entries(body: bytes, url: str) -> tuple[FeedEntry, ...]:
    """The entries of the feed that stands at `url`, in its order. Raises NoFeed.

    No DTD is read: NUL bytes are looked through (UTF-16), and UTF-7 is not read, for they hide its signs.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = _of_json(body)
    elif DECLARATION.search(body.replace(b"\0", b"")) or ENCODING.match(body):
        raise NoFeed("A feed with a DTD is not read.")
    else:
        found = _of_xml(body, url)
    return tuple(_entries(found, url))


def _entries(found: Iterable[tuple[str, str]], base: str) -> Iterator[FeedEntry]:
    for n, (id, address) in enumerate(found):
        if n == MOST:
            return
        if id or address:
            yield FeedEntry(id=id or address, url=_joined(base, address or id))


def _of_xml(body: bytes, url: str) -> list[tuple[str, str]]:
    # Of what is no stream feedparser would take some for the address of a feed, or for the name of a file.
    try:
        parsed = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-location": url},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception:  # it raises whatever a broken feed makes of it, though it promises to tell of it
        raise NoFeed("This feed cannot be read.") from None
    if not parsed.get("version") and not parsed.entries:
        raise NoFeed("This is neither RSS nor Atom.")
    return [(_text(entry.get("id")), _text(entry.get("link"))) for entry in parsed.entries]


def _of_json(body: bytes) -> list[tuple[str, str]]:
    """JSON Feed 1.1."""
    try:
        feed: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise NoFeed("This is not JSON.") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NoFeed("This is JSON, but no feed.")
    return [(_text(item.get("id")), _text(item.get("url"))) for item in items if isinstance(item, dict)]


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
