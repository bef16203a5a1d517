"""The family of a comment: those that wait and are alike (domain/alike.py), for the queue to fold."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import String, cast, func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import aliased

from moderation.store.comments import Comment

MOST = 199
"""So many of its kin are named for each comment: with itself as many as are decided while somebody waits."""

KIN = aliased(Comment, name="kin")
# Word for word as in the index: with values that come later no statement would go by it.
WAITING = sql("kin.status = 'pending' AND kin.family IS NOT NULL")
PAIR = cast(KIN.id, String) + ":" + cast(KIN.version, String)
OLDEST = (
    select(PAIR.label("pair"))
    .where(KIN.site_id == Comment.site_id, KIN.family == Comment.family, KIN.id != Comment.id, WAITING)
    .order_by(KIN.received_at, KIN.id)
    .limit(MOST + 1)
    .correlate(Comment)
    .subquery()
)
PAIRS = select(func.aggregate_strings(OLDEST.c.pair, " ")).scalar_subquery()
"""The kin of a comment, as `Kin.read` takes them."""


@dataclass(frozen=True, kw_only=True)
class Kin:
    """Others that wait and are like a comment, as (id, version), in the order of their ids.

    `has_more`: these are the oldest of them.
    """

    pairs: tuple[tuple[int, int], ...] = ()
    has_more: bool = False

    def __len__(self) -> int:
        return len(self.pairs)

    @classmethod
    def read(cls, said: str | None) -> Self:
        """The kin that a statement names (`PAIRS`)."""
        named = [pair.partition(":") for pair in (said or "").split()]
        pairs = tuple((int(id), int(version)) for id, _, version in named[:MOST])
        return cls(pairs=tuple(sorted(pairs)), has_more=len(named) > MOST)
