"""Who sits at the desk in these tests: a site with Mina, who moderates it, and Olga, who owns it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.store.sites import Site
from tests import people
from tests.factories import make_site
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications


@pytest.fixture
def kind() -> str:
    """One kind of database: what a page shows is decided above it."""
    return "sqlite"


@pytest.fixture
def site(app: Flask) -> Site:
    """Potager, in English."""
    return make_site()


@pytest.fixture
def mina(app: Flask, site: Site) -> FlaskClient:
    """Mina's browser; she moderates the site."""
    return people.desk_of(app, people.mina(site)).client


@pytest.fixture
def olga(app: Flask, site: Site) -> FlaskClient:
    """Olga's browser; she owns the site."""
    return people.desk_of(app, people.olga(site)).client
