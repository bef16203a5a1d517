"""Hosts that mention much at once."""

from dataclasses import replace

import pytest

from moderation.rules.book import Book
from moderation.rules.example import STRANGER, Example
from moderation.rules.mentions.host_burst import BURST, FARM
from moderation.rules.verdict import weigh
from moderation.words import Facts, Kind


@pytest.mark.parametrize(("others", "points"), [(0, 0), (1, 0), (2, 3), (40, 3)])
def test_the_third_mention_within_an_hour_is_one_too_many(others, points):
    mention = Example(kind=Kind.TRACKBACK, source=FARM).submission()

    verdict = weigh(mention, replace(STRANGER, host_burst=others), Book())

    assert verdict.points == points


def test_the_sentence_says_how_many_and_from_where():
    mention = Example(kind=Kind.WEBMENTION, source="https://www.farm.example/7").submission()

    [signal] = weigh(mention, BURST, Book()).signals

    assert signal.why.format(**signal.values) == "3 mentions by farm.example within an hour"


def test_what_is_not_known_is_said_and_costs_nothing():
    mention = Example(kind=Kind.WEBMENTION, source=FARM).submission()

    verdict = weigh(mention, Facts(), Book())

    assert verdict.points == 0
    assert "host_burst" in {signal.rule for signal in verdict.signals}
