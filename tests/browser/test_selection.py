"""Several comments at once: ticks, ranges by Shift, and the keys that decide on all of them."""

import pytest
from playwright.sync_api import Locator, Page, expect

from moderation.store.comments import Comment
from moderation.words import Status
from tests.browser.desk import is_current, live, place
from tests.browser.scenes import furnish
from tests.browser.test_looks import CONTRASTS, TOO_SMALL, TOO_WIDE, complaints
from tests.factories import make_comment, reload

DECIDED = {"A": Status.APPROVED, "S": Status.SPAM, "D": Status.REJECTED}


def tick(page: Page, comment) -> Locator:
    """The tick on a comment's card."""
    return place(page, comment).get_by_role("checkbox")


def bar(page: Page) -> Locator:
    """What there is to do with the selected comments."""
    return page.locator("#selection .picked")


def ticked(page: Page, made) -> str:
    """Which of these comments are selected: "x" for one that is, "." for one that is not."""
    return "".join("x" if tick(page, comment).is_checked() else "." for comment in made)


@pytest.fixture
def made(site):
    """Six comments that wait."""
    return [make_comment(name=f"Reader {n}") for n in range(6)]


@pytest.fixture
def desk(made: list[Comment], mina: Page) -> Page:
    """Mina before them."""
    mina.goto("/queue")
    expect(tick(mina, made[0])).to_be_visible()
    return mina


def test_x_selects_and_lets_go_and_the_number_is_seen_and_said(desk, made):
    expect(bar(desk)).not_to_be_visible()

    desk.keyboard.press("x")
    expect(bar(desk)).to_be_visible()
    expect(live(desk)).to_have_text("1 comment selected.")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(live(desk)).to_have_text("2 comments selected.")
    expect(desk.locator("[data-selected]")).to_have_text("2")
    assert ticked(desk, made) == "xx...."
    is_current(desk, made[1])

    desk.keyboard.press("x")
    desk.keyboard.press("k")
    desk.keyboard.press("x")
    expect(live(desk)).to_have_text("Nothing is selected any more.")
    expect(bar(desk)).not_to_be_visible()


def test_shift_and_x_selects_all_from_the_last_one_to_here(desk, made):
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    for _ in range(3):
        desk.keyboard.press("j")

    desk.keyboard.press("Shift+X")

    assert ticked(desk, made) == ".xxxx."
    expect(live(desk)).to_have_text("4 comments selected.")


def test_shift_with_j_and_k_draws_the_selection_out_and_back(desk, made):
    for key, selected in zip("JJKKKJ", ("xx", "xxx", "xx", "x", "x", "xx"), strict=True):
        desk.keyboard.press(f"Shift+{key}")
        assert ticked(desk, made) == selected.ljust(6, "."), key
    is_current(desk, made[1])

    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("Shift+J")

    assert ticked(desk, made) == "xx.xx."


def test_shift_and_a_click_selects_or_lets_go_a_range(desk, made):
    tick(desk, made[4]).click()
    tick(desk, made[1]).click(modifiers=["Shift"])
    assert ticked(desk, made) == ".xxxx."

    tick(desk, made[2]).click()
    tick(desk, made[3]).click(modifiers=["Shift"])

    assert ticked(desk, made) == ".x..x."
    expect(live(desk)).to_have_text("2 comments selected.")


def test_keys_go_on_after_a_click_on_a_tick(desk, made):
    tick(desk, made[2]).click()

    desk.keyboard.press("j")
    is_current(desk, made[3])
    desk.keyboard.press("s")

    expect(place(desk, made[3])).to_have_class("done")
    assert ticked(desk, [made[2]]) == "x"


def test_escape_lets_the_selection_go_after_what_lies_above_it(desk, made):
    desk.keyboard.press("x")
    desk.keyboard.press("r")

    desk.keyboard.press("Escape")
    assert ticked(desk, made) == "x....."
    desk.keyboard.press("Escape")

    assert ticked(desk, made) == "......"
    expect(live(desk)).to_have_text("Nothing is selected any more.")
    is_current(desk, made[0])


@pytest.mark.parametrize(("key", "status"), DECIDED.items())
def test_shift_and_a_letter_decides_on_the_selected_alone(desk, made, key, status):
    desk.keyboard.press("x")
    desk.keyboard.press("Shift+J")

    desk.keyboard.press(f"Shift+{key}")

    expect(place(desk, made[0])).to_have_count(0)
    is_current(desk, made[2])
    expect(bar(desk)).not_to_be_visible()
    found = [reload(comment).status for comment in made]
    assert found == [status] * 2 + [Status.PENDING] * 4


def test_without_a_selection_shift_and_a_letter_does_nothing(desk, made):
    sent: list[str] = []
    desk.on("request", lambda request: sent.append(request.method))

    for key in ("A", "S", "D"):
        desk.keyboard.press(f"Shift+{key}")
    desk.keyboard.press("j")

    is_current(desk, made[1])
    assert "POST" not in sent


def test_all_that_is_shown_is_selected_by_one_button(desk, made):
    desk.keyboard.press("x")

    desk.locator("[data-all]").click()

    assert ticked(desk, made) == "xxxxxx"
    expect(live(desk)).to_have_text("6 comments selected.")


def test_the_selection_is_readable_by_everybody(site, opened):
    given = furnish(site)
    page = opened(given.olga)
    page.goto("/queue")
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.keyboard.press("Shift+J")
        expect(bar(page)).to_be_visible()

        assert complaints(page) == ""
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(TOO_SMALL) == []
        page.emulate_media(color_scheme="dark")
        assert complaints(page, CONTRASTS) == ""
        page.emulate_media(color_scheme="light")
