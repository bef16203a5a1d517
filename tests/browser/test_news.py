"""What others do and what comes in shows within one look, and moves nothing that is being read."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Route, expect

from moderation.words import Status
from tests import people
from tests.browser.desk import (
    count,
    current,
    interceptable,
    is_chosen,
    is_current,
    live,
    looks_again,
    place,
    undecided,
)
from tests.factories import make_comment, reload, turned

ACTIONS = "**/comments/*/*"


def test_what_another_moderator_decides_shows_within_one_look(mina, olga):
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
    expect(place(mina, second)).to_have_class("done")
    looks_again(olga)
    expect(place(olga, second)).to_contain_text("Mina marked Noor as spam")


def test_a_decision_of_somebody_else_is_undone_where_it_shows(mina):
    comment = make_comment(name="Ines")
    make_comment()
    mina.goto("/queue")
    turned(comment, "reject", by=people.viewer(people.olga()))
    looks_again(mina)

    place(mina, comment).get_by_role("button", name="Undo").click()

    expect(place(mina, comment).get_by_role("button", name="Approve")).to_be_visible()
    assert reload(comment).status is Status.PENDING


def test_no_key_falls_on_the_next_comment_when_the_current_one_is_taken(mina):
    taken, following = make_comment(name="Ines"), make_comment()
    mina.goto("/queue")
    is_chosen(mina, taken)
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


def test_who_is_at_a_line_of_somebody_elses_stays_there_when_more_comes_in(mina):
    taken, _ = make_comment(), make_comment()
    mina.goto("/queue")
    turned(taken, "approve", by=people.viewer(people.olga()))
    new = make_comment()

    looks_again(mina)

    expect(place(mina, new)).to_be_visible()
    expect(place(mina, taken)).to_have_attribute("aria-current", "true")
    expect(current(mina)).to_have_count(0)


def test_whoever_searches_is_not_called_away_by_what_comes_in(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("a")
    expect(place(mina, comment)).to_have_class("done")
    box = mina.get_by_role("searchbox")
    box.fill("leeks")
    new = make_comment()

    looks_again(mina)

    expect(place(mina, new)).to_be_visible()
    expect(box).to_be_focused()


def test_a_card_in_which_a_reply_is_written_is_told_and_left(mina):
    comment = make_comment(name="Ines")
    mina.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("A long and thoughtful answer.")
    turned(comment, "approve", by=people.viewer(people.olga()))

    looks_again(mina)

    expect(place(mina, comment).locator(".notice")).to_contain_text("Olga approved Ines")
    expect(place(mina, comment).locator("textarea")).to_have_value("A long and thoughtful answer.")
    expect(place(mina, comment).locator("textarea")).to_be_focused()


def test_arrivals_are_announced_where_the_oldest_are_first_and_stand_below(mina):
    first = make_comment()
    mina.goto("/queue")
    is_chosen(mina, first)
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


def test_arrivals_wait_to_be_asked_for_where_the_newest_are_first(mina):
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


def test_what_comes_into_a_queue_where_all_is_decided_can_be_reached(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("a")
    expect(place(mina, comment)).to_have_class("done")
    new = make_comment()

    looks_again(mina)

    expect(place(mina, new)).to_be_visible()
    expect(place(mina, comment)).to_have_class("done")
    expect(current(mina)).to_have_id(f"comment-{new.id}")


def test_an_empty_queue_fills_at_a_press(mina):
    mina.goto("/queue")
    new = make_comment()
    looks_again(mina)

    mina.get_by_role("link", name="1 new comment").click()

    is_current(mina, new)


def test_a_look_comes_every_fifteen_seconds_while_the_page_is_seen(mina):
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


def test_an_older_answer_never_overwrites_newer_counts(mina):
    comments = [make_comment() for _ in range(3)]
    interceptable(mina).goto("/queue")
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


def test_a_look_that_fails_says_nothing(mina):
    comment = make_comment()
    interceptable(mina).goto("/queue")
    mina.route("**/queue/fresh**", lambda route: route.fulfill(status=500, body="Traceback"))

    looks_again(mina)
    mina.keyboard.press("a")

    expect(place(mina, comment)).to_have_class("done")
    expect(mina.get_by_role("alert")).to_have_count(0)
