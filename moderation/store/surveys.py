"""When a site's decisions were last looked through for suggestions: the row is the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Row, and_, bindparam, case, exists, func, or_, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.comments import DECIDED, Comment
from moderation.store.db import Base, insert_for
from moderation.store.events import Event
from moderation.store.replays import Span
from moderation.store.sites import Site

LISTED = sql("event.listed")
"""In so many words, as in the index of the log. What only rules did on receipt is not listed."""


class Survey(Base):
    """How it stands with the looks through the decisions of one site."""

    __tablename__ = "survey"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime | None]
    """When an owner asked for a look that is not done yet."""
    looked_at: Mapped[datetime | None]
    """When the last look began that came to its end."""
    taken_until: Mapped[datetime | None]
    """Until when a worker has it for itself."""
    genuine: Mapped[int] = mapped_column(default=0)
    spam: Mapped[int] = mapped_column(default=0)
    """How many comments of each sort the last look went through."""


@dataclass(frozen=True)
class Taken:
    """A look that a worker has for itself, until then."""

    site_id: int
    until: datetime


Said = Row[Any]
"""A decided comment with its words and what became of it; see `_SAID`."""

_COLUMNS: tuple[Any, ...] = (
    Comment.id,
    Comment.kind,
    Comment.status,
    Comment.member_id,
    Comment.author_key,
    Comment.name,
    Comment.email,
    Comment.website,
    Comment.source,
    Comment.text,
    Comment.flagged,
)
_SAID = (
    select(*_COLUMNS)
    .where(Comment.site_id == bindparam("site"), DECIDED)
    .where(Comment.id > bindparam("after"), Comment.id <= bindparam("until"))
    .order_by(Comment.id.desc())
)


def said(session: Session, site_id: int, span: Span) -> Sequence[Said]:
    """The decided comments of a piece with their words, the newest first."""
    return list(session.execute(_SAID, {"site": site_id, "after": span.after, "until": span.until}))


def of(session: Session, site_id: int) -> Survey | None:
    """How it stands with a site; None where nobody has looked yet."""
    return session.get(Survey, site_id, populate_existing=True)


def ask(session: Session, site_id: int, *, now: datetime) -> None:
    """Let a site's decisions be looked through soon."""
    new = insert_for(session)(Survey).values(site_id=site_id, asked_at=now, genuine=0, spam=0)
    session.execute(new.on_conflict_do_update(index_elements=["site_id"], set_={"asked_at": now}))


def take_asked(session: Session, *, now: datetime, until: datetime) -> Taken | None:
    """A look that somebody has asked for, for one worker alone; None where nobody has."""
    waits = select(Survey.site_id).where(Survey.asked_at.is_not(None), _is_free(now))
    return _taken(session, session.scalar(waits.order_by(Survey.asked_at).limit(1)), now, until)


def take_due(session: Session, *, before: datetime, now: datetime, until: datetime) -> Taken | None:
    """A look at a site where something was done since the last, which was before then; likewise."""
    since = func.coalesce(Survey.looked_at, Site.created_at)
    has_news = exists().where(Event.site_id == Site.id, LISTED, Event.at >= since)
    is_due = or_(Survey.looked_at.is_(None), Survey.looked_at <= before)
    due = select(Site.id).outerjoin(Survey, Survey.site_id == Site.id)
    due = due.where(is_due, or_(Survey.site_id.is_(None), _is_free(now)), has_news)
    return _taken(session, session.scalar(due.order_by(Site.id).limit(1)), now, until)


def hold(session: Session, taken: Taken, until: datetime) -> bool:
    """Have a look for longer; False where it is another worker's by now."""
    return _written(session, taken, {"taken_until": until})


def end(session: Session, taken: Taken, *, began: datetime, genuine: int, spam: int) -> bool:
    """Write that a look is done. What was asked for since it began is still to do. False as above."""
    still = case((Survey.asked_at > began, Survey.asked_at), else_=None)
    done = {"looked_at": began, "asked_at": still, "genuine": genuine, "spam": spam, "taken_until": None}
    return _written(session, taken, done)


def let_go(session: Session, taken: Taken) -> None:
    """Let a look that came to nothing be taken up again."""
    _written(session, taken, {"taken_until": None})


def _is_free(now: datetime) -> Any:
    return or_(Survey.taken_until.is_(None), Survey.taken_until <= now)


def _taken(session: Session, site_id: int | None, now: datetime, until: datetime) -> Taken | None:
    if site_id is None:
        return None
    new = insert_for(session)(Survey).values(site_id=site_id, taken_until=until, genuine=0, spam=0)
    own = new.on_conflict_do_update(
        index_elements=["site_id"], set_={"taken_until": until}, where=_is_free(now)
    )
    is_own = session.scalar(own.returning(Survey.site_id)) is not None
    return Taken(site_id, until) if is_own else None


def _written(session: Session, taken: Taken, values: dict[str, Any]) -> bool:
    own = and_(Survey.site_id == taken.site_id, Survey.taken_until == taken.until)
    written = update(Survey).where(own).values(**values).returning(Survey.site_id)
    return session.scalar(written.execution_options(synchronize_session=False)) is not None
