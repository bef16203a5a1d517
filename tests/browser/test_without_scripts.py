"""The desk and the thread with scripts off: all that matters works."""

from playwright.sync_api import Page, expect

from moderation.domain.queue import SIZE
from moderation.words import Status
from tests import people
from tests.factories import PASSWORD, make_comment, reload
from tests.hundreds import make_hundreds

THREAD = "/s/potager/thread?url=https://potager.example/soup"


def plain(opened, site) -> Page:
    """Mina's tab without scripts, signed in by hand."""
    people.mina(site)
    page: Page = opened(java_script_enabled=False)
    page.goto("/queue")
    page.get_by_label("E-mail").fill("mina@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/queue")
    return page


def test_a_comment_is_decided_and_taken_back(opened, site):
    comment, other = make_comment(name="Lea"), make_comment(name="Noor")
    page = plain(opened, site)
    card = page.locator(f"#comment-{comment.id}")

    card.get_by_role("button", name="Spam").click()

    expect(card).to_contain_text("Marked Lea as spam")
    expect(page.locator("#counts")).to_contain_text("Spam 1")
    assert reload(comment).status is Status.SPAM

    card.get_by_role("button", name="Undo").click()

    expect(card.get_by_role("button", name="Approve")).to_be_visible()
    expect(page.locator(f"#comment-{other.id}")).to_be_visible()
    assert reload(comment).status is Status.PENDING


def test_a_long_queue_is_gone_through_page_by_page(opened, site):
    made = make_hundreds(SIZE + 1)
    page = plain(opened, site)

    page.get_by_role("link", name="More comments").click()

    expect(page.locator("#cards > .card")).to_have_count(1)
    expect(page.locator(f"#comment-{made[-1].id}")).to_be_visible()
    expect(page.get_by_role("link", name="More comments")).to_have_count(0)
    page.get_by_role("link", name="From the start").click()
    expect(page.locator("#cards > .card")).to_have_count(SIZE)


def test_a_reply_is_written(opened, site):
    comment = make_comment(name="Lea")
    page = plain(opened, site)
    card = page.locator(f"#comment-{comment.id}")

    card.get_by_text("Reply", exact=False).first.click()
    card.get_by_label("Your reply").fill("Rather at night.")
    card.get_by_role("button", name="Reply and approve").click()

    expect(card).to_contain_text("Lea")
    expect(page.locator("#counts")).to_contain_text("Approved 2")
    page.goto(THREAD)
    expect(page.get_by_text("Rather at night.")).to_be_visible()


def test_a_conflict_is_a_page_of_its_own(opened, site, olga):
    comment = make_comment(name="Lea")
    page = plain(opened, site)
    olga.goto("/queue")
    olga.keyboard.press("a")
    expect(olga.locator("#live")).to_contain_text("Approved Lea")

    page.locator(f"#comment-{comment.id}").get_by_role("button", name="Spam").click()

    expect(page.get_by_role("alert")).to_contain_text("Olga approved this comment.")
    assert reload(comment).status is Status.APPROVED


def test_a_reader_comments_mends_a_mistake_and_sees_the_own_comment(opened, site):
    page = opened(java_script_enabled=False)
    page.goto(THREAD)

    page.get_by_role("textbox", name="Comment").fill("Should I water at noon?")
    page.get_by_label("Name").fill("Lea")
    page.get_by_label("E-mail").fill("lea@mail")
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_label("E-mail")).to_have_accessible_description(
        "Write the whole e-mail address, such as name@example.org."
    )
    page.get_by_label("E-mail").fill("lea@mail.example")
    page.get_by_role("button", name="Publish").click()

    own = page.locator(".comments li", has_text="Should I water at noon?")
    expect(own).to_contain_text("only you see it")
    expect(own).to_be_in_viewport()


def test_a_reader_answers_and_likes(opened, site):
    comment = make_comment(name="Noor", status="approved")
    page = opened(java_script_enabled=False)
    page.goto(THREAD)
    item = page.locator(f"#comment-{comment.id}")

    item.get_by_role("button", name="Like").click()
    expect(item.get_by_role("button", name="Like · 1")).to_have_attribute("aria-pressed", "true")
    item.get_by_role("link", name="Reply to Noor").click()

    expect(page.get_by_role("heading", name="Reply to Noor #1")).to_be_visible()


def test_an_owner_sets_rules_and_tries_a_text(opened, site):
    people.olga(site)
    page = opened(java_script_enabled=False)
    page.goto("/settings/potager/rules")
    page.get_by_label("E-mail").fill("olga@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_label("Hold from").fill("999")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_label("Hold from")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Hold from").fill("3")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("The rules are saved.")).to_be_visible()

    page.get_by_role("textbox", name="Comment", exact=True).fill("Hello")
    page.get_by_role("button", name="Try").click()
    expect(page.locator("#trial")).to_contain_text("held")
