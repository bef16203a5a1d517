"""The band keys of the last month's comments, by which similar texts of a site meet (text/alike.py)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Index,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.comments import Comment
from moderation.store.db import Base
from moderation.text.alike import BANDS, LETTERS, band_keys

PER_BAND = 20
"""So many of the newest comments with one key are looked at."""
MOST = 20
"""So many comments are compared with a text: those that have most keys in common with it."""


class Alike(Base):
    """One key of one comment; its time is the comment's own."""

    __tablename__ = "alike"
    __table_args__ = (Index("alike_old", "received_at"), {"sqlite_with_rowid": False})

    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    received_at: Mapped[datetime] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Without a foreign key, which would ask for an index of its own; a row of no comment finds nothing."""


KEYS = tuple(f"key_{band}" for band in range(BANDS))
COMPARED = (
    *(Comment.id, Comment.page_id, Comment.author_key, Comment.status, Comment.source),
    *(Comment.text_key, Comment.family, func.substr(Comment.text, 1, LETTERS).label("text")),
)


def _with_key(name: str) -> Select[Any]:
    """The newest comments of a site with one key, since then."""
    own = (Alike.site_id == bindparam("site_id"), Alike.key == bindparam(name))
    newest = select(Alike.comment_id).where(*own, Alike.received_at > bindparam("since"))
    newest = newest.order_by(Alike.received_at.desc(), Alike.comment_id.desc()).limit(PER_BAND)
    return select(newest.subquery().c.comment_id)


def _nearest(found: CompoundSelect[Any]) -> Select[Any]:
    """Those that were found under most keys, then the newest."""
    each = found.subquery()
    n = func.count().label("n")
    best = select(each.c.comment_id, n).group_by(each.c.comment_id)
    best = best.order_by(n.desc(), each.c.comment_id.desc()).limit(MOST)
    ids = best.subquery()
    chosen = select(*COMPARED).join(ids, ids.c.comment_id == Comment.id)
    return chosen.order_by(ids.c.n.desc(), Comment.id.desc())


NEAREST = _nearest(union_all(*map(_with_key, KEYS)))


def nearest(session: Session, site_id: int, text: str, since: datetime) -> Sequence[Any]:
    """The comments of a site since then that may be like a text, the best first: rows of `COMPARED`."""
    keys = band_keys(text)
    if not keys:
        return ()
    values = dict(zip(KEYS, keys, strict=True))
    return session.execute(NEAREST, {"site_id": site_id, "since": since, **values}).all()


def keep(session: Session, comment: Comment) -> None:
    """Let a comment be found by what is like it; one with few words has no keys."""
    own = {"site_id": comment.site_id, "received_at": comment.received_at, "comment_id": comment.id}
    rows = [{**own, "key": key} for key in sorted(set(band_keys(comment.text)))]
    if rows:
        session.execute(insert(Alike), rows)


def drop(session: Session, comment: Comment) -> None:
    """Let a comment be found no more by the words that it has still."""
    keys = band_keys(comment.text)
    gone = delete(Alike).where(Alike.site_id == comment.site_id, Alike.key.in_(keys))
    gone = gone.where(Alike.received_at == comment.received_at, Alike.comment_id == comment.id)
    if keys:
        session.execute(gone)


def forget(session: Session, *, before: datetime, most: int) -> int:
    """Drop the keys of comments that are too old to be asked for, so many at a time; how many that were."""
    whole = (Alike.site_id, Alike.key, Alike.received_at, Alike.comment_id)
    old = select(*whole).where(Alike.received_at < before).order_by(Alike.received_at).limit(most)
    gone = session.execute(delete(Alike).where(tuple_(*whole).in_(old)).returning(Alike.comment_id))
    return len(gone.all())
