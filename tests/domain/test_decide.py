"""Decisions: what each does, who meets whom, and the numbers that approval gives."""

import pytest

from moderation.domain import decide
from moderation.errors import Conflict, Missing
from moderation.store import events
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import ActorKind, Status
from tests.factories import (
    ACTIONS,
    make_comment,
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
from tests.people import at_once


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
            turned(comment, "approve", by=moderator(name="Olga"), seen=comment.version)
        assert str(overtaken.value) == sentence


def test_whoever_never_got_the_answer_sends_again_and_has_decided_once(app):
    comment = make_comment()
    first = turned(comment, "spam", seen=comment.version)

    again = turned(comment, "spam", seen=comment.version)

    assert again.event.id == first.event.id
    assert reload(comment).version == first.event.turn


def test_the_same_decision_on_what_somebody_changed_since_is_a_new_one(app):
    comment = make_comment()
    decided = turned(comment, "spam", seen=comment.version)
    undone(decided.event.id, comment)

    with pytest.raises(Conflict, match="undid the last decision"):
        turned(comment, "spam", seen=comment.version)


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


def test_who_means_the_present_version_meets_nobody_even_at_once(app):
    comment = make_comment()

    at_once(app, *[lambda action=action: turned(comment, action) for action in ("approve", "reject", "spam")])

    log = log_of(comment)
    assert (log[0], sorted(log[1:])) == ("received", ["approve", "reject", "spam"])
    assert reload(comment).version == comment.version + 3
    assert kept(the_site()) == recounted(the_site())


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
