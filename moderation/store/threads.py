"""What readers of a page see: its comments by branches, and the mentions apart."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from moderation.store.comments import ELSEWHERE, Comment
from moderation.words import How, Kind, Status

APART = (How.MENTION, How.BOOKMARK)
REACTIONS = (How.LIKE, How.REPOST)


def roots(page_id: int) -> list[Select[Comment]]:
    """What stands at the top of a page's branches in which something is shown: a list of comments,
    and one of answers that were written elsewhere."""
    top = select(Comment).where(Comment.page_id == page_id, Comment.shown_below > 0)
    return [top.where(Comment.kind == Kind.COMMENT), _elsewhere(page_id, How.REPLY)]


def below(root_ids: Sequence[int]) -> Select[Comment]:
    """All that is approved below these roots."""
    branch = select(Comment).where(Comment.root_id.in_(root_ids))
    return branch.where(Comment.status == Status.APPROVED)


def mentions(page_id: int) -> list[Select[Comment]]:
    """A page's approved mentions that stand apart from its comments, a list of each sort."""
    return [_approved(page_id, how) for how in APART]


def reactions(page_id: int) -> list[Select[Comment]]:
    """A page's approved likes and reposts from elsewhere, a list of each sort."""
    return [_approved(page_id, how) for how in REACTIONS]


def _approved(page_id: int, how: How) -> Select[Comment]:
    # What was an answer once may have comments below it that are shown, though it waits itself.
    return _elsewhere(page_id, how).where(Comment.status == Status.APPROVED)


def _elsewhere(page_id: int, how: How) -> Select[Comment]:
    return select(Comment).where(Comment.page_id == page_id, Comment.how == how, ELSEWHERE)
