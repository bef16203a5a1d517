"""Readers of a blog: they have a browser and no account."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.store.sites import Site
from tests import people
from tests.factories import make_site
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.templates import quick_templates as quick_templates


@pytest.fixture
def site(app: Flask) -> Site:
    """Potager, in English."""
    return make_site()


@pytest.fixture
def mina(app: Flask, site: Site) -> FlaskClient:
    """Mina's browser; she moderates the site."""
    return people.desk_of(app, people.mina(site)).client
