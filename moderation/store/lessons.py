"""Lessons: what a site's classifier has learned, as weights of features, and from which comments.

A weight is the sum of the steps of all lessons that have its feature. Steps are whole numbers, so a lesson is
taken back to the last digit, in any order. As with the tallies, `add` sums within a transaction, `weights`
sees through to what is not written yet, and one sorted upsert at its end keeps it.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ForeignKey, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.words import Status

AT_ONCE = 2_000
"""Features that are asked for in one statement."""


class Weight(Base):
    """What one feature (text/features.py) weighs on a site: above zero it speaks for spam."""

    __tablename__ = "weight"
    __table_args__ = ({"sqlite_with_rowid": False},)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True, autoincrement=False)
    feature: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    weight: Mapped[int]


class Lesson(Base):
    """What one comment taught: the step that each of its features made."""

    __tablename__ = "lesson"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    status: Mapped[Status]
    """What people called it: spam or approved."""
    step: Mapped[int]
    findings: Mapped[list[Any]]
    """What rules had found in it."""
    version: Mapped[int]
    """Of the features (text/features.py)."""


WEIGHTS = select(Weight.feature, Weight.weight).where(
    Weight.site_id == bindparam("site_id"), Weight.feature.in_(bindparam("features", expanding=True))
)
LESSONS = select(Lesson).where(Lesson.comment_id.in_(bindparam("ids", expanding=True)))


def weights(session: Session, site_id: int, features: Collection[int]) -> dict[int, int]:
    """What these features weigh, those that weigh anything."""
    found: dict[int, int] = {}
    rest = iter(sorted(features))
    while piece := list(islice(rest, AT_ONCE)):
        found |= dict(session.execute(WEIGHTS, {"site_id": site_id, "features": piece}).all())
    for (site, feature), step in session.info.get("weights", {}).items():
        if site == site_id and feature in features:
            found[feature] = found.get(feature, 0) + step
    return found


def add(session: Session, site_id: int, features: Collection[int], step: int) -> None:
    """Let each of these features weigh so much more; written at the end of the transaction."""
    pending = session.info.setdefault("weights", {})
    for feature in features:
        pending[site_id, feature] = pending.get((site_id, feature), 0) + step


def write(session: Session) -> None:
    """Write what was added: one statement, sorted, so that two transactions never wait for each other."""
    pending = session.info.pop("weights", {})
    rows = [
        {"site_id": site, "feature": feature, "weight": step}
        for (site, feature), step in sorted(pending.items())
        if step
    ]
    if rows:
        new = insert_for(session)(Weight)
        merged = new.on_conflict_do_update(
            index_elements=["site_id", "feature"], set_={"weight": Weight.weight + new.excluded.weight}
        )
        session.execute(merged, rows)


def of(session: Session, ids: Sequence[int]) -> Mapping[int, Lesson]:
    """What these comments taught, by their ids."""
    if not ids:
        return {}
    return {lesson.comment_id: lesson for lesson in session.scalars(LESSONS, {"ids": list(ids)})}


def keep(session: Session, taught: Sequence[Lesson]) -> None:
    """Remember what comments taught, in one statement."""
    names = [column.key for column in Lesson.__mapper__.column_attrs]
    rows = [{name: getattr(lesson, name) for name in names} for lesson in taught]
    if rows:
        session.execute(insert(Lesson), rows)


def drop(session: Session, taught: Sequence[Lesson]) -> None:
    """Remember it no more."""
    if taught:
        ids = [lesson.comment_id for lesson in taught]
        session.execute(delete(Lesson).where(Lesson.comment_id.in_(ids)))


def forget(session: Session, site_id: int) -> None:
    """Remember nothing of what a site has learned."""
    session.info.pop("weights", None)
    session.execute(delete(Weight).where(Weight.site_id == site_id))
    session.execute(delete(Lesson).where(Lesson.site_id == site_id))
