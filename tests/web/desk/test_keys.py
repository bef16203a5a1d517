"""Keys as the page tells of them, and the queue shown one comment at a time, as far as the server goes."""

import re

import pytest

from tests import people
from tests.factories import make_comment
from tests.web.markup import Element
from tests.web.tab import Tab

STATUSES = ("pending", "approved", "rejected", "spam")
SPOKEN = re.compile(r"(Shift\+[A-Z]|[a-z]|[/?]|Escape)")


def carriers(page: Element) -> list[Element]:
    """What a key presses."""
    return [element for element in page.walk() if "data-key" in element]


@pytest.mark.parametrize("path", [f"/queue?status={status}" for status in STATUSES] + ["/queue?view=one"])
def test_whatever_a_key_presses_tells_of_its_key(mina, path):
    for status in STATUSES:
        make_comment(status=status)

    pressed = carriers(Tab(mina, path).page)

    assert {"?", "d" if "rejected" not in path else "a"} <= {one["data-key"] for one in pressed}
    for one in pressed:
        assert SPOKEN.fullmatch(one["aria-keyshortcuts"])
        assert one["aria-keyshortcuts"].removeprefix("Shift+") == one["data-key"]


def test_letters_that_are_switched_off_are_told_to_nobody(app, site):
    make_comment()
    desk = people.desk_of(app, people.mina(site))
    desk.post("/profile", locale="", timezone="")

    page = Tab(desk.client, "/queue").page

    told = {e["aria-keyshortcuts"] for e in page.walk() if "aria-keyshortcuts" in e}
    assert told <= {"Control+Enter", "Escape"}
    assert {"a", "s", "d", "r", "?"} <= {one["data-key"] for one in carriers(page)}
    assert "switched off" in page.one("dialog", id="sheet").text


def test_the_sheet_has_every_key_in_tables_that_are_some(mina):
    sheet = Tab(mina, "/queue").page.one("dialog", id="sheet")

    keys = {kbd.text for cell in sheet.all("th", scope="row") for kbd in cell.all("kbd")}

    assert set("jkasdruzxo/?") < keys
    assert {"Shift + A", "Shift + S", "Shift + D", "Ctrl + Enter", "Esc"} < keys
    assert all(table.has("caption") for table in sheet.all("table"))
    assert sheet.one("a")["href"] == "/profile#keys"


def test_one_at_a_time_is_an_address_that_every_filter_keeps(mina):
    make_comment()
    tab = Tab(mina, "/queue", view="one", sort="newest")

    links = tab.page.one(id="counts").all("a") + tab.page.one(id="queue").all("a", class_="chip")
    led = [link["href"] for link in links if link.text not in ("As a list",)]
    back = next(link["href"] for link in links if link.text == "As a list")

    assert len(led) > 4
    assert [href for href in led if "view=one" not in href] == []
    assert back == "/queue?status=pending&sort=newest"
    assert tab.page.one(id="queue")["data-view"] == "one"
    assert "data-view" not in Tab(mina, back).page.one(id="queue")


def test_one_at_a_time_holds_the_whole_list_for_whoever_has_no_scripts(mina):
    made = [make_comment() for _ in range(3)]

    page = Tab(mina, "/queue", view="one").page

    assert len(page.one(id="cards").all("article", class_="card")) == len(made)
    assert page.one(id="one").text.endswith("3 left in this queue")


def test_a_view_that_is_none_is_told(mina):
    assert mina.get("/queue?view=three").status_code == 422
    assert mina.get("/queue?view=list").status_code == 200
