"""One line of the rule `patterns`: expressions that must all find something, and what that counts.

As a person types it: `+3 \\bseo\\b [name] AND https?:// [text]`. The points stand before, with a sign;
without them the rule's own count. Options stand in brackets behind each expression, as in lists of words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from moderation.errors import Invalid, Problem
from moderation.rules.entry import FIELDS, WAYS, Entry, as_line, checked, from_json, parse_line
from moderation.words import N_

POINTS = re.compile(r"(?P<points>[+\N{MINUS SIGN}-]\d{1,3})\s+(?P<rest>\S.*)", re.DOTALL)
AND = re.compile(r"(?:^|\s+)AND(?:\s+|$)")
KNOWN = "|".join((*FIELDS, *WAYS))
OPTIONS = re.compile(rf"(?P<text>.*\S)\s+\[(?P<options>(?:{KNOWN})(?:,\s*(?:{KNOWN}))*)\]", re.DOTALL)
"""Other words in brackets, or without a space before them, are signs of the expression."""
MOST = 10
"""Expressions of one line."""
LOW, HIGH = -20, 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """Expressions that must all find something in a comment; `points` is None where the rule's count."""

    every: tuple[Entry, ...]
    points: int | None = None

    def as_json(self) -> dict[str, object]:
        """An object: the expression and its options, or `all` of several; and the points."""
        said = [_without_way(entry) for entry in self.every]
        own: dict[str, object] = {"points": self.points} if self.points is not None else {}
        return {**own, **said[0]} if len(said) == 1 else {**own, "all": said}


def parse(line: str) -> Condition:
    """The condition of one line. Raises `Invalid` with a sentence."""
    found = POINTS.fullmatch(line.strip())
    rest = found["rest"] if found else line
    points = int(found["points"].replace("\N{MINUS SIGN}", "-")) if found else None
    return _sound([_entry(part) for part in AND.split(rest.strip())], points)


def typed(condition: Condition) -> str:
    """The line that `parse` reads back as this condition."""
    points = f"{condition.points:+d} " if condition.points is not None else ""
    return points + " AND ".join(_typed(entry) for entry in condition.every)


def read(given: object) -> Condition:
    """The condition that `as_json` wrote, or a person by hand: a line, or an object. Raises `Invalid`."""
    if isinstance(given, str):
        return parse(given)
    if not isinstance(given, Mapping) or ("all" in given) == ("text" in given):
        raise wrong(N_("A line of this list is a text, or an object with a text or with “all”."))
    points = given.get("points")
    if points is not None and (isinstance(points, bool) or not isinstance(points, int)):
        raise wrong(N_("{value} is not a whole number."), value=str(points)[:40])
    several, others = given.get("all"), {"points", "all"}
    if several is None:
        return _sound([_from_json({name: given[name] for name in given if name != "points"})], points)
    if not isinstance(several, list | tuple) or set(given) - others:
        raise wrong(N_("“all” is a list of expressions, and beside it stand the points alone."))
    return _sound([_from_json(one) for one in several], points)


def _sound(every: list[Entry], points: int | None) -> Condition:
    if not 0 < len(every) <= MOST:
        raise wrong(N_("A line holds one expression, or up to {most} with AND between them."), most=MOST)
    if points is not None and not LOW <= points <= HIGH:
        raise wrong(N_("{value} points are beyond {low} and {high}."), value=points, low=LOW, high=HIGH)
    return Condition(every=tuple(every), points=points)


def _entry(part: str) -> Entry:
    """An expression with its options; “expression” need not stand among them."""
    found = OPTIONS.fullmatch(part.strip())
    if found:
        return parse_line(f"{found['text']} [{found['options']}, expression]")
    return checked(part, expression=True)


def _from_json(given: object) -> Entry:
    if isinstance(given, str):
        return _entry(given)
    if isinstance(given, Mapping):
        given = {**given, "expression": True}
    return from_json(given)


def _without_way(entry: Entry) -> dict[str, object]:
    said = entry.as_json()
    assert isinstance(said, dict)  # it says that it is an expression
    return {name: value for name, value in said.items() if name != "expression"}


def _typed(entry: Entry) -> str:
    text, _, options = as_line(entry).rpartition(" [")
    others = options.removesuffix("]").removeprefix("expression").removeprefix(", ")
    if others or OPTIONS.fullmatch(text):
        return f"{text} [{others or 'expression'}]"
    return text


def wrong(why: str, **values: str | int) -> Invalid:
    """One problem with one line."""
    return Invalid(Problem(why=why, values=values))
