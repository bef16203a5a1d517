"""The share of links."""

from dataclasses import replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.links.link_share import LinkShare
from moderation.words import Signal


def signal_for(text: str, *own_hosts: str, share: int = 40) -> Signal | None:
    """What the rule finds in a text on a site with these hosts."""
    example = Example(text=text, facts=replace(STRANGER, own_hosts=own_hosts))
    return LinkShare(share=share).check(example.submission(), example.facts)


def test_it_comes_switched_off():
    assert not LinkShare().on


def test_the_share_is_of_the_signs_that_are_read():
    assert signal_for("x" * 20 + " https://a.example/xx", share=49) is not None
    assert signal_for("x" * 20 + " https://a.example/xx", share=50) is None


def test_of_a_labelled_link_the_words_count():
    assert signal_for("[here](https://a.example/a/long/address/that/nobody/reads) it is, my soup") is None


def test_a_text_of_nothing_but_links_is_all_links():
    signal = signal_for("https://a.example/ https://b.example/")

    assert signal is not None
    assert signal.values["share"] == 100
    assert signal.quotes == ("https://a.example/", "https://b.example/")


def test_links_to_the_own_site_do_not_count():
    assert signal_for("https://blog.example/leek", "blog.example") is None
