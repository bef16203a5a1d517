"""Who the tests are about: Mina moderates, Olga owns, Ada administers, Stan is a stranger; and programs.

People sit in a browser of their own and sign in as everybody does: each form they send carries the token
that stands on a page of theirs.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.domain import enrol
from moderation.domain.allow import Viewer
from moderation.store.comments import Comment
from moderation.store.db import reading
from moderation.store.people import User
from moderation.store.sites import Site
from tests.factories import PASSWORD, make_site, make_token, make_user, reload, the_site

T = TypeVar("T")
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


def mina(site: Site | None = None) -> User:
    """Mina moderates the site."""
    return make_user("Mina", role="moderator", site=site)


def olga(site: Site | None = None) -> User:
    """Olga owns the site."""
    return make_user("Olga", role="owner", site=site)


def ada() -> User:
    """Ada administers the installation and is a member of no site."""
    return make_user("Ada", is_admin=True)


def stan() -> User:
    """Stan is a stranger here: he moderates another site."""
    return make_user("Stan", role="moderator", site=make_site("elsewhere"))


def viewer(user: User) -> Viewer:
    """What this person may see and do at present."""
    with reading() as session:
        return enrol.viewer_of(session, user)


@dataclass(frozen=True)
class Desk:
    """The browser of somebody who is signed in."""

    client: FlaskClient

    def get(self, path: str, **query: Any) -> TestResponse:
        """A page of the desk."""
        return self.client.get(path, query_string=query)

    def post(self, path: str, *, htmx: bool = False, **form: Any) -> TestResponse:
        """The answer to a form of the desk, sent as plain HTML or by HTMX."""
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(
            path, data={"csrf_token": token_on(self.get("/profile")), **form}, headers=headers
        )

    def decide(self, comment: Comment, action: str, **form: Any) -> TestResponse:
        """The answer to a decision on a comment, as it stands now."""
        version = form.pop("version", None) or reload(comment).version
        return self.post(f"/comments/{comment.id}/{action}", version=version, **form)


def desk_of(app: Flask, user: User) -> Desk:
    """The desk as this person has it before them after signing in."""
    client = app.test_client()
    form = {"csrf_token": token_on(client.get("/login")), "email": user.email, "password": PASSWORD}
    answer = client.post("/login", data=form)
    assert answer.status_code == 303, answer.text
    return Desk(client)


def token_on(page: TestResponse) -> str:
    """The CSRF token that the forms of a page carry."""
    found = CSRF.search(page.text)
    assert found, f"no form with a token on {page.request.path}: {page.status_code}"
    return found[1]


@dataclass(frozen=True)
class Program:
    """A program that talks to the API, with a token of one site."""

    client: FlaskClient
    token: str

    def get(self, path: str, **query: Any) -> TestResponse:
        """The answer to a question."""
        return self.client.get(f"/api/v1{path}", query_string=query, headers=self.headers())

    def post(self, path: str, json: Any = None, **headers: str) -> TestResponse:
        """The answer to what is handed in."""
        return self.client.post(f"/api/v1{path}", json=json, headers=self.headers(**headers))

    def send(self, body: bytes | str) -> TestResponse:
        """The answer to a body that need not be JSON, where a comment belongs."""
        return self.client.post("/api/v1/comments", data=body, headers=self.headers())

    def headers(self, **more: str) -> dict[str, str]:
        """The token, and other headers with `_` for `-`."""
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.token}", **named}


def program_of(app: Flask, site: Site | None = None, *, name: str = "Importer") -> Program:
    """A program with a new token of this site."""
    return Program(app.test_client(), make_token(site or the_site(), name=name))


def at_once(app: Flask, *acts: Callable[[], T]) -> list[T]:
    """What comes of acts that begin at the same moment, each in a thread of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        with app.app_context():
            start.wait(timeout=30)
            return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
