"""What people decided before a test: comments and the rules that judge them."""

from typing import Any

from moderation.domain import tune
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from moderation.words import Status
from tests.factories import ACTIONS, TESTS, make_comment, tick, turned

ADVERT = "Please subscribe to my channel."
SPAM = "Subscribe to my channel, and buy cheap loans at https://loans.example/now"
SHOUTED = "THIS SOUP WAS THE BEST THAT I EVER HAD IN MY LIFE"
LOUD = {"rules": {"shouting": {"on": True, "points": 5}}}


def present(site: Site) -> Site:
    """The site as it now is."""
    with reading() as session:
        found = tune.site_with_key(session, site.key)
    assert found is not None
    return found


def decided(status: str, site: Site | None = None, **given: Any) -> Comment:
    """A comment that a person gave this status, whatever rules said."""
    return turned(make_comment(site, status=None, **given), ACTIONS[Status(status)]).comment


def changed_rules(site: Site, change: dict[str, Any]) -> None:
    """Save other rules."""
    with writing() as session:
        tune.load(session, session.merge(present(site)), change, by=TESTS, now=tick())
