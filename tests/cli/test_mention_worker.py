"""Mentions in the background of a real server: verified, not lost with a worker that is killed, no burden."""

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from sqlalchemy import update

from moderation.domain import receive
from moderation.settings import Settings
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.mentions import Mention
from moderation.words import Kind, Status
from tests.cli.test_worker import until, working
from tests.factories import all_of, make_comment, make_site
from tests.machines.blog import Blog, blogging
from tests.machines.server import environ_of, serving
from tests.machines.strange import Strange, strange


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Our servers are on loopback."""
    return replace(settings, allow_private_sources=True)


@pytest.fixture
def theirs() -> Iterator[Blog]:
    """Somebody else's blog."""
    with blogging() as blog:
        yield blog


@contextmanager
def stuck() -> Iterator[tuple[Strange, threading.Event]]:
    """A server that lets whoever comes wait, and is told of it."""
    came, over = threading.Event(), threading.Event()

    def meet(connection: socket.socket, head: bytes) -> None:
        came.set()
        over.wait(30)

    with strange(meet) as server:
        yield server, came
        over.set()


def announce(url: str, source: str, target: str) -> int:
    """The status with which a server takes a webmention."""
    body = urlencode({"source": source, "target": target}).encode()
    with urlopen(f"{url}/s/potager/webmention", body, timeout=10) as answer:
        return int(answer.status)


def mentions_of(site) -> list[Comment]:
    return [row for row in all_of(site) if row.kind is Kind.WEBMENTION]


def test_a_mention_is_verified_in_the_background_of_the_server(app, settings, theirs, tmp_path):
    site = make_site()
    page = make_comment(site, page="/soup")
    source = theirs.links("/notes", "https://potager.example/soup")
    with serving(environ_of(settings), cwd=tmp_path) as url:
        assert announce(url, source, "https://potager.example/soup") == 202
        until(lambda: len(mentions_of(site)) == 1)

    (comment,) = mentions_of(site)
    assert (comment.status, comment.source, comment.page_id) == (Status.PENDING, source, page.page_id)
    assert "https://potager.example" in theirs.server.heads[0]


def test_a_visit_outlives_the_worker_that_is_killed_in_the_middle_of_it(app, settings, theirs, tmp_path):
    site = make_site()
    make_comment(site, page="/soup")
    with stuck() as (server, came):
        keep_due(site, server.url("/notes"))
        with suppress(AssertionError), working(environ_of(settings), tmp_path) as worker:
            came.wait(30)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        assert came.is_set()
        assert mentions_of(site) == []

        assert is_taken()
        lease_ends()
        point_to(theirs.links("/notes", "https://potager.example/soup"))
        with working(environ_of(settings), tmp_path) as another:
            until(lambda: len(mentions_of(site)) == 1, another)


def keep_due(site, source: str) -> None:
    """A mention that waits for whichever worker begins first."""
    with writing() as session:
        receive.receive(
            session,
            site,
            kind=Kind.WEBMENTION,
            source=source,
            target="https://potager.example/soup",
            given={},
            now=datetime.now(UTC),
        )


def is_taken() -> bool:
    """Whether the mention is still the dead worker's own."""
    with reading() as session:
        row = session.query(Mention).one()
        return row.taken_until is not None and row.taken_until > datetime.now(UTC)


def lease_ends() -> None:
    """Let time pass until another worker may go."""
    with writing() as session:
        session.execute(update(Mention).values(taken_until=datetime.now(UTC) - timedelta(seconds=1)))


def point_to(source: str) -> None:
    """Let the page be found at an address that answers."""
    with writing() as session:
        session.execute(update(Mention).values(source=source))
