"""Code in a text, as its page shows it."""

import re
from collections import Counter
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.clean import to_html
from moderation.text.code import NOTHING, is_shown, without_code
from moderation.text.links import links_of
from tests.clock import seconds

PIECES = [
    *("`", "``", "```", "\n```\n", "~~~\n", "> ", "- ", "1. ", "2. ", "\n", "\n\n", "\r\n", "  ", "\t", "\\"),
    *("http://a.example ", "[a](http://b.example)", "[`x`](http://c.example)", "http://d.example/`q ", "w "),
]


def seen(text: str) -> str:
    """What is left of a text without its code."""
    return without_code(text).replace(NOTHING, "")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("use `x` here", "use  here"),
        ("use ``a ` b`` here", "use  here"),
        ("a `b\nc` d", "a  d"),
        ("```\ncode\n```\nwords", "\nwords"),
        ("~~~ python\ncode\n\n```\n~~~\nwords", "\nwords"),
        ("words\n```\nthe rest", "words\n"),
        ("> ```\n> code\nwords", "> words"),
        (" ```\n code\n ```\nwords", " \nwords"),
    ],
)
def test_code_is_taken_out(text, left):
    assert seen(text) == left
    assert len(without_code(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "a lone ` in a line",
        "one ` here\n\nand ` there",
        "one ` here\n- and ` there",
        "\\`no code\\`",
        "```no fence``",
        "``` no `fence",
        "- ```\n  code\n\nhttp://x.example",
        "http://x.example/`a http://x.example/`b",
        "\x01```\ncode",
        "> " * 9 + "`x`",
        "    set in, which the page does not show as code",
    ],
)
def test_what_is_no_code_or_may_be_none_stays(text):
    assert without_code(text) == text


@given(st.lists(st.sampled_from(PIECES), max_size=16))
@settings(deadline=None)
def test_no_link_of_the_page_is_taken_for_code(pieces):
    text = "".join(pieces).replace("`http", "` http")  # before which backtick linkify sees no address

    page = Counter(unescape(url) for url in re.findall(r'<a href="([^"]*)"', to_html(text)))
    read = Counter(link.url.replace("`", "%60") for link in links_of(text))

    assert not page - read


def test_quotes_and_what_is_set_in_only_show_something():
    text = "> said\nmine\n\n    set in\n\n    more\nmine\n\tmine"

    lines = {line for line in ("said", "set in", "more") if is_shown(text, text.index(line))}

    assert lines == {"said", "set in", "more"}
    assert not any(is_shown(text, found.start()) for found in re.finditer("mine", text))


@pytest.mark.parametrize(
    "unit", ["`", "`a``b", "```\n", "~~~\n> ```\n", "> ```\n", "- `\n", "\n    ", "\\`", "``` "]
)
def test_a_text_made_to_last_is_read_in_a_moment(unit):
    text = (unit * 10_000)[:10_000]

    assert seconds(lambda: (without_code(text), is_shown(text, 5_000)), bar=0.2) < 0.2
