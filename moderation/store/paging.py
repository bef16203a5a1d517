"""Keyset paging for every list: a page, and a cursor where more follows."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from moderation.errors import Missing
from moderation.store.comments import Comment
from moderation.words import N_

Row = TypeVar("Row")
Key = tuple[Any, Any]
Column = InstrumentedAttribute[Any] | ColumnElement[Any]


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list; `next` is the cursor of those after them, None at the end.

    `is_short`: the list was looked through only up to `next`, and that gave less than a page.
    `is_newest`: the list is longer, and only its newest rows were looked at.
    """

    rows: Sequence[Row]
    next: str | None = None
    is_short: bool = False
    is_newest: bool = False


@dataclass(frozen=True)
class Order:
    """By which column a list of comments stands, and which way."""

    column: str
    falls: bool = False

    @property
    def key(self) -> Callable[[Comment], Key]:
        """Where a comment stands in this order."""
        return lambda row: (getattr(row, self.column), row.id)


OLDEST = Order("received_at")
NEWEST = Order("received_at", falls=True)
POINTS = Order("points", falls=True)
READING = Order("posted_at")


@dataclass(frozen=True)
class Slice:
    """What one of the lists gave: some rows in their order, and how far it was looked through.

    `end` is None where no row can be missing between these; `is_newest` as in `Page`.
    """

    rows: Sequence[Comment]
    end: Key | None = None
    is_newest: bool = False


def page_of(
    session: Session, lists: Sequence[Select[Comment]], *, order: Order, after: str | None, size: int
) -> Page[Comment]:
    """One page over one or more lists (one a site), merged: each gives at most `size` + 1 rows by its index.

    Raises Missing for a cursor that this program did not make.
    """
    statements = (placed(wanted, order, after).limit(size + 1) for wanted in lists)
    return merged([Slice(session.scalars(each).all()) for each in statements], order, size)


def placed(wanted: Select[Comment], order: Order, after: str | None) -> Select[Comment]:
    """A list in its order, from behind a cursor."""
    here = (getattr(Comment, order.column), Comment.id)
    if after:
        wanted = wanted.where(behind(*here, decode(after, order), falls=order.falls))
    return wanted.order_by(*in_order(*here, falls=order.falls))


def behind(at: Column, row_id: Column, there: Any, *, falls: bool) -> ColumnElement[bool]:
    """That a row stands behind a place of the order by these columns."""
    here = tuple_(at, row_id)
    further: ColumnElement[bool] = here < there if falls else here > there
    return further


def in_order(at: Column, row_id: Column, *, falls: bool) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The order by these columns."""
    return (at.desc(), row_id.desc()) if falls else (at.asc(), row_id.asc())


def merged(slices: Sequence[Slice], order: Order, size: int) -> Page[Comment]:
    """One page of several slices, each of which has `size` + 1 rows, or all there are up to its end."""
    key = order.key
    rows = list(merge(*(each.rows for each in slices), key=key, reverse=order.falls))
    ends = [each.end for each in slices if each.end is not None]
    end = (max if order.falls else min)(ends, default=None)
    if end is not None:
        rows = [row for row in rows if (key(row) >= end if order.falls else key(row) <= end)]
    is_newest = any(each.is_newest for each in slices)
    if len(rows) > size:
        return Page(rows[:size], encode(*key(rows[size - 1])), is_newest=is_newest)
    following = encode(*end) if end is not None else None
    return Page(rows, following, is_short=end is not None and len(rows) < size, is_newest=is_newest)


def encode(place: datetime | int, row_id: int) -> str:
    """The cursor that stands behind this row of an order by moments, or by numbers."""
    written = place.isoformat() if isinstance(place, datetime) else place
    return base64.urlsafe_b64encode(f"{written} {row_id}".encode()).decode().rstrip("=")


def decode(cursor: str, order: Order = OLDEST) -> Key:
    """What `encode` took. Raises Missing for anything else, also for a cursor of another kind of order."""
    read = _number if order.column == "points" else _moment
    try:
        raw = base64.urlsafe_b64decode(cursor[:200] + "=" * (-len(cursor[:200]) % 4)).decode()
        place, row_id = raw.split(" ")
        key = read(place), int(row_id)
        if 0 < key[1] < 2**63:
            return key
    except (binascii.Error, ValueError, OverflowError):
        pass
    raise Missing(N_("This list has no such page. Start again from its first one."))


def _moment(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at.astimezone(UTC)


def _number(written: str) -> int:
    number = int(written)
    if abs(number) >= 2**63:
        raise ValueError("a number that no database keeps")
    return number
