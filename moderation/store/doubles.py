"""Comments with the same text as others of their site."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from moderation.store.comments import Comment

MOST = 99
"""So many are counted for each comment."""

OTHER = aliased(Comment)
ALIKE = (
    select(OTHER.id)
    .where(OTHER.site_id == Comment.site_id, OTHER.text_key == Comment.text_key, OTHER.id != Comment.id)
    .limit(MOST)
    .correlate(Comment)
)
COUNTED = select(Comment.id, select(func.count()).select_from(ALIKE.subquery()).scalar_subquery()).where(
    Comment.id.in_(bindparam("ids", expanding=True))
)


def count(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """How many others have the same text, by the ids of those that have any: one statement."""
    if not ids:
        return {}
    return {comment_id: n for comment_id, n in session.execute(COUNTED, {"ids": ids}) if n}
