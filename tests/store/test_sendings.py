"""What is sent costs a handful of statements, each by an index, however much was sent before."""

from collections.abc import Callable
from typing import Any

import pytest

from moderation.domain import announce, deliver, watch
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.text.feed import FeedEntry
from tests.factories import failed_sending, make_sending, make_site, tick
from tests.people import Desk, desk_of, olga
from tests.store.test_plans import plan, watched

LARGE = ("sending", "entry")


@pytest.fixture
def database(sqlite_database: str) -> str:
    """SQLite explains its plans in words that can be read here."""
    return sqlite_database


def with_session(act: Callable[[Any], Any]) -> Any:
    with writing() as session:
        return act(session)


def noted(site: Site) -> None:
    """A feed that was read."""
    taken = watch.FeedTaken(site.id, site.feed, False, tick())
    seen = watch.FeedRead(entries=[FeedEntry(id=str(n), url=f"{site.url}{n}") for n in range(9)])
    with_session(lambda session: watch.note_feed(session, taken, seen, now=tick()))


WALKS: dict[str, Callable[[Desk, Site], Any]] = {
    "a link that is found": lambda desk, site: make_sending(site),
    "links that are found": lambda desk, site: with_session(
        lambda session: announce.find(
            session, site, site.url, [f"https://a.example/{n}" for n in range(50)], now=tick(), due_at=tick()
        )
    ),
    "the next to be told": lambda desk, site: with_session(
        lambda session: deliver.take(session, now=tick(), resting=["a.example"])
    ),
    "the next feed": lambda desk, site: with_session(lambda session: watch.take_feed(session, now=tick())),
    "the next entry": lambda desk, site: with_session(lambda session: watch.take_entry(session, now=tick())),
    "a feed that was read": lambda desk, site: noted(site),
    "the report": lambda desk, site: desk.get("/mentions/sent"),
    "the failed": lambda desk, site: desk.get("/mentions/sent", state="failed"),
    "another try": lambda desk, site: desk.post(f"/mentions/sent/{failed_sending(site).id}/again"),
    "the feed": lambda desk, site: desk.get("/settings/potager/mentions"),
}


@pytest.mark.parametrize("walk", WALKS)
def test_no_statement_reads_all_that_was_sent_from_end_to_end(app, walk):
    site = make_site()
    make_sending(site)
    desk = desk_of(app, olga(site))

    with watched() as ran:
        WALKS[walk](desk, site)

    assert ran
    found = [plan((statement, one[0] if isinstance(one, list) else one)) for statement, one in ran]
    # What is due has an index of its own, which holds nothing else.
    large = [step for step in found if any(f"SCAN {table}" in step for table in LARGE)]
    assert [step for step in large if "_due" not in step] == []


def test_a_page_of_fifty_lines_costs_as_many_statements_as_one_of_five(app):
    site = make_site()
    desk = desk_of(app, olga(site))
    costs = []
    for n in (5, 45):
        for _ in range(n):
            make_sending(site)
        with watched() as ran:
            desk.get("/mentions/sent")
        costs.append(len(ran))

    assert costs[0] == costs[1]
