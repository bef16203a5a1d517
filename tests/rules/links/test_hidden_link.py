"""Links that lead elsewhere than they say."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.links.hidden_link import HiddenLink
from moderation.words import Kind, Signal


def signal_for(text: str, *own_hosts: str) -> Signal | None:
    """What the rule finds in a text on a site with these hosts."""
    example = Example(text=text, facts=replace(STRANGER, own_hosts=own_hosts))
    return HiddenLink().check(example.submission(), example.facts)


@pytest.mark.parametrize(
    "link",
    [
        "[bank.example.com](https://bank.example.net/)",
        "[https://bank.example.com/login](https://pills.example/)",
        '<a href="https://pills.example/">www.soups.example</a>',
        "[url=https://pills.example/]www.soups.example[/url]",
        "[.](https://pills.example/)",
        "[\u200b](https://pills.example/)",
        '<a href="https://pills.example/"> … </a>',
    ],
)
def test_a_link_that_hides_where_it_leads_is_quoted(link):
    signal = signal_for(f"I agree {link} wholly.")

    assert signal is not None
    assert signal.quotes == (link,)


@pytest.mark.parametrize(
    "text",
    [
        "[here](https://soups.example/), https://pots.example/ and soups.org",
        "[blog.soups.example](https://soups.example/blog) and [soups.example](https://de.soups.example/)",
        "[soups.example/.../leek.html](http://www.soups.example/a/b/leek.html)",
        "[As they say on soups.example](https://pots.example/)",
        "![](https://soups.example/leek.jpg) and [👍](https://soups.example/)",
        '<a href="https://soups.example/"></a>',
        "[mina@soups.example](https://pots.example/)",
    ],
)
def test_a_link_that_says_where_it_leads_is_none(text):
    assert signal_for(text) is None


def test_a_link_to_the_own_site_hides_nothing():
    link = "[www.soups.example](https://blog.example/leek)"

    assert signal_for(link) is not None
    assert signal_for(link, "blog.example") is None


def test_the_words_that_editors_of_mentions_set_are_not_looked_at():
    assert Kind.PINGBACK not in HiddenLink.kinds
