"""A trial goes through the decided comments by their index, and meets edits by theirs."""

import pytest

from moderation.domain import rejudge, replay, tune
from moderation.domain.allow import Viewer
from moderation.store.db import reading
from moderation.words import Actor, ActorKind, Role
from tests.factories import make_comment, tick
from tests.past import decided, present
from tests.store.test_plans import plan, watched


@pytest.fixture
def database(sqlite_database: str) -> str:
    """SQLite explains its plans in words that can be read here."""
    return sqlite_database


def test_a_trial_reads_no_more_than_what_people_decided(app):
    comment = decided("approved")
    with reading() as session:
        site = present(session.get_one(tune.Site, comment.site_id))

    with watched() as ran, reading() as session:
        replay.compare(session, site, tune.book_of(site))

    plans = [plan(one) for one in ran]
    decided_plans = [each for each in plans if "comment" in each]
    assert decided_plans
    assert all("SCAN comment" not in each and "SCAN event" not in each for each in plans), plans
    assert sum("comment_decided" in each for each in plans) >= 3
    assert any("event_of_edits" in each for each in plans)


def test_what_waits_is_found_by_the_queue(app):
    comment = make_comment()
    owner = Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Olga"), roles={comment.site_id: Role.OWNER})

    with watched() as ran, reading() as session:
        rejudge.preview(session, owner, "potager", now=tick())

    plans = [plan(one) for one in ran]
    assert all("SCAN comment" not in each for each in plans), plans
    assert sum("comment_queue" in each for each in plans) >= 2
