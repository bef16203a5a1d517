"""Texts as they read once their disguises are off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.unmask import readings
from tests.clock import seconds

SIGNS = st.text(
    st.sampled_from("abco01@$!|. -*_()[]<>\n\u200b\u0301\u0430\u0441\u03bfшİßdotwcm"), max_size=80
)
HOSTILE = {
    "lone letters": "a " * 5_000,
    "lone letters and signs": "a.@ " * 2_500,
    "digits between letters": "a1" * 5_000,
    "words with digits": "a1b " * 2_500,
    "digits and no letters": "1 " * 5_000,
    "letters of two alphabets": "\u0430a" * 5_000,
    "words of two alphabets": "\u0430a " * 3_300,
    "dots in brackets": "a (dot) b " * 1_000,
    "brackets": "(dot" * 2_500,
    "signs": "@" * 10_000,
}


def read(text: str, *, digits: bool = False) -> list[str]:
    """How the stretches read that are disguised."""
    return [one.text[slice(*meant)] for one in readings(text, digits=digits) for meant in one.meant]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the best c\u0430sin\u03bf", ["casino"]),
        ("the \u13dfasino", ["casino"]),
        ("go to shop (dot) com", ["shop.com"]),
        ("go to SHOP[.]com now", ["SHOP.com"]),
        ("s h o p . c o m", ["shop.com", "shopcom"]),
        ("say c.a.s.i.n.o here", ["casino"]),
        ("c - a - s - i - n - o", ["casino"]),
        ("c  a  s  i  n  o", ["casino"]),
        ("c a s i n o   b o n u s", ["casino", "bonus"]),
    ],
)
def test_a_disguise_is_taken_off(text, said):
    assert [word.lower() for word in read(text)] == [word.lower() for word in said]


@pytest.mark.parametrize(
    ("text", "said"), [("v1@gra", {"viagra", "vlagra"}), ("c4s!n0", {"casino", "caslno"}), ("p0rn", {"porn"})]
)
def test_digits_stand_for_letters_where_they_are_asked_for(text, said):
    assert set(read(f"the {text} here", digits=True)) == said
    assert read(f"the {text} here") == []


@pytest.mark.parametrize(
    "text",
    [
        "A plain text, with a number (3) and an e-mail: mina@soups.example.",
        "The 1st mp3 of 2024, on an x86, at 10am, for $50.",
        "Спасибо, отличный суп!",
        "Δt = λ/μ",
        "key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Wow!!! Great!",
    ],
)
def test_most_texts_have_no_other_reading(text):
    assert readings(text, digits=True) == ()


@given(SIGNS)
def test_what_a_reading_holds_stands_in_the_text_in_its_order(text):
    for reading in readings(text, digits=True):
        assert len(reading.text) == len(reading.places)
        assert list(reading.places) == sorted(reading.places)
        assert all(0 <= place < len(text) for place in reading.places)
        assert all(0 <= start <= end <= len(reading.text) for start, end in reading.meant)


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_keeps_the_program_busy(kind):
    def work() -> None:
        readings.cache_clear()
        readings(HOSTILE[kind], digits=True)

    assert seconds(work, bar=0.15) < 0.15
