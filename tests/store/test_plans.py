"""No page and no decision reads a large table from end to end: every statement goes by an index."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from moderation.domain import health
from moderation.store import events
from moderation.store.db import db, reading, writing
from tests.factories import make_comment
from tests.people import desk_of, olga, program_of
from tests.visits import announced, verified

LARGE = (
    "comment",
    "knowledge",
    "event",
    "tally",
    "page",
    '"like"',
    "like",
    "bucket",
    "reason",
    "bulk",
    "note",
    "mention",
    "alike",
    "wave",
    "held",
)


@pytest.fixture
def database(sqlite_database: str) -> str:
    """SQLite explains its plans in words that can be read here."""
    return sqlite_database


@contextmanager
def watched() -> Iterator[list[tuple[str, Any]]]:
    """The statements that run meanwhile, with their parameters."""
    ran: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "EXPLAIN")):
            ran.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def plan(ran: tuple[str, Any]) -> str:
    """How a statement is gone about."""
    statement, parameters = ran
    with db.engine.connect() as connection:
        return str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())


def scans(ran: list[tuple[str, Any]]) -> list[str]:
    """The statements that read a large table from end to end."""
    found = []
    with db.engine.connect() as connection:
        for statement, parameters in ran:
            one = parameters[0] if isinstance(parameters, list) else parameters
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one).all()
            steps = [str(row[-1]) for row in plan]
            if any(step.startswith(f"SCAN {table}") for step in steps for table in LARGE):
                found.append(f"{statement}\n{steps}")
    return found


WALKS: dict[str, Callable[[Any, Any], Any]] = {
    "the queue": lambda desk, c: desk.get("/queue"),
    "a deep page of the queue": lambda desk, c: desk.get("/queue", sort="newest", status="approved"),
    "the queue of a kind": lambda desk, c: desk.get("/queue", kind="pingback"),
    "the queue of a page": lambda desk, c: desk.get("/queue", page="https://potager.example/a"),
    "a comment with its context": lambda desk, c: desk.get(f"/comments/{c.id}"),
    "a reply with its context": lambda desk, c: desk.get(
        f"/comments/{make_comment(parent=c, ip='192.0.2.7').id}/context"
    ),
    "the unverified mentions": lambda desk, c: desk.get("/mentions"),
    "those of a kind": lambda desk, c: desk.get("/mentions", kind="pingback", state="failed"),
    "those of a host": lambda desk, c: desk.get("/mentions", q="https://blog.example/post"),
    "a mention": lambda desk, c: desk.get(f"/comments/{verified().id}"),
    "a look that is asked for": lambda desk, c: desk.post(f"/mentions/{announced().id}/check"),
    "trust in a source": lambda desk, c: desk.post(f"/comments/{verified().id}/trust", version=1),
    "a note": lambda desk, c: desk.post(f"/comments/{c.id}/notes", note="Ask Olga first."),
    "a decision": lambda desk, c: desk.post(f"/comments/{c.id}/approve", version=c.version),
    "a reply": lambda desk, c: desk.post(f"/comments/{c.id}/reply", text="Thank you."),
    "the rules": lambda desk, c: desk.get("/settings/potager/rules"),
    "the thread": lambda desk, c: desk.client.get("/s/potager/thread?url=https://potager.example/a"),
}


@pytest.mark.parametrize("walk", WALKS)
def test_no_statement_of_the_desk_reads_a_large_table_from_end_to_end(app, walk):
    make_comment(status="approved")
    comment = make_comment()
    desk = desk_of(app, olga())

    with watched() as ran:
        answer = WALKS[walk](desk, comment)

    assert answer.status_code in (200, 303)
    assert ran
    assert scans(ran) == []


def test_the_parts_of_one_act_are_found_by_their_own_index(app):
    comment = make_comment()
    desk = desk_of(app, olga())
    desk.post(f"/comments/{comment.id}/reply", text="Thank you.")

    with watched() as ran, reading() as session:
        reply = events.arrival(session, comment.id + 1)
        parts = events.together_with(session, [reply])[reply.id]

    assert [part.comment_id for part in parts] == [comment.id, comment.id + 1]
    assert "event_together" in plan(ran[-1])


def test_no_statement_of_intake_reads_a_large_table_from_end_to_end(app):
    make_comment(status="approved")
    program = program_of(app)
    said = {
        "url": "https://potager.example/a",
        "name": "Ines",
        "email": "ines@courrier.example",
        "text": "The drip line trick saved my balcony this year.",
    }

    with watched() as ran:
        answer = program.post("/comments", said)

    assert answer.status_code == 201
    assert any("INSERT INTO comment" in statement for statement, _ in ran)
    assert scans(ran) == []


def test_old_hits_are_forgotten_by_their_key(app):
    make_comment(honeypot="x")

    with watched() as ran, writing() as session:
        health.prune(session, datetime.now(UTC))

    assert any(statement.startswith("DELETE FROM tally") for statement, _ in ran)
    assert scans(ran) == []
