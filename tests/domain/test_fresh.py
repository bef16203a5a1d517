"""What happened while a page stood open: counted exactly, of one's own sites, and by others."""

import pytest

from moderation.domain import decide, fresh
from moderation.domain.allow import Viewer
from moderation.domain.fresh import Fresh, Heads
from moderation.domain.queue import Filters
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Status
from tests import people
from tests.factories import make_comment, make_mention, make_site, moderator, reload, the_site, tick, turned
from tests.hundreds import make_hundreds


def heads_of(viewer: Viewer) -> Heads:
    """How far the logs have come."""
    with reading() as session:
        return fresh.heads(session, viewer)


def looked(viewer: Viewer, since: Heads, *shown: Comment, **filters: object) -> Fresh:
    """What a page has missed that shows these comments as they were handed in."""
    wanted = Filters(**filters)  # type: ignore[arg-type]
    with reading() as session:
        now = fresh.heads(session, viewer)
        pairs = {comment.id: comment.version for comment in shown}
        return fresh.look(session, viewer, wanted, now=now, since=since, shown=pairs)


@pytest.fixture
def mina(app) -> Viewer:
    """Mina, who moderates."""
    return moderator()


def test_every_event_moves_the_head_of_its_site_alone(mina):
    other = make_site("carnet")
    both = moderator(the_site(), other)
    before = heads_of(both)

    comment = make_comment()
    came = heads_of(both)
    turned(comment, "spam")
    decided = heads_of(both)

    site = the_site().id
    assert before[site] < came[site] < decided[site]
    assert before[other.id] == came[other.id] == decided[other.id]


def test_arrivals_are_those_that_the_list_would_show_and_the_page_does_not(mina):
    since = heads_of(mina)
    shown = make_comment()
    make_comment()
    make_mention(status="pending")
    make_comment(status="approved")

    assert looked(mina, since, shown).arrived == 2
    assert looked(mina, since, shown, status=Status.APPROVED).arrived == 1
    assert looked(mina, since, shown, status=None).arrived == 3
    assert looked(mina, since, shown, q="leeks").arrived == 2
    assert looked(mina, heads_of(mina), shown).arrived == 0


def test_what_somebody_else_brings_back_into_a_list_is_news_there(app):
    mina, olga = people.viewer(people.mina()), moderator(name="Olga")
    held, approved, own = (make_comment(status=status) for status in ("spam", "pending", "spam"))
    since = heads_of(mina)
    turned(held, "hold", by=olga)
    turned(approved, "approve", by=olga)
    turned(own, "hold", by=mina)

    pending, shown = looked(mina, since), looked(mina, since, status=Status.APPROVED)

    assert (pending.ids, pending.is_below) == ([held.id], False)
    assert shown.ids == [approved.id]
    assert looked(mina, since, status=None).arrived == 0


def test_spam_that_rules_decided_arrives_where_it_is_listed_apart(mina):
    since = heads_of(mina)
    make_comment(status=None, honeypot="x", text="Loans at https://loans.example")
    make_comment(status="spam")

    assert looked(mina, since, status=Status.SPAM).arrived == 2
    assert looked(mina, since, status=Status.SPAM, by="rules").arrived == 1


def test_a_hundred_arrivals_are_as_many_as_are_counted(mina):
    since = heads_of(mina)
    make_hundreds(103)

    assert looked(mina, since).arrived == 100


def test_arrivals_of_other_peoples_sites_are_none(mina):
    since = heads_of(mina)
    stranger = make_comment(make_site("elsewhere"))
    decided = turned(stranger, "spam").comment

    found = looked(mina, {**since, decided.site_id: 0}, stranger)

    assert found == Fresh()


def test_what_changed_is_told_once_with_who_did_it_last_and_its_undo(mina):
    comment = make_comment()
    since = heads_of(mina)
    turned(comment, "spam", by=moderator(name="Olga"))
    last = turned(comment, "reject", by=moderator(name="Rosa"))

    (line,) = looked(mina, since, comment).lines

    assert (line.event.id, line.event.actor_name) == (last.event.id, "Rosa")
    assert line.undo is not None
    assert line.undo.id == last.event.id
    assert looked(mina, since, reload(comment)) == Fresh()


def test_what_came_back_to_the_list_is_a_card_again(mina):
    comment = make_comment()
    since = heads_of(mina)
    decision = turned(comment, "spam")
    with writing() as session:
        decide.undo(session, mina, decision.event.id, now=tick())

    found = looked(mina, since, comment)

    assert [card.id for card in found.cards] == [comment.id]
    assert found.lines == []


def test_a_comment_that_was_decided_before_the_undo_names_the_undo_and_the_decision_that_stands(mina):
    comment = make_comment()
    first = turned(comment, "approve")
    shown, since = reload(comment), heads_of(mina)
    second = turned(comment, "spam")
    with writing() as session:
        decide.undo(session, mina, second.event.id, now=tick())

    found = looked(mina, since, shown, status=Status.SPAM)

    (line,) = found.lines
    assert line.event.action == "undo"
    assert line.undo is not None
    assert line.undo.id == first.event.id
