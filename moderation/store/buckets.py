"""Rate limits: how often something happened within the present window."""

from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, case, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for


class Bucket(Base):
    """How often one thing happened since `since`; the key is a keyed hash of what and who."""

    __tablename__ = "bucket"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    since: Mapped[datetime]
    n: Mapped[int]


def level(session: Session, key: bytes) -> tuple[int, datetime] | None:
    """How often, and since when; None where it never happened."""
    row = session.execute(select(Bucket.n, Bucket.since).where(Bucket.key == key)).one_or_none()
    return (row.n, row.since) if row is not None else None


def pour(session: Session, key: bytes, *, now: datetime, window: timedelta) -> None:
    """Count one more; a window that is over begins anew."""
    new = insert_for(session)(Bucket).values(key=key, since=now, n=1)
    is_over = Bucket.since < now - window
    again = new.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "n": case((is_over, 1), else_=Bucket.n + 1),
            "since": case((is_over, new.excluded.since), else_=Bucket.since),
        },
    )
    session.execute(again)
