"""The statements of lists, each shape built once: an index leads, the rest is asked of the rows it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, TextClause, bindparam, exists, select, tuple_
from sqlalchemy import text as sql

from moderation.store.comments import Comment
from moderation.store.kin import KIN, WAITING
from moderation.store.paging import NEWEST, OLDEST, Column, Order, behind, in_order
from moderation.store.reasons import Reason
from moderation.words import ActorKind, Status

LOOK = 2_000
"""So many rows of the leading index are looked at in one go."""


def value(name: str) -> Any:
    """A value that comes with each execution."""
    return bindparam(name)


def _first(row: Subquery, where: str, *, falls: bool = False) -> ColumnElement[bool]:
    """That a comment is the oldest of its family that waits on its site or page, or the newest."""
    own, kin = tuple_(row.c.received_at, row.c.id), tuple_(KIN.received_at, KIN.id)
    before = kin > own if falls else kin < own
    return ~exists().where(getattr(KIN, where) == row.c[where], KIN.family == row.c.family, WAITING, before)


CHECKS: dict[str, Callable[[Subquery], ColumnElement[bool]]] = {
    "status": lambda row: row.c.status == value("status"),
    "kind": lambda row: row.c.kind == value("kind"),
    "page_id": lambda row: row.c.page_id == value("page_id"),
    "unseen": lambda row: (row.c.status == Status.SPAM) & (row.c.decided_kind == ActorKind.RULES),
    "set_aside": lambda row: (row.c.status == Status.REJECTED) & (row.c.decided_kind == ActorKind.RULES),
    "rule": lambda row: exists().where(Reason.comment_id == row.c.id, Reason.rule == value("rule")),
    "text_key": lambda row: row.c.text_key == value("text_key"),
    "family": lambda row: row.c.family == value("family"),
}
"""What can be asked of a row, by the fields of `listing.Wanted`."""
FOLDS: dict[str, Callable[[Subquery], ColumnElement[bool]]] = {
    "oldest on site": lambda row: _first(row, "site_id"),
    "newest on site": lambda row: _first(row, "site_id", falls=True),
    "oldest on page": lambda row: _first(row, "page_id"),
    "newest on page": lambda row: _first(row, "page_id", falls=True),
}
"""Which of those that wait and are alike stands for the others, by `listing.Wanted.fold`."""
ASKED: tuple[Column, ...] = (
    *(Comment.id, Comment.site_id, Comment.status, Comment.kind, Comment.page_id),
    *(Comment.decided_kind, Comment.text_key, Comment.family, Comment.received_at, Comment.points),
)


@dataclass(frozen=True, eq=False)
class Lead:
    """An index by which a list can go: what it settles, its own part, and the columns of its order."""

    settles: tuple[str, ...]
    where: tuple[ColumnElement[bool] | TextClause, ...]
    order: tuple[Column, Column]


SITE, STATUS = Comment.site_id == value("site_id"), Comment.status == value("status")
PAGE, KIND = Comment.page_id == value("page_id"), Comment.kind == value("kind")
# Word for word as in the index: with values that come later no statement would go by it.
UNSEEN = sql("comment.status = 'spam' AND comment.decided_kind = 'rules'")
SET_ASIDE = sql("comment.status = 'rejected' AND comment.decided_kind = 'rules'")
FAMILY = (Comment.family == value("family"), sql("comment.status = 'pending' AND comment.family IS NOT NULL"))
TEXT = Comment.text_key == value("text_key")
REASON = (
    *(Reason.site_id == value("site_id"), Reason.status == value("status"), Reason.rule == value("rule")),
    Reason.comment_id == Comment.id,
)
BY_TIME = (Comment.received_at, Comment.id)

NARROW = {
    "family": Lead(("family", "status"), (SITE, *FAMILY), BY_TIME),
    "text_key": Lead(("text_key",), (SITE, TEXT), BY_TIME),
    "rule": Lead(("rule", "status"), REASON, (Reason.received_at, Reason.comment_id)),
    "unseen": Lead(("unseen", "status"), (SITE, UNSEEN), BY_TIME),
    "set_aside": Lead(("set_aside", "status"), (SITE, SET_ASIDE), BY_TIME),
    "page_id": Lead(("page_id", "status"), (PAGE, STATUS), BY_TIME),
    "kind": Lead(("kind", "status"), (SITE, STATUS, KIND), BY_TIME),
}
"""What narrows most comes first."""
PLAIN = Lead(("status",), (SITE, STATUS), BY_TIME)
BY_POINTS = Lead(("status",), (SITE, STATUS), (Comment.points, Comment.id))
PICKED = Lead((), (), BY_TIME)
"""No index: `picked` is given the ids."""


@dataclass(frozen=True)
class Shape:
    """All on which a statement depends besides values."""

    lead: Lead = PLAIN
    checks: tuple[str, ...] = ()
    order: Order = OLDEST
    goes_on: bool = False
    until: bool = False
    since: bool = False


@lru_cache(maxsize=256)
def listed(shape: Shape) -> Select[Comment]:
    """At most `most` comments that pass, of the first `look` rows of the leading index behind a place."""
    return _passing(shape, _window(shape, ASKED, shape.order, goes_on=shape.goes_on), goes_on=False)


@lru_cache(maxsize=256)
def end(shape: Shape) -> Select[Any]:
    """Where the last of `LOOK` rows stands that `listed` looks at; none where the index gives fewer."""
    return _window(shape, shape.lead.order, shape.order, goes_on=shape.goes_on).offset(LOOK - 1).limit(1)


@lru_cache(maxsize=256)
def newest(shape: Shape) -> Select[Comment]:
    """At most `most` comments behind a place that pass, of the `look` newest of the leading index."""
    return _passing(shape, _window(shape, ASKED, NEWEST), goes_on=shape.goes_on)


@lru_cache(maxsize=256)
def older(shape: Shape) -> Select[Any]:
    """A row of the leading index behind its `LOOK` newest."""
    return _window(shape, shape.lead.order, NEWEST).offset(LOOK).limit(1)


@lru_cache(maxsize=256)
def picked(shape: Shape) -> Select[Comment]:
    """At most `most` comments of the site behind a place that pass, of `look` with these `ids`."""
    chosen = select(*ASKED).where(Comment.id.in_(bindparam("ids", expanding=True)))
    return _passing(shape, chosen, goes_on=shape.goes_on)


def _window(shape: Shape, columns: tuple[Column, ...], order: Order, *, goes_on: bool = False) -> Select[Any]:
    at, row_id = shape.lead.order
    rows = select(*columns).where(*shape.lead.where)
    if shape.until:
        rows = rows.where(at <= value("until"))
    if shape.since:
        rows = rows.where(at > value("since"))
    if goes_on:
        rows = rows.where(behind(at, row_id, _place(at, row_id), falls=order.falls))
    return rows.order_by(*in_order(at, row_id, falls=order.falls))


def _passing(shape: Shape, window: Select[Any], *, goes_on: bool) -> Select[Comment]:
    """The limit keeps the rows that are looked at apart: no check leads to an index of its own.

    Of those that pass the ids are put in order, for whole rows are slow to sort.
    """
    row = window.limit(value("look")).subquery()
    here = (row.c[shape.order.column], row.c.id)
    passing = select(row.c.id).where(row.c.site_id == value("site_id"))
    passing = passing.where(*((CHECKS | FOLDS)[name](row) for name in shape.checks))
    if goes_on:
        passing = passing.where(behind(*here, _place(*here), falls=shape.order.falls))
    ids = passing.order_by(*in_order(*here, falls=shape.order.falls)).limit(value("most")).subquery()
    at = getattr(Comment, shape.order.column)
    chosen = select(Comment).join(ids, ids.c.id == Comment.id)
    return chosen.order_by(*in_order(at, Comment.id, falls=shape.order.falls))


def _place(at: Column, row_id: Column) -> ColumnElement[Any]:
    return tuple_(bindparam("place", type_=at.type), bindparam("last", type_=row_id.type))
