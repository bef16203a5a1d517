"""What a moderator looks at: which comments, in which order, page by page, and the counts."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.domain import queue, submit
from moderation.domain.allow import Viewer
from moderation.domain.queue import Filters
from moderation.errors import Invalid, Missing
from moderation.store.db import reading, writing
from moderation.words import Kind, Status
from tests.factories import make_comment, make_mention, make_site, moderator, number, submission, tick, turned

THREE_SITES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5)), max_size=10)
"""Comments: on which of three sites, and in which of few seconds, so that many come at once."""


def listed(viewer: Viewer, size: int = 25, **filters) -> list[int]:
    with reading() as session:
        return [card.id for card in queue.read(session, viewer, Filters(**filters), size).cards]


def paged(viewer: Viewer, size: int, **filters) -> list[int]:
    """All that the queue lists, page after page."""
    found, after = [], None
    while True:
        with reading() as session:
            page = queue.read(session, viewer, Filters(**filters, after=after), size)
        assert len(page.cards) <= size
        found += [card.id for card in page.cards]
        after = page.next
        if after is None:
            return found


def test_the_queue_shows_what_waits_oldest_first(app):
    first, second = make_comment(), make_comment()
    make_comment(status="approved")

    assert listed(moderator()) == [first.id, second.id]
    assert listed(moderator(), sort="newest") == [second.id, first.id]


def test_each_status_is_a_queue_and_without_one_all_is_listed(app):
    made = {each: make_comment(status=each).id for each in Status}

    assert {each: listed(moderator(), status=each) for each in Status} == {s: [i] for s, i in made.items()}
    assert listed(moderator(), status=None) == list(made.values())


def test_a_queue_is_narrowed_by_site_kind_and_page(app):
    one, other = make_site("one"), make_site("other")
    here = make_comment(one, page="/soup")
    mention = make_mention(one, page="/soup")
    elsewhere = make_comment(one, page="/bread")
    there = make_comment(other)
    both = moderator(one, other)

    assert listed(both) == [here.id, mention.id, elsewhere.id, there.id]
    assert listed(both, site="other") == [there.id]
    assert listed(both, kind=Kind.PINGBACK) == [mention.id]
    assert listed(both, page="http://www.one.example/soup/") == [here.id, mention.id]
    assert listed(both, page="https://one.example/none") == []


def test_nothing_of_a_site_is_seen_by_whoever_is_no_member(app):
    one, other = make_site("one"), make_site("other")
    comment = make_comment(one)
    stan = moderator(other, name="Stan")

    assert listed(moderator(one)) == [comment.id]
    assert listed(stan) == []
    assert listed(stan, page="https://one.example/soup") == []
    with reading() as session:
        counts = queue.counts(session, stan, Filters(site="one"))
        with pytest.raises(Missing):
            queue.read(session, stan, Filters(site="one"))
        assert queue.oldest_waiting(session, stan) is None
    assert set(counts.statuses.values()) == {0}


def test_what_is_no_address_of_a_page_is_told(app):
    with pytest.raises(Invalid):
        listed(moderator(), page="soup")


@pytest.mark.parametrize("sort", ["oldest", "newest"])
@given(made=THREE_SITES, size=st.integers(1, 5))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_page_after_page_nothing_of_three_sites_is_lost_or_shown_twice(app, sort, made, size):
    sites = [make_site(f"site-{number()}") for _ in range(3)]
    start, expected = tick(), []
    with writing() as session:
        for which, second in made:
            given = submission(sites[which], at=start + timedelta(seconds=second))
            comment = submit.submit(session, sites[which], given).comment
            expected.append((second, comment.id))

    found = paged(moderator(*sites), size, sort=sort)

    assert found == [comment_id for _, comment_id in sorted(expected, reverse=sort == "newest")]


def test_a_decision_between_two_pages_loses_nobody(app):
    made = [make_comment() for _ in range(4)]
    viewer = moderator()
    with reading() as session:
        first = queue.read(session, viewer, Filters(), 2)

    turned(made[0], "approve")
    turned(made[1], "spam")

    assert listed(viewer, 2, after=first.next) == [made[2].id, made[3].id]


def test_a_cursor_of_nobody_leads_nowhere(app):
    make_comment()

    for cursor in ("x", "MTIz", "é", "=", "%00", "A" * 500):
        with pytest.raises(Missing):
            listed(moderator(), after=cursor)


def test_a_card_shows_what_stands_around_the_comment(app):
    parent = make_comment(status="approved", name="Rosa", page_title="Leek soup")
    make_comment(name="Luc", email="luc@mail.example", status="approved")
    comment = make_comment(
        parent=parent,
        name="Luc",
        email="luc@mail.example",
        status="pending",
        honeypot="https://pills.example",
        website="luc.example",
    )

    with reading() as session:
        [card] = queue.read(session, moderator(), Filters()).cards

    assert (card.id, card.site.key, card.page.title) == (comment.id, "potager", "Leek soup")
    assert card.parent is not None
    assert (card.parent.id, card.parent.number, card.parent.name) == (parent.id, 1, "Rosa")
    assert [signal.rule for signal in card.signals] == ["honeypot"]
    assert card.approved_before == 1
    assert card.initials == "LU"
    assert card.website == [("luc.example", False)]


def test_an_approved_card_does_not_count_itself(app):
    make_comment(name="Luc", email="luc@mail.example", status="approved")

    with reading() as session:
        [card] = queue.read(session, moderator(), Filters(status=Status.APPROVED)).cards

    assert card.approved_before == 0


def test_the_words_that_a_rule_points_at_are_marked_where_they_stand(app):
    site = make_site(rules={"rules": {"blocked_words": {"words": ["casino"]}}})
    make_comment(site, text="Our casino is the casino", status=None)

    with reading() as session:
        [card] = queue.read(session, moderator(site), Filters(status=Status.SPAM)).cards

    assert card.text == [("Our ", False), ("casino", True), (" is the ", False), ("casino", True)]


def test_counts_are_of_a_site_and_a_status_never_of_a_combination(app):
    one, other = make_site("one"), make_site("other")
    make_comment(one)
    make_mention(one)
    make_comment(other)
    make_comment(one, status="spam")
    both = moderator(one, other)

    with reading() as session:
        everywhere = queue.counts(session, both, Filters())
        on_one = queue.counts(session, both, Filters(site="one", kind=Kind.PINGBACK))
        spam = queue.counts(session, both, Filters(status=Status.SPAM))

    assert everywhere.statuses == {"pending": 3, "approved": 0, "rejected": 0, "spam": 1}
    assert everywhere.sites == {one.id: 2, other.id: 1}
    assert on_one.statuses[Status.PENDING] == 2
    assert (on_one.kinds[Kind.COMMENT], on_one.kinds[Kind.PINGBACK]) == (1, 1)
    assert on_one.sites == everywhere.sites
    assert (spam.kinds[Kind.COMMENT], spam.sites) == (1, {one.id: 1})


def test_a_page_says_how_many_of_its_comments_have_the_status(app):
    make_comment(page="/soup")
    make_comment(page="/soup")
    make_comment(page="/soup", status="spam")
    make_comment(page="/bread")
    soup = "https://potager.example/soup"

    with reading() as session:
        pending = queue.read(session, moderator(), Filters(page=soup))
        everything = queue.read(session, moderator(), Filters(page=soup, status=None))

    assert (pending.page_count, everything.page_count) == (2, 3)


def test_the_oldest_that_waits_is_that_of_all_sites(app):
    one, other = make_site("one"), make_site("other")
    first = make_comment(one)
    second = make_comment(other)
    both = moderator(one, other)

    with reading() as session:
        assert queue.oldest_waiting(session, both) == first.received_at
    turned(first, "approve")
    with reading() as session:
        assert queue.oldest_waiting(session, both) == second.received_at


def test_filters_are_an_address_that_leaves_out_what_is_usual():
    wanted = Filters(site="potager", status=Status.SPAM, after="abc", sort="newest")

    assert wanted.query() == {"site": "potager", "status": "spam", "sort": "newest"}
    assert wanted.query(after="x", site=None) == {"status": "spam", "sort": "newest", "after": "x"}
    assert Filters().query() == {"status": "pending"}
