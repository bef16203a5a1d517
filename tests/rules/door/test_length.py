"""How long a comment may be."""

import pytest

from moderation.rules.door.length import Length
from moderation.rules.example import Example
from moderation.words import Kind


def places(**fields: str) -> list[str]:
    """The fields of a comment that are refused."""
    return [refusal.on for refusal in Length().refuse(Example(**fields).submission(), Example().door)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "most"), [("text", 10_000), ("name", 245), ("email", 100), ("website", 200)]
)
def test_a_field_may_be_as_long_as_the_contract_says_and_no_longer(field, most):
    assert places(**{field: "x" * most}) == []
    assert places(**{field: "x" * (most + 1)}) == [field]


def test_the_writer_is_told_by_how_much_it_is_too_long():
    (refusal,) = Length(text=10).refuse(Example(text="x" * 13).submission(), Example().door)

    assert refusal.many.format(**refusal.values) == "This is 3 characters too long: 13 of at most 10."


def test_all_that_is_too_long_is_told_at_once():
    assert places(text="x" * 10_001, name="x" * 300) == ["text", "name"]


@pytest.mark.parametrize("text", ["", " \r\n", "\u200b\u200d\ufe0f", "\u2800", "\u3164", "\x00", "\u0301"])
def test_a_text_with_nothing_to_see_is_no_comment(text):
    assert places(text=text) == ["text"]


@pytest.mark.parametrize("text", ["?", "好", "😀", "é", "+1", "\U0001faf7"])
def test_one_sign_is_enough(text):
    assert places(text=text) == []


def test_a_mention_may_be_a_mere_like():
    like = Example(kind=Kind.WEBMENTION, text="").submission()

    assert list(Length().refuse(like, Example().door)) == []
