"""A browser sees pages, not databases: its tests run on one, and share a server that each finds empty."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from moderation.app import create_app
from moderation.settings import Settings
from moderation.store.people import User
from moderation.store.sites import Site
from tests import people
from tests.conftest import Client, LiveServer
from tests.factories import make_site
from tests.machines import databases
from tests.machines.server import environ_of, serving
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import empty

PATIENCE = 10_000
"""Milliseconds until something that should be seen counts as missing."""

OPTIONS = {"locale": "en-GB", "reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}}
ASKED_FOR = re.compile(
    r"Failed to load resource: .*(status of (400|401|404|409|422|429|500|503)"
    r"|net::ERR_(FAILED|ABORTED|INTERNET_DISCONNECTED))"
    r"|htmx: htmx:error: (Failed to fetch|timeout)"
)
"""What is said on the console of a failure that a test asked for."""

REPORT = (
    "addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective, e.sample))"
)

expect.set_options(timeout=PATIENCE)
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def settings(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the server that all tests share."""
    folder = tmp_path_factory.mktemp("server")
    given = databases.settings_for(databases.sqlite_copy(sqlite_template, folder), folder)
    return replace(given, rate_limits=True)


@pytest.fixture(scope="session")
def _shared(settings: Settings) -> Iterator[LiveServer]:
    app = create_app(settings)
    app.test_client_class = Client
    with serving(environ_of(settings), cwd=settings.instance_path) as url:
        yield LiveServer(url, app)


@pytest.fixture
def app(_shared: LiveServer) -> Iterator[Flask]:
    """The application on an empty database; the test stands in its context."""
    with _shared.app.app_context():
        empty()
        yield _shared.app


@pytest.fixture
def live_server(_shared: LiveServer, app: Flask) -> LiveServer:
    """The server of this test."""
    return _shared


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer) -> Iterator[Opened]:
    """Opens a tab of anybody, signed in where there is an account; what a browser deplores fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_tab(who: User | None = None, **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **{**OPTIONS, **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REPORT)
        if who is not None:
            context.add_cookies(
                [{"name": "session", "value": session_of(live_server.app, who), "url": live_server.url}]
            )
        page = context.new_page()
        page.on(
            "console",
            lambda message: said.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("response", lambda answer: said.append(answer.url) if is_missing(answer) else None)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert [text for text in said if not ASKED_FOR.match(text)] == []


@pytest.fixture
def page(opened: Opened) -> Page:
    """A tab of somebody new."""
    return opened()


@pytest.fixture
def site(app: Flask) -> Site:
    """Potager, in English."""
    return make_site()


@pytest.fixture
def mina(site: Site, opened: Opened) -> Page:
    """Mina's tab; she moderates the site."""
    return opened(people.mina(site))


@pytest.fixture
def olga(site: Site, opened: Opened) -> Page:
    """Olga's tab; she owns the site."""
    return opened(people.olga(site))


def is_missing(answer: Response) -> bool:
    """Whether a page asked for a file that is not there."""
    return answer.status >= 400 and "/static/" in answer.url


def session_of(app: Flask, who: User) -> str:
    """The cookie of somebody who has signed in."""
    cookie = people.desk_of(app, who).client.get_cookie("session")
    assert cookie is not None
    return cookie.value
