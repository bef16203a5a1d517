"""Notes of moderators: left for each other, taken away by whoever wrote them."""

import pytest

from moderation.domain import annotate, context
from moderation.domain.allow import Viewer
from moderation.domain.annotate import LONGEST, Note
from moderation.errors import Conflict, Invalid, Missing, Refused
from moderation.store import events
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from tests.factories import erased, make_comment, make_site, moderator, reload, tick, turned
from tests.people import mina, olga, stan, viewer


@pytest.fixture
def writer(app) -> Viewer:
    """Mina, with an account."""
    return viewer(mina())


def noted(comment: Comment, who: Viewer, text: str = "Ask Olga first.") -> Note:
    with writing() as session:
        return annotate.add(session, who, comment.id, text, now=tick())


def removed(note: Note, who: Viewer) -> None:
    with writing() as session:
        annotate.remove(session, who, note.id, now=tick())


def notes_of(comment: Comment) -> list[str]:
    with reading() as session:
        return [note.text for note in context.read(session, moderator(), comment.id).notes]


def log_of(comment: Comment) -> list[events.Event]:
    with reading() as session:
        return [event for event in events.of_comment(session, comment.id, 50) if event.action == "note"]


def test_a_note_stands_beside_the_comment_for_all_who_moderate_it(writer):
    comment, other = make_comment(), make_comment()

    noted(comment, writer, "  Ask Olga first.\r\nShe knows her. ")
    noted(comment, writer, "She says yes.")

    assert notes_of(comment) == ["Ask Olga first.\nShe knows her.", "She says yes."]
    assert notes_of(other) == []


def test_the_log_tells_of_a_note_without_its_words(writer):
    comment = make_comment()
    note = noted(comment, writer)
    removed(note, writer)

    gone, left = log_of(comment)

    assert (left.listed, left.actor_name, left.detail) == (True, "Mina", {})
    assert (gone.listed, gone.actor_name, gone.detail) == (True, "Mina", {"removed": True})
    assert notes_of(comment) == []


def test_a_note_makes_nobodys_decision_meet_another_version(writer):
    comment = make_comment()
    noted(comment, writer)

    assert reload(comment).version == comment.version
    assert turned(comment, "approve", seen=comment.version).event.action == "approve"


def test_after_a_note_the_decision_that_stands_is_still_the_one_that_is_told(writer):
    comment = make_comment()
    event = turned(comment, "approve").event
    noted(comment, writer)

    again = turned(comment, "approve", seen=reload(comment).version)
    with pytest.raises(Conflict, match="Mina approved this comment"):
        turned(comment, "spam", seen=comment.version)

    assert again.event.id == event.id


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1)])
def test_a_note_without_words_or_with_too_many_is_refused(writer, text):
    comment = make_comment()

    with pytest.raises(Invalid) as refusal:
        noted(comment, writer, text)

    assert refusal.value.problem.on == "note"
    assert notes_of(comment) == []
    assert log_of(comment) == []


def test_only_whoever_wrote_a_note_takes_it_away(writer):
    comment = make_comment()
    note = noted(comment, writer)

    with pytest.raises(Refused):
        removed(note, viewer(olga()))

    assert notes_of(comment) == ["Ask Olga first."]


def test_a_stranger_neither_leaves_nor_removes_a_note(writer):
    comment = make_comment()
    note = noted(comment, writer)
    stranger = viewer(stan())

    with pytest.raises(Missing):
        noted(comment, stranger)
    with pytest.raises(Missing):
        removed(note, stranger)

    assert notes_of(comment) == ["Ask Olga first."]


def test_who_moderates_no_more_cannot_reach_the_own_note(writer):
    comment = make_comment()
    note = noted(comment, writer)
    former = Viewer(actor=writer.actor, roles=moderator(make_site("elsewhere")).roles)

    with pytest.raises(Missing):
        removed(note, former)


def test_a_note_is_removed_once(writer):
    note = noted(make_comment(), writer)
    removed(note, writer)

    with pytest.raises(Missing):
        removed(note, writer)


def test_with_a_comment_that_was_deleted_for_good_its_notes_are_gone_and_none_comes_after(writer):
    comment = make_comment()
    noted(comment, writer)
    erased(comment)

    with pytest.raises(Conflict):
        noted(comment, writer)

    assert notes_of(comment) == []
