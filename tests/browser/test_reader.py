"""A visitor at the thread, with scripts."""

from playwright.sync_api import Page, expect

from tests.factories import make_comment

THREAD = "/s/potager/thread?url=https://potager.example/soup"


def fill(page: Page, text: str = "Should I water at noon?") -> None:
    """Fill in the form as Lea."""
    page.get_by_role("textbox", name="Comment").fill(text)
    page.get_by_label("Name").fill("Lea")
    page.get_by_label("E-mail").fill("lea@mail.example")


def test_the_own_comment_is_seen_at_once_without_a_new_page(page, site):
    make_comment(status="approved", name="Noor")
    page.goto(THREAD)
    page.evaluate("window.untouched = true")
    fill(page)

    page.get_by_role("button", name="Publish").click()

    own = page.locator(".comments > li", has_text="Should I water at noon?")
    expect(own).to_contain_text("Thank you! Your comment waits to be read; only you see it.")
    expect(own).to_be_in_viewport()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("")
    assert page.evaluate("window.untouched")


def test_somebody_else_does_not_see_it(page, opened, site):
    page.goto(THREAD)
    fill(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".comments > li")).to_have_count(1)

    other = opened()
    other.goto(THREAD)

    expect(other.get_by_text("No comment yet. Be the first.")).to_be_visible()


def test_ctrl_enter_is_no_trap_and_the_button_sends_once(page, site):
    page.goto(THREAD)
    fill(page)

    page.get_by_role("button", name="Publish").dblclick()

    expect(page.locator(".comments > li")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("heading", name="Comments")).to_be_visible()


def test_what_is_missing_is_told_where_it_is_missing(page, site):
    page.goto(THREAD)
    fill(page, text="x" * 10_001)

    page.get_by_role("button", name="Publish").click()

    area = page.get_by_role("textbox", name="Comment")
    expect(area).to_have_accessible_description("This is 1 character too long: 10001 of at most 10000.")
    expect(area).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Lea")

    area.fill("Shorter now")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".comments > li")).to_contain_text("Shorter now")


def test_who_writes_again_too_soon_is_told_how_long_to_wait(page, site):
    page.goto(THREAD)
    fill(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".comments > li")).to_have_count(1)
    fill(page, text="And another thing")

    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_role("alert")).to_contain_text("Please try again in")
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("And another thing")


def test_a_comment_is_answered_and_the_answer_stands_below_it(page, site):
    comment = make_comment(status="approved", name="Noor")
    page.goto(THREAD)
    page.get_by_label("Name").fill("Lea")

    page.get_by_role("link", name="Reply to Noor").click()

    expect(page.get_by_role("heading", name="Reply to Noor #1")).to_be_visible()
    expect(page.get_by_role("textbox", name="Comment")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("Lea")
    fill(page, text="Rather at night")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(f"#comment-{comment.id} ol li")).to_contain_text("Rather at night")


def test_a_reply_can_be_cancelled(page, site):
    make_comment(status="approved", name="Noor")
    page.goto(THREAD)
    page.get_by_role("link", name="Reply to Noor").click()
    page.get_by_role("textbox", name="Comment").fill("Half a thought")

    page.get_by_role("link", name="Cancel the reply").click()

    expect(page.get_by_role("heading", name="Leave a comment")).to_be_visible()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("Half a thought")


def test_a_like_shows_at_once_and_is_taken_back_by_the_next(page, site):
    comment = make_comment(status="approved")
    page.goto(THREAD)
    page.get_by_role("textbox", name="Comment").fill("Half a thought")
    item = page.locator(f"#comment-{comment.id}")

    item.get_by_role("button", name="Like").click()
    expect(item.get_by_role("button", name="Like · 1")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("Half a thought")

    item.get_by_role("button", name="Like").click()
    expect(item.get_by_role("button", name="Like", exact=True)).to_have_attribute("aria-pressed", "false")


def test_the_page_is_liked(page, site):
    make_comment(status="approved")
    page.goto(THREAD)

    page.get_by_role("button", name="Like this page").click()

    expect(page.get_by_text("1 person likes this page")).to_be_visible()


def test_a_permalink_leads_to_its_comment(page, site):
    made = [make_comment(status="approved", text="A long story.\n\n" * 8) for _ in range(6)]

    page.goto(f"{THREAD}#comment-{made[5].id}")

    expect(page.locator(f"#comment-{made[5].id}")).to_be_in_viewport()


def test_a_strangers_words_are_never_run(page, site):
    link = '<a hx-get="/logout" hx-trigger="load">x</a>'
    nasty = f'<img src=x onerror="window.evil=1">{link}<script>window.evil=1</script>'
    make_comment(status="approved", text=nasty, name=nasty)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    page.goto(THREAD)

    expect(page.locator(".comments > li .text")).to_contain_text("<script>window.evil=1</script>")
    assert page.evaluate("window.evil") is None
    assert not [url for url in sent if "logout" in url or url.endswith("/x")]
