"""The line that replaces a decided card, and the undo that stands on it."""

from moderation.domain import audit, decide
from moderation.store.db import reading, writing
from moderation.words import Status
from tests.factories import make_comment, make_site, moderator, reload, tick, turned, undone
from tests.people import mina, viewer


def line(event_id: int, who=None):
    with reading() as session:
        return audit.decision(session, who or moderator(), event_id)


def undo_of(comment) -> int | None:
    with reading() as session:
        found = audit.standing(session, reload(comment))
    return found.id if found else None


def test_a_decision_that_stands_has_its_line_with_its_undo(app):
    comment = make_comment()
    event = turned(comment, "spam").event

    done = line(event.id)

    assert done is not None
    assert (done.card.id, done.card.comment.status) == (comment.id, Status.SPAM)
    assert done.undo is not None
    assert done.undo.id == event.id


def test_a_decision_that_was_changed_or_undone_has_no_line(app):
    comment = make_comment()
    first = turned(comment, "spam").event
    second = turned(comment, "approve").event

    assert line(first.id) is None
    undone(second.id, comment)
    assert line(second.id) is None
    assert line(first.id) is not None


def test_a_line_is_for_the_site_s_own_people(app):
    event = turned(make_comment(), "spam").event

    assert line(event.id, moderator(make_site("elsewhere"))) is None


def test_numbers_of_no_decision_have_no_line(app):
    make_comment()

    assert [line(event_id) for event_id in (0, -1, 1, 999_999, 2**70)] == [None] * 5


def test_a_reply_is_told_of_at_the_comment_that_it_answers(app):
    comment = make_comment(status="approved")
    by = viewer(mina())
    with writing() as session:
        said = decide.reply(session, by, comment.id, "Thank you.", seen=None, key="1", now=tick())

    done = line(said.event.id)

    assert done is not None
    assert done.card.id == comment.id


def test_what_stands_can_be_undone_down_to_what_nobody_decided(app):
    comment = make_comment()
    approval = turned(comment, "approve").event
    spam = turned(comment, "spam").event

    found = [undo_of(comment)]
    undone(spam.id, comment)
    found.append(undo_of(comment))
    undone(approval.id, comment)
    found.append(undo_of(comment))

    assert found == [spam.id, approval.id, None]
