"""Every list of three sites goes by an index that has its order: none reads or sorts all there is."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from moderation.domain import queue, unverified
from moderation.domain.filters import ORDERS, Filters
from moderation.store.db import db, reading
from moderation.words import Errand, Kind, Status
from tests.factories import make_comment, make_mention, make_site, moderator, number
from tests.store.test_plans import scans, watched
from tests.visits import announced
from tests.web.shared import app as app
from tests.web.shared import applications as applications

NOW = datetime(2100, 1, 1, tzinfo=UTC)
PAGE = "https://one.example/soup"
NARROWED: dict[str, dict[str, Any]] = {
    "a status": {"status": Status.SPAM},
    "all": {"status": None},
    "a kind": {"kind": Kind.PINGBACK},
    "a rule": {"rule": "honeypot"},
    "a rule in all": {"rule": "honeypot", "status": None},
    "a page": {"page": PAGE},
    "a page in all": {"page": PAGE, "status": None},
    "unseen": {"status": Status.SPAM, "by": "rules"},
    "set aside": {"status": Status.REJECTED, "by": "rules"},
    "same text": {"same": 1, "status": None},
    "words": {"q": "leeks", "status": None},
    "words that none holds": {"q": "turnip"},
    "rule and kind": {"rule": "honeypot", "kind": Kind.COMMENT},
    "all of it": {"q": "leeks", "rule": "honeypot", "kind": Kind.COMMENT, "page": PAGE, "same": 1},
}

MUTED = {"rules": {"blocked_source": {"muted": ["muted.example"]}}}


@pytest.fixture
def kind() -> str:
    """SQLite explains its plans in words that can be read here."""
    return "sqlite"


def sorts_all(ran: list[tuple[str, Any]]) -> list[str]:
    """The statements that put more in order than the few rows which a limit has left."""
    found = []
    with db.engine.connect() as connection:
        for statement, parameters in ran:
            steps: dict[int, list[str]] = defaultdict(list)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                steps[row[1]].append(row[3])
            for beside in steps.values():
                is_range = any(s.startswith("SEARCH ") and "PRIMARY KEY" not in s for s in beside)
                if is_range and "USE TEMP B-TREE FOR ORDER BY" in beside and " LIMIT " in statement:
                    found.append(f"{statement}\n{beside}")
    return found


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("narrowed", NARROWED)
def test_a_list_of_three_sites_is_read_in_the_order_of_an_index(app, sort, narrowed):
    sites = [make_site(key, rules=MUTED) for key in ("one", "two", "three")]
    for site in sites:
        for n in range(2):
            make_comment(site, honeypot="x", status=None, text="My leeks came up")
            make_mention(site, source=f"https://muted.example/{n}", status=None)
            make_mention(site, honeypot="x", status="pending")
    viewer, filters = moderator(*sites), Filters(**NARROWED[narrowed], sort=sort)

    with watched() as ran, reading() as session:
        first = queue.read(session, viewer, filters, 1)
        if first.next:
            queue.read(session, viewer, Filters(**NARROWED[narrowed], sort=sort, after=first.next), 1)
        queue.count_matching(session, sites[0].id, filters, NOW)
        queue.matching(session, sites[0].id, filters, until=NOW, after=None, size=1)
        queue.among(session, viewer, filters, [1, 2, 3])

    assert bool(first.cards) == (narrowed != "words that none holds")
    assert scans(ran) == []
    assert sorts_all(ran) == []


@pytest.mark.parametrize(
    "narrowed", [{}, {"state": Errand.DUE}, {"kind": Kind.PINGBACK}, {"q": "blog.example/a"}]
)
def test_a_list_of_unverified_mentions_of_three_sites_likewise(app, narrowed):
    sites = [make_site(key) for key in ("one", "two", "three")]
    for site in sites:
        for _ in range(2):
            announced(site, kind=Kind.PINGBACK, source=f"https://blog.example/a{number()}")
    viewer, filters = moderator(*sites), unverified.Filters(**narrowed)

    with watched() as ran, reading() as session:
        first = unverified.read(session, viewer, filters, 1)
        second = unverified.read(session, viewer, replace(filters, after=first.next), 1)

    assert first.lines
    assert second.lines
    assert scans(ran) == []
    assert sorts_all(ran) == []


def test_a_list_without_an_index_of_its_order_is_found_out(app):
    assert sorts_all([("SELECT id FROM comment WHERE page_id = ? ORDER BY text LIMIT 5", (1,))]) != []
