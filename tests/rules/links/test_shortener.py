"""Addresses that do not say where they lead."""

import pytest

from moderation.errors import Invalid
from moderation.rules.book import parse
from moderation.rules.example import Example
from moderation.rules.hosts import listed
from moderation.rules.links.shortener import Shortener
from moderation.rules.phrases import LISTS
from moderation.text.links import host_of
from moderation.words import Kind


def points(text: str, website: str = "", rule: Shortener = Shortener()) -> int:  # noqa: B008 a frozen value
    """The points for a text and a website."""
    example = Example(text=text, website=website)
    signal = rule.check(example.submission(), example.facts)
    return signal.points if signal else 0


@pytest.mark.parametrize(
    "address",
    ["https://bit.ly/3xSoup", "bit.ly/3xSoup", "http://www.tinyurl.com/soup", "http://p.tinyurl.com/soup"],
)
def test_a_shortened_address_counts_in_the_text_and_as_the_website(address):
    assert points(f"Look: {address}") == points("Look.", address) == 2


@pytest.mark.parametrize(
    "text", ["https://youtu.be/abc", "https://orbit.ly/x", "https://bit.ly.soups.example/", "bit.ly", ""]
)
def test_other_addresses_do_not(text):
    assert points(text) == 0


def test_a_writer_who_has_more_to_say_than_the_link_is_believed_in_part():
    assert points("word " * 20 + "https://bit.ly/3xSoup") == 2
    assert points("word " * 21 + "https://bit.ly/3xSoup") == 1


def test_a_site_s_own_hosts_join_the_shipped_ones_in_any_form():
    rule = Shortener(hosts=("https://www.Go.Example/", "s.example", "no host"))

    assert points("See https://go.example/1", rule=rule) == 2
    assert points("See https://x.s.example/1", rule=rule) == 2
    assert points("See https://bit.ly/1", rule=rule) == 2
    assert points("See https://soups.example/1", rule=rule) == 0


def test_the_shipped_list_is_in_order_and_holds_hosts():
    lines = (LISTS / "shortener.txt").read_text(encoding="utf-8").splitlines()
    hosts = [line for line in lines if line and not line.startswith("#")]

    assert hosts == sorted(set(hosts))
    assert listed("shortener") == {host_of(host) for host in hosts}


@pytest.mark.parametrize(
    "address",
    [
        "https://maps.app.goo.gl/abc",
        "https://photos.app.goo.gl/abc",
        "https://goo.gl/maps/abc",
        "https://youtu.be/abc",
    ],
)
def test_what_an_application_shares_says_where_it_leads(address):
    assert points(f"We ate here: {address}") == points("Soup.", address) == 0
    assert points("We ate here: https://goo.gl/abc") == 2


def test_the_source_of_a_mention_is_looked_at():
    mention = Example(kind=Kind.WEBMENTION, text="A soup.", source="https://bit.ly/3xSoup")

    signal = Shortener().check(mention.submission(), mention.facts)

    assert signal is not None
    assert signal.quotes == ("https://bit.ly/3xSoup",)


def test_half_of_one_point_is_no_signal_at_all():
    example = Example(text="word " * 21 + "https://bit.ly/3xSoup")

    assert Shortener(points=1).check(example.submission(), example.facts) is None


def test_a_line_that_names_no_host_is_refused_beside_its_field():
    with pytest.raises(Invalid) as wrong:
        parse({"rules": {"shortener": {"hosts": ["go.example", "not a host", "com"]}}})

    assert [problem.on for problem in wrong.value.problems] == ["rules.shortener.hosts"] * 2
    assert [problem.values["line"] for problem in wrong.value.problems] == ["not a host", "com"]
