"""What a page elsewhere says: its words, its links, and what its microformats tell of it."""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment, Tag

from moderation.text.clean import calm, calm_line
from moderation.text.http_url import split_http
from moderation.text.links import host_of, safe_href
from moderation.text.microformats import Entry, entry_of, leads_to
from moderation.text.page_url import is_under

HTML = ("text/html", "application/xhtml+xml")
JSON = ("application/json", "application/activity+json", "application/feed+json", "application/mf2+json")
TEXT = ("text/plain", "text/markdown")
TYPES = (*HTML, *JSON, *TEXT)
"""What a mention's source may be."""
ACCEPT = "text/html, application/xhtml+xml, application/json;q=0.8, text/plain;q=0.7"

LINKING = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "video": "src",
    "audio": "src",
    "source": "src",
}
"""The elements that link, each with the attribute that holds the address (Webmention, section 3.2.2)."""
SILENT = ("script", "style", "template", "textarea", "noscript", "iframe", "object")
"""What stands in these is no link and no word of the page."""
BLOCKS = ("p", "li", "blockquote", "td", "dd", "figcaption", "article", "section", "div", "body")
UNSEEN = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d])|opacity:0(?![.\d])")
STATUS = re.compile("^status$", re.IGNORECASE)
WORD = re.compile(r"""https?://[^\s<>"'()\[\]{}|\\^`]+""")
MOST_LINKS = 20
AROUND = 100
"""Characters on each side of a link, as WordPress has them."""
LONGEST_TEXT = 10_000
LONGEST_TITLE = 200


@dataclass(frozen=True, kw_only=True)
class SourceLink:
    """One link of a page: its absolute address, the words to click on, and whether a reader can see it."""

    url: str
    words: str
    is_hidden: bool = False
    around: str = ""
    """The words on both sides of it; empty where it has no words of its own."""


class Source:
    """A page as it was fetched. What it says is read when it is first asked for."""

    def __init__(self, body: bytes, *, type: str, charset: str = "", url: str) -> None:
        self.type = type
        self.url = url
        self._body = body
        self._charset = charset if is_known_charset(charset) else ""

    @cached_property
    def title(self) -> str:
        """What the page calls itself; empty where it does not."""
        found = self._soup.title if self.type in HTML else None
        return calm_line(found.get_text())[:LONGEST_TITLE] if found is not None else ""

    @cached_property
    def text(self) -> str:
        """The words of the page alone, for somebody who wants to see what stands there."""
        if self.type in HTML:
            body = self._soup.body or self._soup
            lines = (calm_line(line) for line in body.get_text("\n").splitlines())
            words = "\n".join(line for line in lines if line)
        else:
            words = calm(self._plain)
        return words[:LONGEST_TEXT]

    def links_to(self, target: str) -> tuple[SourceLink, ...]:
        """The first links of the page to exactly this address; in JSON and plain text, where it stands."""
        if self.type in HTML:
            found = [tag for tag, url in self._links if leads_to(url, target)]
            return tuple(_link(tag, target) for tag in found[:MOST_LINKS])
        if self.type in JSON:
            stands = any(leads_to(text, target) for text in _strings(self._plain))
        else:
            stands = any(leads_to(word.rstrip(".,;:!?"), target) for word in WORD.findall(self._plain))
        return (SourceLink(url=target, words=""),) if stands else ()

    def count_under(self, bases: Sequence[str]) -> int:
        """How many different addresses below these it links to."""
        return len({url for _, url in self._links if any(is_under(url, base) for base in bases)})

    @property
    def outgoing(self) -> int:
        """How many different addresses on other hosts it links to."""
        own = host_of(self.url)
        return len({url for _, url in self._links if host_of(url) != own})

    @cached_property
    def _links(self) -> list[tuple[Tag, str]]:
        """All links of the page in their order; JSON and plain text have none, only words."""
        if self.type not in HTML:
            return []
        found = (
            (tag, _joined(self._base, str(tag.get(LINKING[tag.name], ""))))
            for tag in self._soup.find_all(LINKING)
        )
        return [(tag, url) for tag, url in found if url]

    @property
    def html(self) -> BeautifulSoup:
        """Its elements, without comments, scripts and their like; none where it is no HTML."""
        return self._soup if self.type in HTML else BeautifulSoup("", "lxml")

    def absolute(self, address: str) -> str:
        """An address on the page as a browser resolves it; empty where it is none of the web."""
        try:
            url = urljoin(self._base, re.sub(r"[\t\r\n]", "", address.strip()))
        except ValueError:
            return ""
        return url if split_http(url) is not None else ""

    @cached_property
    def _base(self) -> str:
        """From where the addresses on the page are resolved."""
        base = self._soup.find("base", href=True)
        try:
            return urljoin(self.url, str(base["href"])) if isinstance(base, Tag) else self.url
        except ValueError:
            return self.url

    @cached_property
    def is_gone(self) -> bool:
        """Whether the page says of itself that it was deleted, where its server can only answer 200."""
        said = self._soup.find_all("meta", attrs={"http-equiv": STATUS}) if self.type in HTML else ()
        return any(str(meta.get("content", "")).strip().startswith("410") for meta in said)

    def entry(self, target: str) -> Entry:
        """What its microformats say of the page and of the link to the target."""
        return entry_of(self._soup, self.url, target) if self.type in HTML else Entry()

    @cached_property
    def _soup(self) -> BeautifulSoup:
        # What has no tag at all is taken for the name of a file, with a warning.
        html = self._body if b"<" in self._body else b"<p>" + self._body
        soup = BeautifulSoup(html, "lxml", from_encoding=self._charset or None)
        for silent in soup.find_all(list(SILENT)):
            silent.decompose()
        for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
            comment.extract()
        return soup

    @cached_property
    def _plain(self) -> str:
        return self._body.decode(self._charset or "utf-8", errors="replace")


