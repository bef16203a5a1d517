"""Triage never waits: a reserve that fills itself, news that move nothing, sessions begun again in place."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Route, expect

from moderation.domain.queue import SIZE
from moderation.store import people as accounts
from moderation.store.db import writing
from moderation.words import Status
from tests import people
from tests.browser.desk import count, current, is_current, live, place
from tests.factories import PASSWORD, make_comment, make_site, reload, turned

ACTIONS = "**/comments/*/*"


def undecided(page: Page):
    """The cards on the page."""
    return page.locator("#cards > .card")


def looks_again(page: Page) -> None:
    """Somebody comes back to a tab that was behind others: the page looks for news at once."""
    with page.expect_response(re.compile("/queue/fresh")):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def end_sessions(name: str = "mina") -> None:
    """End every session of somebody, in whichever browser."""
    with writing() as session:
        user = accounts.by_email(session, f"{name}@desk.example")
        assert user is not None
        user.session_version += 1


def sign_in(page: Page, name: str = "mina", password: str = PASSWORD) -> None:
    """Fill in the form in place."""
    door = page.get_by_role("dialog")
    door.get_by_label("E-mail").fill(f"{name}@desk.example")
    door.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def is_current_card(page: Page, comment) -> None:
    """Wait until the keys are about this comment, wherever the focus is."""
    expect(current(page)).to_have_id(f"comment-{comment.id}")


class TestReserve:
    """Further cards are there before they are needed."""

    def test_sixty_comments_are_decided_by_keyboard_and_the_list_never_runs_dry(self, mina):
        made = [make_comment(name=f"Reader {n}") for n in range(60)]
        mina.goto("/queue")
        fewest = SIZE

        for n, comment in enumerate(made[:-1]):
            is_current_card(mina, comment)
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

    def test_going_down_without_deciding_brings_more_too_and_moves_nothing(self, mina):
        made = [make_comment() for _ in range(2 * SIZE)]
        mina.goto("/queue")
        for _ in range(13):
            mina.keyboard.press("j")
        is_current(mina, made[13])
        before = place(mina, made[13]).bounding_box()

        expect(undecided(mina)).to_have_count(2 * SIZE)

        is_current(mina, made[13])
        assert place(mina, made[13]).bounding_box() == before

    def test_whoever_scrolls_finds_more_below(self, mina):
        for _ in range(SIZE + 5):
            make_comment(text="A long story.\n" * 12)
        mina.goto("/queue")
        expect(undecided(mina)).to_have_count(SIZE)

        mina.mouse.move(600, 500)
        mina.mouse.wheel(0, 100_000)

        expect(undecided(mina)).to_have_count(SIZE + 5)
        expect(mina.get_by_role("link", name="More comments")).to_have_count(0)

    def test_a_comment_that_comes_back_stands_on_the_page_once(self, mina):
        made = [make_comment() for _ in range(SIZE + 5)]
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

    def test_a_reserve_that_could_not_be_fetched_is_fetched_with_the_next_decision(self, mina):
        made = [make_comment() for _ in range(SIZE + 2)]
        mina.goto("/queue")
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

    def test_whoever_is_faster_than_the_reserve_goes_on_when_it_comes(self, mina):
        made = [make_comment() for _ in range(SIZE + 1)]
        asked: list[Route] = []
        mina.route("**/queue?**after=**", lambda route: asked.append(route))
        mina.goto("/queue")
        for comment in made[:SIZE]:
            is_current_card(mina, comment)
            mina.keyboard.press("a")
        expect(mina.get_by_role("link", name="More comments")).to_be_focused()

        for route in asked:
            route.continue_()

        is_current(mina, made[SIZE])

    def test_lines_beyond_those_that_z_may_want_are_dropped_and_nothing_moves(self, mina):
        made = [make_comment() for _ in range(70)]
        mina.goto("/queue")
        for comment in made[:60]:
            is_current_card(mina, comment)
            mina.keyboard.press("a")
        is_current(mina, made[60])

        expect(place(mina, made[0])).to_have_count(0)
        expect(place(mina, made[59])).to_have_class("done")
        expect(place(mina, made[60])).to_be_in_viewport()
        mina.keyboard.press("z")
        is_current(mina, made[59])


class TestNews:
    """What others do, and what comes in."""

    def test_what_another_moderator_decides_shows_within_one_look(self, mina, olga):
        first, second, third = (make_comment(name=name) for name in ("Ines", "Noor", "Tom"))
        mina.goto("/queue")
        olga.goto("/queue")
        mina.keyboard.press("j")
        is_current(mina, second)
        olga.keyboard.press("a")
        expect(live(olga)).to_contain_text("Approved Ines")
        top = place(mina, second).bounding_box()

        looks_again(mina)

        expect(place(mina, first)).to_contain_text("Olga approved Ines")
        expect(count(mina, "Pending")).to_have_text("2")
        expect(mina).to_have_title("(2) Pending · Potager")
        is_current(mina, second)
        assert top is not None
        assert place(mina, second).bounding_box() == pytest.approx(top, abs=1)
        mina.keyboard.press("s")
        is_current(mina, third)
        looks_again(olga)
        expect(place(olga, second)).to_contain_text("Mina marked Noor as spam")

    def test_a_decision_of_somebody_else_is_undone_where_it_shows(self, mina):
        comment = make_comment(name="Ines")
        make_comment()
        mina.goto("/queue")
        turned(comment, "reject", by=people.viewer(people.olga()))
        looks_again(mina)

        place(mina, comment).get_by_role("button", name="Undo").click()

        expect(place(mina, comment).get_by_role("button", name="Approve")).to_be_visible()
        assert reload(comment).status is Status.PENDING

    def test_no_key_falls_on_the_next_comment_when_the_current_one_is_taken(self, mina):
        taken, following = make_comment(name="Ines"), make_comment()
        mina.goto("/queue")
        is_current_card(mina, taken)
        turned(taken, "approve", by=people.viewer(people.olga()))
        looks_again(mina)
        expect(place(mina, taken)).to_have_class("done")
        expect(live(mina)).to_contain_text("Olga approved Ines")

        mina.keyboard.press("s")
        mina.keyboard.press("z")
        mina.keyboard.press("j")

        is_current(mina, following)
        assert reload(following).status is Status.PENDING
        assert reload(taken).status is Status.APPROVED

    def test_a_card_in_which_a_reply_is_written_is_told_and_left(self, mina):
        comment = make_comment(name="Ines")
        mina.goto("/queue")
        mina.keyboard.press("r")
        mina.keyboard.type("A long and thoughtful answer.")
        turned(comment, "approve", by=people.viewer(people.olga()))

        looks_again(mina)

        expect(place(mina, comment).locator(".notice")).to_contain_text("Olga approved Ines")
        expect(place(mina, comment).locator("textarea")).to_have_value("A long and thoughtful answer.")
        expect(place(mina, comment).locator("textarea")).to_be_focused()

    def test_arrivals_are_announced_where_the_oldest_are_first_and_stand_below(self, mina):
        first = make_comment()
        mina.goto("/queue")
        is_current_card(mina, first)
        new = [make_comment() for _ in range(2)]

        looks_again(mina)

        expect(live(mina)).to_have_text("2 new comments")
        expect(undecided(mina)).to_have_count(3)
        expect(current(mina)).to_have_id(f"comment-{first.id}")
        expect(count(mina, "Pending")).to_have_text("3")
        mina.get_by_role("link", name="2 new comments").click()
        is_current(mina, new[-1])
        expect(mina.get_by_role("link", name="2 new comments")).to_have_count(0)
        looks_again(mina)
        expect(undecided(mina)).to_have_count(3)

    def test_arrivals_wait_to_be_asked_for_where_the_newest_are_first(self, mina):
        first = make_comment()
        mina.goto("/queue?sort=newest")
        new = make_comment()
        looks_again(mina)
        expect(undecided(mina)).to_have_count(1)

        mina.get_by_role("link", name="1 new comment").click()

        is_current(mina, new)
        expect(place(mina, first)).to_be_visible()
        looks_again(mina)
        expect(mina.get_by_role("link", name="new comment")).to_have_count(0)

    def test_what_comes_into_a_queue_where_all_is_decided_can_be_reached(self, mina):
        comment = make_comment()
        mina.goto("/queue")
        mina.keyboard.press("a")
        expect(place(mina, comment)).to_have_class("done")
        new = make_comment()

        looks_again(mina)

        expect(place(mina, new)).to_be_visible()
        expect(place(mina, comment)).to_have_class("done")
        expect(current(mina)).to_have_id(f"comment-{new.id}")

    def test_an_empty_queue_fills_at_a_press(self, mina):
        mina.goto("/queue")
        new = make_comment()
        looks_again(mina)

        mina.get_by_role("link", name="1 new comment").click()

        is_current(mina, new)

    def test_a_look_comes_every_fifteen_seconds_while_the_page_is_seen(self, mina):
        mina.clock.install(time=datetime(2026, 3, 11, 9, 0, tzinfo=UTC))
        mina.goto("/queue")
        asked: list[int] = []
        mina.on("response", lambda answer: asked.append(answer.status) if "/fresh" in answer.url else None)

        with mina.expect_response(re.compile("/queue/fresh")):
            mina.clock.fast_forward(15_000)
        assert asked == [304]

        mina.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
        mina.clock.fast_forward(60_000)
        mina.evaluate("Object.defineProperty(document, 'hidden', { value: false })")
        with mina.expect_response(re.compile("/queue/fresh")):
            mina.clock.fast_forward(15_000)
        assert asked == [304, 304]

    def test_an_older_answer_never_overwrites_newer_counts(self, mina):
        comments = [make_comment() for _ in range(3)]
        mina.goto("/queue")
        late: list[Route] = []
        mina.route(ACTIONS, lambda route: route.continue_() if late else late.append(route))
        mina.keyboard.press("a")
        expect(place(mina, comments[0])).to_have_attribute("aria-busy", "true")
        answer = late[0].fetch()
        mina.keyboard.press("j")
        mina.keyboard.press("a")
        expect(count(mina, "Pending")).to_have_text("1")

        late[0].fulfill(response=answer)

        expect(place(mina, comments[0])).to_have_class("done")
        expect(count(mina, "Pending")).to_have_text("1")
        expect(mina).to_have_title("(1) Pending · Potager")

    def test_a_look_that_fails_says_nothing(self, mina):
        comment = make_comment()
        mina.goto("/queue")
        mina.route("**/queue/fresh**", lambda route: route.fulfill(status=500, body="Traceback"))

        looks_again(mina)
        mina.keyboard.press("a")

        expect(place(mina, comment)).to_have_class("done")
        expect(mina.get_by_role("alert")).to_have_count(0)


class TestOnce:
    """Two presses are not two decisions."""

    def test_a_double_click_decides_once(self, mina):
        made = [make_comment() for _ in range(3)]
        mina.goto("/queue")
        box = place(mina, made[0]).get_by_role("button", name="Approve").bounding_box()
        assert box is not None

        mina.mouse.move(box["x"] + 10, box["y"] + 10)
        mina.mouse.down()
        mina.mouse.up()
        expect(place(mina, made[0])).to_have_class("done")
        for comment in made[1:]:
            button = place(mina, comment).get_by_role("button", name="Approve")
            button.dispatch_event("click", {"detail": 2})

        expect(count(mina, "Pending")).to_have_text("2")

    def test_a_second_click_while_the_first_is_under_way_is_dropped(self, mina):
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


class TestLine:
    """The line is cut, and back."""

    def test_a_decision_made_while_the_line_is_cut_is_done_when_it_is_back(self, mina):
        comment, other = make_comment(name="Lea"), make_comment()
        mina.goto("/queue")
        mina.context.set_offline(True)
        mina.keyboard.press("a")
        card = place(mina, comment)
        expect(card.get_by_role("alert")).to_contain_text("The connection was lost.")
        is_current_card(mina, comment)

        mina.context.set_offline(False)
        card.get_by_role("button", name="Try again").click()

        expect(live(mina)).to_contain_text("Approved Lea")
        is_current(mina, other)

    def test_a_decision_whose_answer_was_lost_is_not_held_against_whoever_made_it(self, mina):
        comment = make_comment(name="Lea")
        make_comment()
        mina.goto("/queue")
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


class TestSession:
    """A session that has ended is begun again in place."""

    def test_it_comes_back_to_the_same_place_and_does_what_was_to_be_done(self, mina):
        comment, other = make_comment(name="Lea"), make_comment()
        mina.goto("/queue?sort=oldest")
        end_sessions()
        mina.keyboard.press("a")
        door = mina.get_by_role("dialog", name="Sign in again")
        expect(door.get_by_label("E-mail")).to_be_focused()

        sign_in(mina, password="a wrong password")
        expect(door.get_by_role("alert")).to_contain_text("do not belong together")
        sign_in(mina)

        expect(door).not_to_be_visible()
        expect(live(mina)).to_contain_text("Approved Lea")
        is_current(mina, other)
        expect(mina).to_have_url(re.compile(r"/queue\?sort=oldest"))
        mina.keyboard.press("s")
        expect(place(mina, other)).to_have_class("done")
        assert reload(comment).status is Status.APPROVED

    def test_whoever_would_rather_not_finds_the_card_as_it_was(self, mina):
        comment = make_comment()
        mina.goto("/queue")
        end_sessions()
        mina.keyboard.press("a")
        expect(mina.get_by_role("dialog")).to_be_visible()

        mina.keyboard.press("Escape")

        expect(mina.get_by_role("dialog")).to_have_count(0)
        card = place(mina, comment)
        expect(card.get_by_role("alert")).to_contain_text("You are signed out. Nothing was changed.")
        expect(card.get_by_role("button", name="Approve")).to_be_visible()
        card.get_by_role("link", name="Sign in").click()
        sign_in(mina)
        expect(mina.get_by_role("dialog")).to_have_count(0)
        is_current_card(mina, comment)
        assert reload(comment).status is Status.PENDING

    def test_a_reply_is_not_lost_with_the_session(self, mina):
        comment = make_comment(name="Lea")
        mina.goto("/queue")
        mina.keyboard.press("r")
        mina.keyboard.type("Rather at night.")
        end_sessions()
        mina.keyboard.press("Control+Enter")

        sign_in(mina)

        expect(live(mina)).to_contain_text("Replied to Lea")
        expect(place(mina, comment)).to_have_class("done")

    def test_a_link_does_not_empty_the_page(self, mina):
        make_comment()
        mina.goto("/queue")
        end_sessions()

        mina.get_by_role("link", name="Newest first").click()
        sign_in(mina)

        expect(mina).to_have_url(re.compile("sort=newest"))
        expect(undecided(mina)).to_have_count(1)

    def test_somebody_elses_sign_in_loads_the_page_anew_and_does_nothing(self, mina):
        comment = make_comment()
        people.olga()
        mina.goto("/queue")
        end_sessions()
        mina.keyboard.press("a")

        with mina.expect_navigation():
            sign_in(mina, "olga")

        expect(mina.get_by_role("banner")).to_contain_text("Olga")
        expect(place(mina, comment)).to_have_class("card")
        assert reload(comment).status is Status.PENDING

    def test_a_stranger_who_signs_in_sees_nothing(self, mina):
        comment = make_comment()
        make_site("elsewhere")
        people.ada()
        mina.goto("/queue")
        end_sessions()
        mina.keyboard.press("a")

        with mina.expect_navigation():
            sign_in(mina, "ada")

        expect(place(mina, comment)).to_have_count(0)
