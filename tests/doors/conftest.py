"""What the tests of the doors share with those of the pages."""

from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.site.conftest import mina as mina
from tests.web.site.conftest import site as site
from tests.web.templates import quick_templates as quick_templates
