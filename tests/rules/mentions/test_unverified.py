"""Mentions whose source was looked at and has no link."""

from dataclasses import replace

import pytest

from moderation.rules.book import Book, parse
from moderation.rules.example import Example
from moderation.rules.mentions.unverified import UNLINKED
from moderation.rules.verdict import weigh
from moderation.words import Kind, Status

SOURCE = "https://partner.example/7"
TRUSTING = parse({"rules": {"trusted": {"who": ["partner.example"]}}})


def test_a_trackback_without_a_link_is_held_by_its_points():
    verdict = weigh(Example(kind=Kind.TRACKBACK, source=SOURCE).submission(), UNLINKED, Book())

    assert (verdict.status, verdict.points, verdict.flagged) == (Status.PENDING, 6, True)


@pytest.mark.parametrize("kind", [Kind.PINGBACK, Kind.WEBMENTION])
def test_a_mention_without_a_link_waits_whoever_is_trusted(kind):
    facts = replace(UNLINKED, source_approved=9)

    verdict = weigh(Example(kind=kind, source=SOURCE).submission(), facts, TRUSTING)

    assert (verdict.status, verdict.flagged) == (Status.PENDING, True)


@pytest.mark.parametrize("kind", [Kind.PINGBACK, Kind.TRACKBACK, Kind.WEBMENTION])
def test_what_a_program_hands_in_is_taken_at_its_word_and_makes_no_noise(kind):
    verdict = weigh(Example(kind=kind, source=SOURCE).submission(), Example().facts, Book())

    assert verdict.signals == ()
