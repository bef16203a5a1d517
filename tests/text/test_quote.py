"""Quotes in a text, and its first words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.quote import excerpt, marked

SHORT = st.text("ab é", max_size=6)


def test_every_place_of_a_quote_is_marked():
    assert marked("un mot, un Mot, un mot", ["mot"]) == [
        ("un ", False),
        ("mot", True),
        (", un Mot, un ", False),
        ("mot", True),
    ]


def test_quotes_that_overlap_are_one():
    pieces = marked("buy cheap pills now", ["cheap", "cheap pills", "pills now", ""])

    assert pieces == [("buy ", False), ("cheap pills now", True)]


def test_quotes_that_touch_stay_two():
    assert marked("abcd", ["ab", "cd"]) == [("ab", True), ("cd", True)]


def test_a_quote_that_is_not_there_marks_nothing():
    assert marked("<b>un mot</b>", ["mots"]) == [("<b>un mot</b>", False)]
    assert marked("", ["mot"]) == []


@given(st.text("ab é", max_size=40), st.lists(SHORT, max_size=5))
def test_the_pieces_are_the_text_and_nothing_quoted_is_left_out(text, quotes):
    pieces = marked(text, quotes)

    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    assert not any(quote in piece for piece, is_quote in pieces if not is_quote for quote in quotes if quote)


@pytest.mark.parametrize(
    ("text", "length", "words"),
    [
        ("Court.", 20, "Court."),
        ("Exactement vingt car", 20, "Exactement vingt car"),
        ("Des mots et encore des mots", 20, "Des mots et encore…"),
        ("Des mots entiers. Et plus", 17, "Des mots…"),
        ("Des mots entiers. Et plus", 18, "Des mots entiers…"),
        ("Une\n\nligne\tou  deux", 40, "Une ligne ou deux"),
        ("Anticonstitutionnellement", 10, "Anticonst…"),
        ("Oui\u202f! Non\u00a0?", 40, "Oui\u202f! Non\u00a0?"),
        ("a\u202eb", 40, "ab"),
        ("", 20, ""),
    ],
)
def test_an_excerpt_is_one_line_cut_between_words(text, length, words):
    assert excerpt(text, length) == words


def test_letters_with_accents_and_joined_emoji_are_not_cut_apart():
    assert excerpt("abcde\u0301fgh", 6) == "abcd…"
    assert excerpt("abcd👩\u200d🚀efgh", 7) == "abcd…"
    assert excerpt("abcd👍🏽efgh", 6) == "abcd…"


@given(st.text(max_size=60), st.integers(1, 40))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    line = excerpt(text, length)

    assert len(line) <= length
    assert "\n" not in line
