"""Mentions as rows: each statement on the way of one goes by an index, however many there are."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.domain import receive, visit
from moderation.domain.look import Look
from moderation.domain.trouble import Reason
from moderation.store import mentions
from moderation.store.db import writing
from moderation.text.pair import pair_of
from moderation.words import Kind, Sight
from tests.factories import make_comment, make_site
from tests.store.test_plans import scans, watched

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture
def database(sqlite_database: str) -> str:
    """SQLite explains its plans in words that can be read here."""
    return sqlite_database


def announced(site, n: int, at: datetime = NOON) -> None:
    with writing() as session:
        receive.receive(
            session,
            site,
            kind=Kind.WEBMENTION,
            source=f"https://blog.example/{n}",
            target="https://potager.example/soup",
            given={},
            now=at,
        )


def test_no_step_of_a_mention_reads_a_table_from_end_to_end(app):
    site = make_site()
    make_comment(site, page="/soup")
    announced(site, 1)

    with watched() as ran:
        announced(site, 2)
        announced(site, 2)
        with writing() as session:
            taken = visit.claim(session, now=NOON)
            assert taken is not None
        seen = Look(name="Notes", text="Three leeks.", sight=Sight(has_link=True))
        with writing() as session:
            visit.settle(session, taken, seen, now=NOON)
        with writing() as session:
            visit.next_due(session)
            mentions.drop_failed(session, site.id, before=NOON, most=10)

    assert len([statement for statement, _ in ran if "mention" in statement]) > 8
    assert scans(ran) == []


def test_what_came_to_nothing_is_forgotten_after_its_time_and_nothing_else(app):
    site = make_site()
    for n, trouble in enumerate((Look(trouble=Reason.NO_LINK), Look(sight=Sight(has_link=True)))):
        announced(site, n, NOON + timedelta(hours=n))
        with writing() as session:
            taken = visit.claim(session, now=NOON + timedelta(hours=n))
            assert taken is not None
            visit.settle(session, taken, trouble, now=NOON)
    announced(site, 2)

    with writing() as session:
        visit.forget_failed(session, before=NOON, most=10)
    with writing() as session:
        assert mentions.by_pair(session, site.id, _pair(0)) is not None

    with writing() as session:
        visit.forget_failed(session, before=NOON + timedelta(days=1), most=10)
    with writing() as session:
        left = [n for n in range(3) if mentions.by_pair(session, site.id, _pair(n)) is not None]
    assert left == [1, 2]


def _pair(n: int) -> bytes:
    return pair_of(f"https://blog.example/{n}", "potager.example/soup")
