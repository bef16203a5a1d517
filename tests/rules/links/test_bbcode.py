"""Links in forum code."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.links.bbcode import Bbcode


def quotes(text: str, *own_hosts: str) -> tuple[str, ...]:
    """What the rule quotes from a text on a site with these hosts."""
    example = Example(text=text, facts=replace(STRANGER, own_hosts=own_hosts))
    signal = Bbcode().check(example.submission(), example.facts)
    return signal.quotes if signal else ()


@pytest.mark.parametrize(
    "link",
    [
        "[url=https://pills.example/]pills[/url]",
        '[URL="https://pills.example/"]pills[/URL]',
        "[url]https://pills.example/[/url]",
        "[link=https://pills.example/]pills[/link]",
        "[url=https://pills.example/]",
    ],
)
def test_forum_code_is_quoted_whole(link):
    assert quotes(f"Nice. {link}") == (link,)


@pytest.mark.parametrize(
    "text",
    [
        "[url] is a placeholder, [link] another",
        "[url=index.php]home[/url]",
        "[urls](https://soups.example/)",
        "[url](https://soups.example/)",
        "https://soups.example/?a[url]=1",
        "[b]bold[/b] and [quote]said[/quote]",
    ],
)
def test_brackets_that_make_no_link_are_none(text):
    assert quotes(text) == ()


def test_a_link_to_the_own_site_is_no_advertisement():
    assert quotes("[url=https://blog.example/leek]leek[/url]", "blog.example") == ()


@pytest.mark.parametrize(
    "link",
    [
        "[ url=https://pills.example/]pills[/ url]",
        "[url]https://pills.example/cheap",
        "[link https://pills.example/]pills[/link]",
    ],
)
def test_forum_code_that_is_typed_badly_is_forum_code(link):
    assert quotes(f"Nice. {link}") == (link,)


@pytest.mark.parametrize(
    "text",
    [
        "Use `[url=https://x.example]text[/url]` in phpBB",
        "Use ``[url=https://x.example]a`b[/url]`` in phpBB",
        "```\n[url=https://x.example]text[/url]\n```\nis how one does it.",
        "So:\n\n    [url=https://x.example]text[/url]\n\nis how one does it.",
        "> Nice. [url=https://x.example]text[/url]\n\nThis is spam, Mina.",
        "See [link https://x.example/] above",
    ],
)
def test_code_and_quotes_show_a_link_and_make_none(text):
    assert quotes(text) == ()
