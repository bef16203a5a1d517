"""Links in HTML."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.links.typed_html import TypedHtml

LINK = '<a href="https://pills.example/">cheap pills</a>'


def quotes(text: str, *own_hosts: str) -> tuple[str, ...]:
    """What the rule quotes from a text on a site with these hosts."""
    example = Example(text=text, facts=replace(STRANGER, own_hosts=own_hosts))
    signal = TypedHtml().check(example.submission(), example.facts)
    return signal.quotes if signal else ()


def test_a_link_in_html_is_quoted_whole():
    assert quotes(f"Nice. {LINK}") == (LINK,)


def test_a_reader_with_more_to_say_than_the_link_is_let_be():
    assert quotes("word " * 18 + LINK) == (LINK,)
    assert quotes("word " * 19 + LINK) == ()


def test_an_address_as_the_words_to_click_on_is_an_editor_s_work():
    assert quotes('<a href="https://soups.example/leek">soups.example/leek</a>') == ()


def test_other_tags_and_links_to_the_own_site_are_none():
    assert quotes("<b>Nice</b> <a>x</a> a < b https://soups.example/") == ()
    assert quotes('<a href="https://blog.example/leek">leek</a>', "blog.example") == ()


@pytest.mark.parametrize(
    "link",
    [
        '<a title="a > b" href="https://pills.example/">pills</a>',
        "<a href=“https://pills.example/”>pills</a>",
        '<a href=\\"https://pills.example/\\">pills</a>',
        "<a href=&quot;https://pills.example/&quot;>pills</a>",
        '<a/href="https://pills.example/">pills</a>',
        f'<a class="{"x " * 400}" href="https://pills.example/">pills</a>',
        "<a href=https://pills.example/ title=it's>it's pills</a>",
    ],
)
def test_html_that_browsers_read_is_html_however_odd(link):
    assert quotes(f"Nice. {link}") == (link,)


@pytest.mark.parametrize("text", [f"Write `{LINK}` there", f"```\n{LINK}\n```", f"> {LINK}\n\nWhat is it?"])
def test_code_and_quotes_show_a_link_and_make_none(text):
    assert quotes(text) == ()
