"""Whoever is faster than the line: no answer moves them or takes their words, no letter falls elsewhere."""

from playwright.sync_api import Page, Route, expect

from moderation.words import Status
from tests.browser.desk import current, interceptable, is_chosen, is_current, live, place
from tests.browser.test_flow import held_up
from tests.factories import make_comment, reload, story, turned

UNDO = "**/events/*/undo"


def undos_held_up(page: Page) -> list[Route]:
    """Undos that wait from now on until a test lets them go."""
    late: list[Route] = []
    page.route(UNDO, lambda route: late.append(route))
    return late


def approved(page: Page, n: int = 4):
    """So many comments, of which the first is approved."""
    made = [make_comment(name=f"Reader {i}") for i in range(n)]
    interceptable(page).goto("/queue")
    page.keyboard.press("a")
    expect(place(page, made[0])).to_have_class("done")
    is_current(page, made[1])
    return made


def pending(made) -> set[Status]:
    """What became of them."""
    return {reload(comment).status for comment in made}


def test_the_answer_to_an_undo_calls_nobody_away_from_the_search(mina):
    made = approved(mina)
    late = undos_held_up(mina)
    mina.keyboard.press("z")
    mina.keyboard.press("/")
    mina.keyboard.type("da")

    late[0].continue_()
    expect(live(mina)).to_have_text("Undone.")
    mina.keyboard.type("ds")

    expect(mina.get_by_role("searchbox")).to_have_value("dads")
    is_chosen(mina, made[0])
    assert pending(made) == {Status.PENDING}


def test_a_reply_begun_on_what_is_still_being_taken_back_is_written_there(mina):
    made = approved(mina)
    late = undos_held_up(mina)
    mina.keyboard.press("z")
    mina.keyboard.press("r")
    mina.keyboard.type("dad ")

    late[0].continue_()
    area = place(mina, made[0]).locator("textarea")
    expect(area).to_be_focused()
    mina.keyboard.type("said")

    expect(area).to_have_value("dad said")
    assert pending(made) == {Status.PENDING}


def test_a_correction_falls_on_what_is_being_taken_back_and_on_nothing_else(mina):
    made = approved(mina)
    late = undos_held_up(mina)
    mina.keyboard.press("z")
    expect(place(mina, made[0])).to_be_focused()
    mina.keyboard.press("s")

    late[0].continue_()

    expect(live(mina)).to_contain_text("Marked Reader 0 as spam")
    is_current(mina, made[1])
    assert [reload(comment).status for comment in made[:2]] == [Status.SPAM, Status.PENDING]


def test_a_correction_of_what_is_still_on_its_way_falls_there_too(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(3)]
    interceptable(mina).goto("/queue")
    late = held_up(mina)
    mina.keyboard.press("a")
    is_current(mina, made[1])
    mina.keyboard.press("z")
    is_current(mina, made[0])
    mina.keyboard.press("d")
    mina.unroute("**/comments/*/*")

    late[0].continue_()

    expect(live(mina)).to_contain_text("Rejected Reader 0")
    is_current(mina, made[1])
    assert [reload(comment).status for comment in made[:2]] == [Status.REJECTED, Status.PENDING]


def test_each_z_takes_back_the_one_before_however_late_the_answers_are(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(4)]
    interceptable(mina).goto("/queue")
    for key, following in zip("asd", made[1:], strict=True):
        mina.keyboard.press(key)
        is_current(mina, following)
    expect(mina.locator("#cards > .done")).to_have_count(3)
    late = undos_held_up(mina)

    for comment in reversed(made[:3]):
        mina.keyboard.press("z")
        expect(place(mina, comment)).to_have_attribute("aria-busy", "true")
    for route in late:
        route.continue_()

    expect(mina.locator("#cards > .done")).to_have_count(0)
    is_current(mina, made[0])
    assert pending(made) == {Status.PENDING}


