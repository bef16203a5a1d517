"""The log as it is read: what people did, newest first, over several sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from moderation.store.events import Event
from moderation.store.paging import Page, decode, encode
from moderation.words import ActorKind

LOOKED_AT = 2_000
"""So many lines of a site are looked through for those that the filters want; then the page says so."""

Key = tuple[datetime, int]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which lines of the log; None and empty are all."""

    actor_id: int | None = None
    actor_kind: ActorKind | None = None
    actions: Sequence[str] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing is filtered."""
        return self.actor_id is None and self.actor_kind is None and not self.actions

    def has(self, line: Any) -> bool:
        """Whether a line is wanted."""
        is_theirs = self.actor_id is None or (
            line.actor_kind is ActorKind.MEMBER and line.actor_id == self.actor_id
        )
        is_of_kind = self.actor_kind is None or line.actor_kind is self.actor_kind
        return is_theirs and is_of_kind and (not self.actions or line.action in self.actions)


def page(
    session: Session, site_ids: Sequence[int], wanted: Wanted, *, after: str | None, size: int
) -> Page[Event]:
    """One page of the log of these sites. Raises Missing for a cursor that this program did not make."""
    found: list[Key] = []
    ends: list[Key] = []
    for site_id in site_ids:
        looked = session.execute(_lines(site_id, after, size + 1 if wanted.is_all else LOOKED_AT)).all()
        found += [(line.at, line.id) for line in looked if wanted.has(line)]
        if not wanted.is_all and len(looked) == LOOKED_AT:
            ends.append((looked[-1].at, looked[-1].id))
    end = max(ends, default=None)
    keys = sorted((key for key in found if end is None or key >= end), reverse=True)
    shown, is_short = keys[:size], len(keys) <= size and end is not None
    if len(keys) > size:
        end = shown[-1]
    rows = _by_keys(session, shown)
    return Page(rows, encode(*end) if end is not None else None, is_short=is_short)


def _lines(site_id: int, after: str | None, most: int) -> Select[Any]:
    columns: tuple[Any, ...] = (Event.id, Event.at, Event.action, Event.actor_kind, Event.actor_id)
    lines = select(*columns).where(Event.site_id == site_id, Event.listed)
    if after:
        lines = lines.where(tuple_(Event.at, Event.id) < decode(after))
    return lines.order_by(Event.at.desc(), Event.id.desc()).limit(most)


def _by_keys(session: Session, keys: Sequence[Key]) -> list[Event]:
    ids = [event_id for _, event_id in keys]
    rows = session.scalars(select(Event).where(Event.id.in_(ids))) if ids else ()
    return sorted(rows, key=lambda event: (event.at, event.id), reverse=True)
