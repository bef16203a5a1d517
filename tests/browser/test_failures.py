"""The line is lost, the server fails, the session has ended: the card stays, says so, and can try again."""

import pytest
from playwright.sync_api import Page, expect

from moderation.words import Status
from tests.browser.desk import current, interceptable, is_current, live, place
from tests.factories import make_comment, reload

ACTIONS = "**/comments/*/*"


def opened(mina):
    """The queue, ready to be worked in."""
    interceptable(mina).goto("/queue")
    expect(current(mina)).to_have_count(1)


def abort(route):
    """No answer at all."""
    route.abort()


def broken(route):
    """What a server or a proxy says that has failed."""
    route.fulfill(status=500, content_type="text/html", body="<h1>Traceback</h1><article>gone</article>")


def unavailable(route):
    """What a proxy says while the server restarts."""
    route.fulfill(status=503, body="")


def too_many(route):
    """What a proxy says that counts."""
    route.fulfill(status=429, headers={"Retry-After": "3"}, body="slow down")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (abort, "The connection was lost."),
        (broken, "Something went wrong on our side."),
        (unavailable, "Something went wrong on our side."),
        (too_many, "That was too much at once."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_failed_decision_leaves_the_card_with_a_word_and_a_second_try(mina: Page, fault, sentence):
    comment, other = make_comment(name="Lea"), make_comment()
    opened(mina)
    card = mina.locator(f"#comment-{comment.id}")
    mina.route(ACTIONS, fault)

    mina.keyboard.press("a")

    expect(card.get_by_role("alert")).to_contain_text(sentence)
    expect(card.get_by_role("button", name="Approve")).to_be_visible()
    expect(card).not_to_have_attribute("aria-busy", "true")
    expect(mina.get_by_text("Traceback")).to_have_count(0)
    assert reload(comment).status is Status.PENDING

    mina.unroute(ACTIONS)
    card.get_by_role("button", name="Try again").click()

    expect(mina.locator("#live")).to_contain_text("Approved Lea")
    expect(mina.locator(f"#comment-{other.id}")).to_be_focused()
    assert reload(comment).status is Status.APPROVED


@pytest.mark.parametrize("fault", [abort, broken, too_many], ids=lambda fault: fault.__name__)
def test_a_decision_that_fails_behind_ones_back_is_said_and_moves_nobody(mina, fault):
    comment, other = make_comment(name="Lea"), make_comment()
    opened(mina)
    mina.route(ACTIONS, fault)

    mina.keyboard.press("a")

    expect(place(mina, comment).get_by_role("alert")).to_be_visible()
    expect(live(mina)).to_contain_text("Lea – ")
    is_current(mina, other)
    mina.unroute(ACTIONS)
    mina.keyboard.press("s")
    expect(place(mina, other)).to_have_class("done")
    is_current(mina, comment)
    assert reload(comment).status is Status.PENDING


def test_a_second_failure_says_so_once(mina):
    comment = make_comment()
    opened(mina)
    mina.route(ACTIONS, abort)
    card = mina.locator(f"#comment-{comment.id}")

    for _ in range(2):
        with mina.expect_request(ACTIONS):
            card.get_by_role("button", name="Approve").press("Enter")
        expect(card.get_by_role("alert")).to_have_count(1)
        expect(card).not_to_have_attribute("aria-busy", "true")


def test_a_reply_that_could_not_be_sent_keeps_its_text(mina):
    comment = make_comment(name="Lea")
    opened(mina)
    mina.route(ACTIONS, broken)
    mina.keyboard.press("r")
    mina.keyboard.type("Rather at night.")
    mina.keyboard.press("Control+Enter")
    card = mina.locator(f"#comment-{comment.id}")
    expect(card.get_by_role("alert")).to_be_visible()
    expect(card.locator("textarea")).to_have_value("Rather at night.")

    mina.unroute(ACTIONS)
    card.get_by_role("button", name="Try again").click()

    expect(mina.locator("#live")).to_contain_text("Replied to Lea")


def test_a_link_that_leads_nowhere_leaves_the_page_and_the_address(mina):
    make_comment()
    opened(mina)
    mina.route("**/queue?**", broken)

    mina.get_by_role("link", name="Newest first").click()

    expect(mina.get_by_role("alert")).to_contain_text("Something went wrong on our side.")
    expect(mina.locator("#cards > .card")).to_have_count(1)
    expect(mina).to_have_url("/queue")

    mina.unroute("**/queue?**")
    mina.get_by_role("button", name="Try again").click()

    expect(mina).to_have_url("/queue?status=pending&sort=newest")
    expect(mina.get_by_role("alert")).to_have_count(0)


def test_rules_that_could_not_be_saved_stay_as_they_were_typed(olga):
    interceptable(olga).goto("/settings/potager/rules")
    olga.get_by_label("Hold from").fill("3")
    olga.route("**/settings/**", abort)
    olga.get_by_role("button", name="Save changes").click()
    expect(olga.get_by_role("alert")).to_contain_text("The connection was lost.")
    expect(olga.get_by_label("Hold from")).to_have_value("3")

    olga.unroute("**/settings/**")
    olga.get_by_role("button", name="Try again").click()

    expect(olga.locator(".message")).to_contain_text("The rules are saved.")


@pytest.mark.parametrize("fault", [abort, broken, too_many], ids=lambda fault: fault.__name__)
def test_a_readers_comment_that_could_not_be_sent_keeps_its_text(page, site, fault):
    interceptable(page).goto("/s/potager/thread?url=https://potager.example/soup")
    page.get_by_role("textbox", name="Comment").fill("Should I water at noon?")
    page.get_by_label("Name").fill("Lea")
    page.get_by_label("E-mail").fill("lea@mail.example")
    page.route("**/s/potager/comments", fault)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("Should I water at noon?")

    page.unroute("**/s/potager/comments")
    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".comments li")).to_contain_text("Should I water at noon?")


def test_an_answer_that_never_comes_is_given_up(mina):
    comment = make_comment(name="Lea")
    opened(mina)
    mina.evaluate("htmx.config.defaultTimeout = 50")
    mina.route(ACTIONS, lambda route: None)

    mina.keyboard.press("a")

    card = mina.locator(f"#comment-{comment.id}")
    expect(card.get_by_role("alert")).to_contain_text("The answer took too long.")
    expect(card.get_by_role("button", name="Try again")).to_be_visible()
