"""Texts that are nearly the same."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text import alike
from moderation.text.alike import band_keys, percent
from moderation.text.fold import words_of

PRAISE = (
    "I really liked the way you explained this, my colleagues and I will surely come back for the next one."
)
WORD = st.text("abcdefghij", min_size=1, max_size=6)
KEPT = (2677921343489017942, 3523572557836048092)
"""The first keys of a text, as rows have them."""
TEXTS = st.lists(WORD, max_size=40).map(" ".join)


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (PRAISE.upper().replace(",", " –"), 100, 100),
        (PRAISE.replace("I really", "We really"), 90, 99),
        (PRAISE.replace("the next one", "more"), 80, 90),
        (
            f"{PRAISE} Still, I sow my leeks in April, not in May, and water them twice a week or more.",
            40,
            60,
        ),
        ("I sow my leeks in the second week of April.", 0, 0),
        ("", 0, 0),
    ],
)
def test_how_alike_texts_are_is_measured_against_the_longer(other, least, most):
    assert least <= percent(PRAISE, other) <= most


@pytest.mark.parametrize("text", ["", "Merci !", "Thanks a lot!", "👍 👍 👍 👍 👍"])
def test_texts_of_few_words_are_like_none(text):
    assert len(words_of(text)) < alike.FEWEST
    assert percent(text, text) == 0
    assert band_keys(text) == ()


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_both_ways_and_never_more_than_all(one, other):
    assert percent(one, other) == percent(other, one)
    assert 0 <= percent(one, other) <= 100


@given(TEXTS)
def test_a_text_is_wholly_like_itself_and_has_the_same_keys_however_it_is_typed(text):
    typed = text.upper().replace(" ", "  ") + " !"

    assert band_keys(typed) == band_keys(text)
    assert percent(typed, text) == (100 if band_keys(text) else 0)


@given(st.text(max_size=300))
def test_keys_fit_the_databases_whatever_is_written(text):
    keys = band_keys(text)

    assert len(keys) in (0, alike.BANDS)
    assert all(-(2**63) <= key < 2**63 for key in keys)


@given(st.lists(WORD, min_size=20, max_size=60, unique=True), st.data())
def test_one_other_word_costs_three_shingles_at_most(words, data):
    place = data.draw(st.integers(0, len(words) - 1))
    one, other = " ".join(words), " ".join([*words[:place], "zzz", *words[place + 1 :]])

    kept = len(alike.shingles(one) & alike.shingles(other))
    assert kept >= len(words) - 2 - 3
    assert percent(one, other) == 100 * kept // (len(words) - 2)


def test_most_of_the_pairs_meet_that_are_nearly_the_same_and_few_that_are_not():
    words = [f"w{n}" for n in range(2_000)]
    near, far = [], []
    for n in range(200):
        mine = words[n * 5 : n * 5 + 40]
        near.append((" ".join(mine), " ".join(["other", *mine[1:-3]])))
        far.append((" ".join(mine), " ".join([*mine[:10], *(f"{word}x" for word in mine[10:])])))

    assert {percent(*pair) for pair in near} == {89}
    assert met(near) >= 195
    assert all(percent(*pair) < 25 for pair in far)
    assert met(far) <= 60


def test_another_process_makes_the_same_keys():
    code = f"from moderation.text.alike import band_keys; print(band_keys({PRAISE!r}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == str(band_keys(PRAISE))


def test_the_keys_of_a_text_stay_as_they_are_kept():
    assert band_keys("one two three four five")[:2] == KEPT


def test_what_stands_behind_many_words_is_not_looked_at():
    long = "word " * alike.LETTERS

    assert alike.shingles(long) == alike.shingles(long + "and so on and on")


def met(pairs: list[tuple[str, str]]) -> int:
    """How many of these pairs have a key in common."""
    return sum(not set(band_keys(one)).isdisjoint(band_keys(other)) for one, other in pairs)
