"""Wave mode: for how long what strangers write is held, on a site or one of its pages."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ForeignKey, Index, bindparam, literal, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base


class Wave(Base):
    """One time of holding; or, where it is not on, the time for which a suggestion of one is set aside."""

    __tablename__ = "wave"
    __table_args__ = (Index("wave_of_site", "site_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"))
    """None is the whole site."""
    is_on: Mapped[bool] = mapped_column(default=True)
    began_at: Mapped[datetime]
    until: Mapped[datetime]
    """When it ends by itself: nothing has to happen then."""


AT: BindParameter[datetime] = bindparam("at")
HOLDS = (
    select(literal(1))
    .where(
        Wave.site_id == bindparam("site_id"),
        Wave.until > AT,
        Wave.began_at <= AT,
        Wave.is_on,
        or_(Wave.page_id.is_(None), Wave.page_id == bindparam("page_id")),
    )
    .limit(1)
)


def holds(session: Session, site_id: int, page_id: int | None, at: datetime) -> bool:
    """Whether a wave is on for a page at a moment."""
    return session.scalar(HOLDS, {"site_id": site_id, "page_id": page_id, "at": at}) is not None


def lasting(session: Session, site_ids: Sequence[int], now: datetime) -> list[Wave]:
    """What lasts on these sites, waves and what is set aside; what ends first comes first."""
    if not site_ids:
        return []
    last = select(Wave).where(Wave.site_id.in_(site_ids), Wave.until > now)
    return list(session.scalars(last.order_by(Wave.until, Wave.id)))


def one(session: Session, wave_id: int, site_ids: Sequence[int]) -> Wave | None:
    """A wave of one of these sites, held until the transaction ends; None is a stranger's, or none."""
    known = select(Wave).where(Wave.id == wave_id, Wave.site_id.in_(site_ids), Wave.is_on)
    return session.scalar(known.with_for_update())


def add(session: Session, wave: Wave) -> Wave:
    """Keep a wave, or that a suggestion is set aside."""
    session.add(wave)
    session.flush()
    return wave
