"""What is no longer shown keeps its place while somebody answers it, however deep it stands."""

import pytest

from moderation.domain import tree
from tests.domain.test_thread import chain, flat, read
from tests.factories import erased, make_comment, turned


@pytest.fixture
def kind() -> str:
    """One kind of database: both give the rows of a thread in one order, and the tree is made of these."""
    return "sqlite"


@pytest.mark.parametrize("depth", range(8))
def test_a_removed_comment_keeps_its_place_at_every_depth(app, depth):
    made = chain(9)
    turned(made[depth], "spam")

    shown = flat(read().comments)

    assert [(item.id, bool(item.html)) for item in shown] == [(c.id, c is not made[depth]) for c in made]
    assert [item.is_erased for item in shown] == [False] * 9
    assert shown[depth].number is None


@pytest.mark.parametrize("depth", range(8))
def test_a_deleted_comment_keeps_its_place_and_its_number_at_every_depth(app, depth):
    made = chain(9)
    before = [(item.id, item.number, item.answers and item.answers.id) for item in flat(read().comments)]
    erased(made[depth])

    shown = flat(read().comments)

    assert [(item.id, item.number, item.answers and item.answers.id) for item in shown] == before
    assert [item.is_erased for item in shown] == [c is made[depth] for c in made]
    assert (shown[depth].html, shown[depth].name) == ("", "")


def test_several_removed_comments_in_a_row_are_all_kept_and_none_at_the_end(app):
    made = chain(9)
    for which in (5, 6, 8):
        turned(made[which], "reject")
    erased(made[4])

    shown = flat(read().comments)

    assert [item.id for item in shown] == [c.id for c in made[:8]]
    assert [bool(item.html) for item in shown] == [True] * 4 + [False] * 3 + [True]


def test_a_deleted_comment_that_nobody_answered_is_left_out_and_cannot_be_answered(app):
    root, reply = chain(2)
    alone = make_comment(status="approved")
    erased(root)
    erased(alone)

    shown = read().comments

    assert [item.id for item in shown] == [root.id]
    assert tree.find(shown, str(root.id)) is None
    assert tree.find(shown, str(reply.id)) is not None
