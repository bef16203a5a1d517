"""Triage never waits for the network, and two presses are not two decisions."""

import re

from playwright.sync_api import Page, Route, expect

from moderation.domain.queue import SIZE
from moderation.words import Status
from tests.browser.desk import count, interceptable, is_chosen, is_current, live, place, undecided
from tests.factories import make_comment, reload, turned
from tests.hundreds import make_hundreds

ACTIONS = "**/comments/*/*"


def held_up(page: Page) -> list[Route]:
    """Decisions that wait from now on until a test lets them go."""
    late: list[Route] = []
    page.route(ACTIONS, lambda route: late.append(route) if is_sent(route) else route.continue_())
    return late


def is_sent(route: Route) -> bool:
    """Whether it is a decision, and not what is shown beside a comment."""
    return route.request.method == "POST"


def test_sixty_comments_are_decided_by_keyboard_and_the_list_never_runs_dry(mina):
    made = make_hundreds(60)
    mina.goto("/queue")
    fewest = SIZE

    for n, comment in enumerate(made[:-1]):
        is_chosen(mina, comment)
        mina.keyboard.press("asd"[n % 3])
        expect(place(mina, comment)).to_have_class("done")
        fewest = min(fewest, undecided(mina).count()) if n < 35 else fewest
    is_current(mina, made[-1])
    mina.keyboard.press("a")

    expect(mina.locator(".empty")).to_have_text("All is decided. Nothing waits for you.")
    expect(count(mina, "Pending")).to_have_text("0")
    expect(mina).to_have_url("/queue")
    assert fewest >= 10
    assert {reload(comment).status for comment in made} == {
        Status.APPROVED,
        Status.SPAM,
        Status.REJECTED,
    }


def test_going_down_without_deciding_brings_more_too_and_moves_nothing(mina):
    made = make_hundreds(2 * SIZE)
    mina.goto("/queue")
    for _ in range(13):
        mina.keyboard.press("j")
    is_current(mina, made[13])
    before = place(mina, made[13]).bounding_box()

    expect(undecided(mina)).to_have_count(2 * SIZE)

    is_current(mina, made[13])
    assert place(mina, made[13]).bounding_box() == before


def test_whoever_scrolls_finds_more_below(mina):
    make_hundreds(SIZE + 5, lines=12)
    mina.goto("/queue")
    expect(undecided(mina)).to_have_count(SIZE)

    mina.mouse.move(600, 500)
    mina.mouse.wheel(0, 100_000)

    expect(undecided(mina)).to_have_count(SIZE + 5)
    expect(mina.get_by_role("link", name="More comments")).to_have_count(0)


def test_a_comment_that_comes_back_stands_on_the_page_once(mina):
    made = make_hundreds(SIZE + 5)
    held = made[SIZE + 1]
    turned(held, "approve")
    mina.goto("/queue?sort=newest")
    turned(make_comment(), "approve")
    with mina.expect_response(re.compile("after=")):
        for _ in range(14):
            mina.keyboard.press("j")

    expect(undecided(mina)).to_have_count(SIZE + 4)
    ids = undecided(mina).evaluate_all("all => all.map(one => one.id)")
    assert len(set(ids)) == len(ids)


def test_a_reserve_that_could_not_be_fetched_is_fetched_with_the_next_decision(mina):
    made = make_hundreds(SIZE + 2)
    interceptable(mina).goto("/queue")
    mina.route("**/queue?**after=**", lambda route: route.abort())
    for _ in range(SIZE - 1):
        mina.keyboard.press("j")
    note = mina.locator("#rest").get_by_role("alert")
    expect(note).to_contain_text("The connection was lost.")
    is_current(mina, made[SIZE - 1])

    mina.unroute("**/queue?**after=**")
    mina.keyboard.press("a")

    expect(undecided(mina)).to_have_count(SIZE + 1)
    expect(note).to_have_count(0)


def test_whoever_is_faster_than_the_reserve_goes_on_when_it_comes(mina):
    made = make_hundreds(SIZE + 1)
    asked: list[Route] = []
    mina.route("**/queue?**after=**", lambda route: asked.append(route))
    mina.goto("/queue")
    for comment in made[:SIZE]:
        is_chosen(mina, comment)
        mina.keyboard.press("a")
    expect(mina.get_by_role("link", name="More comments")).to_be_focused()

    for route in asked:
        route.continue_()

    is_current(mina, made[SIZE])


def test_lines_beyond_those_that_z_may_want_are_dropped_and_nothing_moves(mina):
    made = make_hundreds(70)
    mina.goto("/queue")
    for comment in made[:60]:
        is_chosen(mina, comment)
        mina.keyboard.press("a")
    is_current(mina, made[60])

    expect(place(mina, made[0])).to_have_count(0)
    expect(place(mina, made[59])).to_have_class("done")
    expect(place(mina, made[60])).to_be_in_viewport()
    mina.keyboard.press("z")
    is_current(mina, made[59])


