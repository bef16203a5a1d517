"""What a moderator sees around one comment: the scale, the author's past, the thread, what happened."""

from datetime import timedelta
from typing import Any

import pytest

from moderation.domain import context, tune
from moderation.domain.allow import Viewer
from moderation.domain.context import Context
from moderation.domain.surround import ABOVE, BELOW, BESIDE
from moderation.errors import Missing
from moderation.store import sites
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import Status
from tests.factories import (
    TESTS,
    erased,
    make_comment,
    make_mention,
    make_site,
    moderator,
    reload,
    tick,
)
from tests.store.test_plans import watched

INES: dict[str, Any] = {"name": "Ines", "email": "ines@courrier.example"}


def read(comment: Comment, viewer: Viewer | None = None) -> Context:
    with reading() as session:
        return context.read(session, viewer or moderator(), comment.id)


def ids(near) -> list[int]:
    return [one.id for one in near]


def test_a_comment_of_another_site_has_no_context(app):
    comment = make_comment(make_site("elsewhere"))

    with pytest.raises(Missing):
        read(comment, moderator())


def test_the_scale_is_that_of_the_site_and_says_that_its_rules_have_changed(app):
    site = make_site(rules={"hold_from": 3, "spam_from": 10})
    comment = make_comment(site)
    scale = read(comment).scale
    assert (scale.hold_from, scale.spam_from, scale.top, scale.has_changed) == (3, 10, 15, False)

    with writing() as session:
        tune.load(session, sites.of(session, site.id), {"spam_from": 6}, by=TESTS, now=tick())

    assert (read(comment).scale.spam_from, read(comment).scale.has_changed) == (6, True)


def test_the_past_counts_the_authors_other_comments_here_and_lists_the_latest(app):
    site = make_site()
    first = make_comment(site, **INES, status="approved")
    for status in ("spam", "rejected", "pending", "approved", "approved"):
        make_comment(site, **INES, status=status)
    make_comment(make_site("elsewhere"), **INES)
    make_comment(site, name="Ines", email="another@courrier.example")
    comment = make_comment(site, **INES)

    past = read(comment).past

    assert past.counts == {
        Status.APPROVED: 3,
        Status.SPAM: 1,
        Status.REJECTED: 1,
        Status.PENDING: 1,
    }
    assert past.first_at == first.received_at
    assert not past.is_new
    assert len(past.latest) == 5
    assert past.latest == sorted(past.latest, key=lambda near: near.at, reverse=True)
    assert comment.id not in ids(past.latest)
    assert first.id not in ids(past.latest)


def test_who_comes_for_the_first_time_has_no_past(app):
    comment = make_comment()

    past = read(comment).past

    assert past.is_new
    assert past.first_at == comment.received_at
    assert past.latest == []
    assert past.other_names == []


def test_other_names_are_those_of_the_same_address_and_not_of_its_neighbours(app):
    site = make_site()
    for name, ip in (("Tom", "192.0.2.7"), ("Lou", "192.0.2.7"), ("Tom", "192.0.2.7"), ("Ada", "192.0.2.8")):
        make_comment(site, name=name, ip=ip)
    make_comment(make_site("elsewhere"), name="Max", ip="192.0.2.7")
    make_comment(site, **INES, ip="192.0.2.7")
    comment = make_comment(site, **INES, ip="192.0.2.7")

    assert read(comment).past.other_names == ["Lou", "Tom"]
    assert read(make_comment(site, ip="")).past.other_names == []


def test_around_a_reply_stand_what_it_answers_what_readers_see_beside_it_and_its_replies(app):
    root = make_comment(status="approved")
    parent = make_comment(parent=root)
    beside = [make_comment(parent=parent, status="approved") for _ in range(3)]
    make_comment(parent=parent, status="spam")
    comment = make_comment(parent=parent)
    later = [make_comment(parent=parent, status="approved") for _ in range(3)]
    replies = [make_comment(parent=comment, status=status) for status in Status]

    around = read(comment).around

    assert ids(around.above) == [root.id, parent.id]
    assert [near.status for near in around.above] == [Status.APPROVED, Status.PENDING]
    assert ids(around.before) == ids(beside[-BESIDE:])
    assert ids(around.after) == ids(later[:BESIDE])
    assert ids(around.below) == ids(replies)
    assert (around.n_skipped, around.more_below) == (0, False)


def test_around_a_root_stand_the_roots_that_readers_see_on_its_page(app):
    before = [make_comment(status="approved", page="/soup") for _ in range(3)]
    make_comment(status="approved", page="/bread")
    make_comment(page="/soup")
    make_mention(status="approved", page="/soup")
    make_comment(parent=before[0], status="approved")
    comment = make_comment(page="/soup")
    after = make_comment(status="approved", page="/soup")

    around = read(comment).around

    assert around.above == []
    assert ids(around.before) == ids(before[-BESIDE:])
    assert ids(around.after) == [after.id]


def test_of_a_deep_branch_the_root_and_the_nearest_are_shown_and_what_is_left_out_is_counted(app):
    chain = [make_comment(status="approved")]
    for _ in range(ABOVE + 4):
        chain.append(make_comment(parent=chain[-1], status="approved"))

    around = read(chain[-1]).around

    assert ids(around.above) == [chain[0].id, *ids(chain[-1 - ABOVE : -1])]
    assert around.n_skipped == 3
    assert read(chain[ABOVE + 1]).around.n_skipped == 0
    assert ids(read(chain[ABOVE + 1]).around.above) == ids(chain[: ABOVE + 1])


def test_further_replies_are_said_and_not_shown(app):
    comment = make_comment()
    replies = [make_comment(parent=comment) for _ in range(BELOW + 1)]

    around = read(comment).around

    assert ids(around.below) == ids(replies[:BELOW])
    assert around.more_below


def test_a_mention_stands_in_no_thread(app):
    make_comment(status="approved")

    around = read(make_mention()).around

    assert (around.above, around.before, around.after, around.below) == ([], [], [], [])


def test_the_words_of_a_deleted_neighbour_are_gone_from_here_too(app):
    parent = make_comment(status="approved", text="My leeks came up.")
    comment = make_comment(parent=parent)
    erased(parent)

    (near,) = read(comment).around.above

    assert (near.name, near.excerpt, near.is_erased) == ("", "", True)


def test_a_comment_in_a_large_thread_costs_as_many_statements_as_in_a_small_one(app):
    site = make_site()
    parent = make_comment(site, status="approved")
    comment = make_comment(site, parent=parent, **INES, text="Leeks " * 1_600)
    for _ in range(8):
        make_comment(site, parent=comment, **INES, text="Leeks " * 1_600)
        make_comment(site, parent=parent, status="approved")
    make_comment(site, parent=comment, **INES, text="Leeks " * 1_600)  # one that is like it is looked up too
    few = cost(comment)

    for _ in range(16):
        make_comment(site, parent=comment, **INES, text="Leeks " * 1_600)
        make_comment(site, parent=parent, status="approved")

    assert cost(comment) == few
    assert few <= 24


def cost(comment: Comment) -> int:
    with watched() as ran:
        read(reload(comment))
    return len(ran) - 1


def test_what_came_at_the_same_moment_stands_on_one_side_only(app):
    at = tick()
    made = [make_comment(status="approved", at=at) for _ in range(3)]
    make_comment(status="approved", at=at + timedelta(seconds=1))

    around = read(made[1]).around

    assert ids(around.before) == [made[0].id]
    assert ids(around.after)[:1] == [made[2].id]
