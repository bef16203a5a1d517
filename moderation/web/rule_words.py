"""A change of rules as people read it: which setting of which rule, what it was and what it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import gettext

from moderation.rules.book import Book, catalogue
from moderation.rules.rule import Param, params_of
from moderation.web.rule_form import MODE_NAMES, lines_of, secrets
from moderation.words import N_, Mode

LONGEST = 50
"""Lines of a list that are shown each way; of more, only how many."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One setting that changed. Of a list `gone` and `new` are lines; else each is the one value."""

    rule: str
    """The rule's title; empty for a setting of the whole."""
    label: str
    unit: str
    gone: Sequence[str]
    new: Sequence[str]
    more: int = 0
    """How many lines of a long list are not shown."""
    is_order: bool = False
    """Whether only the order of a list changed."""


def said(changes: Iterable[Sequence[Any]]) -> list[Change]:
    """The changes that an event keeps, each (path, before, after), in the language of the answer."""
    return [_change(path, before, after) for path, before, after in changes]


def _change(path: str, before: Any, after: Any) -> Change:
    title, about = _labels().get(path, ("", None))
    gone, new = _values(path, before), _values(path, after)
    if path in secrets():
        gone, new = _of_secret(before, after)
    is_order = isinstance(after, list) and sorted(gone) == sorted(new)
    if isinstance(after, list):
        was, now = set(gone), set(new)
        gone, new = [x for x in gone if x not in now], [x for x in new if x not in was]
    return Change(
        rule=gettext(title) if title else "",
        label=gettext(about.label) if about is not None else path,
        unit=gettext(about.unit) if about is not None and about.unit else "",
        gone=gone[:LONGEST],
        new=new[:LONGEST],
        is_order=is_order,
        more=max(len(gone) - LONGEST, 0) + max(len(new) - LONGEST, 0),
    )


def _of_secret(before: Any, after: Any) -> tuple[list[str], list[str]]:
    """What became of a secret, and nothing of what it is."""
    words = [gettext(N_("set")) if each else gettext(N_("not set")) for each in (before, after)]
    return words[:1], [gettext(N_("another one"))] if before and after else words[1:]


def _values(path: str, value: Any) -> list[str]:
    if isinstance(value, list):
        return lines_of(path, value)
    if isinstance(value, bool):
        return [gettext(N_("on")) if value else gettext(N_("off"))]
    if path == "mode" and value in list(Mode):
        return [gettext(MODE_NAMES[Mode(value)])]
    return [] if value is None else [str(value)]


@cache
def _labels() -> dict[str, tuple[str, Param | None]]:
    """The rule's title and the parameter of every path."""
    own = {each.name: ("", about) for each, about in params_of(Book)}
    ruled = {
        f"rules.{kind.key}.{each.name}": (kind.title, about)
        for kind in catalogue()
        for each, about in params_of(kind)
    }
    return {**own, **ruled}
