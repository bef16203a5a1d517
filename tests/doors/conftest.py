"""What the tests of the doors share with those of the pages."""

import pytest

from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications
from tests.web.site.conftest import mina as mina
from tests.web.site.conftest import site as site


@pytest.fixture
def kind() -> str:
    """One kind of database: what comes in by a door is taken by verbs that are tested on both."""
    return "sqlite"
