"""Links of strangers."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.links.first_link import LINKED, FirstLink
from moderation.words import Facts, Signal


def signal_for(text: str, facts: Facts = STRANGER) -> Signal | None:
    """What the rule finds in a text."""
    return FirstLink().check(Example(text=text).submission(), facts)


def test_hardly_a_word_beside_the_link_weighs_more():
    bare, told = signal_for("https://soups.example/leek wow"), signal_for(LINKED)

    assert bare is not None
    assert told is not None
    assert (bare.points, told.points) == (4, 2)


@pytest.mark.parametrize(
    "text",
    [
        "https://soups.example/leek.JPG",
        "https://i.imgur.com/leek",
        "http://flic.kr/p/leek wow",
        "What about soups.com?",
    ],
)
def test_a_picture_says_enough_and_so_does_a_question_about_a_host(text):
    signal = signal_for(text)

    assert signal is not None
    assert signal.points == 2


@pytest.mark.parametrize(
    "text",
    ["https://i.imgur.com/leek https://soups.example/", "soups.com/jpg", "www.soups.com", "http://soups.com"],
)
def test_another_link_beside_a_picture_still_weighs_more(text):
    signal = signal_for(text)

    assert signal is not None
    assert signal.points == 4


@pytest.mark.parametrize("host", ["www.facebook.com", "m.facebook.com", "soundcloud.com", "www.gofundme.com"])
def test_a_page_to_be_followed_or_paid_weighs_more_whatever_is_said_beside_it(host):
    address = f"https://{host}/rosa"
    signal = signal_for(
        f"I cooked it like my grandmother did, and told of it here: {address} https://soups.example/"
    )

    assert signal is not None
    assert (signal.points, signal.quotes) == (4, (address,))


def test_of_a_known_author_a_page_to_be_followed_is_a_link_like_any_other():
    assert (
        signal_for("I told of it here: https://facebook.com/rosa", replace(STRANGER, author_approved=1))
        is None
    )


def test_words_that_one_clicks_are_words():
    signal = signal_for("[my grandmother's leek soup](https://soups.example/leek)")

    assert signal is not None
    assert signal.points == 2


def test_without_knowledge_of_the_author_only_a_link_makes_the_rule_speak():
    unknown = signal_for(LINKED, Facts())

    assert unknown is not None
    assert unknown.points == 0
    assert signal_for("No link at all.", Facts()) is None


def test_an_approved_comment_ends_it():
    assert signal_for(LINKED, replace(STRANGER, author_approved=1)) is None
