"""What strangers wrote, made fit to be shown: safe HTML with a small Markdown, or one calm line."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from moderation.text.http_url import with_scheme
from moderation.text.links import FINDER, Found, safe_href

VERSION: int = 1
"""Of the HTML that `to_html` makes: one more with each change, so that what is kept is made again."""

DEEPEST = 20
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
PILED = re.compile(f"({MARKS}{{8}}){MARKS}+")
ITEM = re.compile(r"[-*](?:\s|$)|(?P<number>\d{1,9})[.)](?:\s|$)")
RULER = re.compile(r"([-*])(?:\s*\1){2,}\s*")
NOWHERE = re.compile(r"\[[^\[\]]*\]\(\s*(?:<\s*>\s*)?\)")
STARS_IN_A_WORD = re.compile(r"(?<=\w)\*+(?=\w)")


def to_html(text: str) -> str:
    """Safe HTML of a text: paragraphs, links and a small Markdown; typed HTML shows as it was typed."""
    calm = _calm(LINE_ENDS.sub("\n", SURROGATES.sub("\ufffd", text)))
    tokens = MARKDOWN.parse(calm)
    if _is_too_deep(tokens):
        return CLEANER.clean(PLAIN.render(calm))
    return CLEANER.clean(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def calm_line(text: str) -> str:
    """A name or a title in one line, without controls, overrides of direction and needless white space."""
    line = _calm(re.sub(r"[\n\t]", " ", LINE_ENDS.sub(" ", text)))
    return re.sub(r"[^\S\u00a0\u202f]+|\s{2,}", " ", line).strip()


def storable(text: str) -> str:
    """The text as any database takes it: NUL and lone surrogates are U+FFFD, lines end with "\\n"."""
    return re.sub(r"\r\n?", "\n", SURROGATES.sub("\ufffd", text.replace("\x00", "\ufffd")))


def _calm(text: str) -> str:
    """The text without what could disturb its neighbours on a page."""
    return PILED.sub(r"\1", TURNING.sub("", CONTROLS.sub("", text)))


def _is_too_deep(tokens: Sequence[Token]) -> bool:
    """Whether quotes and lists stand so deep in each other that the parser left out what is within."""
    return any(t.level >= DEEPEST - 1 and t.nesting == 1 and t.type != "paragraph_open" for t in tokens)


def _markdown(*rules: str) -> MarkdownIt:
    """A parser that knows paragraphs, line breaks, bare links and these rules."""
    md = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": True, "maxNesting": DEEPEST})
    md.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.before("emphasis", "stars_in_a_word", _stars_in_a_word)
    md.inline.ruler.at("linkify", _bare_link)
    md.inline.ruler.at("link", _link)
    md.add_render_rule("image", _image_as_link)
    md.linkify = FINDER
    normal_link = md.normalizeLink
    md.normalizeLink = lambda url: normal_link(with_scheme(url))  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    md.validateLink = lambda url: bool(safe_href(url))  # type: ignore[method-assign]
    return md.enable(["linkify", "newline", *rules])


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lists as in Markdown, but what would lose its sign or number is no list ("+ 1", "1968. A year")."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    item = ITEM.match(line)
    if not item or RULER.fullmatch(line):
        return False
    goes_on = silent and state.listIndent >= 0
    if item["number"] and int(item["number"]) != 1 and not goes_on:
        return False
    return list_block(state, start, end, silent)


def _bare_link(state: StateInline, silent: bool) -> bool:
    """A bare link with its scheme, met at the colon, so that no star or underscore in it is emphasis.

    In the place of the rule of that name, which reads all that came before once more at each colon.
    """
    if not state.src.startswith("://", state.pos) or state.linkLevel > 0:
        return False
    found = _bare_links(state.src).get(state.pos)
    if not found or found.last_index > state.posMax:
        return False
    if not silent:
        state.pending = state.pending[: found.index - state.pos]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(found.url)}
        state.push("text", "", 0).content = found.raw
        state.push("link_close", "a", -1)
    state.pos = found.last_index
    return True


@lru_cache(maxsize=16)
def _bare_links(text: str) -> dict[int, Found]:
    """The bare links with a scheme, by the place of its colon."""
    return {link.index + len(link.schema) - 1: link for link in FINDER.match(text) or () if link.schema}


def _link(state: StateInline, silent: bool) -> bool:
    """Links as in Markdown, but what leads nowhere stays as it was typed."""
    return not NOWHERE.match(state.src, state.pos) and link(state, silent)


def _stars_in_a_word(state: StateInline, silent: bool) -> bool:
    """Stars between letters are no emphasis: they hide a word ("s**t") or multiply."""
    stars = STARS_IN_A_WORD.match(state.src, state.pos)
    if not stars:
        return False
    if not silent:
        state.pending += stars[0]
    state.pos = stars.end()
    return True


def _image_as_link(
    self: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
) -> str:
    href, words = str(tokens[place].attrs["src"]), tokens[place].content
    return f'<a href="{escape(href)}">{escape(words or href)}</a>' if href else escape(words)


# The second wall: whatever the parser lets through, no more than this reaches a page.
CLEANER = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)
SMALL = ("fence", "blockquote", "list", "escape", "backticks", "stars_in_a_word", "emphasis", "link", "image")
MARKDOWN = _markdown(*SMALL, "balance_pairs", "fragments_join")
PLAIN = _markdown()
