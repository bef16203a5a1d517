"""Suggestions: changes of a site's rules that its decisions speak for, each once, with what speaks for it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.words import Offer


class Suggestion(Base):
    """One change that could be made, as it was last found."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("site_id", "key"),
        Index("suggestion_of_state", "site_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    kind: Mapped[str]
    """What is suggested; the words of domain/proposal.py."""
    key: Mapped[bytes] = mapped_column(LargeBinary(16))
    """A keyed hash of what it is about: it tells no word, so it may stay where the words have to go."""
    evidence: Mapped[dict[str, Any]]
    change: Mapped[dict[str, Any]]
    """What taking it does to the rules; empty where the words of it had to go."""
    effect: Mapped[dict[str, Any]]
    """What that would have made of the decisions so far."""
    found_at: Mapped[datetime]
    state: Mapped[Offer]
    settled_at: Mapped[datetime | None]
    """When it was taken or hidden, or held no more."""
    act: Mapped[str] = mapped_column(default="")
    """By what its change of the rules is found (`Event.together`); empty where it is not taken."""


_NEW = ("kind", "evidence", "change", "effect", "found_at", "state", "settled_at", "act")


def count(session: Session, site_id: int) -> int:
    """How many of a site are open."""
    some = select(func.count()).where(Suggestion.site_id == site_id, Suggestion.state == Offer.OPEN)
    return session.scalars(some).one()


def in_state(session: Session, site_id: int, state: Offer, *, most: int) -> list[Suggestion]:
    """Those of a site that are in a state, the newest first; of those whose words are there."""
    found = select(Suggestion).where(Suggestion.site_id == site_id, Suggestion.state == state)
    rows = session.scalars(found.order_by(Suggestion.id.desc()).limit(most))
    return [row for row in rows if row.change]


def one(session: Session, site_id: int, suggestion_id: int) -> Suggestion | None:
    """A suggestion of a site as it now is; None is another site's, or none."""
    found = select(Suggestion).where(Suggestion.site_id == site_id, Suggestion.id == suggestion_id)
    return session.scalar(found.execution_options(populate_existing=True))


def hidden(session: Session, site_id: int) -> set[bytes]:
    """By their keys those of a site that somebody has hidden."""
    keys = select(Suggestion.key)
    return set(session.scalars(keys.where(Suggestion.site_id == site_id, Suggestion.state == Offer.HIDDEN)))


def turn(session: Session, row: Suggestion, to: Offer, *, now: datetime, act: str = "") -> bool:
    """Let it come to stand otherwise; False where somebody was faster."""
    own = update(Suggestion).where(Suggestion.id == row.id, Suggestion.state == row.state)
    settled_at = None if to is Offer.OPEN else now
    turned = own.values(state=to, settled_at=settled_at, act=act).returning(Suggestion.id)
    return session.scalar(turned.execution_options(synchronize_session=False)) is not None


def keep(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what was found, open; what is known already as it is now, and nothing of what is hidden."""
    if rows:
        new = insert_for(session)(Suggestion)
        again = {name: new.excluded[name] for name in _NEW}
        kept = new.on_conflict_do_update(
            index_elements=["site_id", "key"], set_=again, where=Suggestion.state != Offer.HIDDEN
        )
        session.execute(kept, rows)


def let_go(session: Session, site_id: int, *, but: Collection[bytes], now: datetime) -> None:
    """Let those that are open be gone, but for these."""
    rest = update(Suggestion).where(Suggestion.site_id == site_id, Suggestion.state == Offer.OPEN)
    gone = rest.where(Suggestion.key.not_in(but)).values(state=Offer.GONE, settled_at=now)
    session.execute(gone.execution_options(synchronize_session=False))


def prune(session: Session, site_id: int, *, before: datetime) -> None:
    """Forget what was gone or taken before then."""
    over = or_(Suggestion.state == Offer.GONE, Suggestion.state == Offer.TAKEN)
    old = delete(Suggestion).where(Suggestion.site_id == site_id, over, Suggestion.settled_at < before)
    session.execute(old.execution_options(synchronize_session=False))


def reopen(session: Session, site_id: int, act: str) -> None:
    """Let be open again what this act took."""
    own = update(Suggestion).where(Suggestion.site_id == site_id, Suggestion.state == Offer.TAKEN)
    back = own.where(Suggestion.act == act).values(state=Offer.OPEN, settled_at=None, act="")
    session.execute(back.execution_options(synchronize_session=False))


def forget_words_of(session: Session, site_id: int, kinds: Collection[str]) -> None:
    """Leave no word of the suggestions of a site that are of these kinds; what is hidden stays so."""
    own = and_(Suggestion.site_id == site_id, Suggestion.kind.in_(kinds))
    others = delete(Suggestion).where(own, Suggestion.state != Offer.HIDDEN)
    wordless = update(Suggestion).where(own).values(evidence={}, change={}, effect={})
    for statement in (others, wordless):
        session.execute(statement.execution_options(synchronize_session=False))
