"""Changes of rules that meet others: made on an older version, or taken back when more has happened since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from moderation.domain import amend
from moderation.domain.amend import Move
from moderation.domain.judge import book_of
from moderation.errors import Conflict
from moderation.rules import book as books
from moderation.rules import lines as ruled
from moderation.rules.book import Book
from moderation.rules.lines import Items, ListOf, text_of
from moderation.rules.value import KEPT
from moderation.store import events, lines
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.words import N_

MOST_SINCE = 100
"""So many changes back a page of rules may have been loaded; one that is older is told to look again."""

MANY = 2_000
"""Of more lines than this it is quicker to read their whole list than to ask for each."""

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

    Lists never clash: a line comes or goes by itself. Raises Conflict where the same value is meant to become
    two things (`current` is a Clash), or where nobody knows any more what version `seen` was; Invalid where
    both together make no sense.
    """
    n_since = site.book_version - seen
    since = list(session.scalars(events.of_settings(site.id).limit(min(max(n_since, 0), MOST_SINCE))))
    if not since or len(since) < n_since:
        raise Conflict(N_("Somebody saved other rules meanwhile. Look at them, then change yours again."))
    whole = book_of(session, site)
    present = ruled.bare(whole)
    base = books.keeping(ruled.bare(books.parse(since[-1].detail["before"], is_kept=True)), present)
    own = books.changes(base, books.keeping(ruled.bare(book), present), is_open=True)
    lists = {name: _rebased(of, of.of(book), of.of(whole), since) for name, of in ruled.every().items()}
    values = books.merge(present, books.nested((path, after) for path, _, after in own))
    merged = ruled.with_lists(values, lists)
    clashing = {path for path, _, _ in books.changes(present, values)} & {
        p for p, _, _ in books.changes(base, present)
    }
    if clashing:
        theirs = [value for value in books.changes(base, present) if value[0] in clashing]
        latest = next(e for e in since if clashing & {path for path, _, _ in e.detail["changes"]})
        why = N_("{who} changed the same settings meanwhile, and nothing is saved yet.")
        clash = Clash(book=merged, version=site.book_version, theirs=theirs)
        raise Conflict(why, current=clash, at=latest.at, who=latest.actor_name)
    return merged


def _rebased(of: ListOf, mine: Items, theirs: Items, since: Sequence[Event]) -> Items:
    """A list as it is now, with the lines that came to mine and without those that went from it."""
    if mine is theirs or mine == theirs:
        return theirs
    now, own = ({text_of(item): item for item in items} for items in (theirs, mine))
    base = dict.fromkeys(now)
    for gone, new in (ruled.moved(of, *change[1:]) for e in since for change in _of(of, e)):
        base = {**{text: None for text in base if text not in set(new)}, **dict.fromkeys(gone)}
    kept = [item for text, item in now.items() if text in own or text not in base]
    return (*kept, *(item for text, item in own.items() if text not in base and text not in now))


def _of(of: ListOf, change: Event) -> list[Value]:
    return [value for value in change.detail["changes"] if value[0] == of.path]


def stands(session: Session, site: Site, change: Event) -> bool:
    """Whether nobody has touched since what this change of rules did: its values, the lines of its lists.

    A secret that it took away is kept nowhere: where that was all, there is no way back.
    """
    present, made = dict(books.flat(books.parse(site.book, is_kept=True))), _known(change)
    return bool(made) and all(
        path in present and _stands(session, site, present[path], path, before, after)
        for path, before, after in made
    )


def _known(change: Event) -> list[Value]:
    """The values of a change that can be given back."""
    return [(path, was, became) for path, was, became in change.detail["changes"] if was != KEPT]


def _stands(session: Session, site: Site, present: Any, path: str, before: Any, after: Any) -> bool:
    of = ruled.of_path(path)
    if of is None:
        return bool(present == after)
    off, came = ruled.moved(of, before, after)
    if not off and len(came) > MANY:
        return set(came) <= set(lines.texts(session, site.id, of.name))
    gone, new = amend.keyed(off), amend.keyed(came)
    found = amend.present(session, site, of, list(gone | new))
    has_new = all(found.get(key) == text for key, text in new.items())
    return bool(gone or new) and has_new and not any(key in found for key in gone if key not in new)


def without(site: Site, change: Event) -> tuple[Book, dict[str, Move]]:
    """The values of a site's rules, and what becomes of its lists, as if a change that stands had not been.

    Raises Invalid where they make no sense.
    """
    changes = _known(change)
    book = books.parse(site.book, is_kept=True)
    moves: dict[str, Move] = {}
    for path, before, after in changes:
        of = ruled.of_path(path)
        if of is not None:
            gone, new = ruled.moved(of, before, after)
            moves[of.name] = Move(gone=amend.keyed(new), new=amend.keyed(gone))
    values = [(path, before) for path, before, _ in changes if ruled.of_path(path) is None]
    return books.merge(book, books.nested(values)), moves
