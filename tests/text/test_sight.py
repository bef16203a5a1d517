"""Whether there is anything to see."""

import pytest

from moderation.text.sight import is_blank


@pytest.mark.parametrize(
    "text", ["", " \n\t\u00a0", "\u200b\u200d\u2060\ufe0f", "\u2800\u3164\uffa0", "\u0301", "\x00"]
)
def test_what_has_no_sign_of_its_own_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["\u200ba", ".", "ل", "👩‍👩‍👧", "\U0001faf7", "e\u0301"])
def test_one_sign_is_something_to_see(text):
    assert not is_blank(text)
