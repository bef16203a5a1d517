"""What the tests of the doors share with those of the pages."""

from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications
from tests.web.shared import kind as kind
from tests.web.site.conftest import mina as mina
from tests.web.site.conftest import site as site
