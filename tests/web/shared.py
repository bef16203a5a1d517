"""One application for many tests, each of which finds its database empty: a new one is most of a test's time.

A conftest imports the fixtures from here; one with a `kind` of its own runs its tests on that database alone.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from moderation.app import create_app
from moderation.settings import Settings
from moderation.store.db import db, writing
from tests.conftest import Client
from tests.machines.databases import PostgresDatabase, settings_for, sqlite_copy

Applications = Callable[[str], Flask]
KINDS = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))

on_both_kinds = pytest.mark.parametrize("kind", KINDS)
"""A test that runs on each kind of database where those beside it run on one."""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database; the test runs once on each."""
    return str(request.param)


@pytest.fixture
def app(kind: str, applications: Applications, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on an empty database; the test stands in its context, so `writing()` works."""
    with applications(kind).app_context():
        if kind == "sqlite":
            empty()
        else:
            request.getfixturevalue("postgres_database")
        yield applications(kind)


@pytest.fixture(scope="session")
def applications(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Applications]:
    """The application on each kind of database, made when it is first asked for."""
    folder = tmp_path_factory.mktemp("shared")
    with ExitStack() as made:

        @cache
        def on(kind: str) -> Flask:
            if kind == "sqlite":
                url = sqlite_copy(sqlite_template, folder)
            else:
                postgres: PostgresDatabase = request.getfixturevalue("_postgres")
                url = postgres.url
            return made.enter_context(running(settings_for(url, folder)))

        yield on


@contextmanager
def running(settings: Settings) -> Iterator[Flask]:
    """An application for tests with these settings."""
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Client
    yield app
    with app.app_context():
        db.engine.dispose()


def empty() -> None:
    """Take all rows out of a SQLite database but its own key; they are counted from 1 again."""
    with writing() as session:
        for table in reversed(db.metadata.sorted_tables):
            if table.name != "installation_key":
                session.execute(table.delete())
