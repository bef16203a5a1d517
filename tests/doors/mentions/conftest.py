"""What the doors of mentions share: a blog of ours and one of somebody else, both on loopback."""

from collections.abc import Iterator

import pytest
from flask import Flask

from moderation.store.sites import Site
from tests.doors.conftest import mina as mina
from tests.factories import make_site
from tests.machines.blog import Blog, blogging
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications
from tests.web.shared import kind as kind


@pytest.fixture
def theirs() -> Iterator[Blog]:
    """Somebody else's blog."""
    with blogging() as blog:
        yield blog


@pytest.fixture
def ours() -> Iterator[Blog]:
    """Our blog, with one page."""
    with blogging() as blog:
        blog.page("/soup", "<title>Leek soup</title><p>Take three leeks.</p>")
        yield blog


@pytest.fixture
def site(app: Flask, ours: Blog, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Potager, whose pages and mentions may be on loopback."""
    monkeypatch.setitem(app.config, "ALLOW_PRIVATE_SOURCES", True)
    return make_site(url=ours.url("/").rstrip("/"))
