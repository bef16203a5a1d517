"""Sources and authors of mentions that are known."""

from dataclasses import replace

from moderation.rules.book import Book
from moderation.rules.example import Example
from moderation.rules.trust.known_source import KNOWN, KnownSource
from moderation.rules.verdict import weigh
from moderation.words import Facts, Kind, Status

SELLING = Example(kind=Kind.PINGBACK, name="Cheap flights and payday loans", source="https://ann.example/7")


def test_the_sentence_counts_what_was_approved():
    facts = replace(KNOWN, source_approved=4)

    signal = KnownSource().check(Example(kind=Kind.PINGBACK).submission(), facts)

    assert signal is not None
    assert signal.many.format(**signal.values) == "4 mentions by this source or author were approved before"
    assert signal.points == -3


def test_without_knowledge_of_the_past_the_rule_says_so():
    signal = KnownSource().check(Example(kind=Kind.PINGBACK).submission(), Facts())

    assert signal is not None
    assert signal.points == 0
    assert "not known" in signal.why


def test_a_known_source_still_waits_but_is_no_longer_flagged():
    stranger, known = (weigh(SELLING.submission(), facts, Book()) for facts in (SELLING.facts, KNOWN))

    assert stranger.flagged
    assert (known.status, known.flagged) == (Status.PENDING, False)
    assert known.points == stranger.points - 3
