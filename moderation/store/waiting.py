"""Comments that wait and that no person has decided on."""

from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from moderation.store.comments import Comment
from moderation.store.paging import OLDEST, Page, page_of
from moderation.words import ActorKind, Status

MOST_COUNTED = 100_000


def page(session: Session, site_id: int, *, until: datetime, after: str, size: int) -> Page[Comment]:
    """Those that came in until then, the oldest first, a page of them."""
    some = _of(site_id).where(Comment.received_at <= until)
    return page_of(session, [some], order=OLDEST, after=after or None, size=size)


def count(session: Session, site_id: int) -> int:
    """How many there are; no more than MOST_COUNTED are counted."""
    some = _of(site_id).with_only_columns(Comment.id).limit(MOST_COUNTED).subquery()
    return session.scalars(select(func.count()).select_from(some)).one()


def _of(site_id: int) -> Select[Comment]:
    own = select(Comment).where(Comment.site_id == site_id, Comment.status == Status.PENDING)
    by_nobody = or_(Comment.decided_kind.is_(None), Comment.decided_kind == ActorKind.RULES)
    return own.where(by_nobody, Comment.erased_at.is_(None))
