"""A reader before a page's thread."""

from flask.testing import FlaskClient

from moderation.store.comments import Comment
from tests.web.markup import Element
from tests.web.tab import Tab

URL = "https://potager.example/soup"


def thread(client: FlaskClient, url: str = URL, **query: str) -> Tab:
    """The thread of a page."""
    return Tab(client, "/s/potager/thread", url=url, **query)


def item(tab: Tab, comment: Comment) -> Element:
    """The element of a comment."""
    return tab.page.one("li", id=f"comment-{comment.id}")
