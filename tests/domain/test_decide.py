"""Decisions: what each does, who meets whom, and that each can be taken back."""

import pytest

from moderation.domain import decide, like
from moderation.domain.allow import Viewer
from moderation.domain.decide import Decision
from moderation.errors import Conflict, Invalid, Missing
from moderation.store import events
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Actor, ActorKind, Status
from tests.factories import (
    ACTIONS,
    make_comment,
    make_mention,
    make_site,
    moderator,
    page_of,
    reload,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.people import at_once, mina, olga, viewer


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


def log_of(comment: Comment) -> list[str]:
    with reading() as session:
        return [
            e.action for e in events.after(session, comment.site_id, 0, 100) if e.comment_id == comment.id
        ]


@pytest.mark.parametrize(("status", "action"), ACTIONS.items())
def test_an_action_gives_its_status_and_says_who_decided(app, status, action):
    comment = make_comment(status="spam" if status is Status.PENDING else "pending")

    decision = turned(comment, action, by=moderator(name="Olga"))

    now = reload(comment)
    assert (now.status, now.decided_kind, now.decided_by) == (status, ActorKind.MEMBER, "Olga")
    assert now.version == comment.version + 1
    assert (decision.event.action, decision.event.before) == (action, comment.status)
    assert (decision.event.after, decision.event.actor_name) == (status, "Olga")


def test_the_present_version_is_meant_where_none_is_named(app):
    comment = make_comment()

    turned(comment, "approve")
    turned(comment, "spam")

    assert reload(comment).status is Status.SPAM


def test_a_second_moderator_meets_the_decision_of_the_first(app):
    comment = make_comment()
    turned(comment, "approve", by=moderator(name="Olga"), seen=comment.version)

    with pytest.raises(Conflict) as overtaken:
        turned(comment, "spam", seen=comment.version)

    assert str(overtaken.value) == "Olga approved this comment."
    assert overtaken.value.current.status is Status.APPROVED
    assert reload(comment).status is Status.APPROVED


def test_whoever_comes_late_is_told_what_was_done(app):
    sentences = {
        "approve": "Mina approved this comment.",
        "reject": "Mina rejected this comment.",
        "spam": "Mina marked this comment as spam.",
        "hold": "Mina held this comment again.",
    }

    for action, sentence in sentences.items():
        comment = make_comment(status="spam" if action == "hold" else "pending")
        turned(comment, action)
        with pytest.raises(Conflict) as overtaken:
            turned(comment, "approve", seen=comment.version)
        assert str(overtaken.value) == sentence


def test_whoever_comes_after_an_undo_is_told_of_it(app):
    comment = make_comment()
    undone(turned(comment, "spam").event.id, comment)

    with pytest.raises(Conflict, match="undid the last decision"):
        turned(comment, "approve", seen=comment.version)


def test_of_moderators_who_decide_at_once_one_decides_and_the_others_are_told(app):
    comment = make_comment()

    def decided(action: str) -> str:
        try:
            return turned(comment, action, by=moderator(name=action), seen=comment.version).event.action
        except Conflict as overtaken:
            return str(overtaken).split()[0]

    said = at_once(app, *[lambda action=action: decided(action) for action in ("approve", "reject", "spam")])

    assert len(set(said)) == 1
    assert log_of(comment) == ["received", said[0]]
    assert reload(comment).version == comment.version + 1


def test_the_same_decision_again_changes_nothing_and_is_the_same_event(app):
    comment = make_comment()
    first = turned(comment, "approve")

    second = turned(comment, "approve", by=moderator(name="Olga"))

    assert second.event.id == first.event.id
    assert log_of(comment) == ["received", "approve"]
    assert reload(comment).decided_by == "Mina"


def test_a_pending_comment_that_is_held_stays_as_it_came(app):
    comment = make_comment()

    held = turned(comment, "hold", seen=comment.version)

    assert held.event.action == "received"
    assert reload(comment).version == comment.version


@pytest.mark.parametrize(("text", "action"), [("I sow leeks", "approve"), ("A casino", "spam")])
def test_a_person_can_confirm_what_the_rules_decided(app, text, action):
    site = make_site(rules={"mode": "unflagged", "rules": {"blocked_words": {"words": ["casino"]}}})
    comment = make_comment(site, status=None, text=text)
    unseen_before = ("unseen", "", "spam") in kept(site)

    turned(comment, action)

    now = reload(comment)
    assert comment.decided_kind is ActorKind.RULES
    assert (now.decided_kind, now.status, now.number) == (ActorKind.MEMBER, comment.status, comment.number)
    assert unseen_before == (action == "spam")
    assert ("unseen", "", "spam") not in kept(site)


def test_a_comment_of_another_site_does_not_exist(app):
    comment = make_comment()
    stranger = moderator(make_site("elsewhere"), name="Stan")

    with pytest.raises(Missing):
        turned(comment, "approve", by=stranger)

    assert reload(comment).status is Status.PENDING


def test_a_number_that_is_no_comment_does_not_exist(app):
    by = moderator()

    for comment_id in (0, -1, 999_999, 2**63, 2**70):
        with pytest.raises(Missing), writing() as session:
            decide.decide(session, by, comment_id, "approve", seen=1, now=tick())


def test_numbers_are_given_at_first_approval_in_its_order_and_kept(app):
    first, second, third = make_comment(), make_comment(), make_comment()

    for comment in (second, first, third):
        turned(comment, "approve")
    turned(second, "spam")
    turned(second, "approve")

    assert [reload(c).number for c in (first, second, third)] == [2, 1, 3]
    assert page_of(first).last_number == 3


def test_a_number_stays_through_undo_and_is_given_to_nobody_else(app):
    first, second = make_comment(), make_comment()
    approval = turned(first, "approve")

    undone(approval.event.id, first)
    turned(second, "approve")

    assert (reload(first).status, reload(first).number) == (Status.PENDING, 1)
    assert reload(second).number == 2


def test_each_page_counts_its_own_numbers(app):
    on_soup, on_bread = make_comment(page="/soup", status="approved"), make_comment(page="/bread")

    turned(on_bread, "approve")

    assert (on_soup.number, reload(on_bread).number) == (1, 1)


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
    undone(approval.id, comment)

    with pytest.raises(Conflict):
        undone(approval.id, comment)


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
    with pytest.raises(Conflict):
        undone(decision.event.id, comment)


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


def test_an_empty_reply_is_told_and_approves_nothing(app):
    comment, by = make_comment(), viewer(mina())

    for text in ("", " \n\t"):
        with pytest.raises(Invalid, match="at least one word"):
            replied(comment, by, text)
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
