"""Mentions that were announced and do not stand, as they are listed: newest first, over several sites."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from moderation.store.mentions import Mention
from moderation.store.paging import Page, decode, encode
from moderation.text.links import target_key
from moderation.words import Errand, Kind

LOOKED_AT = 2_000
"""So many lines of a list are looked through for those that the filters want; then the page says so."""

Key = tuple[datetime, int]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of them; None and empty do not filter. `place` is what an address of `host` begins with."""

    states: Sequence[Errand]
    kind: Kind | None = None
    host: str | None = None
    place: str = ""

    @property
    def is_sifted(self) -> bool:
        """Whether rows are looked through that are not wanted."""
        return self.kind is not None or self.host is not None

    def has(self, line: Any) -> bool:
        """Whether a mention is wanted."""
        is_of_kind = self.kind is None or line.kind is self.kind
        return is_of_kind and line.state in self.states and target_key(line.source).startswith(self.place)


def page(
    session: Session, site_ids: Sequence[int], wanted: Wanted, *, after: str | None, size: int
) -> Page[Mention]:
    """One page of the mentions of these sites. Raises Missing for a cursor that this program did not make."""
    found: list[Key] = []
    ends: list[Key] = []
    most = LOOKED_AT if wanted.is_sifted else size + 1
    there = decode(after) if after else None
    for lines in _lists(site_ids, wanted):
        if there is not None:
            lines = lines.where(tuple_(Mention.received_at, Mention.id) < there)
        newest = lines.order_by(Mention.received_at.desc(), Mention.id.desc()).limit(most)
        looked = session.execute(newest).all()
        found += [(line.received_at, line.id) for line in looked if wanted.has(line)]
        if wanted.is_sifted and len(looked) == most:
            ends.append((looked[-1].received_at, looked[-1].id))
    end = max(ends, default=None)
    keys = sorted((key for key in found if end is None or key >= end), reverse=True)
    shown, is_short = keys[:size], len(keys) <= size and end is not None
    if len(keys) > size:
        end = shown[-1]
    return Page(_by_keys(session, shown), encode(*end) if end is not None else None, is_short=is_short)


def _lists(site_ids: Sequence[int], wanted: Wanted) -> Iterator[Select[Any]]:
    """What is looked through, each in the order of an index: of a host on a site, or of a state there."""
    columns: tuple[Any, ...] = (Mention.id, Mention.received_at, Mention.state, Mention.kind, Mention.source)
    for site_id in site_ids:
        lines = select(*columns).where(Mention.site_id == site_id)
        if wanted.host is not None:
            yield lines.where(Mention.host == wanted.host)
        else:
            yield from (lines.where(Mention.state == state) for state in wanted.states)


def _by_keys(session: Session, keys: Sequence[Key]) -> list[Mention]:
    ids = [mention_id for _, mention_id in keys]
    rows = session.scalars(select(Mention).where(Mention.id.in_(ids))) if ids else ()
    return sorted(rows, key=lambda row: (row.received_at, row.id), reverse=True)
