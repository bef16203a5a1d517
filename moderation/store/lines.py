"""The lines of a site's lists: each once, with who added it, when and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base
from moderation.text.fold import fold

AT_ONCE = 500
"""Keys of one statement; SQLite takes no more than some thousands."""
LOOKED_AT = 10_000
"""So many lines are looked through for words; then the page says so and goes on from there."""


class Line(Base):
    """One line of one list of a rule. It is never rewritten: a changed line is another one."""

    __tablename__ = "line"
    __table_args__ = (
        UniqueConstraint("site_id", "list", "key"),
        Index("line_list", "site_id", "list", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    list: Mapped[str]
    """The rule and its list: `blocked_words.words`."""
    key: Mapped[bytes] = mapped_column(LargeBinary(16))
    """The same for lines that say the same, whatever their capitals."""
    text: Mapped[str]
    """As a person types it, with its options."""
    added_by: Mapped[str]
    """The name of who added it; empty for what was shipped."""
    added_by_id: Mapped[int | None]
    """The account; None for programs."""
    added_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """How a line came onto its list."""

    added_by: str
    added_by_id: int | None
    added_at: datetime
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Some lines of a list, newest first; `next` goes on behind an id, None at the end.

    `is_short`: the list was looked through only so far, and that gave less than a page.
    """

    lines: Sequence[Line]
    next: int | None
    is_short: bool = False


TEXTS = (
    select(Line.text)
    .where(Line.site_id == bindparam("site_id"), Line.list == bindparam("list"))
    .order_by(Line.id)
)


def texts(session: Session, site_id: int, name: str) -> Sequence[str]:
    """All lines of a list, in the order of their coming."""
    return session.scalars(TEXTS, {"site_id": site_id, "list": name}).all()


def present(session: Session, site_id: int, name: str, keys: Iterable[bytes]) -> dict[bytes, str]:
    """Which of these stand on a list, and how they are written there."""
    found: dict[bytes, str] = {}
    for some in _pieces(list(keys)):
        wanted = select(Line.key, Line.text).where(Line.site_id == site_id, Line.list == name)
        for key, text in session.execute(wanted.where(Line.key.in_(some))):
            found[key] = text
    return found


def oldest(session: Session, site_id: int, name: str, *, before: datetime, most: int) -> Sequence[str]:
    """Of the first lines of a list those that came before then."""
    first = select(Line.text, Line.added_at).where(Line.site_id == site_id, Line.list == name)
    some = first.order_by(Line.id).limit(most).subquery()
    return session.scalars(select(some.c.text).where(some.c.added_at < before)).all()


def add(session: Session, site_id: int, name: str, new: Iterable[tuple[bytes, str, Origin]]) -> None:
    """Put lines that are not there yet on a list, each by its key, its text and how it comes there."""
    rows: list[dict[str, Any]] = [
        {"site_id": site_id, "list": name, "key": key, "text": text, **vars(origin)}
        for key, text, origin in new
    ]
    if rows:
        session.connection().execute(insert(Line), rows)


def drop(session: Session, site_id: int, name: str, keys: Iterable[bytes]) -> dict[str, Origin]:
    """Take lines off a list; those that stood there, with how they had come there."""
    columns: tuple[Any, ...] = (Line.text, Line.added_by, Line.added_by_id, Line.added_at, Line.why)
    gone: dict[str, Origin] = {}
    for some in _pieces(list(keys)):
        off = delete(Line).where(Line.site_id == site_id, Line.list == name, Line.key.in_(some))
        for text, by, by_id, at, why in session.execute(
            off.returning(*columns).execution_options(synchronize_session=False)
        ):
            gone[text] = Origin(added_by=by, added_by_id=by_id, added_at=at, why=why)
    return gone


def one(session: Session, site_id: int, name: str, key: bytes) -> Line | None:
    """One line of a list; None where it has none with this key."""
    found = select(Line).where(Line.site_id == site_id, Line.list == name, Line.key == key)
    return session.scalar(found)


def explain(session: Session, line: Line, why: str) -> None:
    """Keep why a line is on its list."""
    session.execute(update(Line).where(Line.id == line.id).values(why=why))


def newest(session: Session, site_id: int, name: str, *, q: str, below: int | None, size: int) -> Found:
    """Lines of a list with the words of `q`, newest first, those below an id."""
    if not q:
        rows = session.scalars(_below(select(Line), site_id, name, below).limit(size + 1)).all()
        return Found(lines=rows[:size], next=rows[size - 1].id if len(rows) > size else None)
    looked = session.execute(
        _below(select(Line.id, Line.text, Line.why), site_id, name, below).limit(LOOKED_AT)
    ).all()
    words = fold(q).split()
    hits = [line.id for line in looked if has(line, words)]
    rows = (
        session.scalars(select(Line).where(Line.id.in_(hits[:size])).order_by(Line.id.desc())).all()
        if hits
        else []
    )
    if len(hits) > size:
        return Found(lines=rows, next=hits[size - 1])
    is_short = len(looked) == LOOKED_AT
    return Found(lines=rows, next=looked[-1].id if is_short else None, is_short=is_short)


def _below(wanted: Any, site_id: int, name: str, below: int | None) -> Any:
    wanted = wanted.where(Line.site_id == site_id, Line.list == name)
    if below is not None:
        wanted = wanted.where(Line.id < below)
    return wanted.order_by(Line.id.desc())


def has(line: Any, words: Sequence[str]) -> bool:
    """Whether a line, or why it is there, has these folded words."""
    said = fold(f"{line.text} {line.why}" if line.why else line.text)
    return all(word in said for word in words)


def _pieces(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
