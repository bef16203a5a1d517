"""What strangers wrote, made fit to be shown or stored: safe HTML, one calm line, plain text."""

import re
from html import unescape

import nh3

from moderation.text.markdown import markdown
from moderation.text.sight import is_blank

VERSION: int = 1
"""Of the HTML that `to_html` makes: one more with each change, so that what is kept is made again."""

LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
# Overrides, embeddings and isolates that are not closed turn what follows them on the page.
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
PILED = re.compile(f"({MARKS}{{8}}){MARKS}+")

# The second wall: whatever the parser lets through, no more than this reaches a page.
CLEANER = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"},
    attributes={"*": set(), "a": {"href"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)


def to_html(text: str) -> str:
    """Safe HTML of a text: paragraphs, links and a small Markdown; typed HTML shows as it was typed."""
    return CLEANER.clean(markdown(calm(LINE_ENDS.sub("\n", SURROGATES.sub("\ufffd", text)))))


def calm_line(text: str) -> str:
    """A name or a title in one line, without controls, overrides of direction and needless white space.

    Empty where there is nothing to see of it.
    """
    line = calm(re.sub(r"[\n\t\x1f]", " ", LINE_ENDS.sub(" ", text)))
    return "" if is_blank(line) else re.sub(r"\s{2,}|[^\S\u00a0\u202f]", " ", line).strip()


def without_tags(html: str) -> str:
    """The words of a piece of HTML."""
    return unescape(nh3.clean(html, tags=set(), clean_content_tags={"script", "style"}))


def storable(text: str) -> str:
    """The text as any database takes it: NUL and lone surrogates are U+FFFD, lines end with "\\n"."""
    return re.sub(r"\r\n?", "\n", SURROGATES.sub("\ufffd", text.replace("\x00", "\ufffd")))


def calm(text: str) -> str:
    """The text without what could disturb its neighbours on a page."""
    return PILED.sub(r"\1", TURNING.sub("", CONTROLS.sub("", text)))
