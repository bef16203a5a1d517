"""Mentions that do not stand: those that wait to be verified, and those that came to nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.domain.trouble import Reason
from moderation.domain.unverified import SIZE
from moderation.words import Errand, Kind
from tests import people
from tests.factories import make_site
from tests.visits import announced, failing, looked, now_of, of, verified
from tests.web.markup import Element
from tests.web.tab import Tab


def minutes_ago(n: float) -> datetime:
    """A moment before now."""
    return datetime.now(UTC) - timedelta(minutes=n)


def check_on(card: Element) -> str:
    """The line that says how a mention was verified."""
    return card.one("p", class_="check").text


def rows(desk, **query: str) -> list[Element]:
    """The unverified mentions."""
    return Tab(desk, "/mentions", **query).page.all("li", class_="mention")


def sources(desk, **query: str) -> list[str]:
    """Where they stand."""
    return [row.one("p", class_="source").text for row in rows(desk, **query)]


def token(desk) -> dict[str, str]:
    """What a form of the desk carries."""
    return {"csrf_token": people.token_on(desk.get("/profile"))}


def test_those_that_wait_and_those_that_failed_are_listed_the_newest_first(mina):
    failed = announced(source="https://a.example/1", at=minutes_ago(9))
    looked(failed, failing(Reason.NOT_FOUND, status=404), at=minutes_ago(8), is_last=True)
    announced(source="https://b.example/2", at=minutes_ago(5))
    verified(source="https://c.example/stands", at=minutes_ago(4))

    assert sources(mina) == ["b.example/2", "a.example/1"]
    waits, lost = rows(mina)
    assert "Webmention to potager.example/soup · announced 5 minutes ago" in waits.text
    assert check_on(waits) == "Will be checked in a moment"
    assert check_on(lost) == "There is no such page · checked 8 minutes ago · not tried again"


def test_a_withdrawn_mention_leads_to_its_card(mina):
    mention = verified()
    looked(of(mention), failing(Reason.NO_LINK, status=200))

    (row,) = rows(mina)

    assert row.one("a", href=f"/comments/{mention.id}").text == "its card"
    assert "Rejected" in row.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "due"}, ["b.example/2/x", "a.example/1"]),
        ({"state": "failed"}, ["b.example/3"]),
        ({"kind": "pingback"}, ["b.example/2/x"]),
        ({"q": "b.example"}, ["b.example/3", "b.example/2/x"]),
        ({"q": "https://www.b.example/2/"}, ["b.example/2/x"]),
        ({"q": "B.example", "state": "failed"}, ["b.example/3"]),
        ({"q": "example"}, []),
        ({"q": "c.example"}, []),
        ({"site": "potager", "kind": "webmention", "state": "due"}, ["a.example/1"]),
    ],
)
def test_they_are_sifted_by_state_kind_host_and_address(mina, query, found):
    announced(source="https://a.example/1", at=minutes_ago(9))
    announced(source="https://b.example/2/x", kind=Kind.PINGBACK, at=minutes_ago(8))
    failed = announced(source="https://b.example/3", at=minutes_ago(7))
    looked(failed, failing(Reason.NOT_FOUND), at=minutes_ago(6), is_last=True)

    assert sources(mina, **query) == found


def test_what_is_no_host_is_said_to_be_none(mina):
    announced()

    page = Tab(mina, "/mentions", q="no such thing").page

    assert "Type a host, such as blog.example" in page.text
    assert page.one(id="mentions").one("input", name="q")["value"] == "no such thing"


@pytest.mark.parametrize("query", [{"state": "done"}, {"kind": "comment"}, {"kind": "x"}])
def test_a_filter_that_is_none_is_refused(mina, query):
    assert mina.get("/mentions", query_string=query).status_code == 422


@pytest.mark.parametrize("query", [{"site": "elsewhere"}, {"after": "x" * 100_000}])
def test_a_site_of_others_and_a_cursor_of_nobody_are_not_there(mina, query):
    make_site("elsewhere")

    assert mina.get("/mentions", query_string=query).status_code == 404


def test_those_of_others_are_not_listed(mina):
    announced(make_site("elsewhere"))

    page = Tab(mina, "/mentions").page

    assert page.all("li", class_="mention") == []
    assert "All that was announced has been verified." in page.text


def test_the_next_page_goes_on_where_the_first_ended(mina):
    for n in range(SIZE + 2):
        announced(source=f"https://blog.example/{n}", at=minutes_ago(100 - n))
    first = Tab(mina, "/mentions", q="blog.example")

    second = first.go(first.page.one("a", rel="next")["href"])

    assert sources(mina, q="blog.example")[0] == f"blog.example/{SIZE + 1}"
    assert [row.one("p", class_="source").text for row in second.page.all("li", class_="mention")] == [
        "blog.example/1",
        "blog.example/0",
    ]
    assert second.page.one(id="mentions").one("input", name="q")["value"] == "blog.example"
    assert not second.page.has("a", rel="next")


def test_a_row_is_checked_again_by_a_plain_form_and_by_htmx(mina):
    mention = announced()
    looked(mention, failing(Reason.NOT_FOUND), is_last=True)
    tab = Tab(mina, "/mentions", state="failed")

    answer = tab.press("Check again", f"mention-{mention.id}", htmx=True)

    assert answer.status_code == 200
    assert f'<li id="mention-{mention.id}"' in answer.text
    assert "Will be checked in a moment" in answer.text

    back = tab.press("Check again", f"mention-{mention.id}")

    assert back.location == "/mentions?state=failed"
    assert now_of(mention).state is Errand.DUE


def test_the_bar_leads_to_them(mina):
    assert Tab(mina, "/queue").page.one("a", href="/mentions").text == "Mentions"


def test_a_stranger_finds_no_mention_to_check(mina, site):
    mention = announced(make_site("elsewhere"))

    for id in (mention.id, 0, 999_999, 2**63):
        assert Tab(mina, "/mentions").send(f"/mentions/{id}/check", token(mina)).status_code == 404
    assert now_of(mention).tries == 0
