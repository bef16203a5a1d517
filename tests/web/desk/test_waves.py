"""Wave mode at the desk: begun by hand or by a suggestion, shown on every page, ended, and in the log."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_comment, make_site, page_of
from tests.web.tab import Tab

LASTS = "What strangers write on"


def notice(tab: Tab) -> str:
    """What is said of the waves that last."""
    return " ".join(form.text for form in tab.page.all("form", aria_label="Wave mode"))


def begin(tab: Tab, **typed: str) -> Tab:
    """The page after wave mode was begun by hand on it."""
    return tab.follow(tab.press("Hold strangers", fields=typed))


def test_it_is_begun_by_hand_and_shown_on_every_page_until_it_is_ended(mina):
    make_comment()

    begun = begin(Tab(mina, "/queue"), site="potager", hours="24")

    assert "What strangers write on Potager waits for a moderator until" in notice(begun)
    for path in ("/queue?status=spam", "/mentions", "/audit", "/profile"):
        assert LASTS in notice(Tab(mina, path)), path

    over = begun.follow(begun.press("End now"))

    assert LASTS not in over.page.text
    assert "Wave mode has ended." in over.page.text
    log = Tab(mina, "/audit", act="settings").page.text
    assert "Mina turned wave mode on" in log
    assert "Mina ended wave mode" in log


def test_on_the_queue_of_a_page_it_is_begun_for_that_page(mina):
    comment = make_comment(page="/soup", page_title="Soup in winter")
    tab = Tab(mina, "/queue", page=page_of(comment).url)

    begun = begin(tab, page=str(comment.page_id), hours="1")

    assert "What strangers write on Soup in winter waits" in notice(begun)
    assert begun.path == tab.path


@pytest.mark.parametrize("hours", ["2", "", "six"])
def test_another_number_of_hours_is_refused(mina, hours):
    make_comment()

    answer = Tab(mina, "/queue").press("Hold strangers", site="potager", hours=hours)

    assert answer.status_code == 422
    assert LASTS not in Tab(mina, "/queue").page.text


def test_a_wave_of_others_is_not_shown(mina, olga):
    theirs = make_site("other")
    make_comment(theirs)

    answer = Tab(mina, "/queue").send("/waves", {"site": theirs.key, "hours": "6"})

    assert answer.status_code in (400, 404)
    assert LASTS not in Tab(mina, "/queue").page.text


def test_it_is_suggested_when_much_is_held_and_begun_by_one_click(mina):
    for _ in range(20):
        make_comment(at=datetime.now(UTC), page="/soup", page_title="Soup in winter")
    tab = Tab(mina, "/queue")
    assert (
        "20 comments were held on Soup in winter within the last hour. Hardly any are usual." in tab.page.text
    )

    begun = tab.follow(tab.press("Hold strangers for 6 hours"))

    assert "What strangers write on Soup in winter waits" in notice(begun)
    assert "within the last hour" not in begun.page.text


def test_a_suggestion_is_set_aside(mina):
    for _ in range(20):
        make_comment(at=datetime.now(UTC))
    tab = Tab(mina, "/queue")

    after = tab.follow(tab.press("Not needed"))

    assert "within the last hour" not in after.page.text
    assert LASTS not in after.page.text


def test_a_card_says_that_the_wave_held_it(mina):
    make_comment(status="approved")
    begin(Tab(mina, "/queue"), site="potager", hours="6")

    make_comment(at=datetime.now(UTC), status=None)

    card = Tab(mina, "/queue").page.one("article", class_="card")
    assert "Wave mode: what strangers write waits for a moderator" in card.text
    assert "Held at" not in card.text
