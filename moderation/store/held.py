"""How many comments were held on arrival, by the hour: of each page, and of the site as page 0.

Kept as they come, so that what is unusual is told from what is usual without looking at a comment.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for

WHOLE_SITE = 0
MOST = 200
"""So many pages of a moment are looked at, those with most first."""

Key = tuple[int, int, datetime]


class Held(Base):
    """How many comments were held within an hour of the clock."""

    __tablename__ = "held"
    __table_args__ = (Index("held_lately", "site_id", "hour"), Index("held_old", "hour"))

    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    page_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    n: Mapped[int]


def hour_of(at: datetime) -> datetime:
    """The hour of the clock in which a moment lies."""
    return at.replace(minute=0, second=0, microsecond=0)


def add(session: Session, site_id: int, page_id: int, at: datetime) -> None:
    """Count one that is held; written at the end of the transaction."""
    pending: dict[Key, int] = session.info.setdefault("held", {})
    for page in (WHOLE_SITE, page_id):
        key = (site_id, page, hour_of(at))
        pending[key] = pending.get(key, 0) + 1


def write(session: Session) -> None:
    """Write what was added: one statement, sorted, so that two transactions never wait for each other."""
    pending: dict[Key, int] = session.info.pop("held", {})
    rows = [
        {"site_id": site, "page_id": page, "hour": hour, "n": n}
        for (site, page, hour), n in sorted(pending.items())
    ]
    if rows:
        new = insert_for(session)(Held)
        more = {"n": Held.n + new.excluded.n}
        index = ["site_id", "page_id", "hour"]
        session.execute(new.on_conflict_do_update(index_elements=index, set_=more), rows)


def within(session: Session, site_ids: Sequence[int], hours: Sequence[datetime]) -> list[Any]:
    """The counts of these sites in these hours: rows of (site_id, page_id, hour, n), most first."""
    if not site_ids:
        return []
    lately = select(Held.site_id, Held.page_id, Held.hour, Held.n)
    lately = lately.where(Held.site_id.in_(site_ids), Held.hour.in_(hours))
    return list(session.execute(lately.order_by(Held.n.desc()).limit(MOST)))


def usual(session: Session, site_id: int, page_id: int, *, since: datetime, before: datetime) -> float:
    """How many were held in an hour in which any was, on average; 0 where none was."""
    own = (Held.site_id == site_id, Held.page_id == page_id)
    all_hours = select(func.sum(Held.n), func.count()).where(*own, Held.hour >= since, Held.hour < before)
    total, hours = session.execute(all_hours).one()
    return float(total or 0) / max(1, hours)


def forget(session: Session, *, before: datetime) -> None:
    """Drop what nobody compares with any more."""
    session.execute(delete(Held).where(Held.hour < before))
