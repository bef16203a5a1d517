"""The same text elsewhere."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.wording.said_elsewhere import PITCH, SaidElsewhere
from moderation.words import Facts

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


def test_the_text_is_quoted():
    signal = SaidElsewhere().check(Example(text=PITCH).submission(), replace(STRANGER, same_text=3))

    assert signal is not None
    assert signal.quotes == (PITCH,)
    assert "3 times" in signal.many.format(**signal.values)


def test_without_knowledge_of_other_texts_the_rule_says_so():
    unknown = SaidElsewhere().check(Example(text=PITCH).submission(), Facts())

    assert unknown is not None
    assert unknown.points == 0
