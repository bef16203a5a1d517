"""Of a mention the title and the source say something too, as the text of a comment does."""

from dataclasses import replace

import pytest

from moderation.rules.book import parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.verdict import weigh
from moderation.words import Kind

FARM = "https://ann.example/7"
BOOK = parse(
    {
        "rules": {
            "other_script": {"on": True},
            "blocked_words": {"words": ["qwertz"]},
            "held_words": {"words": ["lawsuit"]},
        }
    }
)


def rules_of(example: Example) -> set[str]:
    return {signal.rule for signal in weigh(example.submission(), example.facts, BOOK).signals}


@pytest.mark.parametrize("kind", [Kind.PINGBACK, Kind.TRACKBACK, Kind.WEBMENTION])
@pytest.mark.parametrize(
    ("rule", "title"),
    [
        ("blocked_words", "A qwertz of soups"),
        ("held_words", "The lawsuit about the soup"),
        ("call_to_action", "Subscribe to my channel"),
        ("selling_words", "Get a payday loan in five minutes"),
        ("disguise", "The best c\u0430sino in town"),
        ("other_script", "Спасибо, отличный суп"),
    ],
)
def test_the_title_is_read(kind, rule, title):
    titled = Example(kind=kind, name=title, source=FARM, text="A soup.")

    assert rule in rules_of(titled)
    assert rule not in rules_of(replace(titled, name="A title"))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        ("blocked_words", "https://qwertz.example/7"),
        ("selling_words", "https://best-casino-bonus.example/7"),
        ("shortener", "https://bit.ly/3xSoup"),
    ],
)
def test_the_address_of_the_source_is_read(rule, source):
    assert rule in rules_of(Example(kind=Kind.PINGBACK, source=source))


def test_the_host_of_a_trackback_may_be_gibberish():
    assert "gibberish" in rules_of(Example(kind=Kind.TRACKBACK, source="https://gvbfdxkqpt.example/7"))


def test_what_stands_in_title_and_text_counts_once_and_is_quoted_as_it_stands():
    pitch = Example(kind=Kind.PINGBACK, name="Subscribe to my channel", text="Ha! Subscribe to MY channel")

    [signal] = (s for s in weigh(pitch.submission(), STRANGER, BOOK).signals if s.rule == "call_to_action")

    assert signal.points == 4
    assert set(signal.quotes) <= {pitch.name, "Subscribe to MY channel"}


def test_no_phrase_reaches_from_the_title_into_the_text():
    cut = Example(kind=Kind.PINGBACK, name="A town to visit", text="Our online shop is closed on Mondays.")

    assert "call_to_action" in rules_of(replace(cut, name="", text=f"{cut.name} {cut.text}"))
    assert "call_to_action" not in rules_of(cut)


def test_the_name_of_a_comment_is_no_title_and_one_s_own_address_sells_nothing():
    own = replace(STRANGER, own_hosts=("best-casino-bonus.example",))

    assert "call_to_action" not in rules_of(Example(name="Subscribe to my channel"))
    assert "selling_words" not in rules_of(
        Example(kind=Kind.PINGBACK, source="https://best-casino-bonus.example/7", facts=own)
    )


@pytest.mark.parametrize("kind", [Kind.PINGBACK, Kind.WEBMENTION])
def test_a_title_is_no_name_that_could_be_an_advertisement(kind):
    assert "author_is_ad" not in rules_of(Example(kind=kind, name="Serrurier Paris 15", source=FARM))
