"""Lists without a comment: each says why, and how to come back."""

import pytest

from moderation.store.leads import LOOK
from tests import people
from tests.copies import copies
from tests.factories import make_comment, make_mention
from tests.web.desk.test_queue import listed
from tests.web.tab import Tab


def said(tab: Tab) -> str:
    """What stands where no card is."""
    return tab.page.one("div", class_="empty").text


def ways(tab: Tab) -> dict[str, str]:
    """The ways out of an empty list."""
    return {link.text: link["href"] for link in tab.page.one("div", class_="empty").all("a")}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "All is decided. Nothing waits for you."),
        ({"status": "spam"}, "Nothing here."),
        ({"kind": "pingback"}, "Nothing here with these filters."),
        ({"page": "https://potager.example/nowhere"}, "Nothing here with these filters."),
        ({"rule": "selling_words"}, "Nothing here with these filters."),
        ({"q": "turnip"}, "Nothing here matches your search."),
        ({"q": "?!…"}, "Signs alone cannot be searched for."),
    ],
)
def test_an_empty_list_says_why(mina, query, sentence):
    make_comment(status="approved")

    tab = Tab(mina, "/queue", **query)

    assert sentence in said(tab)
    assert listed(tab) == []


def test_where_filters_leave_nothing_there_is_a_way_to_all_statuses_and_to_the_whole_queue(mina):
    make_comment(status="approved", text="Turnips")

    tab = Tab(mina, "/queue", status="spam", q="turnip", sort="newest")

    assert ways(tab) == {
        "Look in all statuses": "/queue?status=all&q=turnip&sort=newest",
        "Show all of this queue": "/queue?status=spam&sort=newest",
    }
    assert len(listed(Tab(mina, ways(tab)["Look in all statuses"]))) == 1


def test_where_all_statuses_leave_nothing_there_is_a_way_to_what_waits(mina):
    make_comment()

    tab = Tab(mina, "/queue", status="all", q="turnip")

    assert ways(tab) == {"Show what waits": "/queue?status=pending"}


@pytest.mark.parametrize("status", ["pending", "approved", "all"])
def test_on_the_first_day_it_says_where_comments_come_in(mina, status):
    tab = Tab(mina, "/queue", status=status)

    assert "No comment has come in yet." in said(tab)
    [thread] = ways(tab).values()
    answer = mina.get(thread)
    assert answer.status_code == 200
    assert "potager.example" in thread


def test_somebody_without_a_site_is_not_told_of_a_first_day(app, site):
    tab = Tab(people.desk_of(app, people.ada()).client, "/queue")

    assert said(tab) == "All is decided. Nothing waits for you."


def test_where_too_much_was_to_be_looked_through_it_goes_on_when_asked(mina):
    copies(make_comment(status="spam"), LOOK)
    needle = make_mention(status="spam")
    page = "https://potager.example/soup"

    first = Tab(mina, "/queue", status="spam", page=page, kind="pingback")
    link = first.page.one(id="rest").one("a")
    second = Tab(mina, link["href"])

    assert listed(first) == []
    assert "Nothing among those looked at so far." in said(first)
    assert "2,000 comments were looked at" in first.page.one(id="rest").text
    assert link.text == "Look further"
    assert "hx-trigger" not in link
    assert listed(second) == [needle.id]


def test_of_a_search_with_too_many_hits_it_is_told_that_only_the_newest_are_listed(mina):
    copies(make_comment(text="Leek soup"), LOOK)

    tab = Tab(mina, "/queue", q="leek")

    assert "Only the newest 2,000 that match are listed." in tab.page.one(id="tools").text
    assert "Only the newest" not in Tab(mina, "/queue").page.one(id="tools").text
