"""Links that are counted."""

import pytest

from moderation.rules.book import parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.links.links import THREE, Links
from moderation.rules.verdict import weigh


def points(text: str, *own_hosts: str, rule: Links = Links()) -> int:  # noqa: B008 a frozen value
    """The points for a text on a site with these hosts."""
    example = Example(text=text)
    facts = type(example.facts)(own_hosts=own_hosts)
    signal = rule.check(example.submission(), facts)
    return signal.points if signal else 0


def test_links_beyond_the_free_ones_count_up_to_the_most():
    many = " ".join(f"https://{n}.example/" for n in range(9))

    assert points(THREE) == 2
    assert points(many) == 3
    assert points(many, rule=Links(most=20)) == 8


def test_a_long_text_may_hold_more_links():
    assert points(THREE + " word" * 50) == 0


def test_a_host_that_is_only_named_is_no_link():
    named = "As with quartz.net, socket.io and asp.net: https://one.example/ and https://two.example/"

    assert points(named) == 1


def test_links_to_the_own_site_are_free():
    assert points(THREE, "one.example", "two.example") == 0


@pytest.mark.parametrize("other", ["http://www.one.example/a/", "https://one.example/a#comment-3"])
def test_the_same_place_twice_counts_once(other):
    assert points(f"https://one.example/a {other} https://two.example/") == 1


def test_the_links_are_quoted_as_they_stand():
    signal = Links().check(Example(text=THREE).submission(), Example().facts)

    assert signal is not None
    assert signal.quotes == ("https://one.example/a", "https://two.example/b", "three.example.org/c")


def test_links_to_a_host_that_the_site_trusts_are_free():
    text = "See https://one.example/a, https://two.example/b and https://three.partner.example/c"
    trusted = {"rules": {"trusted": {"who": ["one.example", "partner.example", "two.example/blog"]}}}

    def counted(**settings: object) -> list[int]:
        verdict = weigh(Example(text=text).submission(), STRANGER, parse(settings))
        return [signal.points for signal in verdict.signals if signal.rule == "links"]

    assert counted() == [2]
    assert counted(**trusted) == []
