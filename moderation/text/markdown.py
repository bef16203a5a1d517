"""The small Markdown of comments: emphasis, code, quotes, lists and links; all else stands as typed."""

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from moderation.text.http_url import UNFIT
from moderation.text.links import FINDER, Found, target_of

DEEPEST = 20
ITEM = re.compile(r"(?:[-*]|(?P<number>\d{1,9})[.)])\s+\S")
RULER = re.compile(r"([-*])(?:\s*\1){2,}\s*")
NOWHERE = re.compile(rf"\[(?:[^\[\]]*\]\(\s*(?:<\s*>\s*)?\)|{UNFIT.pattern}*\]\()")
STARS_IN_A_WORD = re.compile(r"(?<=\w)\*+(?=\w)")


def markdown(text: str) -> str:
    """The HTML of a text. It has passed no cleaner: `clean.to_html` is what a page may show."""
    tokens = SMALL.parse(text)
    if _is_too_deep(tokens):
        return str(PLAIN.render(text))
    else:
        return str(SMALL.renderer.render(tokens, SMALL.options, {}))


def _is_too_deep(tokens: Sequence[Token]) -> bool:
    """Whether quotes and lists stand so deep in each other that the parser left out what is within."""
    return any(t.level >= DEEPEST - 1 and t.nesting == 1 and t.type != "paragraph_open" for t in tokens)


def _parser(*rules: str) -> MarkdownIt:
    """A parser that knows paragraphs, line breaks, bare links and these rules."""
    md = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": True, "maxNesting": DEEPEST})
    md.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.before("emphasis", "stars_in_a_word", _stars_in_a_word)
    md.inline.ruler.at("linkify", _bare_link)
    md.inline.ruler.at("link", _link)
    md.inline.ruler.at("image", _image)
    md.linkify = FINDER
    normal_link = md.normalizeLink
    md.normalizeLink = lambda url: normal_link(target_of(url))  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    md.validateLink = lambda url: bool(target_of(url))  # type: ignore[method-assign]
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


def _link(state: StateInline, silent: bool) -> bool:
    """Links as in Markdown, but what leads nowhere, or has nothing to click on, stays as it was typed."""
    return not NOWHERE.match(state.src, state.pos) and link(state, silent)


def _image(state: StateInline, silent: bool) -> bool:
    """An image is a link with its words to click on; within a link it is these words."""
    start, inside = state.pos, state.linkLevel > 0
    if not state.src.startswith("![", start):
        return False
    state.pos += 1
    if not _link(state, silent or inside):
        state.pos = start
        return False
    if inside and not silent:
        state.pending += state.src[start + 2 : state.pos].rpartition("](")[0]
    return True


def _stars_in_a_word(state: StateInline, silent: bool) -> bool:
    """Stars between letters are no emphasis: they hide a word ("s**t") or multiply."""
    stars = STARS_IN_A_WORD.match(state.src, state.pos)
    if not stars:
        return False
    if not silent:
        state.pending += stars[0]
    state.pos = stars.end()
    return True


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
    bare = (found for found in FINDER.match(text) or () if found.schema)
    return {found.index + len(found.schema) - 1: found for found in bare}


PLAIN = _parser()
SMALL = _parser("fence", "blockquote", "list", "escape", "backticks", "emphasis", "link", "image")
