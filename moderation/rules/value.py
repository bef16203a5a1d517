"""One parameter's value: from what a form, a file or a program gives, and back to plain JSON."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from moderation.errors import Invalid, Problem
from moderation.rules import condition
from moderation.rules.condition import Condition
from moderation.rules.entry import Entry, from_json
from moderation.rules.rule import Param
from moderation.text.clean import storable
from moderation.words import N_

Value = bool | int | StrEnum | str | tuple[str, ...] | tuple[Entry, ...] | tuple[Condition, ...]
T = TypeVar("T")
KEPT = "********"
"""Stands for a secret wherever rules are written out, and where it is read: the one that is there already."""
LONGEST_TEXT = 2048
MOST_CONDITIONS = 200
"""Each is looked for by itself."""
LONGEST_LIST = 100_000
"""Lines of one list; the longest list that blogs pass around has 62,000."""


def read(given: object, present: Value, about: Param) -> Value:
    """The value of a parameter, of the type of the present one; `Invalid` names all that is wrong."""
    if isinstance(present, bool):
        return boolean(given)
    if isinstance(present, StrEnum):
        return word(given, type(present))
    if isinstance(present, str):
        return text(given)
    if isinstance(present, int):
        return number(given, about)
    return listed(given, about)


def plain(value: Value) -> object:
    """The value as JSON has it."""
    if isinstance(value, tuple):
        return [line if isinstance(line, str) else line.as_json() for line in value]
    return str(value) if isinstance(value, StrEnum) else value


def boolean(given: object) -> bool:
    """True or false, and nothing that merely looks like it."""
    if isinstance(given, bool):
        return given
    raise wrong(N_("{value} is neither true nor false."), value=shown(given))


def word(given: object, words: type[StrEnum]) -> StrEnum:
    """One of the words of an enumeration."""
    if isinstance(given, str) and given in list(words):
        return words(given)
    raise wrong(N_("{value} is none of {words}."), value=shown(given), words=", ".join(words))


def number(given: object, about: Param) -> int:
    """A whole number within the parameter's bounds."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise wrong(N_("{value} is not a whole number."), value=shown(given))
    low, high = about.low, about.high
    if low is not None and given < low:
        raise wrong(N_("{value} is less than {low}."), value=shown(given), low=low)
    if high is not None and given > high:
        raise wrong(N_("{value} is more than {high}."), value=shown(given), high=high)
    return given


def text(given: object) -> str:
    """One line of text, or none."""
    if not isinstance(given, str):
        raise wrong(N_("{value} is not a text."), value=shown(given))
    if len(given) > LONGEST_TEXT:
        raise wrong(N_("A text holds {most} characters at most."), most=LONGEST_TEXT)
    line = given.strip()
    if storable(line) != line or any(sign.isspace() for sign in line):
        raise wrong(N_("There is a sign in it that belongs to no such text."))
    return line


def masked(value: Value, about: Param) -> Value:
    """The value as it may be shown to anybody who may read the rules: a secret is only said to be there."""
    return KEPT if about.shape == "secret" and value else value


def listed(given: object, about: Param) -> tuple[str, ...] | tuple[Entry, ...] | tuple[Condition, ...]:
    """A list of entries, of conditions or of plain lines, blank ones left out."""
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise wrong(N_("{value} is not a list."), value=shown(given))
    if len(given) > LONGEST_LIST:
        raise wrong(N_("A list holds {most} lines at most."), most=LONGEST_LIST)
    lines = [line for line in given if not isinstance(line, str) or line.strip()]
    if about.shape == "conditions":
        if len(lines) > MOST_CONDITIONS:
            raise wrong(N_("A list holds {most} lines at most."), most=MOST_CONDITIONS)
        return each(lines, condition.read)
    entries = each(lines, from_json)
    if about.shape == "entries":
        return entries
    if not all(isinstance(line, str) for line in lines):
        raise wrong(N_("A line of this list is a text."))
    return tuple(entry.text for entry in entries)


def each(lines: Sequence[object], read_line: Callable[[object], T]) -> tuple[T, ...]:
    """What each line says; `Invalid` names every line that says nothing."""
    found: list[T] = []
    problems: list[Problem] = []
    for line in lines:
        try:
            found.append(read_line(line))
        except Invalid as invalid:
            problems.extend(invalid.problems)
    if problems:
        raise Invalid(*problems)
    return tuple(found)


def shown(given: object) -> str:
    """What was given, short enough for a sentence."""
    text = f"“{given}”" if isinstance(given, str) else str(given)
    return text if len(text) <= 60 else text[:59] + "…"


def wrong(why: str, **values: str | int) -> Invalid:
    """One problem with a value; whoever reads the whole knows its place."""
    return Invalid(Problem(why=why, values=values))
