"""Every route × everybody who may come: what each is answered, and that whoever is refused changes nothing.

The table has a row for each endpoint of the application; a new route without one fails the test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from moderation.store.comments import Comment
from moderation.store.db import db, reading
from moderation.store.sites import Site
from moderation.web import routes
from tests import people
from tests.factories import make_comment, make_site, make_token, page_of, turned
from tests.web.markup import read
from tests.web.passwords import quick_passwords as quick_passwords

SECRET = "Words that only the desk of this site may read."
ROLES = ("visitor", "stan", "ada", "mina", "olga", "token", "foreign")
"""Stan moderates another site, Ada administers and is no member, Mina moderates, Olga owns; a program with
a token of the site, and one with a token of Stan's."""

MEMBERS = {"mina", "olga", "token"}


@dataclass(frozen=True)
class Row:
    """One route: how it is asked, and what each role is answered."""

    endpoint: str
    method: str
    path: str
    answers: str
    form: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"

    def expected(self, role: str) -> int:
        """The status for this role."""
        return int(self.answers.split()[ROLES.index(role)])


V = {"version": "1"}
TABLE = (
    #                                                        visitor stan ada mina olga token foreign
    Row("sessions.front", "GET", "/", "302 302 302 302 302 302 302"),
    Row("sessions.login", "GET", "/login", "200 302 302 302 302 200 200"),
    Row("sessions.sign_in", "POST", "/login", "422 422 422 422 422 422 422", {"email": "x", "password": "y"}),
    Row("sessions.logout", "POST", "/logout", "303 303 303 303 303 303 303"),
    Row("queue.show", "GET", "/queue", "303 200 200 200 200 303 303"),
    Row("queue.one", "GET", "/comments/{pending}", "303 404 404 200 200 303 303"),
    Row("decisions.decide_one", "POST", "/comments/{pending}/approve", "303 404 404 303 303 303 303", V),
    Row(
        "decisions.reply",
        "POST",
        "/comments/{pending}/reply",
        "303 404 404 303 303 303 303",
        {**V, "text": "Thank you."},
    ),
    Row("decisions.undo", "POST", "/events/{event}/undo", "303 404 404 303 303 303 303"),
    Row("rules.show", "GET", "/settings/{site}/rules", "303 404 404 403 200 303 303"),
    Row("rules.save", "POST", "/settings/{site}/rules", "303 404 404 403 422 303 303", {"hold_from": "x"}),
    Row("rules.try_text", "POST", "/settings/{site}/rules/try", "303 404 404 403 422 303 303"),
    Row("pages.switch", "POST", "/pages/{page}/close", "303 404 404 403 303 303 303"),
    Row("profile.show", "GET", "/profile", "303 200 200 200 200 303 303"),
    Row(
        "profile.save",
        "POST",
        "/profile",
        "303 303 303 303 303 303 303",
        {"locale": "fr", "timezone": "Europe/Paris"},
    ),
    Row("thread.show", "GET", "/s/{site}/thread?url={url}", "200 200 200 200 200 200 200"),
    Row(
        "thread.like_comment",
        "POST",
        "/s/{site}/comments/{approved}/like",
        "303 303 303 303 303 303 303",
        {"url": "{url}", "stamp": "{stamp}"},
    ),
    Row(
        "thread.like_page",
        "POST",
        "/s/{site}/like?url={url}",
        "303 303 303 303 303 303 303",
        {"stamp": "{stamp}"},
    ),
    Row(
        "form.submit_comment",
        "POST",
        "/s/{site}/comments",
        "303 303 303 303 303 303 303",
        {
            "url": "{url}",
            "stamp": "{stamp}",
            "submission_id": "{new}",
            "name": "Lea",
            "email": "{new}@mail.example",
            "text": "I sow {new}.",
        },
    ),
    Row("api_comments.create", "POST", "/api/v1/comments", "401 401 401 401 401 201 422"),
    Row("api_comments.listed", "GET", "/api/v1/comments", "401 401 401 401 401 200 200"),
    Row("api_comments.one", "GET", "/api/v1/comments/{pending}", "401 401 401 401 401 200 404"),
    Row("api_decisions.decide_one", "POST", "/api/v1/comments/{pending}/spam", "401 401 401 401 401 200 404"),
    Row("api_decisions.reply", "POST", "/api/v1/comments/{pending}/reply", "401 401 401 401 401 200 404"),
    Row("api_threads.show", "GET", "/api/v1/threads?url={url}", "200 200 200 200 200 200 200"),
    Row("machine.healthz", "GET", "/healthz", "200 200 200 200 200 200 200"),
    Row("machine.readyz", "GET", "/readyz", "200 200 200 200 200 200 200"),
)
