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


@pytest.mark.parametrize(
    "link",
    [
        "[**www.bank.com**](https://pills.example/)",
        '<a href="https://pills.example/"><b>www.bank.com</b></a>',
        "[Visit bank.com now](https://pills.example/)",
        "[www.bank.com (official)](https://pills.example/)",
        "[\u3164](https://pills.example/)",
        "[\u2800](https://pills.example/)",
        '<a href="https://pills.example/">&nbsp;</a>',
        '<a href="https://pills.example/"><b></b></a>',
        "[log in](https://bank.com@pills.example/)",
        "https://bank.com@pills.example/",
    ],
)
def test_emphasis_more_words_and_a_user_s_name_hide_a_link_as_well(link):
    test_a_link_that_hides_where_it_leads_is_quoted(link)


@pytest.mark.parametrize(
    "text",
    [
        "[main.rs](https://soups.example/src) and [script.pl](https://soups.example/src)",
        "[foo.cc](https://soups.example/src), [socket.io](https://soups.example/io)",
        "[ASP.NET](https://soups.example/asp) and [asp.net](https://soups.example/asp), [node.js](https://x.example/)",
        "[youtube.com](https://youtu.be/abc), [nytimes.com/2020/soup](https://nyti.ms/abc)",
        "[twitter.com/mina](https://x.com/mina), [x.com](https://t.co/abc), [github.com](https://git.io/abc)",
        "[soups.com](https://web.archive.org/web/2012/http://www.soups.com/leek)",
        "[Booking.com](https://en.wikipedia.org/wiki/Booking.com)",
        "[why booking.com lies](https://soups.example/) and [the piece on www.soups.com](https://pots.example/)",
        "so[*](https://a.example/) they[?](https://b.example/) say[#](https://c.example/)",
        "they say[1](https://soups.example/), and more[…](https://pots.example/)",
        "Robots write `[www.bank.com](https://pills.example/)` here",
        "> [www.bank.com](https://pills.example/)\n\nDo not click on that!",
    ],
)
def test_files_short_addresses_copies_footnotes_and_quotes_hide_nothing(text):
    assert signal_for(text) is None