def is_known_charset(charset: str) -> bool:
    """Whether it can be read. Not UTF-7, in which the signs of HTML hide (WHATWG Encoding, section 4.2)."""
    try:
        b"a".decode(charset, errors="ignore")  # raises for "base64" and its like, which are no letters
        return not codecs.lookup(charset).name.startswith("utf-7")
    except (LookupError, ValueError):
        return False


def _joined(base: str, address: str) -> str:
    """An address as a browser resolves it; empty where it is none of the web."""
    try:
        return safe_href(urljoin(base, re.sub(r"[\t\r\n]", "", address.strip())))
    except ValueError:
        return ""


def _link(tag: Tag, url: str) -> SourceLink:
    words = calm_line(tag.get_text(" "))[:LONGEST_TITLE]
    return SourceLink(url=url, words=words, is_hidden=_is_hidden(tag), around=_around(tag, words))


def _is_hidden(tag: Tag) -> bool:
    return any("hidden" in each.attrs or _is_unseen(each) for each in (tag, *tag.parents))


def _is_unseen(tag: Tag) -> bool:
    return UNSEEN.search(re.sub(r"\s", "", str(tag.get("style", ""))).lower()) is not None


def _around(tag: Tag, words: str) -> str:
    """The words of its paragraph on both sides of a link."""
    block = tag.find_parent(BLOCKS)
    if block is None or not words:
        return ""
    own = {id(text) for text in tag.strings}
    before, after, is_past = "", "", False
    for text in block.strings:
        if id(text) in own:
            is_past = True
        elif is_past:
            after += text
        else:
            before += text
        if len(after) > AROUND * 4:
            break
    left, right = calm_line(before), calm_line(after)
    start = f"…{left[-AROUND:].lstrip()}" if len(left) > AROUND else left
    end = f"{right[:AROUND].rstrip()}…" if len(right) > AROUND else right
    before_it = " " if before[-1:].isspace() and start else ""
    behind_it = " " if after[:1].isspace() and end else ""
    return f"{start}{before_it}{words}{behind_it}{end}"


def _strings(text: str) -> Iterator[str]:
    """All strings that are values in a JSON document; none where it is none."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
