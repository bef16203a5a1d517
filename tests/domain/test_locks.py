"""Two transactions at once on PostgreSQL: locks are taken in one order, so nobody waits for each other."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import text

from moderation.domain import decide
from moderation.store.db import db, writing
from tests.factories import make_comment, make_site, moderator, reload, tick, turned
from tests.ledger import kept, recounted
from tests.many import selected, taken_back
from tests.people import at_once, mina, viewer

pytestmark = pytest.mark.postgres

PATIENCE = 20
"""Seconds until it counts as failed that nobody waits."""


@pytest.fixture
def kind() -> str:
    """SQLite has one writer at a time, and nothing to get in order."""
    return "postgres"


def until_somebody_waits() -> None:
    """Return when another transaction waits for a lock."""
    waiting, since = text("SELECT count(*) FROM pg_locks WHERE NOT granted"), monotonic()
    while monotonic() - since < PATIENCE:
        with db.engine.connect() as connection:
            if connection.scalar(waiting):
                return
    raise AssertionError("nobody waits for a lock")


def in_context(app: Flask, comment, action):
    with app.app_context():
        return turned(comment, action)


def test_a_reply_and_an_approval_below_the_same_comment_are_both_done(app):
    root = make_comment(status="approved")
    answer = make_comment(parent=root)
    turned(root, "hold")
    person = viewer(mina())

    with ThreadPoolExecutor(1) as other, writing() as session:
        decide.decide(session, person, root.id, "approve", seen=None, now=tick())
        approval = other.submit(in_context, app, answer, "approve")
        until_somebody_waits()
        said = decide.reply(session, person, root.id, "Thanks", seen=None, key="1", now=tick())
        session.commit()
        approved = approval.result().comment

    assert (said.written.number, approved.number) == (2, 3)


def test_acts_on_many_and_single_decisions_on_the_same_pages_wait_for_each_other_in_one_order(app):
    site = make_site()
    made = [make_comment(site, page=f"/page-{n % 3}") for n in range(32)]
    first, second, third, fourth = made[0:16:2], made[15:0:-2], made[16:24], made[24:]
    persons = [moderator(site, name=name) for name in ("Mina", "Olga", "Rosa")]
    earlier = selected("approve", fourth, persons[2])

    acts = at_once(
        app,
        lambda: selected("approve", first, persons[0]),
        lambda: selected("approve", second, persons[1]),
        lambda: [turned(comment, "approve", by=persons[2]) for comment in third],
        lambda: taken_back(earlier, persons[2]),
    )

    assert len(acts) == 4
    assert kept(site) == recounted(site)
    numbers = [reload(comment).number for comment in made]
    assert len({(n % 3, number) for n, number in enumerate(numbers) if number}) == sum(map(bool, numbers))
