"""The family of a comment: those that wait and are alike (domain/alike.py), for the queue to fold."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import String, bindparam, cast, func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session, aliased

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
NAMED = select(
    Comment.id, select(func.aggregate_strings(OLDEST.c.pair, " ")).scalar_subquery().label("pairs")
).where(Comment.id.in_(bindparam("ids", expanding=True)), Comment.family.is_not(None))


@dataclass(frozen=True, kw_only=True)
class Kin:
    """Others that wait and are like a comment, as (id, version), in the order of their ids.

    `has_more`: these are the oldest of them.
    """

    pairs: tuple[tuple[int, int], ...] = ()
    has_more: bool = False

    def __len__(self) -> int:
        return len(self.pairs)


def of(session: Session, ids: Sequence[int]) -> dict[int, Kin]:
    """The kin of comments, by the ids of those that have any: one statement."""
    if not ids:
        return {}
    found = session.execute(NAMED, {"ids": ids})
    return {comment_id: _read(pairs) for comment_id, pairs in found if pairs}


def _read(said: str) -> Kin:
    named = [pair.partition(":") for pair in said.split()]
    pairs = tuple((int(id), int(version)) for id, _, version in named[:MOST])
    return Kin(pairs=tuple(sorted(pairs)), has_more=len(named) > MOST)
