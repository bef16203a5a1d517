"""What changed from one text to the next."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.difference import pieces, shortened
from tests.clock import seconds

TEXTS = st.text(alphabet="ab .,\n«é", max_size=80)


def test_a_changed_word_is_told_from_those_around_it():
    assert pieces("I sow in marsh, every year.", "I sow in March, every year.") == [
        ("I sow in ", "same"),
        ("marsh", "gone"),
        ("March", "new"),
        (", every year.", "same"),
    ]


def test_words_taken_out_are_gone_and_nothing_is_new():
    assert pieces("Call me at 555 0199, please.", "Call me, please.") == [
        ("Call ", "same"),
        ("me at 555 0199", "gone"),
        ("me", "new"),
        (", please.", "same"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("Leeks.", "Leeks.", [("Leeks.", "same")]),
        ("", "Leeks.", [("Leeks.", "new")]),
        ("Leeks.", "", [("Leeks.", "gone")]),
        ("Leeks, leeks", "Leeks, leeks, leeks", [("Leeks, leeks", "same"), (", leeks", "new")]),
    ],
)
def test_what_is_all_the_same_or_all_new_is_one_piece(before, after, expected):
    assert pieces(before, after) == expected


def test_where_very_many_words_changed_sentences_are_told_apart():
    rows = [f"Row {n} has leeks and row {n} has peas." for n in range(300)]
    changed = [row.replace("leeks", "onions") if n % 2 else row for n, row in enumerate(rows)]

    told = pieces(" ".join(rows), " ".join(changed))

    assert ("Row 1 has leeks and row 1 has peas. ", "gone") in told
    assert ("Row 1 has onions and row 1 has peas. ", "new") in told
    assert ("Row 2 has leeks and row 2 has peas. ", "same") in told


@given(before=TEXTS, after=TEXTS)
def test_the_pieces_give_both_texts_back(before, after):
    told = pieces(before, after)

    assert "".join(text for text, sort in told if sort != "new") == before
    assert "".join(text for text, sort in told if sort != "gone") == after
    assert all(text for text, _ in told)
    assert all(here != following for (_, here), (_, following) in pairwise(told))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 2_500, "a c " * 2_500),
        (" ".join(f"x{n % 9} y{n}" for n in range(2_000)), " ".join(f"x{n % 9} z{n}" for n in range(2_000))),
        ("".join(f"{n}." for n in range(2_500)), "".join(f"{n}!" for n in range(2_500))),
        ("Donau" * 2_000, "Rhein" * 2_000),
        (".!? " * 2_500, "?!. " * 2_500),
    ],
)
def test_a_text_of_10000_characters_takes_no_time_worth_waiting_for(before, after):
    told = pieces(before, after)

    assert seconds(lambda: pieces(before, after), bar=1) < 1
    assert "".join(text for text, sort in told if sort != "new") == before
    assert "".join(text for text, sort in told if sort != "gone") == after


def test_of_a_long_text_only_what_stands_beside_a_change_is_shown():
    rows = " ".join(f"Row {n} has leeks." for n in range(300))
    told = pieces(f"{rows} Call me. {rows}", f"{rows} Write me. {rows}")

    (head, _), gone, new, (tail, _) = shortened(told, keep=20)

    assert head == "… Row 299 has leeks. "
    assert (gone, new) == (("Call ", "gone"), ("Write ", "new"))
    assert tail == "me. Row 0 has leeks. …"


def test_a_text_without_a_change_or_a_short_one_stays_whole():
    same = [("I sow leeks. " * 90, "same")]
    short = [("I sow ", "same"), ("leeks", "gone"), ("peas", "new")]

    assert shortened(same) == same
    assert shortened(short) == short
