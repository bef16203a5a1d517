"""What was deleted for good: nothing more can be done with it, and nothing trips over it."""

import pytest

from moderation.domain import decide, submit
from moderation.domain.queue import cards
from moderation.errors import Conflict, Invalid, Missing
from moderation.store.db import reading, writing
from moderation.words import Status
from tests.factories import (
    erased,
    make_comment,
    make_site,
    moderator,
    reload,
    submission,
    the_site,
    tick,
    turned,
    undone,
)
from tests.many import selected, taken_back


@pytest.mark.parametrize("action", ["approve", "reject", "spam", "hold"])
@pytest.mark.parametrize("knows", [True, False])
def test_no_decision_touches_it_any_more(app, action, knows):
    comment = make_comment()
    erased(comment)
    now = reload(comment)

    with pytest.raises(Conflict, match="deleted for good") as met:
        turned(comment, action, seen=now.version if knows else None)

    assert met.value.current.id == comment.id
    assert met.value.at == now.erased_at
    assert reload(comment).version == now.version


def test_a_decision_from_an_older_version_is_told_the_same(app):
    comment = make_comment()
    erased(comment)

    with pytest.raises(Conflict, match="deleted for good"):
        turned(comment, "approve", seen=comment.version)


def test_neither_its_deletion_nor_what_was_decided_before_is_undone(app):
    comment = make_comment()
    approval = turned(comment, "approve").event
    deletion = erased(comment).event

    with pytest.raises(Missing):
        undone(deletion.id, comment)
    with pytest.raises(Conflict, match="deleted for good"):
        undone(approval.id, comment)

    assert reload(comment).status is Status.REJECTED


def test_it_is_not_answered_any_more(app):
    comment = make_comment(status="approved")
    erased(comment)
    site = the_site()

    with pytest.raises(Conflict, match="deleted for good"), writing() as session:
        decide.reply(
            session, moderator(), comment.id, "Thank you.", seen=None, key="one", email="x", now=tick()
        )
    with pytest.raises(Invalid) as wrong, writing() as session:
        submit.at_door(session, site, submission(site, parent_id=comment.id))

    assert wrong.value.problem.on == "parent"


@pytest.mark.parametrize("action", ["approve", "hold"])
def test_an_act_on_many_leaves_it_and_names_it(app, action):
    gone, other = make_comment(status="spam"), make_comment(status="spam")
    erased(gone)

    act = selected(action, [reload(gone), other])

    assert (act.done, act.changed) == (1, [gone.id])
    assert reload(gone).status is Status.REJECTED


def test_the_undo_of_an_act_on_many_leaves_it_and_names_it(app):
    gone, other = make_comment(), make_comment()
    act = selected("spam", [gone, other])
    erased(gone)

    undo = taken_back(act)

    assert (undo.done, undo.changed) == (1, [gone.id])
    assert (reload(gone).status, reload(other).status) == (Status.REJECTED, Status.PENDING)


def test_it_is_deleted_once(app):
    comment = make_comment()
    erased(comment)

    with pytest.raises(Conflict, match="deleted for good"):
        erased(comment)


def test_the_same_submission_that_comes_again_brings_nothing_back(app):
    site = make_site()
    sent = submission(site, text="Words to forget")
    with writing() as session:
        comment = submit.at_door(session, site, sent).comment
    erased(comment)

    with writing() as session:
        again = submit.at_door(session, site, sent)

    assert (again.comment.id, again.is_new) == (comment.id, False)
    assert reload(comment).text == ""


def test_the_desk_still_shows_it_and_what_answers_it(app):
    comment = make_comment(status="approved")
    reply = make_comment(parent=comment)
    erased(comment)

    with reading() as session:
        shown, below = cards(session, [reload(comment), reload(reply)])

    assert (shown.text, shown.name, shown.excerpt, shown.initials) == ([], [], "", "?")
    assert below.parent is not None
    assert (below.parent.number, below.parent.name) == (1, "")
