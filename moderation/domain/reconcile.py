"""Changes of rules that meet others: made on an older version, or taken back when more has happened since."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from moderation.domain.judge import book_of
from moderation.errors import Conflict
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.rules.value import KEPT
from moderation.store import events
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.words import N_

MOST_SINCE = 100
"""So many changes back a page of rules may have been loaded; one that is older is told to look again."""

Value = tuple[str, Any, Any]
"""A setting: its path (`rules.links.points`), what it was and what it is."""


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Settings that two changed at once: the rules as both wish them, and the second where they differ."""

    book: Book
    version: int
    """The version that saving `book` replaces."""
    theirs: list[Value]
    """What somebody else made of the settings in question."""


def rebased(session: Session, site: Site, book: Book, seen: int) -> Book:
    """Rules that were changed from an older version, with what others have changed since.

    Raises Conflict where the same setting is meant to become two things (`current` is a Clash), or
    where nobody knows any more what version `seen` was; Invalid where both together make no sense.
    """
    n_since = site.book_version - seen
    since = list(session.scalars(events.of_settings(site.id).limit(min(max(n_since, 0), MOST_SINCE))))
    if not since or len(since) < n_since:
        raise Conflict(N_("Somebody saved other rules meanwhile. Look at them, then change yours again."))
    present = book_of(site)
    base = books.keeping(books.parse(since[-1].detail["before"], is_kept=True), present)
    own = books.changes(base, books.keeping(book, present), is_open=True)
    merged = books.merge(present, books.nested((path, after) for path, _, after in own))
    clashing = {path for path, _, _ in books.changes(present, merged)} & {
        p for p, _, _ in books.changes(base, present)
    }
    if clashing:
        theirs = [value for value in books.changes(base, present) if value[0] in clashing]
        latest = next(e for e in since if clashing & {path for path, _, _ in e.detail["changes"]})
        why = N_("{who} changed the same settings meanwhile, and nothing is saved yet.")
        clash = Clash(book=merged, version=site.book_version, theirs=theirs)
        raise Conflict(why, current=clash, at=latest.at, who=latest.actor_name)
    return merged


def stands(site: Site, change: Event) -> bool:
    """Whether nobody has touched since what this change of rules did: its values, the lines of its lists.

    A secret that it took away is kept nowhere: where that was all, there is no way back.
    """
    present, made = dict(books.flat(book_of(site))), _known(change)
    return bool(made) and all(
        path in present and _stands(present[path], was, became) for path, was, became in made
    )


def without(site: Site, change: Event) -> Book:
    """The rules of a site as if this change had not been made. Raises Invalid where they make no sense."""
    book = book_of(site)
    present = dict(books.flat(book))
    back = ((path, _back(present[path], was, became)) for path, was, became in _known(change))
    return books.merge(book, books.nested(back))


def _known(change: Event) -> list[Value]:
    """The values of a change that can be given back."""
    return [(path, was, became) for path, was, became in change.detail["changes"] if was != KEPT]


def _stands(present: Any, before: Any, after: Any) -> bool:
    if not isinstance(after, list):
        return bool(present == after)
    gone, new = _moved(before, after)
    if gone or new:
        there = {_key(line) for line in present}
        return all(_key(line) in there for line in new) and not any(_key(line) in there for line in gone)
    return bool(present == after)  # another order


def _back(present: Any, before: Any, after: Any) -> Any:
    if not isinstance(after, list):
        return before
    gone, new = _moved(before, after)
    if gone or new:
        came = {_key(line) for line in new}
        return [line for line in present if _key(line) not in came] + gone
    return before


def _moved(before: Sequence[Any] | None, after: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The lines of a list that went, and those that came."""
    was = list(before or ())
    keys_before, keys_after = {_key(line) for line in was}, {_key(line) for line in after}
    gone = [line for line in was if _key(line) not in keys_after]
    return gone, [line for line in after if _key(line) not in keys_before]


def _key(line: Any) -> str:
    """A line of a list as a set takes it, so that tens of thousands are compared in a moment."""
    return line if isinstance(line, str) else "\0" + json.dumps(line, sort_keys=True)
