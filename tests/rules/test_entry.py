"""Entries of a word list: lines that people type, and the JSON that is kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import Invalid
from moderation.rules.entry import FIELDS, Entry, as_line, checked, from_json, parse_line
from moderation.text.sight import is_blank

LETTERS = list(FIELDS.values())
FIELD_SETS = st.sets(st.sampled_from(LETTERS), min_size=1).map(
    lambda found: "".join(x for x in LETTERS if x in found)
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=60).filter(
    lambda text: not all(map(is_blank, Entry(text=" ".join(text.split())).parts))
)
ENTRIES = st.builds(
    lambda text, whole, case, fields: checked(text, whole=whole, case=case, fields=fields),
    TEXTS,
    st.booleans(),
    st.booleans(),
    FIELD_SETS,
) | st.builds(
    lambda text, fields, way: checked(text, fields=fields, **way),
    TEXTS.map(lambda text: re.escape(" ".join(text.split()))),
    FIELD_SETS,
    st.sampled_from([{"wordpress": True}, {"expression": True}, {"expression": True, "case": True}]),
)


def test_a_line_of_words_looks_for_whole_words_everywhere_a_writer_types():
    assert parse_line("  free   money ") == Entry(text="free money", whole=True, case=False, fields="NEWT")


def test_options_stand_in_brackets_after_the_words():
    assert parse_line("casino [inside]") == Entry(text="casino", whole=False)
    assert parse_line("SEO [case, name]") == Entry(text="SEO", case=True, fields="N")
    assert parse_line("192.0.2. [Inside, Address]") == Entry(text="192.0.2.", whole=False, fields="I")


def test_brackets_without_words_before_them_are_words():
    assert parse_line("[url]") == Entry(text="[url]")
    assert parse_line("a [b] []") == Entry(text="a [b]")


def test_an_option_that_does_not_exist_is_named():
    with pytest.raises(Invalid) as wrong:
        parse_line("casino [insde]")

    assert "insde" in str(wrong.value)
    assert "inside" in str(wrong.value)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "*", "* *", "x" * 201, "a\ud800", "a\x00b"])
def test_what_finds_everything_or_nothing_is_no_entry(text):
    with pytest.raises(Invalid):
        parse_line(text)


@pytest.mark.parametrize(
    "data",
    [
        7,
        None,
        ["casino"],
        {},
        {"text": 7},
        {"text": "x", "whole": 1},
        {"text": "x", "fields": "NX"},
        {"text": "x", "fields": ""},
        {"text": "x", "colour": "red"},
        {"text": "x", "expression": "yes"},
        {"text": "x", "expression": True, "whole": True},
        {"text": "x", "wordpress": True, "case": True},
        {"text": "x\ny", "wordpress": True},
        {"text": "(x", "expression": True},
    ],
)
def test_json_that_is_no_entry_is_refused(data):
    with pytest.raises(Invalid):
        from_json(data)


def test_a_plain_entry_is_a_plain_string_in_json():
    assert Entry(text="casino").as_json() == "casino"
    assert Entry(text="casino", whole=False).as_json() == {"text": "casino", "whole": False}


def test_an_expression_keeps_its_very_signs():
    assert parse_line(r"a  b\*[0-9] [expression]") == Entry(text=r"a  b\*[0-9]", whole=False, expression=True)
    assert parse_line("x+ [case, expression]").as_json() == {"text": "x+", "expression": True, "case": True}


def test_a_line_of_wordpress_looks_everywhere_and_a_star_is_a_star():
    entry = parse_line("buy * now [wordpress]")

    assert entry == Entry(text="buy * now", whole=False, fields="NEWTIA", wordpress=True)
    assert entry.parts == ["buy * now"]
    assert entry.as_json() == {"text": "buy * now", "wordpress": True}
    assert as_line(entry) == "buy * now [wordpress]"
    assert parse_line("* [wordpress]").text == "*"


@given(ENTRIES)
def test_an_entry_comes_back_from_its_line_and_from_its_json(entry):
    assert parse_line(as_line(entry)) == entry
    assert from_json(entry.as_json()) == entry