def test_a_refused_reply_waits_for_whoever_writes_another(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(2)]
    interceptable(mina).goto("/queue")
    late = held_up(mina)
    mina.keyboard.press("r")
    mina.keyboard.press("Control+Enter")
    expect(place(mina, made[0])).to_have_attribute("aria-busy", "true")
    mina.keyboard.press("Escape")
    mina.keyboard.press("j")
    mina.keyboard.press("r")
    mina.keyboard.type("da")

    late[0].continue_()
    expect(place(mina, made[0]).locator(".error")).to_be_visible()
    mina.keyboard.type("ds")

    expect(place(mina, made[1]).locator("textarea")).to_have_value("dads")
    assert pending(made) == {Status.PENDING}


def test_what_is_written_into_a_card_that_is_being_decided_stays(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(2)]
    interceptable(mina).goto("/queue")
    late = held_up(mina)
    mina.keyboard.press("a")
    is_current(mina, made[1])
    mina.keyboard.press("k")
    mina.keyboard.press("r")
    card = place(mina, made[0])
    expect(card.locator("textarea")).not_to_be_visible()
    card.locator(".reply summary").click()
    expect(card.locator("textarea")).to_be_focused()
    mina.keyboard.type("Rather a")

    late[0].continue_()
    expect(card.locator(".notice")).to_contain_text("Approved Reader 0")
    mina.keyboard.type("t night.")

    expect(card.locator("textarea")).to_have_value("Rather at night.")
    mina.unroute("**/comments/*/*")
    mina.keyboard.press("Control+Enter")
    expect(live(mina)).to_contain_text("Replied to Reader 0")
    assert reload(made[1]).status is Status.PENDING


def test_what_is_written_into_a_card_that_an_act_on_many_takes_stays(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(3)]
    interceptable(mina).goto("/queue")
    late: list[Route] = []
    mina.route("**/comments/bulk", lambda route: late.append(route))
    mina.keyboard.press("x")
    mina.keyboard.press("Shift+J")
    mina.keyboard.press("Shift+D")
    mina.keyboard.press("r")
    mina.keyboard.type("da")

    late[0].continue_()
    expect(place(mina, made[0])).to_have_count(0)
    mina.keyboard.type("ds")

    expect(place(mina, made[1]).locator("textarea")).to_have_value("dads")
    assert reload(made[2]).status is Status.PENDING


def test_z_means_the_act_on_many_that_is_still_under_way(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(4)]
    interceptable(mina).goto("/queue")
    mina.keyboard.press("a")
    expect(place(mina, made[0])).to_have_class("done")
    late: list[Route] = []
    mina.route("**/comments/bulk", lambda route: late.append(route))
    mina.keyboard.press("x")
    mina.keyboard.press("Shift+D")
    mina.keyboard.press("z")

    late[0].continue_()

    expect(mina.locator("#bulk-line")).to_contain_text("Undone: 1 comment is as it was.")
    assert [reload(comment).status for comment in made[:2]] == [Status.APPROVED, Status.PENDING]


def test_an_undo_that_was_refused_is_not_said_to_be_done(mina, olga):
    made = approved(mina)
    turned(made[0], "spam")

    mina.keyboard.press("z")

    expect(place(mina, made[0]).get_by_role("alert")).to_be_visible()
    expect(live(mina)).not_to_have_text("Undone.")


def test_no_letter_decides_on_what_is_out_of_sight(mina):
    made = [make_comment(text=story(n, 20)) for n in range(8)]
    mina.goto("/queue")
    is_chosen(mina, made[0])
    mina.evaluate("scrollTo(0, document.body.scrollHeight)")  # at once: a key would glide
    expect(place(mina, made[0])).not_to_be_in_viewport()

    mina.keyboard.press("a")

    expect(place(mina, made[0])).to_be_in_viewport()
    is_current(mina, made[0])
    mina.keyboard.press("a")
    expect(place(mina, made[0])).to_have_class("done")
    expect(current(mina)).to_have_id(f"comment-{made[1].id}")
    assert pending(made[1:]) == {Status.PENDING}
