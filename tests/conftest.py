"""What tests ask for by name: a database, the application on it, a client, a live server, a browser.

A test that asks for any of them but `sqlite_database` runs on SQLite and on PostgreSQL.
"""

import os
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.test import TestResponse

from moderation.app import create_app
from moderation.settings import Settings
from moderation.store.db import db
from tests.machines import browser as browsers
from tests.machines import databases, postgres
from tests.machines.postgres import Postgres
from tests.machines.server import environ_of, serving


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a browser is a browser test; whoever asks for PostgreSQL alone needs PostgreSQL."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "browser" in asked:
            item.add_marker(pytest.mark.browser)
        if "postgres_server" in asked:
            item.add_marker(pytest.mark.postgres)


@pytest.fixture(scope="session")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run know."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sqlite_template(meeting: Path) -> Path:
    """A migrated SQLite file to copy."""
    return databases.sqlite_template(meeting)


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of an empty SQLite database of this test."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture(scope="session")
def postgres_server(meeting: Path) -> Iterator[Postgres]:
    """The PostgreSQL of this test run, where a test may make databases of its own."""
    with postgres.running(meeting) as server:
        yield server


@pytest.fixture(scope="session")
def _postgres(postgres_server: Postgres, meeting: Path) -> databases.PostgresDatabase:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return databases.postgres_database(postgres_server, meeting, f"moderation_{worker}")


@pytest.fixture
def postgres_database(_postgres: databases.PostgresDatabase) -> str:
    """The URL of an empty PostgreSQL database, for this test alone while it runs."""
    return _postgres.empty()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated and empty database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    """The settings of a test: no rate limits, and an instance folder of its own."""
    return databases.settings_for(database, tmp_path / "instance")


class Client(FlaskClient):
    """A client whose requests know nothing of each other, as on a server."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # Flask would lend a request the application context that a test stands in, and with it `g`,
        # where the signed-in person of the request before is still remembered.
        return Context().run(super().open, *args, **kwargs)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on an empty database; the test stands in its context, so `writing()` works."""
    app = create_app(settings)
    app.testing = True
    app.test_client_class = Client
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody with a browser and no account."""
    return app.test_client()


@dataclass(frozen=True)
class LiveServer:
    """A server process; `app` is the same application in the test's own process."""

    url: str
    app: Flask


@pytest.fixture
def live_server(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[LiveServer]:
    """`moderation serve` on the test's database, as a process of its own."""
    with serving(environ_of(settings), cwd=tmp_path) as url:
        yield LiveServer(url, app)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser without a window."""
    with browsers.running() as running:
        yield running


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A tab of somebody new, whose addresses are paths of the live server."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    try:
        yield context.new_page()
    finally:
        context.close()
