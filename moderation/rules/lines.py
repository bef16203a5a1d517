"""The lists of the rules: which there are, and the one form in which each of their lines is kept."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from typing import Any

from moderation.errors import Invalid
from moderation.rules import condition
from moderation.rules.book import Book, catalogue
from moderation.rules.condition import Condition
from moderation.rules.entry import Entry, as_line, from_json, parse_line
from moderation.rules.rule import Check, Param, params_of
from moderation.rules.value import listed

TELLS_CASE = re.compile(r"/|\[[^\[\]]*\b(?:case|expression)\b[^\[\]]*\]\s*$")
"""Where capitals and small letters differ: in paths, and where an option of the line says so."""

Item = Entry | Condition | str
"""A line as rules look at it: words with options, expressions with points, or what it says."""
SHAPES = ("lines", "entries", "conditions")
"""Of the parameters that are lists."""
Items = tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class ListOf:
    """One list of one rule."""

    kind: type[Check]
    param: str
    about: Param
    shipped: Items

    @property
    def name(self) -> str:
        """What it is called where it is kept: `blocked_words.words`."""
        return f"{self.kind.key}.{self.param}"

    @property
    def path(self) -> str:
        """Where it stands in the contract's JSON: `rules.blocked_words.words`."""
        return f"rules.{self.name}"

    @property
    def has_options(self) -> bool:
        """Whether its lines are words with options."""
        return self.about.shape == "entries"

    @property
    def has_conditions(self) -> bool:
        """Whether its lines are expressions with points."""
        return self.about.shape == "conditions"

    @property
    def speaks_for(self) -> bool:
        """Whether its lines speak for a comment, so that an approval proves them right."""
        return self.kind.section == "trust"

    def of(self, book: Book) -> Items:
        """The lines that a book has."""
        items: Items = getattr(book.rule(self.kind), self.param)
        return items

    def item(self, text: str) -> Item:
        """A line as a person types it. Raises Invalid for one that no list takes."""
        if self.has_conditions:
            return condition.parse(text)
        return parse_line(text) if self.has_options else self.given(text)

    def kept(self, text: str) -> Item:
        """A line that was looked at when it came. Raises Invalid where nobody understands it any more."""
        if self.has_conditions:
            return condition.parse(text)
        if not self.has_options:
            return text
        return parse_line(text) if "[" in text else Entry(text=text)

    def given(self, value: object) -> Item:
        """A line as the contract's JSON has it. Raises Invalid likewise."""
        return listed([value], self.about)[0]

    def require_sense(self, item: Item) -> None:
        """Let a line be one that its rule can use, or raise Invalid with what is wrong with it."""
        if self.kind.mistakes is Check.mistakes:
            return
        own: dict[str, Any] = {self.param: (item,)}
        setting = replace(self.kind(), **own)
        judging = frozenset(kind.key for kind in catalogue() if kind.section != "door")
        problems = [problem for problem in setting.mistakes(judging) if problem.on == self.param]
        if problems:
            raise Invalid(*problems)


def shipped_lines(default: Any) -> Items:
    """The lines that a list has before anybody changes it."""
    return tuple(default)


@cache
def every() -> Mapping[str, ListOf]:
    """All lists by name, in the order of the rules page."""
    found = (
        ListOf(kind=kind, param=field.name, about=about, shipped=shipped_lines(field.default))
        for kind in catalogue()
        for field, about in params_of(kind)
        if about.shape in SHAPES
    )
    return {each.name: each for each in found}


def of_path(path: str) -> ListOf | None:
    """The list that stands at a path of the contract's JSON; None where another setting does."""
    return every().get(path.removeprefix("rules.")) if path.startswith("rules.") else None


def text_of(item: Item) -> str:
    """The line as it is kept and as a person types it."""
    if isinstance(item, Condition):
        return condition.typed(item)
    return as_line(item) if isinstance(item, Entry) else item


def as_json(item: Item) -> object:
    """The line as the contract's JSON has it."""
    return item if isinstance(item, str) else item.as_json()


def key_of(text: str) -> bytes:
    """16 bytes, the same for lines that say the same.

    Counts are kept under it and taken back by it, so it shall never change: it leans on nothing but what
    Unicode promises to leave as it is.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    same = plain if TELLS_CASE.search(plain) else unicodedata.normalize("NFKC", plain.casefold())
    return blake2b(same.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def moved(of: ListOf, before: object, after: object) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, by two lists of an event: whole ones, or what differs."""
    was, now = _texts(of, before), _texts(of, after)
    return [text for text in was if text not in now], [text for text in now if text not in was]


def _texts(of: ListOf, given: object) -> dict[str, None]:
    lines: Sequence[object] = given if isinstance(given, list) else []
    return dict.fromkeys(written(of, line) for line in lines)


def written(of: ListOf, line: object) -> str:
    """A line of the contract's JSON as a person types it; one that nobody understands any more as it is."""
    if isinstance(line, str) and not (of.has_options and "[" in line):
        return line
    try:
        return text_of(condition.read(line) if of.has_conditions else from_json(line))
    except Invalid:
        return str(line)


def bare(book: Book) -> Book:
    """The book with every list as it is shipped: what is kept as values."""
    return with_lists(book, {each.name: each.shipped for each in every().values()})


def with_lists(book: Book, lists: Mapping[str, Items]) -> Book:
    """The book with these lists by name, the others as they are."""
    return replace(book, rules=tuple(with_own(rule, lists) for rule in book.rules))


def with_own(rule: Check, lists: Mapping[str, Items]) -> Check:
    """The rule with those of these lists that are its own."""
    own: dict[str, Any] = {
        each.param: lists[each.name]
        for each in lists_of(rule.key)
        if each.name in lists and getattr(rule, each.param) is not lists[each.name]
    }
    return replace(rule, **own) if own else rule


@cache
def lists_of(key: str) -> Iterable[ListOf]:
    """The lists of one rule."""
    return tuple(each for each in every().values() if each.kind.key == key)
