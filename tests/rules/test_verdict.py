"""Who wins, and what the mode makes of what nobody flagged."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from moderation.rules.book import Book, parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule
from moderation.rules.verdict import refusals, weigh
from moderation.words import DoorFacts, Facts, Kind, Mode, Signal, Status, Submission, Verdict

KNOWN = replace(STRANGER, author_approved=1)


@dataclass(frozen=True, kw_only=True)
class Says(Rule):
    """Says what it is told."""

    verdict: Status | None = None
    kinds = (Kind.COMMENT, Kind.PINGBACK, Kind.TRACKBACK)

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """A signal with the points and the word that it was made with."""
        signal = self.fires("says so")
        return signal.with_verdict(self.verdict) if self.verdict else signal


def verdict_of(*rules: Rule, mode: Mode = Mode.UNFLAGGED, facts: Facts = STRANGER, **fields: Any) -> Verdict:
    """What becomes of an example under a book of these rules alone."""
    example = Example(facts=facts, **fields)
    return weigh(example.submission(), facts, Book(rules=rules, mode=mode, hold_from=4, spam_from=8))


@pytest.mark.parametrize(
    ("points", "status", "flagged"),
    [
        ((), Status.APPROVED, False),
        ((3,), Status.APPROVED, False),
        ((2, 2), Status.PENDING, True),
        ((7,), Status.PENDING, True),
        ((4, 4), Status.SPAM, True),
        ((9, -3), Status.PENDING, True),
        ((5, -3), Status.APPROVED, False),
    ],
)
def test_the_sum_decides(points, status, flagged):
    verdict = verdict_of(*(Says(points=n) for n in points))

    assert (verdict.status, verdict.flagged, verdict.points) == (status, flagged, sum(points))
    assert len(verdict.signals) == len(points)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((Status.PENDING,), Status.PENDING),
        ((Status.PENDING, Status.SPAM), Status.SPAM),
        ((Status.SPAM, Status.APPROVED, Status.PENDING), Status.SPAM),
        ((Status.APPROVED, Status.PENDING), Status.PENDING),
        ((Status.PENDING, Status.REJECTED, Status.APPROVED), Status.REJECTED),
        ((Status.REJECTED, Status.SPAM), Status.SPAM),
        ((Status.APPROVED,), Status.APPROVED),
    ],
)
def test_an_outright_word_wins_over_the_sum_and_over_weaker_words(words, status):
    verdict = verdict_of(Says(points=-9), *(Says(points=0, verdict=word) for word in words))

    assert verdict.status is status
    assert verdict.flagged == (status is not Status.APPROVED)


def test_a_member_is_approved_whatever_the_points():
    example = Example(text="Visit our shop https://a.example/ and subscribe to my channel", member_id=7)

    verdict = weigh(example.submission(), STRANGER, parse({"mode": "never"}))

    assert verdict.points >= Book().hold_from
    assert (verdict.status, verdict.flagged) == (Status.APPROVED, False)


@pytest.mark.parametrize(
    ("mode", "facts", "status", "because"),
    [
        (Mode.NEVER, KNOWN, Status.PENDING, "Every comment waits for a moderator"),
        (Mode.KNOWN, STRANGER, Status.PENDING, "First comment here"),
        (Mode.KNOWN, Facts(), Status.PENDING, "First comment here"),
        (Mode.KNOWN, KNOWN, Status.APPROVED, ""),
        (Mode.KNOWN, replace(KNOWN, author_spam=1), Status.PENDING, "Not well known here yet"),
        (Mode.UNFLAGGED, STRANGER, Status.APPROVED, ""),
    ],
)
def test_the_mode_decides_on_what_nobody_flagged(mode, facts, status, because):
    verdict = verdict_of(mode=mode, facts=facts)

    assert (verdict.status, verdict.because, verdict.flagged) == (status, because, False)


def test_an_author_is_known_by_name_and_email_together():
    assert verdict_of(mode=Mode.KNOWN, facts=KNOWN, email="").status is Status.PENDING
    assert verdict_of(mode=Mode.KNOWN, facts=KNOWN, name=" ").status is Status.PENDING


@pytest.mark.parametrize("mode", [Mode.KNOWN, Mode.UNFLAGGED])
def test_a_mention_waits_in_every_mode(mode):
    verdict = verdict_of(mode=mode, facts=KNOWN, kind=Kind.PINGBACK)

    assert (verdict.status, verdict.because) == (Status.PENDING, "Mentions wait for a moderator")


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("points", "flagged"), [(0, False), (9, True)])
def test_no_rule_and_no_mode_publishes_a_trackback(mode, points, flagged):
    trusted = Says(points=points, verdict=Status.APPROVED)

    verdict = verdict_of(trusted, mode=mode, facts=KNOWN, kind=Kind.TRACKBACK)

    assert (verdict.status, verdict.flagged) == (Status.PENDING, flagged)
    assert verdict.because.startswith("Trackbacks wait even of whom you trust")


def test_a_trackback_that_is_not_trusted_is_spam_by_its_points_and_rejected_by_a_word():
    rejected = Says(points=0, verdict=Status.REJECTED)

    assert verdict_of(Says(points=9), kind=Kind.TRACKBACK).status is Status.SPAM
    assert verdict_of(rejected, kind=Kind.TRACKBACK).status is Status.REJECTED


def test_a_rule_that_is_off_or_looks_at_other_kinds_says_nothing():
    assert verdict_of(Says(points=9, on=False)).signals == ()
    assert verdict_of(Says(points=9), kind=Kind.WEBMENTION).signals == ()
    assert verdict_of(Says(points=9), kind=Kind.PINGBACK).points == 9


def test_the_reason_of_the_mode_stands_beside_the_signals():
    verdict = verdict_of(Says(points=2), mode=Mode.KNOWN)

    assert verdict.because == "First comment here"
    assert [signal.points for signal in verdict.signals] == [2]


def test_a_writer_is_told_all_that_is_wrong_at_once():
    submission = Example(name="", email="mina", text="", website="w" * 300).submission()

    refused = refusals(submission, DoorFacts(page_is_open=False), Book())

    assert [refusal.on for refusal in refused] == ["", "text", "website", "name", "email"]


def test_nobody_is_refused_by_a_check_that_is_off():
    book = parse({"rules": {"required_fields": {"on": False}}})

    assert refusals(Example(name="", email="").submission(), DoorFacts(), book) == []
