"""A reader who writes: the public form, filled in and sent as a browser does."""

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.domain import tune
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.text.page_url import page_key
from moderation.web import stamps
from tests.factories import TESTS, all_of, tick
from tests.web.site.reading import URL as URL
from tests.web.site.reading import thread as thread

LEA = {"name": "Lea", "email": "lea@mail.example", "website": "", "text": "Should I water at noon?"}


def say(client: FlaskClient, url: str = URL, *, htmx: bool = False, **typed: str) -> TestResponse:
    """The answer to a comment by Lea, but for what is typed otherwise."""
    return thread(client, url).press("Publish", "say", {**LEA, **typed}, htmx=htmx)


def reader(app: Flask, n: int) -> FlaskClient:
    """Somebody with a browser and no account, in a net of one's own."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"198.{n}.100.1"
    return client


def stored(site: Site) -> list[Comment]:
    """Every comment of the site, in the order of their coming."""
    return all_of(site)


def texts(site: Site) -> list[str]:
    """What they say."""
    return [row.text for row in stored(site)]


def rules_found(comment: Comment) -> dict[str, int]:
    """The rules that found something in a comment, with their points."""
    return {signal["rule"]: signal["points"] for signal in comment.signals}


def set_rules(site: Site, **rules: dict[str, object]) -> None:
    """Change the site's rules."""
    with writing() as session:
        place = tune.site_with_key(session, site.key)
        assert place is not None
        tune.load(session, place, {"rules": rules}, by=TESTS, now=tick())


def made_before(monkeypatch: pytest.MonkeyPatch, seconds: float, *, url: str = URL) -> str:
    """The stamp of a form that was made some seconds ago."""
    then = time.time() - seconds
    with monkeypatch.context() as earlier:
        earlier.setattr(time, "time", lambda: then)
        return stamps.stamp("potager", page_key(url))
