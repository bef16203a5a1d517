"""A site, a program with its token, and what it sends."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from moderation.store.sites import Site
from tests.factories import make_site, number
from tests.people import Program, program_of
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications
from tests.web.shared import kind as kind

SOUP = "https://potager.example/soup"


@pytest.fixture
def site(app: Flask) -> Site:
    """Potager, in English."""
    return make_site()


@pytest.fixture
def program(app: Flask, site: Site) -> Program:
    """A program with a token of the site."""
    return program_of(app, site)


def wrong_fields(answer: TestResponse) -> list[str]:
    """The fields that a problem document names."""
    assert answer.status_code == 422, answer.text
    assert answer.mimetype == "application/problem+json"
    return [error["field"] for error in answer.get_json()["errors"]]


def said(**given: Any) -> dict[str, Any]:
    """A comment of a stranger, as a program hands it in; None leaves a field out."""
    n = number()
    usual = {
        "url": SOUP,
        "name": f"Reader {n}",
        "email": f"reader{n}@mail.example",
        "text": f"My leeks of row {n} came up in spring.",
    }
    return {name: value for name, value in {**usual, **given}.items() if value is not None}
