"""The pane beside the queue, and the way to a comment's own page and back, by keys."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from moderation.words import Status
from tests.browser.desk import current, interceptable, is_current, place
from tests.browser.test_failures import abort
from tests.factories import make_comment, reload, turned

CONTEXT = "**/comments/*/context*"


def pane(page: Page) -> Locator:
    """The context beside the queue."""
    return page.locator("#context")


def is_about(page: Page, name: str) -> None:
    """Wait until the pane is about somebody's comment."""
    expect(pane(page).get_by_label(f"Your note on the comment by {name}")).to_be_visible()


def asked(page: Page) -> list[str]:
    """The contexts that are asked for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if "/context" in request.url else None)
    return found


def test_the_pane_follows_the_current_card(mina):
    for name in ("Lea", "Noor", "Ines"):
        make_comment(name=name, text=f"{name} sows.")
    mina.goto("/queue")
    is_about(mina, "Lea")

    mina.keyboard.press("j")
    is_about(mina, "Noor")
    mina.keyboard.press("k")
    is_about(mina, "Lea")
    mina.keyboard.press("a")
    is_about(mina, "Noor")


def test_who_runs_through_the_cards_asks_for_the_last_alone(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(8)]
    mina.clock.install()
    mina.goto("/queue")
    is_about(mina, "Reader 0")
    requests = asked(mina)

    mina.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    for _ in range(7):
        mina.keyboard.press("j")
    is_current(mina, made[7])
    mina.clock.resume()

    is_about(mina, "Reader 7")
    assert [url.split("/")[-2] for url in requests] == [str(made[7].id)]


def test_o_opens_the_comment_and_escape_comes_back_to_its_card(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(3)]
    mina.goto("/queue?status=pending&sort=newest")
    mina.keyboard.press("j")
    is_current(mina, made[1])

    mina.keyboard.press("o")

    expect(mina.get_by_role("heading", name="What happened")).to_be_visible()
    expect(mina.locator("main.alone")).to_contain_text("Reader 1")
    mina.keyboard.press("Escape")
    expect(mina.locator("#queue")).to_be_visible()
    is_current(mina, made[1])
    assert "sort=newest" in mina.url


def test_a_pane_that_cannot_be_loaded_says_so_and_disturbs_no_card(mina):
    comment, other = make_comment(name="Lea"), make_comment(name="Noor")
    interceptable(mina).goto("/queue")
    is_about(mina, "Lea")
    mina.route(CONTEXT, abort)

    mina.keyboard.press("j")

    expect(pane(mina)).to_contain_text("The context could not be loaded.")
    expect(pane(mina).locator("section").first).to_be_hidden()
    expect(mina.get_by_role("alert")).to_have_count(0)
    is_current(mina, other)
    with mina.expect_event("requestfailed", lambda one: f"/comments/{comment.id}/context" in one.url):
        mina.keyboard.press("a")
    expect(place(mina, other)).to_contain_text("Approved Noor")
    expect(current(mina)).to_have_id(f"comment-{comment.id}")

    expect(pane(mina).locator(".trouble")).to_be_visible()
    mina.unroute(CONTEXT)
    pane(mina).get_by_role("button", name="Try again").click()

    is_about(mina, "Lea")
    expect(pane(mina).locator(".trouble")).to_be_hidden()


def test_on_a_narrow_screen_there_is_no_pane_and_nothing_is_asked_for_it(mina):
    make_comment(name="Lea"), make_comment(name="Noor")
    mina.set_viewport_size({"width": 1000, "height": 800})
    requests = asked(mina)
    mina.goto("/queue")
    mina.keyboard.press("j")
    expect(pane(mina)).to_be_hidden()

    mina.set_viewport_size({"width": 1280, "height": 900})

    is_about(mina, "Noor")
    assert len(requests) == 1


def test_a_note_that_is_being_written_stays_beside_its_comment(mina):
    make_comment(name="Lea"), make_comment(name="Noor")
    mina.goto("/queue")
    is_about(mina, "Lea")
    field = pane(mina).get_by_role("textbox")
    field.fill("She asked by mail to keep it.")

    mina.locator("#cards > .card").nth(1).click()
    is_about(mina, "Lea")
    expect(field).to_have_value("She asked by mail to keep it.")
    pane(mina).get_by_role("button", name="Add note").click()

    is_about(mina, "Noor")
    expect(pane(mina)).not_to_contain_text("by mail")
    mina.keyboard.press("k")
    is_about(mina, "Lea")
    expect(pane(mina).locator("#notes")).to_contain_text("She asked by mail to keep it.")
    expect(pane(mina).locator("#history")).to_contain_text("Mina left a note")


def test_a_decision_of_days_ago_is_undone_in_the_pane(mina):
    comment = make_comment(name="Lea")
    turned(comment, "spam")
    mina.goto("/queue?status=spam")
    is_about(mina, "Lea")

    pane(mina).get_by_role("button", name="Undo").click()

    expect(place(mina, comment).get_by_role("button", name="Approve")).to_be_visible()
    expect(pane(mina).locator("#history")).to_contain_text("took the last decision back")
    assert reload(comment).status is Status.PENDING


def test_on_its_own_page_a_decided_comment_tells_at_once_what_happened(mina):
    comment = make_comment(name="Lea")
    mina.goto(f"/comments/{comment.id}")

    mina.keyboard.press("s")

    expect(pane(mina).locator("#history")).to_contain_text("Mina marked it as spam")
    mina.keyboard.press("z")
    expect(pane(mina).locator("#history")).to_contain_text("Mina took the last decision back")
    expect(place(mina, comment).get_by_role("button", name="Approve")).to_be_visible()
