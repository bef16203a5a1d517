"""Keyset paging for every list: a page, and a cursor where more follows."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import Session

from moderation.errors import Missing
from moderation.store.comments import Comment
from moderation.words import N_

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list; `next` is the cursor of those after them, None at the end."""

    rows: Sequence[Row]
    next: str | None = None


@dataclass(frozen=True)
class Order:
    """By which moment a list of comments stands, and which way."""

    column: str
    newest_first: bool = False


OLDEST = Order("received_at")
NEWEST = Order("received_at", newest_first=True)
READING = Order("posted_at")


def page_of(
    session: Session, lists: Sequence[Select[Comment]], *, order: Order, after: str | None, size: int
) -> Page[Comment]:
    """One page over one or more lists (one a site), merged: each gives at most `size` + 1 rows by its index.

    Raises Missing for a cursor that this program did not make.
    """
    key = _key(order)
    found = [session.scalars(_slice(wanted, order, after, size)).all() for wanted in lists]
    rows = list(merge(*found, key=key, reverse=order.newest_first))[: size + 1]
    more = len(rows) > size
    return Page(rows[:size], encode(*key(rows[size - 1])) if more else None)


def encode(moment: datetime, row_id: int) -> str:
    """The cursor that stands behind this row."""
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {row_id}".encode()).decode().rstrip("=")


def decode(cursor: str) -> tuple[datetime, int]:
    """What `encode` took. Raises Missing for anything else."""
    try:
        raw = base64.urlsafe_b64decode(cursor[:200] + "=" * (-len(cursor[:200]) % 4)).decode()
        moment, row_id = raw.split(" ")
        at, last = datetime.fromisoformat(moment), int(row_id)
        if at.tzinfo is not None and 0 < last < 2**63:
            return at.astimezone(UTC), last
    except (binascii.Error, ValueError, OverflowError):
        pass
    raise Missing(N_("This list has no such page. Start again from its first one."))


def _key(order: Order) -> Callable[[Comment], Any]:
    return lambda row: (getattr(row, order.column), row.id)


def _slice(wanted: Select[Comment], order: Order, after: str | None, size: int) -> Select[Comment]:
    moment = getattr(Comment, order.column)
    if order.newest_first:
        wanted = wanted.order_by(moment.desc(), Comment.id.desc())
    else:
        wanted = wanted.order_by(moment, Comment.id)
    if after:
        here, there = tuple_(moment, Comment.id), decode(after)
        wanted = wanted.where(here < there if order.newest_first else here > there)
    return wanted.limit(size + 1)
