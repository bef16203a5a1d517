"""What a queue lists: the index that narrows most leads, and never are too many of its rows looked at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.store import leads, search
from moderation.store.comments import Comment
from moderation.store.leads import LOOK, Lead, Shape
from moderation.store.paging import OLDEST, POINTS, Key, Order, Page, Slice, decode, merged
from moderation.words import Kind, Status

COUNT = 20_000
"""So many rows of the leading index are looked at to count what matches."""
FEW = 200
FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What of one site is listed: what matches each of these; None and False do not filter."""

    site_id: int
    status: Status | None = None
    kind: Kind | None = None
    page_id: int | None = None
    unseen: bool = False
    """Spam that rules decided and nobody has looked at."""
    set_aside: bool = False
    """What rules rejected and nobody has looked at."""
    rule: str | None = None
    text_key: bytes | None = None
    family: int | None = None
    """Those that wait and are alike."""
    fold: str = ""
    """Which one of those that wait and are alike is listed, one of `leads.FOLDS`; empty lists all."""
    asked: search.Question | None = None
    until: datetime | None = None
    """Received by then."""
    since: datetime | None = None
    """Received after then; only where nothing is searched for."""


def page(
    session: Session, wanted: Iterable[Wanted], *, order: Order, after: str | None, size: int
) -> Page[Comment]:
    """One page of what several sites list, merged. Raises Missing for a cursor of nobody."""
    there = decode(after, order) if after else None
    return merged([_slice(session, one, order, there, size) for one in _apart(wanted)], order, size)


def count(session: Session, wanted: Wanted) -> int:
    """How many are listed; `LOOK` + 1 is more. Beyond `COUNT` rows to look through the rest is left out."""
    return min(sum(_count(session, one) for one in _apart([wanted])), LOOK + 1)


def walked(
    session: Session, wanted: Wanted, *, below: int | None, size: int
) -> tuple[list[Comment], int | None]:
    """What a search lists, all of it a piece at a time: the newest by id, and below which id it goes on."""
    hits = _hits(session, wanted, below)
    values = _values(wanted, most=LOOK, look=LOOK, ids=hits.ids)
    found = session.scalars(leads.picked(_shape(wanted, leads.PICKED)), values)
    rows = sorted(found, key=lambda row: row.id, reverse=True)
    if len(rows) > size:
        return rows[:size], rows[size - 1].id
    return rows, hits.end


def among(session: Session, wanted: Iterable[Wanted], ids: Sequence[int]) -> set[int]:
    """Which of these comments are listed."""
    found: set[int] = set()
    for one in wanted:
        known = set(ids) if one.asked is None else set(ids).intersection(_hits(session, one).ids)
        values = _values(one, ids=sorted(known), look=len(known), most=len(known))
        found |= {row.id for row in session.scalars(leads.picked(_shape(one, leads.PICKED)), values)}
    return found


def _apart(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """Each list by itself: an index that begins with a status has one status in order, never all."""
    for one in wanted:
        if one.status is None and one.asked is None and "status" in _lead(one, OLDEST).settles:
            yield from (replace(one, status=status) for status in Status)
        else:
            yield one


def _slice(session: Session, wanted: Wanted, order: Order, there: Key | None, size: int) -> Slice:
    if wanted.asked is not None:
        return _of_hits(session, wanted, order, there, size)
    shape = _shape(wanted, _lead(wanted, order), order, there)
    values = _values(wanted, there, most=size + 1, look=LOOK)
    if order == POINTS and shape.lead is not leads.BY_POINTS:
        rows = session.scalars(leads.newest(shape), values).all()
        return Slice(rows, is_newest=session.scalar(leads.older(shape), values) is not None)
    if not shape.checks:
        values["look"] = size + 1
    elif wanted.fold:
        # Few are alike on most days, so that a page need not cost a look at all that may be.
        rows = session.scalars(leads.listed(shape), {**values, "look": FEW}).all()
        if len(rows) > size:
            return Slice(rows)
    rows = session.scalars(leads.listed(shape), values).all()
    is_whole = not shape.checks or len(rows) > size
    end = None if is_whole else session.execute(leads.end(shape), values).first()
    return Slice(rows, end=(end[0], end[1]) if end is not None else None)


def _of_hits(session: Session, wanted: Wanted, order: Order, there: Key | None, size: int) -> Slice:
    hits = _hits(session, wanted)
    values = _values(wanted, there, most=size + 1, look=LOOK, ids=hits.ids)
    rows = session.scalars(leads.picked(_shape(wanted, leads.PICKED, order, there)), values).all()
    return Slice(rows, is_newest=hits.has_more)


def _count(session: Session, wanted: Wanted) -> int:
    if wanted.asked is not None:
        hits = _hits(session, wanted)
        if hits.has_more:
            return LOOK + 1
        statement = leads.picked(_shape(wanted, leads.PICKED))
        values = _values(wanted, look=LOOK, ids=hits.ids)
    else:
        shape = _shape(wanted, _lead(wanted, OLDEST))
        statement = leads.listed(shape)
        values = _values(wanted, look=COUNT if shape.checks else LOOK + 1)
    found = statement.with_only_columns(Comment.id).subquery()
    return session.scalar(select(func.count()).select_from(found), {**values, "most": LOOK + 1}) or 0


def _hits(session: Session, wanted: Wanted, below: int | None = None) -> search.Hits:
    """What is searched for, as far as it stands in the status that is wanted: the newest `LOOK`."""
    asked, until = wanted.asked or search.Question(()), wanted.until or FAR
    by_rules = Status.SPAM if wanted.unseen else Status.REJECTED if wanted.set_aside else None
    status = by_rules or wanted.status
    return search.hits(session, wanted.site_id, asked, status=status, until=until, most=LOOK, below=below)


def _lead(wanted: Wanted, order: Order) -> Lead:
    usual = leads.BY_POINTS if order == POINTS else leads.PLAIN
    return next((lead for name, lead in leads.NARROW.items() if getattr(wanted, name)), usual)


def _shape(wanted: Wanted, lead: Lead, order: Order = OLDEST, there: Key | None = None) -> Shape:
    checks = tuple(name for name in leads.CHECKS if getattr(wanted, name) and name not in lead.settles)
    checks += (wanted.fold,) if wanted.fold else ()
    return Shape(lead, checks, order, there is not None, wanted.until is not None, wanted.since is not None)


def _values(wanted: Wanted, there: Key | None = None, **more: Any) -> dict[str, Any]:
    place, last = there or (None, None)
    own = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    return {**own, "place": place, "last": last, **more}
