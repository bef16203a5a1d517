"""The verbs on an empty database, by one application for all these tests."""

from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications
from tests.web.shared import kind as kind
