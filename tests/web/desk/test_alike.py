"""Look-alikes in the queue's pages: folded with their buttons, listed, and what the address takes."""

import pytest

from tests.domain.test_alike import NEAR, OTHER, WORDS
from tests.factories import make_comment, make_site, turned
from tests.many import statuses
from tests.people import program_of
from tests.web.desk.test_queue import counted, listed
from tests.web.tab import Tab


def value_of(tab: Tab, label: str) -> str | None:
    """What a button of the fold says that it does."""
    return next(b["value"] for b in tab.page.one(class_="alike").all("button") if b.text == label)


def test_what_is_alike_is_one_card_with_buttons_for_all(mina):
    first, second = make_comment(text=WORDS), make_comment(text=NEAR, name="Rosa")
    other = make_comment(text=OTHER)

    tab = Tab(mina, "/queue")

    assert listed(tab) == [first.id, other.id]
    assert counted(tab)["Pending"] == 3
    card, alone = tab.page.one(id="cards").all("article", class_="card")
    fold = card.one(class_="alike")
    assert "1 like this" in fold.text
    assert "Rosa" in fold.text
    buttons = [button.text for button in fold.all("button")]
    assert buttons == ["Approve all 2", "Reject all 2", "All 2 are spam"]
    assert fold.one("input", name="ids")["value"] == f"{first.id}:1 {second.id}:1"
    assert alone.all(class_="alike") == []


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("button", "action", "status"),
    [
        ("Approve all 3", "approve", "approved"),
        ("Reject all 3", "reject", "rejected"),
        ("All 3 are spam", "spam", "spam"),
    ],
)
def test_all_of_them_are_decided_by_one_button(mina, button, action, status, htmx):
    many = [make_comment(text=WORDS) for _ in range(3)]
    other = make_comment(text=OTHER)

    tab = Tab(mina, "/queue")
    assert value_of(tab, button) == action

    answer = tab.press(button, within=f"comment-{many[0].id}", htmx=htmx, action=action)

    assert answer.status_code == (200 if htmx else 303)
    assert statuses(many) == {status}
    assert statuses([other]) == {"pending"}


def test_what_somebody_changed_meanwhile_is_left_and_named(mina):
    first, second = make_comment(text=WORDS), make_comment(text=NEAR, name="Rosa")
    tab = Tab(mina, "/queue")
    turned(second, "approve")

    answer = tab.press("All 2 are spam", within=f"comment-{first.id}", action="spam")

    said = tab.follow(answer).page.one(id="bulk-line").text
    assert "1 comment marked as spam." in said
    assert "Rosa" in said
    assert statuses([second]) == {"approved"}


def test_those_that_are_alike_are_listed_one_by_one(mina):
    many = [make_comment(text=WORDS) for _ in range(3)]
    make_comment(text=OTHER)
    tab = Tab(mina, "/queue")

    opened = tab.go(tab.page.one(class_="alike").all("a")[-1]["href"])

    assert listed(opened) == [comment.id for comment in many]
    assert "Nearly the same text" in opened.page.one(id="tools").text
    assert opened.page.all(class_="alike") == []
    assert "2 like it wait" in opened.page.one(id=f"comment-{many[0].id}").text


def test_a_card_that_is_decided_alone_tells_of_those_that_wait(mina):
    first, second = make_comment(text=WORDS), make_comment(text=WORDS)

    line = Tab(mina, "/queue").press("Approve", within=f"comment-{first.id}", htmx=True)

    assert "1 like it waits" in line.text
    assert f"alike={first.id}" in line.text
    assert listed(Tab(mina, "/queue")) == [second.id]
    assert listed(Tab(mina, "/queue", alike=first.id)) == [second.id]


def test_the_last_of_them_stands_alone(mina):
    first, second = make_comment(text=WORDS), make_comment(text=WORDS)
    turned(first, "approve")

    tab = Tab(mina, "/queue")

    assert listed(tab) == [second.id]
    assert tab.page.all(class_="alike") == []


@pytest.mark.parametrize("query", [{"alike": "x"}, {"alike": "0"}, {"alike": "1", "status": "spam"}])
def test_an_address_of_nothing_that_waits_is_refused(mina, query):
    assert mina.get("/queue", query_string=query).status_code == 422


def test_what_is_alike_on_other_peoples_sites_is_not_there(mina):
    theirs = make_comment(make_site("other"), text=WORDS)

    assert listed(Tab(mina, "/queue", alike=theirs.id)) == []


def test_a_newcomer_that_is_folded_is_no_news(mina, app):
    make_comment(text=WORDS)
    tab = Tab(mina, "/queue")
    asks = tab.page.one(id="fresh")["hx-get"]
    make_comment(text=NEAR)

    assert "new comment" not in mina.get(asks, headers={"HX-Request": "true"}).text

    make_comment(text=OTHER)

    assert "1 new comment" in mina.get(asks, headers={"HX-Request": "true"}).text


def test_programs_are_given_each_comment(app):
    many = [make_comment(text=WORDS) for _ in range(3)]

    answer = program_of(app).get("/comments", status="pending")

    assert answer.json is not None
    assert [item["id"] for item in answer.json["items"]] == [comment.id for comment in many]
