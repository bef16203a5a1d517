"""The age of the form."""

import pytest

from moderation.rules.example import Example
from moderation.rules.writer.fill_time import FillTime


@pytest.mark.parametrize(
    ("seconds", "points", "sentence"),
    [
        (0.2, 2, "Sent in less than 1 second"),
        (2.9, 2, "Sent in less than 3 seconds"),
        (90_000, 1, "The form was open for 25 hours"),
    ],
)
def test_too_fast_and_too_old_forms(seconds, points, sentence):
    signal = FillTime().check(Example(seconds=seconds).submission(), Example().facts)

    assert signal is not None
    assert signal.points == points
    assert (signal.why if signal.values["n"] == 1 else signal.many).format(**signal.values) == sentence


@pytest.mark.parametrize("seconds", [None, 3, 60, 86_400])
def test_an_ordinary_time_says_nothing(seconds):
    assert FillTime().check(Example(seconds=seconds).submission(), Example().facts) is None
