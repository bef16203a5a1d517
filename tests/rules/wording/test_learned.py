"""What was learned from decisions."""

from dataclasses import replace
from typing import Any

import pytest

from moderation.rules.book import Book
from moderation.rules.example import STRANGER, Example
from moderation.rules.findings import findings_of
from moderation.rules.verdict import weigh
from moderation.rules.wording.learned import PITCH, TAUGHT, LearnedWords
from moderation.words import Learned, Signal, Status


def found(learned: Learned | None, *, findings: tuple[str, ...] = (), **setting: Any) -> Signal | None:
    facts = replace(STRANGER, learned=learned, findings=findings)
    return LearnedWords(**setting).check(Example(text=PITCH).submission(), facts)


def scored(score: float) -> Learned:
    """What was learned, as 25 features have that score together."""
    return replace(TAUGHT, weight=round(score * 10_000 * 5))


@pytest.mark.parametrize(
    ("score", "points"),
    [(2.0, 4), (0.9, 3), (0.4, 2), (-0.2, 1), (-0.6, None), (-1.4, None), (-1.6, -1), (-3.1, -2), (-9, -2)],
)
def test_points_follow_the_odds(score, points):
    signal = found(scored(score))

    assert (signal.points if signal else None) == points


@pytest.mark.parametrize(("spam", "approved"), [(49, 500), (500, 49), (0, 0)])
def test_it_is_silent_until_fifty_of_each_side_are_decided(spam, approved):
    assert found(replace(scored(5), spam=spam, approved=approved)) is None
    assert found(replace(scored(5), spam=50, approved=50)) is not None


def test_it_is_silent_of_what_came_before_it_learned_anything():
    assert found(None) is None


def test_points_have_a_cap_of_the_site_for_either_side():
    assert (against := found(scored(9), points=2)) is not None
    assert (for_it := found(scored(-9), trust_points=1)) is not None
    assert (against.points, for_it.points) == (2, -1)
    assert found(scored(9), points=0) is None


def test_the_words_that_weighed_most_for_that_side_are_quoted():
    against, for_it = found(scored(5)), found(scored(-5))

    assert against is not None
    assert for_it is not None
    assert against.quotes == ("jewellery", "collection")
    assert for_it.quotes == ("leek",)


@pytest.mark.parametrize("score", [9, -9])
def test_it_says_nothing_that_no_word_explains(score):
    assert found(replace(scored(score), words=())) is None


def test_what_other_rules_found_weighs_in():
    learned = replace(scored(-0.6), findings=(("+first_link", 40_000), ("+links", -90_000)))

    assert found(learned) is None
    assert found(learned, findings=("+first_link",)) is not None


def test_findings_are_the_rules_that_spoke_and_which_way():
    signals = [
        Signal(rule="links", points=2, why=""),
        Signal(rule="known_author", points=-3, why=""),
        Signal(rule="external", points=0, why="it could not be asked"),
        Signal(rule="held_words", points=0, why="", verdict=Status.PENDING),
        Signal(rule="trusted", points=0, why="", verdict=Status.APPROVED),
        Signal(rule="learned", points=3, why=""),
    ]

    assert findings_of(signals) == ("+links", "-known_author", "+held_words", "-trusted")


def test_among_all_rules_it_hears_what_the_others_found():
    learned = replace(scored(-0.6), findings=(("+call_to_action", 90_000),))
    pitch = Example(text="Come and visit our online shop", facts=replace(STRANGER, learned=learned))
    plain = replace(pitch, text="Come for the online shop, stay for our soup")

    assert "learned" in {s.rule for s in weigh(pitch.submission(), pitch.facts, Book()).signals}
    assert "learned" not in {s.rule for s in weigh(plain.submission(), plain.facts, Book()).signals}
