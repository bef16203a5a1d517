"""Links with words to click on, as they are typed in Markdown, in HTML and in forums."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum

FARTHEST = 500
"""So many signs after it, a tag may be closed; what stands between is what one clicks on."""

MARKDOWN = re.compile(
    r"!?\[(?P<label>[^\[\]]{0,500})\]\(\s{0,9}<?(?P<url>(?:[^\s()<>]|\([^\s()<>]*\))+)>?"
    r"(?:\s{1,9}(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?\s{0,9}\)"
)
# A `>` within quotes ends no tag. Each try ends at the next `<`, so that a text costs what it is long.
TAG = re.compile(
    r"<a(?=[\s/])(?:(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+>|[^<>]*+>)",
    re.IGNORECASE,
)
TAG_END = re.compile(r"</a\s{0,9}>", re.IGNORECASE)
QUOTES = "\"'“”„″‘’\\"
HREF = re.compile(
    r"(?<=[\s/\"'])href\s{0,9}=\s{0,9}(?P<url>\"[^\"<>]*\"|'[^'<>]*'"
    rf"|(?:[{re.escape(QUOTES)}]|&quot;){{0,9}}(?:[^\s<>&{re.escape(QUOTES)}]|&(?!quot;))++(?![\"']))",
    re.IGNORECASE,
)
CODE = re.compile(
    r"\[\s{0,9}(?P<tag>url|link)"
    r"(?:\s{0,9}=\s{0,9}(?P<url>[^\[\]]{1,2100})|\s{1,9}(?P<spaced>(?:https?://|www\.)[^\s\[\]]{1,2100}))?\s{0,9}\]",
    re.IGNORECASE,
)
CODE_END = re.compile(r"\[\s{0,9}/\s{0,9}(?P<tag>url|link)\s{0,9}\]", re.IGNORECASE)
UNCLOSED = re.compile(r"(?:https?://|www\.)[^\s\[\]<>]{1,2100}", re.IGNORECASE)

Span = tuple[int, int]


class Way(StrEnum):
    """How a link is typed."""

    BARE = "bare"
    MARKDOWN = "markdown"
    HTML = "html"
    CODE = "forum code"


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A link as it is typed: where it stands, its address, and where the words to click on stand."""

    way: Way
    start: int
    end: int
    url: str
    label: Span


def labelled(text: str) -> list[Labelled]:
    """All that may be such links, in the order of the text; one may stand within another."""
    lower = text.lower()
    found = markdown_in(text) if "](" in text else []
    found += html_in(text) if "href" in lower else []
    found += code_in(text) if "[" in text and ("url" in lower or "link" in lower) else []
    return sorted(found, key=lambda typed: typed.start)


def markdown_in(text: str) -> list[Labelled]:
    """`[words](address)`."""
    return [
        Labelled(way=Way.MARKDOWN, start=m.start(), end=m.end(), url=m["url"], label=m.span("label"))
        for m in MARKDOWN.finditer(text)
    ]


def html_in(text: str) -> list[Labelled]:
    """`<a href="address">words</a>`, closed or not."""
    ends = [end.span() for end in TAG_END.finditer(text)]
    tags = ((tag, HREF.search(tag[0])) for tag in TAG.finditer(text))
    return [up_to(ends, Way.HTML, tag, unquoted(href["url"])) for tag, href in tags if href]


def code_in(text: str) -> list[Labelled]:
    """`[url=address]words[/url]`, `[url]address[/url]`, closed or not."""
    ends: dict[str, list[Span]] = {"url": [], "link": []}
    for end in CODE_END.finditer(text):
        ends[end["tag"].lower()].append(end.span())
    found = []
    for tag in CODE.finditer(text):
        link = up_to(ends[tag["tag"].lower()], Way.CODE, tag, unquoted(tag["url"] or tag["spaced"] or ""))
        if not link.url:
            link = with_its_words(text, link)
        if link.url and (tag["spaced"] is None or link.end > tag.end()):
            found.append(link)
    return found


def up_to(ends: list[Span], way: Way, tag: re.Match[str], url: str) -> Labelled:
    """A link with the words up to the end that follows its tag, if that is near."""
    following = bisect_left(ends, tag.span()[1:])
    if following < len(ends) and ends[following][0] - tag.end() <= FARTHEST:
        label, end = (tag.end(), ends[following][0]), ends[following][1]
    else:
        label, end = (tag.end(), tag.end()), tag.end()
    return Labelled(way=way, start=tag.start(), end=end, url=url, label=label)


def with_its_words(text: str, link: Labelled) -> Labelled:
    """The same link where the words to click on are its address."""
    words = unquoted(text[slice(*link.label)])
    unclosed = None if words else UNCLOSED.match(text, link.label[0])
    if unclosed:
        return replace(link, url=unclosed[0], end=unclosed.end(), label=unclosed.span())
    return replace(link, url=words)


def unquoted(url: str) -> str:
    """An address without the quotes around it, whatever keyboard or program made them."""
    return url.strip().removeprefix("&quot;").removesuffix("&quot;").strip(QUOTES + " ")
