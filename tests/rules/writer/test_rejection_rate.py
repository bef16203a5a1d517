"""Writers much of whose last comments were rejected."""

import pytest

from moderation.rules.example import Example
from moderation.rules.writer.rejection_rate import RejectionRate, past
from moderation.words import Facts, Signal


def found(example: Example, days: int = 7) -> Signal | None:
    return RejectionRate(days=days).check(example.submission(), example.facts)


@pytest.mark.parametrize(
    ("rejected", "of", "fires"), [(3, 10, True), (2, 10, False), (2, 5, True), (4, 4, False), (20, 20, True)]
)
def test_it_takes_a_share_of_enough_comments(rejected, of, fires):
    assert (found(Example(facts=past(rejected=rejected, of=of))) is not None) is fires


def test_only_the_last_days_count():
    assert found(Example(facts=past(rejected=5, of=5, days=7))) is not None
    assert found(Example(facts=past(rejected=5, of=5, days=8))) is None
    assert found(Example(facts=past(rejected=5, of=5, days=8)), days=30) is not None


def test_the_sentence_says_how_many_of_how_many():
    signal = found(Example(facts=past(rejected=2, of=5)))

    assert signal is not None
    said = signal.many.format(**signal.values)
    assert said == "2 of the last 5 comments of this author were rejected"


@pytest.mark.parametrize(("name", "email"), [("Mina", ""), ("", "mina@example.org"), (" ", " ")])
def test_whoever_gives_no_name_or_no_e_mail_is_no_one_author(name, email):
    assert found(Example(facts=past(rejected=9, of=9))) is not None

    assert found(Example(name=name, email=email, facts=past(rejected=9, of=9))) is None


def test_what_is_not_known_costs_nothing_and_is_said():
    signal = found(Example(facts=Facts()))

    assert signal is not None
    assert signal.points == 0
