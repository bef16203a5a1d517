"""Acts on many cost a handful of statements, each by an index, however many comments there are."""

from collections.abc import Callable
from typing import Any

import pytest

from moderation.domain import bulk, chunk
from moderation.store.db import writing
from tests.factories import make_site, moderator, tick
from tests.hundreds import make_hundreds
from tests.many import look, matching, selected, taken_back, work_once
from tests.store.test_plans import scans, watched


@pytest.fixture
def database(sqlite_database: str) -> str:
    """SQLite explains its plans in words that can be read here."""
    return sqlite_database


def stopped(key: str) -> None:
    """An act that goes no further."""
    with writing() as session:
        bulk.stop(session, moderator(), key, now=tick())


WALKS: dict[str, Callable[[list[Any]], Any]] = {
    "what is selected": lambda many: selected("spam", many),
    "all that matches": lambda many: matching("approve"),
    "an undo": lambda many: taken_back(selected("reject", many)),
    "how far it is": lambda many: look(matching("spam").key),
    "a stop": lambda many: stopped(matching("spam").key),
}


@pytest.mark.parametrize("walk", WALKS)
def test_no_statement_of_an_act_on_many_reads_a_large_table_from_end_to_end(app, walk):
    many = make_hundreds(5)

    with watched() as ran:
        WALKS[walk](many)

    assert any("bulk" in statement for statement, _ in ran)
    assert scans(ran) == []


@pytest.mark.parametrize("what", ["a chunk", "nothing"])
def test_no_statement_of_the_worker_reads_more_of_it_than_what_is_under_way(app, monkeypatch, what):
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    many = make_hundreds(5)
    if what == "a chunk":
        selected("approve", many)

    with watched() as ran:
        assert work_once() is (what == "a chunk")

    assert ran
    assert all("SCAN bulk USING INDEX bulk_under_way" in found for found in scans(ran))  # holds what runs


def test_a_hundred_cost_as_many_statements_as_ten(app):
    costs = []
    for n in (10, 100):
        site = make_site(f"of-{n}")
        many = make_hundreds(n, site)
        mina = moderator(site)
        with watched() as ran:
            act = selected("approve", many, mina)
            taken_back(act, mina)
        costs.append(len(ran))

    assert costs[0] == costs[1] < 60


def test_a_chunk_is_no_more_than_others_can_wait_for():
    assert chunk.CHUNK <= bulk.AT_ONCE <= 200
