"""Lines of patterns: as people type them, and as JSON keeps them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import Invalid
from moderation.rules.condition import Condition, parse, read, typed
from moderation.rules.entry import Entry


def expression(text: str, **more: Any) -> Entry:
    return Entry(text=text, whole=False, expression=True, **more)


ONE = st.builds(
    expression,
    st.sampled_from(
        [r"\bseo\b", "https?://", "[a-z]+[0-9]", "x [y]", "name [text]", "a  b", r"a\+ 3", "AND$"]
    ),
    case=st.booleans(),
    fields=st.sampled_from(["NEWT", "N", "NT", "A"]),
)
CONDITIONS = st.builds(
    lambda every, points: Condition(every=tuple(every), points=points),
    st.lists(ONE, min_size=1, max_size=4),
    st.none() | st.integers(-20, 20),
)


def test_a_line_holds_points_expressions_and_their_options():
    assert parse(r"+3 \bseo\b [name] AND https?:// [text]") == Condition(
        every=(expression(r"\bseo\b", fields="N"), expression("https?://", fields="T")), points=3
    )
    assert parse(r"−2 \bleeks?\b").points == -2
    assert parse("3 little pigs") == Condition(every=(expression("3 little pigs"),))


def test_brackets_that_name_no_option_are_signs_of_the_expression():
    assert parse("colou?r[s]").every == (expression("colou?r[s]"),)
    assert parse("x [ab]").every == (expression("x [ab]"),)
    assert parse("x [text]").every == (expression("x", fields="T"),)


def test_json_reads_as_it_is_meant():
    assert parse(r"+3 \bseo\b [name]").as_json() == {"points": 3, "text": r"\bseo\b", "fields": "N"}
    assert parse(r"a AND b [case]").as_json() == {"all": [{"text": "a"}, {"text": "b", "case": True}]}
    assert read("+3 a AND b") == parse("+3 a AND b") == read({"points": 3, "all": ["a", {"text": "b"}]})


@given(CONDITIONS)
def test_a_condition_comes_back_from_its_line_and_from_its_json(condition):
    assert parse(typed(condition)) == condition
    assert read(condition.as_json()) == condition


@pytest.mark.parametrize(
    "given_line",
    [
        "",
        "(a",
        "+21 a",
        "a AND ",
        " AND ".join("abcdefghijk"),
        7,
        {},
        {"all": []},
        {"all": "a"},
        {"all": ["a"], "fields": "N"},
        {"text": "a", "all": ["a"]},
        {"text": "a", "points": "3"},
        {"text": "a", "points": True},
        {"text": "a", "fields": "X"},
    ],
)
def test_what_is_no_line_is_refused(given_line):
    with pytest.raises(Invalid):
        read(given_line)
