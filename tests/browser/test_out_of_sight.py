"""What fails or was overtaken where one does not look is said where one does, and leads there."""

import pytest
from playwright.sync_api import Page, Route, expect

from moderation.words import Status
from tests import people
from tests.browser.desk import current, interceptable, is_current, live, looks_again, place, undecided
from tests.browser.test_ended_session import end_sessions, sign_in
from tests.browser.test_flow import held_up
from tests.factories import PASSWORD, make_comment, reload, story, turned


def told(page: Page):
    """What is said at the bottom of the window."""
    return page.locator(".told > .failed")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_decision_that_fails_out_of_sight_can_be_tried_again_from_where_one_is(mina, width):
    made = [make_comment(name=f"Reader {n}", text=story(n, 20)) for n in range(5)]
    mina.set_viewport_size({"width": width, "height": 800})
    interceptable(mina).goto("/queue")
    late: list[Route] = []
    mina.route("**/comments/*/approve", lambda route: late.append(route))
    mina.keyboard.press("a")
    mina.keyboard.press("j")
    mina.keyboard.press("j")
    is_current(mina, made[3])

    late[0].abort()

    expect(told(mina)).to_contain_text("Reader 0 – The connection was lost.")
    expect(told(mina).get_by_role("link", name="Show")).to_be_in_viewport(ratio=1)
    is_current(mina, made[3])
    mina.unroute("**/comments/*/approve")
    told(mina).get_by_role("button", name="Try again").click()
    expect(place(mina, made[0])).to_have_class("done")
    expect(told(mina)).to_have_count(0)
    is_current(mina, made[3])


def test_what_was_overtaken_out_of_sight_leads_there(mina):
    made = [make_comment(name=f"Reader {n}", text=story(n, 20)) for n in range(5)]
    interceptable(mina).goto("/queue")
    late = held_up(mina)
    mina.keyboard.press("a")
    mina.keyboard.press("j")
    mina.keyboard.press("j")
    turned(made[0], "reject", by=people.viewer(people.olga()))

    late[0].continue_()
    expect(told(mina)).to_contain_text("Reader 0 – Olga rejected this comment.")
    told(mina).get_by_role("link", name="Show").click()

    is_current(mina, made[0])
    expect(told(mina)).to_have_count(0)


def test_a_decision_that_fails_after_one_has_gone_on_to_another_list_is_told(mina):
    comment = make_comment(name="Lea")
    make_comment()
    interceptable(mina).goto("/queue")
    late = held_up(mina)
    mina.keyboard.press("a")
    mina.get_by_role("navigation", name="Queues").get_by_role("link", name="Spam").click()
    expect(mina.get_by_role("heading", name="Spam", exact=True)).to_be_visible()

    late[0].fulfill(status=500, body="")

    expect(told(mina)).to_contain_text("Lea – Something went wrong")
    expect(live(mina)).to_contain_text("Lea – Something went wrong")
    told(mina).get_by_role("link", name="Show").click()
    expect(place(mina, comment)).to_be_visible()


def test_a_session_renewed_in_another_tab_offers_another_try(mina):
    comment = make_comment(name="Lea")
    mina.goto("/queue")
    tab = mina.context.new_page()
    tab.goto("/queue")
    tab.get_by_role("button", name="Sign out").click()
    tab.get_by_label("E-mail").fill("mina@desk.example")
    tab.get_by_label("Password").fill("a wrong password")
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("Password")).to_be_focused()
    sign_in_at(tab)

    mina.keyboard.press("a")
    card = place(mina, comment)
    expect(card.get_by_role("alert")).to_contain_text("is renewed now")
    card.get_by_role("button", name="Try again").click()

    expect(card).to_have_class("done")
    assert reload(comment).status is Status.APPROVED


def sign_in_at(tab: Page) -> None:
    """On the page of its own."""
    tab.get_by_label("Password").fill(PASSWORD)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("banner")).to_contain_text("Mina")


def test_what_was_put_off_at_the_door_is_offered_once_one_is_back(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(3)]
    mina.goto("/queue")
    end_sessions()
    mina.keyboard.press("a")
    expect(mina.get_by_role("dialog")).to_be_visible()
    mina.keyboard.press("Escape")
    expect(mina.get_by_role("dialog")).to_have_count(0)
    mina.keyboard.press("s")
    sign_in(mina)
    expect(live(mina)).to_contain_text("Marked Reader 1")

    card = place(mina, made[0])
    expect(card.get_by_role("alert")).to_contain_text("You are signed in again. This is not done yet.")
    card.get_by_role("button", name="Try again").click()

    expect(card).to_have_class("done")
    assert [reload(one).status for one in made[:2]] == [Status.APPROVED, Status.SPAM]


def test_what_was_taken_back_before_the_session_was_known_to_have_ended_is_not_done(mina):
    made = [make_comment() for _ in range(2)]
    interceptable(mina).goto("/queue")
    end_sessions()
    late = held_up(mina)
    mina.keyboard.press("s")
    mina.keyboard.press("z")
    mina.unroute("**/comments/*/*")
    late[0].continue_()

    sign_in(mina)

    expect(mina.get_by_role("dialog")).to_have_count(0)
    expect(mina.get_by_role("alert")).to_have_count(0)
    expect(current(mina)).to_have_id(f"comment-{made[0].id}")
    assert reload(made[0]).status is Status.PENDING


def test_a_line_follows_what_somebody_else_makes_of_it(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(2)]
    olga = people.viewer(people.olga())
    mina.goto("/queue")
    mina.keyboard.press("a")
    expect(place(mina, made[0])).to_have_class("done")

    turned(made[0], "spam", by=olga)
    looks_again(mina)
    expect(place(mina, made[0])).to_contain_text("Olga marked Reader 0 as spam")
    turned(made[0], "hold", by=olga)
    looks_again(mina)

    expect(undecided(mina)).to_have_count(2)
    is_current(mina, made[1])


def test_what_somebody_else_brings_back_is_announced_and_comes_at_a_press(mina):
    back, _ = make_comment(status="spam"), make_comment()
    mina.goto("/queue")
    turned(back, "hold", by=people.viewer(people.olga()))
    looks_again(mina)

    mina.get_by_role("link", name="1 new comment").click()

    expect(undecided(mina)).to_have_count(2)
    mina.keyboard.press("a")
    expect(mina.get_by_role("link", name="new comment")).to_have_count(0)


def test_no_letter_decides_behind_more(mina):
    comment = make_comment()
    mina.goto("/queue")
    place(mina, comment).get_by_text("More", exact=True).click()

    mina.keyboard.press("a")
    mina.keyboard.press("Escape")

    is_current(mina, comment)
    assert reload(comment).status is Status.PENDING


def test_the_focus_stays_at_a_text_that_is_shown_as_a_whole(mina):
    comment = make_comment(text=story(0, 100))
    mina.goto("/queue")

    place(mina, comment).locator(".whole summary").press("Enter")

    is_current(mina, comment)


def test_escape_leaves_the_search_where_no_card_is(mina):
    mina.goto("/queue")
    mina.keyboard.press("/")
    expect(mina.get_by_role("searchbox")).to_be_focused()

    mina.keyboard.press("Escape")

    expect(mina.get_by_role("searchbox")).not_to_be_focused()
