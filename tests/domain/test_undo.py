"""Undo: each decision can be taken back, once, while it stands."""

import pytest

from moderation.domain import decide, like
from moderation.errors import Conflict, Missing
from moderation.store import events
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import ActorKind, Status
from tests.factories import (
    make_comment,
    make_site,
    moderator,
    reload,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept


def log_of(comment: Comment) -> list[str]:
    with reading() as session:
        return [
            e.action for e in events.after(session, comment.site_id, 0, 100) if e.comment_id == comment.id
        ]


def test_an_undone_decision_gives_back_who_had_decided_before(app):
    comment = make_comment()
    turned(comment, "approve", by=moderator(name="Olga"))
    before = reload(comment)
    spam = turned(comment, "spam")

    undone(spam.event.id, comment)

    now = reload(comment)
    assert (now.status, now.decided_by, now.decided_at) == (Status.APPROVED, "Olga", before.decided_at)
    assert now.version == before.version + 2


def test_an_undo_of_what_rules_had_decided_makes_it_unseen_again(app):
    site = make_site(rules={"rules": {"blocked_words": {"words": ["casino"]}}})
    comment = make_comment(site, status=None, text="A casino")
    approval = turned(comment, "approve")

    undone(approval.event.id, comment)

    assert reload(comment).decided_kind is ActorKind.RULES
    assert kept(site)["unseen", "", "spam"] == 1


def test_decisions_are_undone_one_after_the_other_back_to_the_first(app):
    comment = make_comment()
    made = [turned(comment, action).event for action in ("approve", "spam", "reject")]

    for event in reversed(made):
        undone(event.id, comment)

    assert (reload(comment).status, reload(comment).decided_by) == (Status.PENDING, None)
    assert log_of(comment) == ["received", "approve", "spam", "reject", "undo", "undo", "undo"]


def test_only_the_decision_that_stands_can_be_undone(app):
    comment = make_comment()
    approval = turned(comment, "approve").event
    turned(comment, "spam", by=moderator(name="Olga"))

    with pytest.raises(Conflict, match="Olga"):
        undone(approval.id, comment)

    assert reload(comment).status is Status.SPAM


def test_a_decision_is_undone_once(app):
    comment = make_comment()
    approval = turned(comment, "approve").event
    first = undone(approval.id, comment)

    again = undone(approval.id, comment)

    assert again.event.id == first.event.id
    with pytest.raises(Conflict):
        undone(approval.id, comment, by=moderator(name="Olga"))


def test_after_an_undo_the_same_decision_can_be_made_and_undone_again(app):
    comment = make_comment()
    first = turned(comment, "approve").event
    undone(first.id, comment)

    second = turned(comment, "approve").event
    undone(second.id, comment)

    assert second.id != first.id
    assert reload(comment).status is Status.PENDING


def test_likes_do_not_end_what_can_be_undone(app):
    comment = make_comment()
    approval = turned(comment, "approve").event
    site = the_site()
    with writing() as session:
        like.like_comment(session, site, comment.id, b"a visitor's mark")

    undone(approval.id, comment)

    assert reload(comment).status is Status.PENDING


def test_what_nobody_decided_cannot_be_undone(app):
    comment = make_comment()
    with reading() as session:
        arrival = events.arrival(session, comment.id)

    for event_id in (arrival.id, 0, -1, 999_999, 2**70):
        with pytest.raises(Missing):
            undone(event_id, comment)


def test_an_undo_is_not_itself_undone(app):
    comment = make_comment()
    undo = undone(turned(comment, "approve").event.id, comment).event

    with pytest.raises(Missing):
        undone(undo.id, comment)


def test_an_event_of_another_site_does_not_exist(app):
    comment = make_comment()
    approval = turned(comment, "approve").event
    stranger = moderator(make_site("elsewhere"), name="Stan")

    with pytest.raises(Missing), writing() as session:
        decide.undo(session, stranger, approval.id, now=tick())
