"""Replies from the desk: they approve what they answer, and are taken back with it."""

import pytest

from moderation.domain import audit, decide, log
from moderation.domain.allow import Viewer
from moderation.domain.decide import Decision
from moderation.errors import Conflict, Invalid
from moderation.store import events
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Actor, ActorKind, Status
from tests.factories import (
    erased,
    make_comment,
    make_mention,
    moderator,
    reload,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.people import at_once, mina, olga, viewer


def turned_to_spam(comment: Comment) -> Decision:
    return turned(comment, "spam")


def replied(
    comment: Comment,
    by: Viewer,
    text: str = "Thank you.",
    *,
    seen: int | None = None,
    key: str = "1",
    email: str | None = None,
) -> Decision:
    with writing() as session:
        return decide.reply(session, by, comment.id, text, seen=seen, key=key, now=tick(), email=email)


def test_a_reply_approves_what_it_answers_and_is_published_below_it(app):
    comment, person = make_comment(), mina()

    decision = replied(comment, viewer(person), "Welcome here.")

    assert decision.reply is not None
    reply = reload(decision.reply)
    assert reload(comment).status is Status.APPROVED
    assert (reply.status, reply.parent_id, reply.member_id) == (Status.APPROVED, comment.id, person.id)
    assert (reply.name, reply.text, reply.decided_by) == ("Mina", "Welcome here.", "Mina")
    assert (reload(comment).number, reply.number) == (1, 2)
    assert reload(comment).shown_below == 2


def test_an_undone_reply_takes_back_both_and_is_held(app):
    comment, site = make_comment(), the_site()
    decision = replied(comment, viewer(mina()))

    undone(decision.event.id, comment)

    assert decision.reply is not None
    assert [reload(c).status for c in (comment, decision.reply)] == [Status.PENDING, Status.PENDING]
    assert reload(comment).shown_below == 0
    assert kept(site) == recounted(site)


def test_either_event_of_a_reply_takes_back_both(app):
    comment = make_comment()
    decision = replied(comment, viewer(mina()))
    assert decision.reply is not None
    with reading() as session:
        arrival = events.arrival(session, decision.reply.id)

    undone(arrival.id, comment)

    assert [reload(c).status for c in (comment, decision.reply)] == [Status.PENDING, Status.PENDING]
    version = reload(comment).version
    undone(decision.event.id, comment)  # the same person again: it is done already
    assert reload(comment).version == version


def test_a_reply_whose_comment_was_decided_again_cannot_be_undone_by_halves(app):
    comment = make_comment()
    decision = replied(comment, viewer(mina()))
    turned(comment, "spam", by=moderator(name="Olga"))

    with pytest.raises(Conflict):
        undone(decision.event.id, comment)

    assert decision.reply is not None
    assert reload(decision.reply).status is Status.APPROVED


def test_a_held_reply_can_be_approved_and_that_undone_like_any_comment(app):
    comment = make_comment(status="approved")
    reply = replied(comment, viewer(mina())).reply
    assert reply is not None
    with reading() as session:
        arrival = events.arrival(session, reply.id)
    undone(arrival.id, comment)

    approval = turned(reply, "approve").event
    assert reload(reply).status is Status.APPROVED
    undone(approval.id, reply)

    assert reload(reply).status is Status.PENDING
    assert reload(reply).number == 2


def test_a_reply_to_an_approved_comment_leaves_that_alone_when_undone(app):
    comment = make_comment(status="approved")

    decision = replied(comment, viewer(mina()), seen=comment.version)
    undone(decision.event.id, comment)

    assert reload(comment).status is Status.APPROVED
    assert reload(comment).version == comment.version


def test_the_same_reply_sent_twice_is_one(app):
    comment, by = make_comment(), viewer(mina())
    first = replied(comment, by, key="once")

    second = replied(comment, by, key="once")

    assert first.reply is not None
    assert second.reply is not None
    assert second.reply.id == first.reply.id
    assert reload(comment).shown_below == 2


def test_the_same_reply_sent_several_times_at_once_is_one(app):
    comment, by = make_comment(status="approved"), viewer(mina())

    said = at_once(app, *[lambda: replied(comment, by, key="once")] * 3)

    assert len({decision.written.id for decision in said}) == 1
    assert reload(comment).shown_below == 2


def test_a_reply_to_what_was_decided_meanwhile_is_not_kept(app):
    comment, by = make_comment(), viewer(mina())
    turned(comment, "spam", by=moderator(name="Olga"))

    with pytest.raises(Conflict, match="Olga marked this comment as spam"):
        replied(comment, by, seen=comment.version)

    assert reload(comment).status is Status.SPAM


def test_an_empty_or_endless_reply_is_told_and_approves_nothing(app):
    comment, by = make_comment(), viewer(mina())

    for text in ("", " \n\t", "\u200b"):
        with pytest.raises(Invalid, match="at least one word"):
            replied(comment, by, text)
    with pytest.raises(Invalid, match="too long"):
        replied(comment, by, "a" * 10_001)
    assert reload(comment).status is Status.PENDING


def test_a_mention_cannot_be_answered(app):
    mention, by = make_mention(), viewer(mina())

    with pytest.raises(Invalid, match="mention"):
        replied(mention, by)


def test_a_program_replies_as_a_member_whose_e_mail_it_names(app):
    comment, person = make_comment(), olga()
    program = Viewer(actor=Actor(kind=ActorKind.TOKEN, id=person.id, name="Blog"), roles=moderator().roles)

    said = replied(comment, program, email=person.email)

    assert said.reply is not None
    assert (said.reply.member_id, said.reply.name, said.reply.decided_by) == (person.id, "Olga", "Blog")
    with pytest.raises(Invalid, match="not the e-mail of a member"):
        replied(comment, program, key="2", email="rosa@mail.example")


@pytest.mark.parametrize(
    ("status", "since", "is_offered"),
    [
        ("pending", None, True),
        ("pending", turned_to_spam, False),
        ("pending", erased, False),
        ("approved", turned_to_spam, True),
        ("approved", erased, True),
    ],
)
def test_an_undo_of_a_reply_is_offered_exactly_where_it_can_be_done(app, status, since, is_offered):
    comment = make_comment(status=status)
    person = viewer(mina())
    decision = replied(comment, person)
    if since is not None:
        since(comment)

    with reading() as session:
        standing = audit.standing(session, reload(decision.written))
        found = log.read(session, person, log.Filters())
    by_log = [line.event for line in found.lines if line.can_undo]
    offered = [event.id for event in by_log if event.comment_id == decision.written.id]

    if is_offered:
        assert standing is not None
        assert offered == [standing.id]
        undone(standing.id, comment)
        assert reload(decision.written).status is Status.PENDING
    else:
        assert (standing, offered) == (None, [])
        with pytest.raises(Conflict):
            undone(decision.event.id, comment)
