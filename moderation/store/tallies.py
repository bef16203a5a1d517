"""The ledger of counts: how many comments of a site have a value, by status.

Kept, never counted: `add` sums within a transaction, `read` sees through to what is not written yet,
and one sorted upsert at the transaction's end keeps it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, select, tuple_
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.words import Status

ALL, KIND, PAGE, THREAD, AUTHOR, RULE = "all", "kind", "page", "thread", "author", "rule"
"""Facets. THREAD counts a page by comments and mentions, RULE what a rule spoke against."""
SOURCE = "source"
"""Approved and spam mentions by where they came from and who wrote them; see domain/homes.py."""
TAUGHT = "taught"
"""Comments from which the site's classifier has learned, by what people called them; see domain/learn.py."""
UNSEEN = "unseen"
"""What rules decided and nobody has looked at."""
HITS = {
    Status.SPAM: "hit spam",
    Status.REJECTED: "hit rejected",
    Status.APPROVED: "hit approved",
}
"""What rules found, by where that points. A value is a day and a rule ("2026-11-28 links"), the status what
people decided of such comments, pending where nobody has; see domain/health.py."""

Key = tuple[int, str, str, Status]


class Tally(Base):
    """How many comments of a site stand in a status, for one value of one facet."""

    __tablename__ = "tally"

    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    facet: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(primary_key=True)
    n: Mapped[int]
    last_at: Mapped[datetime]


_KEY = (Tally.site_id, Tally.facet, Tally.value, Tally.status)
_RULE = func.substr(Tally.value, len("2026-11-28 ") + 1).label("rule")


def add(session: Session, key: Key, n: int, at: datetime) -> None:
    """Note that `n` more comments stand under this key; written at the end of the transaction."""
    pending = session.info.setdefault("tallies", {})
    before, last_at = pending.get(key, (0, at))
    pending[key] = (before + n, max(last_at, at))


def read(
    session: Session, site_id: int, wanted: Iterable[tuple[str, str]]
) -> dict[Key, tuple[int, datetime]]:
    """The counts of a site's (facet, value) pairs, in every status that has any."""
    pairs = list(wanted)
    rows = session.execute(
        select(Tally.facet, Tally.value, Tally.status, Tally.n, Tally.last_at).where(
            Tally.site_id == site_id, tuple_(Tally.facet, Tally.value).in_(pairs)
        )
    )
    found: dict[Key, tuple[int, datetime]] = {
        (site_id, facet, value, status): (n, last_at) for facet, value, status, n, last_at in rows
    }
    for key, (n, at) in session.info.get("tallies", {}).items():
        if key[0] == site_id and (key[1], key[2]) in pairs:
            kept, last_at = found.get(key, (0, at))
            found[key] = (kept + n, max(last_at, at))
    return found


def of_facets(session: Session, site_ids: Iterable[int], facets: Iterable[str]) -> Sequence[Any]:
    """Rows of every count of these facets (those with few values: all, kind, rule, unseen) on these sites."""
    columns = (Tally.site_id, Tally.facet, Tally.value, Tally.status, Tally.n)
    wanted = select(*columns).where(Tally.site_id.in_(list(site_ids)), Tally.facet.in_(list(facets)))
    return session.execute(wanted).all()


def hits(session: Session, site_id: int, since: date) -> Sequence[Any]:
    """What rules found since that day: facet, rule, status, how many, when the last of them came in."""
    sums = func.sum(Tally.n).label("n"), func.max(Tally.last_at).label("last_at")
    found = select(Tally.facet, _RULE, Tally.status, *sums).where(
        Tally.site_id == site_id,
        Tally.facet.in_(HITS.values()),
        Tally.value >= since.isoformat(),
        Tally.n > 0,
    )
    return session.execute(found.group_by(Tally.facet, sql("rule"), Tally.status)).all()


def drop_hits(session: Session, site_ids: Sequence[int], before: date, most: int) -> int:
    """Forget what rules found before that day, so many rows at once; how many there were."""
    old = select(*_KEY).where(
        Tally.site_id.in_(site_ids), Tally.facet.in_(HITS.values()), Tally.value < before.isoformat()
    )
    rows = session.execute(old.limit(most)).all()
    if rows:  # found first: within the DELETE, SQLite would read the whole table for them
        one = and_(*(column == bindparam(f"_{column.key}") for column in _KEY))
        keys = [{f"_{column.key}": value for column, value in zip(_KEY, row, strict=True)} for row in rows]
        session.execute(delete(Base.metadata.tables[Tally.__tablename__]).where(one), keys)
    return len(rows)


def write(session: Session) -> None:
    """Write what was added: one statement, sorted, so that two transactions never wait for each other."""
    pending = session.info.pop("tallies", {})
    rows = [
        {"site_id": site, "facet": facet, "value": value, "status": status, "n": n, "last_at": at}
        for (site, facet, value, status), (n, at) in sorted(pending.items())
        if n
    ]
    if rows:
        new = insert_for(session)(Tally)
        is_later = and_(new.excluded.n > 0, new.excluded.last_at > Tally.last_at)
        merged = new.on_conflict_do_update(
            index_elements=["site_id", "facet", "value", "status"],
            set_={
                "n": Tally.n + new.excluded.n,
                "last_at": case((is_later, new.excluded.last_at), else_=Tally.last_at),
            },
        )
        session.execute(merged, rows)
