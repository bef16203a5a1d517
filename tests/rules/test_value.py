"""One parameter's value."""

import pytest

from moderation.errors import Invalid
from moderation.rules.rule import Param
from moderation.rules.value import LONGEST_LIST, plain, read
from moderation.words import Mode

ENTRIES = Param(label="Words", shape="entries")
LINES = Param(label="Phrases", shape="lines")
NUMBER = Param(label="Days", low=1, high=9)


@pytest.mark.parametrize("given", [0, 10, 1.0, "3", True, None, [3], 10**30])
def test_a_number_is_whole_and_within_its_bounds(given):
    with pytest.raises(Invalid):
        read(given, 5, NUMBER)


def test_a_number_may_be_its_bounds():
    assert [read(1, 5, NUMBER), read(9, 5, NUMBER)] == [1, 9]


@pytest.mark.parametrize("given", [0, 1, "true", None])
def test_only_true_and_false_are_either(given):
    with pytest.raises(Invalid):
        read(given, True, Param(label="On"))


def test_a_word_of_the_contract_becomes_its_value():
    assert read("never", Mode.KNOWN, Param(label="Mode")) is Mode.NEVER
    assert plain(Mode.NEVER) == "never"


def test_lines_lose_blank_ones_and_needless_spaces():
    assert read(["  visit   us ", "", "  "], (), LINES) == ("visit us",)


def test_every_wrong_line_is_named():
    with pytest.raises(Invalid) as wrong:
        read(["*", "fine", "x" * 300], (), ENTRIES)

    assert len(wrong.value.problems) == 2


def test_a_list_has_an_end():
    with pytest.raises(Invalid):
        read(["x"] * (LONGEST_LIST + 1), (), LINES)
