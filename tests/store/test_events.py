"""The log: one line for each thing that happened, numbered per site without a gap."""

from collections.abc import Sequence

import pytest

from moderation.domain import decide, submit
from moderation.store import events
from moderation.store.db import reading, writing
from moderation.store.events import Event
from moderation.store.sites import Site
from tests.factories import (
    break_off,
    make_comment,
    make_site,
    moderator,
    submission,
    the_site,
    tick,
    turned,
    undone,
)
from tests.people import at_once


def log(site: Site, after: int = 0, limit: int = 100) -> Sequence[Event]:
    with reading() as session:
        return events.after(session, site.id, after, limit)


def numbers(site: Site) -> list[int]:
    return [event.number for event in log(site)]


def test_each_site_numbers_its_own_events_from_one(app):
    one, other = make_site("one"), make_site("other")
    for site in (one, other, one):
        turned(make_comment(site), "approve")

    assert numbers(one) == [1, 2, 3, 4]
    assert numbers(other) == [1, 2]


def test_one_transaction_on_several_sites_numbers_each_in_order(app):
    one, other = make_site("one"), make_site("other")
    given = [submission(site) for site in (other, one, other, one)]
    with writing() as session:
        made = [
            submit.submit(session, site, each).comment.id
            for site, each in zip((other, one, other, one), given, strict=True)
        ]

    assert [(e.number, e.comment_id) for e in log(one)] == [(1, made[1]), (2, made[3])]
    assert [(e.number, e.comment_id) for e in log(other)] == [(1, made[0]), (2, made[2])]


def test_what_was_not_kept_takes_no_number(app):
    site, comment, who = the_site(), make_comment(), moderator()
    with pytest.raises(LookupError):
        break_off(lambda rows: decide.decide(rows, who, comment.id, "approve", seen=None, now=tick()))

    turned(comment, "spam")

    assert [(e.number, e.action) for e in log(site)] == [(1, "received"), (2, "spam")]


def test_events_at_once_have_each_their_number(app):
    comments = [make_comment() for _ in range(5)]
    site = the_site()

    at_once(app, *[lambda comment=comment: turned(comment, "approve") for comment in comments])

    assert numbers(site) == list(range(1, 11))


def test_a_follower_goes_on_where_it_stopped(app):
    site = the_site()
    for _ in range(5):
        make_comment()

    first = log(site, limit=3)
    rest = log(site, after=first[-1].number)

    assert [e.number for e in (*first, *rest)] == [1, 2, 3, 4, 5]


def test_an_undo_says_which_event_it_undoes(app):
    comment, site = make_comment(), the_site()
    spam = turned(comment, "spam").event

    undone(spam.id, comment)

    undo = log(site)[-1]
    assert (undo.action, undo.undoes_id, undo.before, undo.after) == ("undo", spam.id, "spam", "pending")
