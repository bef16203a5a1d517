"""The book of a site: its mode, its thresholds, and every rule with the site's own values."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from typing import Any, TypeVar, overload

from moderation import rules
from moderation.errors import Invalid, Problem
from moderation.rules.rule import Check, param, params_of
from moderation.rules.value import KEPT, masked, plain, read, shown
from moderation.words import N_, Kind, Mode

SECTIONS = ("door", "trust", "wording", "links", "writer", "mentions")
"""The order of the rules page; a folder that is not named here comes after these."""

C = TypeVar("C", bound=Check)
Json = dict[str, Any]


@cache
def catalogue() -> tuple[type[Check], ...]:
    """Every rule there is, section by section: one for each file in the folders beside this one."""
    folders = [found.name for found in pkgutil.iter_modules(rules.__path__) if found.ispkg]
    places = {name: place for place, name in enumerate(SECTIONS)}
    folders.sort(key=lambda name: (places.get(name, len(SECTIONS)), name))
    return tuple(kind for folder in folders for kind in rules_in(f"{rules.__name__}.{folder}"))


def rules_in(folder: str) -> Iterator[type[Check]]:
    """The rules of one folder, by the alphabet of their keys."""
    for found in pkgutil.iter_modules(import_module(folder).__path__):
        module = import_module(f"{folder}.{found.name}")
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, Check) and thing.__module__ == module.__name__:
                yield thing


@dataclass(frozen=True, kw_only=True)
class Book:
    """All that a site has decided about its comments; `Book()` is what is shipped."""

    mode: Mode = param(Mode.KNOWN, N_("Publish without a moderator"))  # noqa: RUF009 it is a field()
    known_after: int = param(1, N_("Approved comments of a known author"), low=1, high=100)
    hold_from: int = param(4, N_("Hold from"), unit=N_("points"), low=1, high=100)
    spam_from: int = param(7, N_("Mark as spam from"), unit=N_("points"), low=1, high=100)
    rules: tuple[Check, ...] = field(default_factory=lambda: tuple(kind() for kind in catalogue()))

    def checks_for(self, kind: Kind) -> Iterator[Check]:
        """The rules that are on and look at this kind of contribution, in the catalogue's order."""
        return (rule for rule in self.rules if rule.on and kind in rule.kinds)

    def prepare(self) -> None:
        """Make its lists ready: a moment for tens of thousands of lines, nothing the second time."""
        for rule in self.rules:
            if rule.on:
                rule.prepare()

    @overload
    def rule(self, which: str) -> Check: ...
    @overload
    def rule(self, which: type[C]) -> C: ...
    def rule(self, which: str | type[Check]) -> Check:
        """The site's setting of one rule, by its key or its class; KeyError where there is none."""
        for rule in self.rules:
            if which in (rule.key, type(rule)):
                return rule
        raise KeyError(which)


def parse(data: object, *, is_kept: bool = False) -> Book:
    """The book of the contract's JSON, whole or in part; what is not named is as shipped.

    Raises `Invalid` with a problem for each wrong value, `on` being its path (`rules.links.points`). What
    `is_kept` was saved by an older version, which may have taken lines that are refused by now.
    """
    return merge(Book(), data, is_kept=is_kept)


def merge(book: Book, data: object, *, is_kept: bool = False) -> Book:
    """The book with the values that a part of the contract's JSON gives. Raises as `parse`."""
    problems: list[Problem] = []
    given = dict(mapping(data, "", problems))
    by_rule = mapping(given.pop("rules", {}), "rules", problems)
    own = values(book, given, "", problems)
    settings = rules_with(book, by_rule, problems, is_kept=is_kept)
    merged = replace(book, **own, rules=settings)
    if merged.hold_from > merged.spam_from:
        problems.append(hold_above_spam(merged, "hold_from" if "hold_from" in own else "spam_from"))
    if problems:
        raise Invalid(*problems)
    return merged


def rules_with(
    book: Book, data: Mapping[str, object], problems: list[Problem], *, is_kept: bool
) -> tuple[Check, ...]:
    """The rules of a book with the values given for them by key."""
    keys = {rule.key for rule in book.rules}
    for key in data:
        if key not in keys:
            problems.append(Problem(on=f"rules.{key}", why=N_("There is no rule of this name.")))
    judging = {rule.key for rule in book.rules if rule.section != "door"}
    changed = tuple(rule_with(rule, data.get(rule.key, {}), problems) for rule in book.rules)
    for rule in () if is_kept else (rule for rule in changed if rule.key in data):
        problems.extend(replace(p, on=f"rules.{rule.key}.{p.on}") for p in rule.mistakes(judging))
    return changed


