"""What takes long to make is made once by each process of a run; every other test finds a copy of it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TypeVar

from moderation.store.db import db
from moderation.store.sites import Site

T = TypeVar("T")


def once(make: Callable[[Site], T]) -> Callable[[Site], T]:
    """The same, for a test that has its site and nothing else yet: what it left is put there at once."""
    kept: dict[int, tuple[T, sqlite3.Connection]] = {}

    @wraps(make)
    def made_or_copied(site: Site) -> T:
        with _database() as database:
            if site.id in kept:
                made, copy = kept[site.id]
                copy.backup(database)
            else:
                made, copy = make(site), sqlite3.connect(":memory:")
                database.backup(copy)
                kept[site.id] = made, copy
        return made

    return made_or_copied


@contextmanager
def _database() -> Iterator[sqlite3.Connection]:
    """The database of the browsers' server."""
    connection = db.engine.raw_connection()
    try:
        database = connection.driver_connection
        assert isinstance(database, sqlite3.Connection)
        yield database
    finally:
        connection.close()
