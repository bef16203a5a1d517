"""What microformats tell of a page and of what it does with another one (microformats2, h-entry)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import mf2py
from bs4 import BeautifulSoup

from moderation.text.clean import calm, calm_line
from moderation.text.http_url import split_http
from moderation.text.links import safe_href

LONGEST_TEXT = 10_000
LONGEST_NAME = 200
HOWS = {"in-reply-to": "reply", "like-of": "like", "repost-of": "repost", "bookmark-of": "bookmark"}
"""What a page does with another one, by the property that says so."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What microformats tell of a page (microformats2, h-entry). Empty or None where they tell nothing."""

    how: str = "mention"
    """reply, like, repost, bookmark or mention."""
    name: str = ""
    author: str = ""
    author_url: str = ""
    photo: str = ""
    """The address of the author's picture."""
    text: str = ""
    published: datetime | None = None


def entry_of(page: BeautifulSoup, url: str, target: str) -> Entry:
    """What is said of a page that stands at `url`, and of its link to the target."""
    try:
        parsed = mf2py.Parser(doc=page, url=url).to_dict()
    except RecursionError:  # elements within elements without end
        return Entry()
    entries = list(_entries(parsed.get("items", ())))
    meant = next((each for each in entries if _how(each, target) or _names(each, target)), None)
    return _entry(meant or (entries[0] if len(entries) == 1 else {}), target)


def leads_to(url: str, target: str) -> bool:
    """Whether an address is the target: other only in what says nothing, or in a part of the same page."""
    here, there = _parts(url), _parts(target)
    return here[:-1] == there[:-1] and there[-1] in ("", here[-1])


def _parts(url: str) -> tuple[str, ...]:
    address, _, fragment = url.partition("#")
    parts = split_http(address)
    if parts is None:
        return (url, "")
    return parts.scheme, parts.authority, parts.path or "/", parts.query, fragment


def _entries(items: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The h-entries of a page, those within a feed too, in their order."""
    for item in items:
        if "h-entry" in item.get("type", ()):
            yield item
        yield from _entries(item.get("children", ()))


def _how(entry: dict[str, Any], target: str) -> str:
    """What an entry does with the target, by a property that names it; empty where none does."""
    properties = entry.get("properties", {})
    for name, how in HOWS.items():
        if any(leads_to(_address(value), target) for value in properties.get(name, ())):
            return how
    return ""


def _names(entry: dict[str, Any], target: str) -> bool:
    """Whether the target stands in the content of an entry."""
    content = entry.get("properties", {}).get("content", ())
    return any(target in str(value.get("html", "")) for value in content if isinstance(value, dict))


def _entry(item: dict[str, Any], target: str) -> Entry:
    properties = item.get("properties", {})
    author = next(iter(properties.get("author", ())), "")
    card = author.get("properties", {}) if isinstance(author, dict) else {}
    content = next(iter(properties.get("content", ())), "")
    words = content.get("value", "") if isinstance(content, dict) else content
    return Entry(
        how=_how(item, target) or "mention",
        name=calm_line(_first(properties, "name"))[:LONGEST_NAME],
        author=calm_line(_first(card, "name") if card else str(author))[:LONGEST_NAME],
        author_url=safe_href(_first(card, "url")),
        photo=safe_href(_first(card, "photo")),
        text=calm(str(words) or _first(properties, "summary")).strip()[:LONGEST_TEXT],
        published=_moment(_first(properties, "published")),
    )


def _first(properties: dict[str, Any], name: str) -> str:
    value = next(iter(properties.get(name, ())), "")
    return str(value.get("value", "")) if isinstance(value, dict) else str(value)


def _address(value: Any) -> str:
    """The address that a property holds, by itself or as a thing of its own (h-cite)."""
    if not isinstance(value, dict):
        return str(value)
    return _first(value.get("properties", {}), "url") or str(value.get("value", ""))


def _moment(text: str) -> datetime | None:
    """A time with its offset from UTC; None where it has none, for then nobody knows which it is."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
