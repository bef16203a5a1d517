"""The same text elsewhere."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.wording.said_elsewhere import PITCH, SaidElsewhere
from moderation.words import Alike, Facts

SHORT = "Thanks a lot, wonderful"


@pytest.mark.parametrize(
    ("text", "same", "spam", "points"),
    [
        (PITCH, 0, 0, None),
        (PITCH, 1, 0, 4),
        (PITCH, 9, 1, 6),
        (SHORT, 1, 0, 2),
        (SHORT, 1, 1, 6),
        ("Thanks a lot", 9, 9, None),
    ],
)
def test_points_for_the_same_text(text, same, spam, points):
    facts = replace(STRANGER, same_text=same, same_text_spam=spam)

    signal = SaidElsewhere().check(Example(text=text).submission(), facts)

    assert (signal.points if signal else None) == points


@pytest.mark.parametrize(
    ("text", "alike", "points"),
    [
        (PITCH, [(90, False)], 4),
        (PITCH, [(89, False)], None),
        (PITCH, [(80, True)], 6),
        (PITCH, [(79, True), (85, False)], None),
        (PITCH, [(95, False), (80, True)], 6),
        (SHORT, [(100, False)], 2),
        ("Thanks a lot", [(100, True)], None),
    ],
)
def test_points_for_nearly_the_same_text(text, alike, points):
    known = tuple(Alike(percent=percent, is_spam=is_spam) for percent, is_spam in alike)
    facts = replace(STRANGER, alike=known)

    signal = SaidElsewhere().check(Example(text=text).submission(), facts)

    assert (signal.points if signal else None) == points


def test_nearly_the_same_as_spam_weighs_more_than_the_same_as_what_is_not():
    facts = replace(STRANGER, same_text=3, alike=(Alike(percent=88, is_spam=True),))

    signal = SaidElsewhere().check(Example(text=PITCH).submission(), facts)

    assert signal is not None
    assert signal.points == 6
    assert "88 %" in signal.why.format(**signal.values)


def test_a_site_sets_how_alike_texts_have_to_be():
    facts = replace(STRANGER, alike=(Alike(percent=70, is_spam=False),))
    rule = SaidElsewhere(similarity=65)

    signal = rule.check(Example(text=PITCH).submission(), facts)

    assert signal is not None
    assert signal.points == 4


def test_facts_from_before_there_were_similar_texts_speak_of_the_same_ones_alone():
    facts = replace(STRANGER, same_text=1, alike=None)

    assert SaidElsewhere().check(Example(text=PITCH).submission(), facts) is not None
    assert SaidElsewhere().check(Example(text=PITCH).submission(), replace(facts, same_text=0)) is None


def test_the_text_is_quoted():
    signal = SaidElsewhere().check(Example(text=PITCH).submission(), replace(STRANGER, same_text=3))

    assert signal is not None
    assert signal.quotes == (PITCH,)
    assert "3 times" in signal.many.format(**signal.values)


def test_without_knowledge_of_other_texts_the_rule_says_so():
    unknown = SaidElsewhere().check(Example(text=PITCH).submission(), Facts())

    assert unknown is not None
    assert unknown.points == 0