def rule_with(rule: Check, data: object, problems: list[Problem]) -> Check:
    """One rule with the values given for it."""
    path = f"rules.{rule.key}"
    return replace(rule, **values(rule, mapping(data, path, problems), f"{path}.", problems))


def values(of: Check | Book, data: Mapping[str, object], path: str, problems: list[Problem]) -> Json:
    """The parameters that are given and sound; what is not goes to the problems."""
    params = {each.name: about for each, about in params_of(of)}
    sound: Json = {}
    for name, given in data.items():
        if name not in params:
            problems.append(Problem(on=f"{path}{name}", why=N_("There is no setting of this name.")))
            continue
        try:
            sound[name] = read(given, getattr(of, name), params[name])
        except Invalid as invalid:
            problems.extend(replace(problem, on=f"{path}{name}") for problem in invalid.problems)
    return sound


def mapping(data: object, path: str, problems: list[Problem]) -> Mapping[str, object]:
    """The data if it is an object with names; else a problem, and nothing."""
    if isinstance(data, Mapping) and all(isinstance(name, str) for name in data):
        return data
    problems.append(Problem(on=path, why=N_("{value} is not an object."), values={"value": shown(data)}))
    return {}


def hold_above_spam(book: Book, on: str) -> Problem:
    """What is wrong where spam would begin below what is held."""
    return Problem(
        on=on,
        why=N_("Hold from {hold_from} is above spam from {spam_from}."),
        values={"hold_from": book.hold_from, "spam_from": book.spam_from},
    )


def dump(book: Book, *, is_open: bool = False) -> Json:
    """The whole book in the contract's form.

    Here and below: secrets stand there themselves only where it `is_open`, for whoever keeps the book.
    """
    return {
        **dumped(book, is_open=is_open),
        "rules": {rule.key: dumped(rule, is_open=is_open) for rule in book.rules},
    }


def dumped(of: Check | Book, *, is_open: bool = False) -> Json:
    """The parameters of a rule, or of the book itself, as plain JSON."""
    values = ((each.name, getattr(of, each.name), about) for each, about in params_of(of))
    return {name: plain(value if is_open else masked(value, about)) for name, value, about in values}


def differences(book: Book, *, is_open: bool = False) -> Json:
    """What differs from the shipped book, in the contract's form; `parse` gives the book back."""
    shipped, own = dump(Book()), dump(book, is_open=is_open)
    rules_shipped, rules_own = shipped.pop("rules"), own.pop("rules")
    by_rule = {key: different(rules_shipped[key], rules_own[key]) for key in rules_own}
    kept = {key: values for key, values in by_rule.items() if values}
    return {**different(shipped, own), **({"rules": kept} if kept else {})}


def different(before: Json, after: Json) -> Json:
    """The values of the second that the first has not."""
    return {name: value for name, value in after.items() if before.get(name) != value}


def keeping(book: Book, present: Book) -> Book:
    """The book with the secrets of the present one where it says that they stay."""
    stay = {
        path: dict(flat(present, is_open=True))[path]
        for path, value in flat(book, is_open=True)
        if value == KEPT
    }
    return merge(book, nested(stay.items()), is_kept=True) if stay else book


def changes(before: Book, after: Book, *, is_open: bool = False) -> list[tuple[str, Any, Any]]:
    """Each value that changed: its path (`rules.links.points`), what it was and what it is, as JSON."""
    old, new = dict(flat(before, is_open=True)), dict(flat(after, is_open=True))
    moved = [path for path, value in new.items() if old.get(path) != value]
    if not is_open:
        old, new = dict(flat(before)), dict(flat(after))
    return [(path, old.get(path), new[path]) for path in moved]


def nested(values: Iterable[tuple[str, Any]]) -> Json:
    """Values by their paths, in the contract's form."""
    data: Json = {"rules": {}}
    for path, value in values:
        head, _, rest = path.partition(".")
        if rest:
            key, _, name = rest.partition(".")
            data["rules"].setdefault(key, {})[name] = value
        else:
            data[head] = value
    return data


def flat(book: Book, *, is_open: bool = False) -> Iterator[tuple[str, Any]]:
    """Every value of a book with its path."""
    yield from dumped(book, is_open=is_open).items()
    for rule in book.rules:
        for name, value in dumped(rule, is_open=is_open).items():
            yield f"rules.{rule.key}.{name}", value
