"""The undo of an edit gives the words before it back, once, while no later edit stands."""

import pytest

from moderation.domain import edit
from moderation.errors import Conflict, Missing
from moderation.store import events
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.text.clean import to_html
from moderation.words import Status
from tests.domain.test_edit import found, written
from tests.factories import (
    edited,
    erased,
    make_comment,
    make_site,
    moderator,
    reload,
    tick,
    turned,
    undone,
)


def undoable(comment: Comment) -> set[int]:
    """The events of a comment that can be taken back as edits."""
    with reading() as session:
        happened = events.after(session, comment.site_id, 0, 100)
        return edit.can_undo(session, [event for event in happened if event.comment_id == comment.id])


def test_a_decision_can_be_undone_after_an_edit_and_an_edit_after_a_decision(app):
    comment = make_comment(text="Soop")
    approval = turned(comment, "approve").event
    edit_event = written(comment, text="Soup")

    undone(approval.id, comment)
    assert (reload(comment).status, reload(comment).text) == (Status.PENDING, "Soup")

    turned(comment, "spam")
    undone(edit_event.id, comment)
    assert (reload(comment).status, reload(comment).text) == (Status.SPAM, "Soop")


def test_the_undo_of_an_edit_is_an_event_of_its_own_and_raises_the_version(app):
    comment = make_comment(text="Soop", name="Lea")
    event = written(comment, text="Soup", name="")

    made = undone(event.id, comment)

    now = reload(comment)
    assert (now.text, now.name, now.html) == ("Soop", "Lea", to_html("Soop"))
    assert now.version == comment.version + 2
    assert found("soop") == [comment.id]
    assert (made.event.action, made.event.undoes_id) == ("undo", event.id)
    assert made.event.detail == {
        "before": {"name": "", "text": "Soup"},
        "after": {"name": "Lea", "text": "Soop"},
    }


def test_edits_are_undone_one_after_the_other_the_latest_first(app):
    comment = make_comment(text="One")
    first = written(comment, text="Two")
    second = edited(comment, text="Three", by=moderator(name="Olga"))
    assert second is not None
    assert undoable(comment) == {second.id}

    with pytest.raises(Conflict, match="Olga edited this comment once more"):
        undone(first.id, comment)
    undone(second.id, comment)
    assert (reload(comment).text, undoable(comment)) == ("Two", {first.id})
    undone(first.id, comment)

    assert (reload(comment).text, undoable(comment)) == ("One", set())


def test_an_edit_is_undone_once(app):
    comment = make_comment(text="One")
    event = written(comment, text="Two")
    undo = undone(event.id, comment).event

    assert undone(event.id, comment).event.id == undo.id
    with pytest.raises(Conflict, match="already been taken back"):
        undone(event.id, comment, by=moderator(name="Olga"))
    with pytest.raises(Missing):
        undone(undo.id, comment)

    assert reload(comment).text == "One"


def test_after_an_undo_the_same_edit_can_be_made_and_undone_again(app):
    comment = make_comment(text="One")
    undone(written(comment, text="Two").id, comment)

    again = written(comment, text="Two")
    undone(again.id, comment)

    assert reload(comment).text == "One"


def test_a_taken_back_edit_is_told_as_such(app):
    comment = make_comment(text="Soop")
    undone(written(comment, text="Soup").id, comment)

    with pytest.raises(Conflict, match="Mina took an edit of this comment back"):
        turned(comment, "approve", seen=comment.version)


def test_a_comment_of_another_site_cannot_be_edited_nor_its_edit_undone(app):
    comment = make_comment(text="One")
    event = written(comment, text="Two")
    stranger = moderator(make_site("elsewhere"), name="Stan")

    with pytest.raises(Missing):
        edited(comment, text="Three", by=stranger)
    with pytest.raises(Missing):
        undone(event.id, comment, by=stranger)

    assert reload(comment).text == "Two"


def test_a_deleted_comment_is_edited_no_more_and_gives_no_edit_back(app):
    comment = make_comment(text="One")
    event = written(comment, text="Two")
    erased(comment)

    with pytest.raises(Conflict, match="deleted for good"):
        edited(comment, text="Three")
    with pytest.raises(Conflict, match="deleted for good"):
        undone(event.id, comment)

    assert undoable(comment) == set()
    assert reload(comment).text == ""


def test_events_that_are_no_edits_are_none_to_be_undone_as_one(app):
    comment = make_comment()
    turned(comment, "approve")

    assert undoable(comment) == set()
    with writing() as session, pytest.raises(Missing):
        edit.edit(session, moderator(), 2**70, dict.fromkeys(edit.FIELDS, ""), seen=1, now=tick())
