"""The database: what rows are made of, and the two ways to open it, `reading()` and `writing()`."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm import Session as Session
from sqlalchemy.types import TypeDecorator

from moderation.words import ActorKind, Errand, How, Kind, Mode, Offer, Progress, Role, Status

HEAD = "0010"
"""The newest revision in migrations/; a test compares them."""

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


class UtcTime(TypeDecorator[datetime]):
    """A moment: aware datetimes in and out, stored in UTC. A naive one raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _word(words: type[Any]) -> Enum:
    """An enumeration stored as the contract's words."""
    return Enum(words, native_enum=False, length=16, values_callable=lambda all_: [w.value for w in all_])


class Base(DeclarativeBase):
    """Every row; it knows nothing of Flask."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger().with_variant(Integer(), "sqlite"),
        datetime: UtcTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        Status: _word(Status),
        Kind: _word(Kind),
        Role: _word(Role),
        Mode: _word(Mode),
        ActorKind: _word(ActorKind),
        Progress: _word(Progress),
        How: _word(How),
        Errand: _word(Errand),
        Offer: _word(Offer),
    }


db = SQLAlchemy(metadata=Base.metadata)

DatabaseTrouble = SQLAlchemyError
"""What goes wrong with the database itself; commands say it in a line."""

_WRITERS = threading.Lock()
_HERE = threading.local()


@contextmanager
def reading() -> Iterator[Session]:
    """A session that sees one moment and changes nothing."""
    with Session(db.engine, expire_on_commit=False, autoflush=False) as session:
        yield session


@contextmanager
def reading_at(url: str) -> Iterator[Callable[[], Session]]:
    """Opens sessions that read a database by its address, for a process that has no application."""
    engine = create_engine(url, hide_parameters=True)
    try:
        yield lambda: Session(engine, expire_on_commit=False, autoflush=False)
    finally:
        engine.dispose()


def address() -> str:
    """The address of the application's database, with all that it takes to open it."""
    return db.engine.url.render_as_string(hide_password=False)


@contextmanager
def writing() -> Iterator[Session]:
    """One transaction: all of it is kept, on disk, or nothing is.

    On SQLite it takes the write lock at once (BEGIN IMMEDIATE), and writers of one process wait for
    each other before that: a wait in our own queue is shorter than SQLite's sleeping and trying again.
    """
    with _turn_to_write(), Session(db.engine, expire_on_commit=False) as session:
        session.connection(execution_options={"begins": "IMMEDIATE"})
        yield session
        session.commit()


@contextmanager
def _turn_to_write() -> Iterator[None]:
    if getattr(_HERE, "is_writing", False):
        raise RuntimeError("writing() within writing(): one act is one transaction, so hand the session on.")
    with _WRITERS if db.engine.dialect.name == "sqlite" else nullcontext():
        _HERE.is_writing = True
        try:
            yield
        finally:
            _HERE.is_writing = False


def insert_for(session: Session) -> Any:
    """The dialect's own `insert`, which knows ON CONFLICT; both databases spell it alike."""
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


@event.listens_for(Engine, "connect")
def _open(connection: Any, record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        # The driver's own BEGIN is deferred and comes late; ours is said in `_begin`.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begins', 'DEFERRED')}")


def is_ready() -> bool:
    """Whether the database answers now and holds the tables of this version."""
    try:
        with reading() as session:
            found = session.scalars(text("SELECT version_num FROM alembic_version")).all()
    except DatabaseTrouble:
        return False
    return list(found) == [HEAD]
