"""Comments with the same text as others of their site, or nearly the same."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from moderation.store import kin
from moderation.store.comments import Comment
from moderation.store.kin import Kin

MOST = 99
"""So many are counted for each comment."""

OTHER = aliased(Comment)
SAME = (
    select(OTHER.id)
    .where(OTHER.site_id == Comment.site_id, OTHER.text_key == Comment.text_key, OTHER.id != Comment.id)
    .limit(MOST)
    .correlate(Comment)
)
N_SAME = select(func.count()).select_from(SAME.subquery()).scalar_subquery()
FOUND = select(Comment.id, N_SAME, kin.PAIRS).where(Comment.id.in_(bindparam("ids", expanding=True)))


def of(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, Kin]]:
    """How many others have the same text, and which wait that are like it, by the ids: one statement."""
    if not ids:
        return {}
    return {comment_id: (n, Kin.read(pairs)) for comment_id, n, pairs in session.execute(FOUND, {"ids": ids})}
