"""What happened to a comment, as it is told: who did what, which words changed, what can be taken back."""

from moderation.domain import context
from moderation.domain.context import Context
from moderation.store.comments import Comment
from moderation.store.db import reading
from tests.factories import edited, erased, make_comment, moderator, turned, undone
from tests.many import selected


def read(comment: Comment) -> Context:
    with reading() as session:
        return context.read(session, moderator(), comment.id)


def told(comment: Comment) -> list[str]:
    """What happened to it, the oldest first."""
    return [
        line.sentence.replace("%(who)s", line.event.actor_name) for line in reversed(read(comment).history)
    ]


def test_what_happened_is_told_with_who_and_in_order(app):
    comment = make_comment()
    turned(comment, "spam")
    event = turned(comment, "hold", by=moderator(name="Olga")).event
    undone(event.id, comment)
    edited(comment, text="My leeks came up in March.")

    assert told(comment) == [
        "It came in and was held",
        "Mina marked it as spam",
        "Olga held it again",
        "Mina took the last decision back",
        "Mina edited it",
    ]


def test_the_decision_that_stands_can_be_undone_where_it_is_told_and_no_other(app):
    comment = make_comment()
    turned(comment, "spam")
    turned(comment, "approve")

    assert [line.can_undo for line in read(comment).history] == [True, False, False]

    undo = read(comment).undo
    assert undo is not None
    undone(undo.id, comment)

    assert [line.sentence for line in read(comment).history if line.can_undo] == ["%(who)s marked it as spam"]


def test_an_edit_shows_which_words_changed_in_which_field(app):
    comment = make_comment(text="I sow in marsh.", name="Lea")
    edited(comment, text="I sow in March.", name="Lea M.")

    latest = read(comment).history[0]

    assert [(field.label, field.pieces) for field in latest.rewritten] == [
        ("Name", [("Lea", "gone"), ("Lea M.", "new")]),
        ("Text", [("I sow in ", "same"), ("marsh", "gone"), ("March", "new"), (".", "same")]),
    ]
    assert latest.can_undo


def test_an_edit_that_was_taken_back_tells_so_with_its_difference(app):
    comment = make_comment(text="I sow in marsh.")
    event = edited(comment, text="I sow in March.")
    assert event is not None
    undone(event.id, comment)

    latest = read(comment).history[0]

    assert latest.sentence == "%(who)s took an edit back"
    assert ("marsh", "new") in latest.rewritten[0].pieces


def test_a_part_of_an_act_on_many_is_told_as_such(app):
    comments = [make_comment() for _ in range(3)]
    selected("spam", comments)

    latest = read(comments[0]).history[0]

    assert latest.sentence == "%(who)s marked it as spam"
    assert latest.n_together == 3
    assert latest.can_undo
    assert read(comments[0]).history[1].n_together == 0


def test_a_comment_that_was_deleted_for_good_keeps_what_happened_but_no_words(app):
    comment = make_comment(text="I sow in marsh.")
    edited(comment, text="I sow in March.")
    erased(comment)

    found = read(comment)

    assert told(comment)[-1] == "Olga deleted its words for good"
    assert all(line.rewritten == [] and not line.can_undo for line in found.history)


def test_a_long_history_is_cut_and_says_so(app, monkeypatch):
    monkeypatch.setattr(context, "EVENTS", 4)
    comment = make_comment()
    for action in ("spam", "approve", "spam"):
        turned(comment, action)
    assert not read(comment).has_older

    turned(comment, "approve")

    assert len(read(comment).history) == 4
    assert read(comment).has_older
