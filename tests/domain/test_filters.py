"""Filters: any of them together list what matches all, in any order, and never look at too much."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.domain import follow, queue
from moderation.domain.allow import Viewer
from moderation.domain.filters import ORDERS, Filters
from moderation.errors import Missing
from moderation.store.comments import Comment
from moderation.store.db import reading
from moderation.store.leads import LOOK
from moderation.store.sites import Site
from moderation.words import ActorKind, Kind, Status
from tests.copies import copies
from tests.factories import all_of, make_comment, make_mention, make_site, moderator, page_of, turned

FAR = datetime(2100, 1, 1, tzinfo=UTC)
SPAMMY = "Buy cheap followers at https://followers.example now"


def pages(viewer: Viewer, filters: Filters, size: int) -> list[list[int]]:
    """What is listed, page after page."""
    found: list[list[int]] = []
    after = None
    while True:
        with reading() as session:
            page = queue.read(session, viewer, replace(filters, after=after), size)
        found.append([card.id for card in page.cards])
        if page.next is None:
            return found
        after = page.next


def listed(filters: Filters, viewer: Viewer | None = None) -> list[int]:
    with reading() as session:
        return [card.id for card in queue.read(session, viewer or moderator(), filters, 200).cards]


def matching(site: Site, filters: Filters, size: int = 7, until: datetime = FAR) -> list[int]:
    """All that work on what matches is given, piece by piece."""
    found, after = [], None
    while True:
        with reading() as session:
            piece = queue.matching(session, site.id, filters, until=until, after=after, size=size)
        found += [row.id for row in piece.rows]
        after = piece.next
        if after is None:
            return found


def garden() -> list[Site]:
    """Two sites with something of everything: 40 comments, few of them alike."""
    sites = [make_site("one"), make_site("other")]
    for n, (site, status, rude, mention) in enumerate(product(sites, Status, (0, 1), (0, 1))):
        text = SPAMMY if rude else "My leeks came up in spring."
        given: dict[str, Any] = {"text": text, "page": f"/p{n % 2}", "honeypot": "x" if n % 3 == 0 else ""}
        (make_mention if mention else make_comment)(site, status=status.value, **given)
    for site in sites:
        for _ in range(4):
            make_comment(site, text=SPAMMY, honeypot="x", status=None)
    return sites


def wanted(row: Comment, filters: Filters, sites: list[Site], same: Comment | None) -> bool:
    """Whether a comment is one that these filters list."""
    site = next(site for site in sites if site.id == row.site_id)
    by_rules = row.status is Status.SPAM and row.decided_kind is ActorKind.RULES
    return (
        filters.site in (None, site.key)
        and filters.status in (None, row.status)
        and filters.kind in (None, row.kind)
        and filters.page in (None, page_of(row).url)
        and (filters.rule is None or filters.rule in follow.against(row))
        and (filters.q is None or filters.q in row.text)
        and (filters.by is None or by_rules)
        and (same is None or (row.site_id, row.text_key) == (same.site_id, same.text_key))
    )


def drawn(data: st.DataObject, same: list[Comment]) -> Filters:
    """Filters by chance; many ask for little, so that something is left."""
    by = data.draw(st.sampled_from([None, None, "rules"]))
    return Filters(
        site=data.draw(st.sampled_from([None, None, "one", "other"])),
        status=Status.SPAM if by else data.draw(st.sampled_from([None, *Status])),
        kind=data.draw(st.sampled_from([None, None, Kind.COMMENT, Kind.PINGBACK])),
        page=data.draw(st.sampled_from([None, None, "https://one.example/p0"])),
        rule=data.draw(st.sampled_from([None, None, "honeypot", "selling_words", "shouting"])),
        q=data.draw(st.sampled_from([None, None, "cheap", "leeks", "turnip"])),
        by=by,
        same=data.draw(st.sampled_from([None, None, *(row.id for row in same)])),
        sort=data.draw(st.sampled_from(list(ORDERS))),
    )


def test_any_filters_together_list_what_matches_all_of_them_in_any_order(app):
    sites = garden()
    rows = [row for site in sites for row in all_of(site)]
    viewer, by_id = moderator(*sites), {row.id: row for row in rows}

    @settings(max_examples=30, deadline=None)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        filters = drawn(data, [rows[0], rows[-1]])
        order, same = ORDERS[filters.sort], by_id.get(filters.same or 0)
        chosen = [row for row in rows if wanted(row, filters, sites, same)]
        chosen.sort(key=order.key, reverse=order.falls)

        found = pages(viewer, filters, data.draw(st.integers(1, 9)))

        assert [id for page in found for id in page] == [row.id for row in chosen]
        with reading() as session:
            assert queue.among(session, viewer, filters, list(by_id)) == {row.id for row in chosen}
        for site in sites:
            own = sorted((row for row in chosen if row.site_id == site.id), key=ORDERS["oldest"].key)
            if filters.q:
                own.sort(key=lambda row: row.id, reverse=True)  # a search is walked through as it finds
            assert matching(site, filters) == [row.id for row in own]
            with reading() as session:
                assert queue.count_matching(session, site.id, filters, FAR) == len(own)

    check()


@pytest.mark.parametrize("sort", ["oldest", "newest"])
def test_a_needle_in_a_large_list_is_found_in_steps_none_of_which_looks_at_too_much(app, sort):
    needles = [make_mention(text=SPAMMY, status="spam").id]
    copies(make_comment(text=SPAMMY, status="spam"), LOOK)
    needles.append(make_mention(text=SPAMMY, status="spam").id)
    filters = Filters(status=Status.SPAM, rule="selling_words", kind=Kind.PINGBACK, sort=sort)

    with reading() as session:
        first = queue.read(session, moderator(), filters)
        last = queue.read(session, moderator(), replace(filters, after=first.next))

    assert (first.is_short, first.is_newest, last.is_short, last.next) == (True, False, False, None)
    found = [[card.id for card in page.cards] for page in (first, last)]
    assert found == [[id] for id in (needles if sort == "oldest" else needles[::-1])]


def test_work_on_all_that_matches_goes_on_through_a_large_list(app):
    comment = make_comment(text=SPAMMY, status="spam")
    copies(comment, LOOK)
    needle = make_mention(text=SPAMMY, status="spam")
    filters = Filters(status=Status.SPAM, rule="selling_words", kind=Kind.PINGBACK)

    with reading() as session:
        first = queue.matching(session, needle.site_id, filters, until=FAR, after=None, size=9)
        second = queue.matching(session, needle.site_id, filters, until=FAR, after=first.next, size=9)
        counted = queue.count_matching(session, needle.site_id, filters, FAR)

    assert ([*first.rows], [row.id for row in second.rows], second.next) == ([], [needle.id], None)
    assert counted == 1


def test_work_on_all_that_matches_leaves_out_what_came_later_and_survives_what_leaves_the_list(app):
    made = [make_comment(text=SPAMMY) for _ in range(4)]
    filters, site_id = Filters(rule="selling_words"), made[0].site_id

    with reading() as session:
        first = queue.matching(session, site_id, filters, until=made[2].received_at, after=None, size=2)
    for row in first.rows:
        turned(row, "approve")
    with reading() as session:
        rest = queue.matching(session, site_id, filters, until=made[2].received_at, after=first.next, size=2)

    assert [row.id for row in first.rows] == [made[0].id, made[1].id]
    assert ([row.id for row in rest.rows], rest.next) == ([made[2].id], None)


def test_the_highest_points_come_first_then_the_newest(app):
    quiet, loud, again = (make_comment(text=text) for text in ("My leeks", SPAMMY, f"{SPAMMY}, {SPAMMY}"))
    assert loud.points == again.points > quiet.points

    assert listed(Filters(sort="points")) == [again.id, loud.id, quiet.id]
    assert pages(moderator(), Filters(sort="points"), 1) == [[again.id], [loud.id], [quiet.id]]


def test_by_points_the_newest_of_a_large_filter_are_in_order_and_it_is_told(app):
    oldest = make_comment(text=SPAMMY, status="spam")
    copies(oldest, LOOK)
    high = make_comment(text=SPAMMY, honeypot="x", status="spam")
    assert high.points > oldest.points
    filters = Filters(status=Status.SPAM, rule="selling_words", sort="points")

    with reading() as session:
        page = queue.read(session, moderator(), filters)
        plain = queue.read(session, moderator(), Filters(status=Status.SPAM, sort="points"))

    assert page.cards[0].id == plain.cards[0].id == high.id
    assert (page.is_newest, plain.is_newest) == (True, False)
    assert page.next is not None


def test_a_cursor_of_another_order_leads_nowhere(app):
    for _ in range(3):
        make_comment()
    with reading() as session:
        by_time = queue.read(session, moderator(), Filters(), 1).next
        by_points = queue.read(session, moderator(), Filters(sort="points"), 1).next

    for filters in (
        Filters(sort="points", after=by_time),
        Filters(after=by_points),
        Filters(q="leeks", after=by_points),
    ):
        with pytest.raises(Missing):
            listed(filters)


def test_filters_are_an_address_and_back():
    filters = Filters(site="potager", status=None, rule="links", q="a b", same=7, sort="points", after="x")

    assert filters.query() == {
        "site": "potager", "status": "all", "rule": "links", "same": "7", "q": "a b", "sort": "points",
    }  # fmt: skip
    assert filters.only(status=Status.SPAM, by="rules") == {
        "site": "potager", "status": "spam", "by": "rules", "sort": "points",
    }  # fmt: skip
    assert (filters.is_narrow, Filters(site="x", sort="newest").is_narrow) == (True, False)
