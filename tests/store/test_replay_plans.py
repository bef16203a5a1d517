"""Trials and looks for suggestions go through the decided comments by their index, and edits by theirs."""

import pytest

from moderation.domain import rejudge, replay, suggest, tune
from moderation.domain.allow import Viewer
from moderation.store.db import reading, writing
from moderation.words import Actor, ActorKind, Role
from tests.factories import make_comment, tick
from tests.offers import looked
from tests.past import decided, present
from tests.store.test_plans import plan, scans, watched


@pytest.fixture
def database(sqlite_database: str) -> str:
    """SQLite explains its plans in words that can be read here."""
    return sqlite_database


def test_a_trial_reads_no_more_than_what_people_decided(app):
    comment = decided("approved")
    with reading() as session:
        site = present(session.get_one(tune.Site, comment.site_id))

    with watched() as ran, reading() as session:
        replay.compare(session, site, tune.book_of(session, site))

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


def test_a_look_for_suggestions_goes_by_indexes_and_so_does_the_search_for_one_that_is_due(app):
    decided("approved")
    decided("spam")
    with watched() as ran:
        looked()
        with writing() as session:
            suggest.take(session, now=tick(), asked=False)

    assert any("FROM survey" in statement or "survey" in statement for statement, _ in ran)
    assert scans(ran) == []
    assert sum("comment_decided" in plan(one) for one in ran if one[0].startswith("SELECT")) >= 3
    due = next(one for one in ran if "event.listed" in one[0])
    assert "event_log" in plan(due)
