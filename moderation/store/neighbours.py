"""What stands around a comment: above, beside and below it in its thread, and of the same writer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, literal, select, tuple_
from sqlalchemy.orm import Session, aliased

from moderation.store.comments import Comment
from moderation.words import Kind, Status

SEEN = (
    *(Comment.id, Comment.parent_id, Comment.number, Comment.name, Comment.status),
    *(Comment.depth, Comment.posted_at, Comment.received_at, Comment.erased_at),
    func.substr(Comment.text, 1, 400).label("text"),
)
"""What is shown of a neighbour: of a text of any length no more than its beginning is read."""

Neighbour = Row[Any]
"""A row of SEEN."""


def above(session: Session, parent_id: int, most: int) -> Sequence[Neighbour]:
    """What a comment answers, what that answers, and so on: nearest first, at most so many."""
    first = select(Comment.id, Comment.parent_id, literal(1).label("n")).where(Comment.id == parent_id)
    chain = first.cte("above", recursive=True)
    upper = aliased(Comment)
    further = select(upper.id, upper.parent_id, chain.c.n + 1).join(chain, upper.id == chain.c.parent_id)
    chain = chain.union_all(further.where(chain.c.n < most))
    return session.execute(select(*SEEN).join(chain, chain.c.id == Comment.id).order_by(chain.c.n)).all()


def by_id(session: Session, comment_id: int) -> Neighbour:
    """One comment."""
    return session.execute(select(*SEEN).where(Comment.id == comment_id)).one()


def before(session: Session, comment: Comment, most: int) -> Sequence[Neighbour]:
    """What readers see at the same place of the thread just before it, nearest first."""
    earlier = tuple_(Comment.posted_at, Comment.id) < (comment.posted_at, comment.id)
    wanted = select(*SEEN).where(_beside(comment), earlier)
    return session.execute(wanted.order_by(Comment.posted_at.desc(), Comment.id.desc()).limit(most)).all()


def after(session: Session, comment: Comment, most: int) -> Sequence[Neighbour]:
    """What readers see at the same place of the thread just after it, nearest first."""
    later = tuple_(Comment.posted_at, Comment.id) > (comment.posted_at, comment.id)
    wanted = select(*SEEN).where(_beside(comment), later)
    return session.execute(wanted.order_by(Comment.posted_at, Comment.id).limit(most)).all()


def replies(session: Session, comment_id: int, most: int) -> Sequence[Neighbour]:
    """What answers a comment, oldest first."""
    below = select(*SEEN).where(Comment.parent_id == comment_id)
    return session.execute(below.order_by(Comment.posted_at, Comment.id).limit(most)).all()


def first_of_author(session: Session, comment: Comment) -> datetime:
    """When this author's first comment came to this site."""
    return session.scalars(
        select(Comment.received_at).where(_by_author(comment)).order_by(Comment.received_at).limit(1)
    ).one()


def others_of_author(session: Session, comment: Comment, most: int) -> Sequence[Neighbour]:
    """This author's other comments on this site, newest first."""
    others = select(*SEEN).where(_by_author(comment), Comment.id != comment.id)
    newest = others.order_by(Comment.received_at.desc(), Comment.id.desc())
    return session.execute(newest.limit(most)).all()


def names_in_net(session: Session, comment: Comment, most: int) -> Sequence[tuple[str, str, bytes]]:
    """Who wrote the newest comments from the same net: (address, name, author's key)."""
    columns = (Comment.author_ip, Comment.name, Comment.author_key)
    near = select(*columns).where(
        Comment.site_id == comment.site_id, Comment.author_net == comment.author_net
    )
    return [
        (ip, name, key)
        for ip, name, key in session.execute(near.order_by(Comment.received_at.desc()).limit(most))
    ]


def _beside(comment: Comment) -> ColumnElement[bool]:
    if comment.parent_id is not None:
        return and_(Comment.parent_id == comment.parent_id, Comment.status == Status.APPROVED)
    shown = and_(Comment.page_id == comment.page_id, Comment.shown_below > 0)
    return and_(shown, Comment.kind == Kind.COMMENT)


def _by_author(comment: Comment) -> ColumnElement[bool]:
    return and_(Comment.site_id == comment.site_id, Comment.author_key == comment.author_key)
