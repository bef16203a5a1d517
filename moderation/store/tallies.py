"""The ledger of counts: how many comments of a site have a value, by status.

Kept, never counted: `add` sums within a transaction, `read` sees through to what is not written yet,
and one sorted upsert at the transaction's end keeps it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.words import Status

ALL, KIND, PAGE, THREAD, AUTHOR, RULE = "all", "kind", "page", "thread", "author", "rule"
"""Facets. THREAD counts a page by comments and mentions, RULE what a rule spoke against."""
SOURCE = "source"
"""Approved and spam mentions by where they came from and who wrote them; see domain/homes.py."""
LINE, LINE_DECIDED = "line", "line decided"
"""What a line of a rule's list led to, and what of it people have decided; see `follow.line_value`."""
UNSEEN = "unseen"
"""What rules decided and nobody has looked at."""

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
        merged = new.on_conflict_do_update(
            index_elements=["site_id", "facet", "value", "status"],
            set_={
                "n": Tally.n + new.excluded.n,
                "last_at": case((new.excluded.n > 0, new.excluded.last_at), else_=Tally.last_at),
            },
        )
        session.execute(merged, rows)