def test_the_second_half_of_a_double_click_does_not_fall_on_the_next_card(mina):
    made = [make_comment() for _ in range(3)]
    mina.goto("/queue")
    buttons = [place(mina, comment).get_by_role("button", name="Approve") for comment in made]
    buttons[0].click()
    is_current(mina, made[1])

    buttons[1].dispatch_event("click", {"detail": 2})
    buttons[2].dispatch_event("click", {"detail": 1})

    expect(place(mina, made[2])).to_have_class("done")
    expect(count(mina, "Pending")).to_have_text("1")
    assert reload(made[1]).status is Status.PENDING


def test_three_presses_decide_three_comments_however_late_the_answers_are(mina):
    made = [make_comment(name=name) for name in ("Ines", "Noor", "Tom", "Ada")]
    interceptable(mina).goto("/queue")
    late = held_up(mina)

    for key, comment, following in zip("asd", made, made[1:], strict=False):
        mina.keyboard.press(key)
        is_current(mina, following)
        expect(place(mina, comment)).to_have_attribute("aria-busy", "true")
    mina.keyboard.press("k")
    mina.keyboard.press("a")  # it is on its way already
    mina.keyboard.press("j")
    assert len(late) == 3
    for route in reversed(late):
        route.continue_()

    for comment in made[:3]:
        expect(place(mina, comment)).to_have_class("done")
    is_current(mina, made[3])
    assert [reload(comment).status for comment in made] == [
        Status.APPROVED,
        Status.SPAM,
        Status.REJECTED,
        Status.PENDING,
    ]


def test_an_answer_calls_nobody_away_from_where_they_are_by_then(mina):
    comment = make_comment()
    interceptable(mina).goto("/queue")
    late = held_up(mina)
    mina.keyboard.press("a")
    expect(place(mina, comment)).to_have_attribute("aria-busy", "true")
    mina.get_by_role("searchbox").fill("leeks")

    late[0].continue_()

    expect(place(mina, comment)).to_have_class("done")
    expect(mina.get_by_role("searchbox")).to_be_focused()


def test_z_takes_back_the_decision_that_is_still_on_its_way(mina):
    made = [make_comment() for _ in range(3)]
    interceptable(mina).goto("/queue")
    mina.keyboard.press("a")
    expect(place(mina, made[0])).to_have_class("done")
    late = held_up(mina)
    mina.keyboard.press("s")
    is_current(mina, made[2])
    mina.keyboard.press("z")

    late[0].continue_()

    is_current(mina, made[1])
    expect(live(mina)).to_have_text("Undone.")
    assert [reload(comment).status for comment in made[:2]] == [Status.APPROVED, Status.PENDING]


def test_a_second_click_while_the_first_is_under_way_is_dropped(mina):
    made = [make_comment() for _ in range(2)]
    mina.goto("/queue")
    sent: list[str] = []
    mina.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    mina.evaluate(
        """() => {
          for (const key of ["a", "a", "s"]) document.querySelector(`.card [data-key=${key}]`).click();
        }"""
    )

    expect(place(mina, made[0])).to_have_class("done")
    expect(count(mina, "Pending")).to_have_text("1")
    assert len(sent) == 1


def test_a_decision_made_while_the_line_is_cut_is_done_when_it_is_back(mina):
    comment, other = make_comment(name="Lea"), make_comment()
    mina.goto("/queue")
    mina.context.set_offline(True)
    mina.keyboard.press("a")
    card = place(mina, comment)
    expect(card.get_by_role("alert")).to_contain_text("The connection was lost.")
    is_current(mina, other)

    mina.context.set_offline(False)
    card.get_by_role("button", name="Try again").click()

    expect(live(mina)).to_contain_text("Approved Lea")
    is_current(mina, other)


def test_a_decision_whose_answer_was_lost_is_not_held_against_whoever_made_it(mina):
    comment = make_comment(name="Lea")
    make_comment()
    interceptable(mina).goto("/queue")
    mina.evaluate("htmx.config.defaultTimeout = 300")
    mina.route(ACTIONS, lambda route: route.fetch())
    mina.keyboard.press("a")
    card = place(mina, comment)
    expect(card.get_by_role("alert")).to_contain_text("The answer took too long.")
    assert reload(comment).status is Status.APPROVED

    mina.unroute(ACTIONS)
    card.get_by_role("button", name="Try again").click()

    expect(card).to_have_class("done")
    expect(live(mina)).to_contain_text("Approved Lea")
