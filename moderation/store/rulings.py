"""By which rules comments were judged: fingerprints, kept once for all comments that were judged alike."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import JSON, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for


class Ruling(Base):
    """The rules of a book as one version of the program had them; it changes never, and is of no site."""

    __tablename__ = "ruling"

    digest: Mapped[bytes] = mapped_column(LargeBinary(8), primary_key=True)
    prints: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The fingerprint of each rule, by key."""


def keep(session: Session, digest: bytes, prints: Mapping[str, str]) -> None:
    """Keep a ruling, where it is not kept yet."""
    new = insert_for(session)(Ruling).on_conflict_do_nothing(index_elements=["digest"])
    session.execute(new, {"digest": digest, "prints": dict(prints)})


def all_of_them(session: Session) -> dict[bytes, Mapping[str, str]]:
    """Every ruling there is: one for each change of rules or of the program, so there are few."""
    return {row.digest: row.prints for row in session.execute(select(Ruling.digest, Ruling.prints))}


def has(session: Session, digests: Collection[bytes]) -> bool:
    """Whether all of these rulings are kept."""
    known = select(Ruling.digest).where(Ruling.digest.in_(digests))
    return len(session.scalars(known).all()) == len(digests)
