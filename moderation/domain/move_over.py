"""Takes over what WordPress lists for a blog, with the meaning that its lists have there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moderation.domain import tune
from moderation.domain.tune import Event, Site
from moderation.errors import Invalid
from moderation.rules.entry import LONGEST, Entry, checked
from moderation.store.db import Session
from moderation.words import Actor


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of the lines of one list: those kept, and how many were left out and why."""

    entries: tuple[Entry, ...] = ()
    twice: int = 0
    """The same in capitals or small letters stood there before."""
    too_long: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    """Those with a sign that belongs to no text."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What was taken over; None for what was not given. The event is None where nothing changed."""

    event: Event | None
    held: Taken | None
    blocked: Taken | None
    max_links: int | None


def from_wordpress(
    session: Session,
    site: Site,
    *,
    moderation_keys: str | None,
    disallowed_keys: str | None,
    max_links: int | None,
    by: Actor,
    now: datetime,
) -> Moved:
    """Put WordPress's lists in the place of the site's; what is None stays as it is. Raises Invalid."""
    held = keys_of(moderation_keys) if moderation_keys is not None else None
    blocked = keys_of(disallowed_keys) if disallowed_keys is not None else None
    rules = {
        key: {"on": True, "words": [entry.as_json() for entry in taken.entries]}
        for key, taken in (("held_words", held), ("blocked_words", blocked))
        if taken is not None
    }
    given: dict[str, Any] = {**rules}
    if max_links is not None:
        given["links"] = {"hold_from_links": max_links, **({"on": True} if max_links else {})}
    event = tune.load(session, site, {"rules": given}, by=by, now=now)
    return Moved(event=event, held=held, blocked=blocked, max_links=max_links)


def keys_of(text: str) -> Taken:
    """The lines of a list of WordPress: one key each, trimmed, blank ones skipped."""
    entries: dict[str, Entry] = {}
    too_long: list[str] = []
    broken: list[str] = []
    n = 0
    for key in lines_of(text):
        if len(key) > LONGEST:
            too_long.append(key)
            continue
        try:
            entry = checked(key, wordpress=True)
        except Invalid:
            broken.append(key)
            continue
        n += 1
        entries.setdefault(key.casefold(), entry)
    kept = tuple(entries.values())
    return Taken(entries=kept, twice=n - len(kept), too_long=tuple(too_long), broken=tuple(broken))


def lines_of(text: str) -> Iterator[str]:
    """The lines that hold something. WordPress ends them with a line feed and trims the rest."""
    return (key for line in text.split("\n") if (key := line.strip()))
