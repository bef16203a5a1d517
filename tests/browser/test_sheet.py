"""The sheet of keys, and the switch that turns single letters off."""

from playwright.sync_api import Locator, Page, expect

from moderation.words import Status
from tests.browser.desk import is_current, live, place
from tests.browser.test_looks import CONTRASTS, TOO_SMALL, TOO_WIDE, complaints
from tests.factories import make_comment, reload


def sheet(page: Page) -> Locator:
    """The sheet of keys."""
    return page.get_by_role("dialog", name="Keys")


def switch_off(page: Page) -> None:
    """Turn single letters off, as a person does."""
    page.goto("/queue")
    page.keyboard.press("?")
    sheet(page).get_by_role("link", name="Switch them off").click()
    page.get_by_role("switch", name="Single letters are keys").uncheck()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Your preferences are saved.")).to_be_visible()


def test_the_sheet_opens_by_its_key_and_leaves_one_where_one_was(mina):
    make_comment()
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("j")

    mina.keyboard.press("Shift+?")
    expect(sheet(mina)).to_be_visible()
    expect(sheet(mina).get_by_role("row", name="Shift + A approve the selected")).to_be_visible()
    mina.keyboard.press("Escape")

    expect(sheet(mina)).not_to_be_visible()
    is_current(mina, comment)


def test_the_sheet_opens_by_its_button_on_every_page_of_the_desk(olga):
    for path in ("/queue", "/profile", "/settings/potager/rules"):
        olga.goto(path)
        button = olga.get_by_role("button", name="Keys")

        button.click()
        sheet(olga).get_by_role("button", name="Close").click()

        expect(sheet(olga)).not_to_be_visible()
        expect(button).to_be_focused()


def test_nothing_behind_the_open_sheet_is_pressed_or_reached(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("?")
    sent: list[str] = []
    mina.on("request", lambda request: sent.append(request.method))

    for key in "asdjrx/":
        mina.keyboard.press(key)
    for _ in range(4):
        mina.keyboard.press("Tab")
        assert mina.evaluate("document.activeElement.closest('main, .bar') === null")

    expect(sheet(mina)).to_be_visible()
    assert "POST" not in sent
    assert reload(comment).status is Status.PENDING


def test_letters_switched_off_do_nothing_and_everything_else_goes_on(mina):
    comment = make_comment(name="Lea")
    switch_off(mina)
    mina.goto("/queue")
    sent: list[str] = []
    mina.on("request", lambda request: sent.append(request.method))

    for key in ("a", "s", "d", "x", "z", "r", "o", "j", "/", "?", "Shift+A"):
        mina.keyboard.press(key)
    assert "POST" not in sent
    expect(mina).to_have_url("/queue")
    expect(sheet(mina)).not_to_be_visible()
    expect(mina.locator("kbd:visible")).to_have_count(0)
    expect(mina.locator("[aria-keyshortcuts=a]")).to_have_count(0)

    place(mina, comment).locator(".reply summary").focus()
    mina.keyboard.press("Enter")
    expect(place(mina, comment).locator("textarea")).to_be_focused()
    expect(place(mina, comment).locator("kbd:visible")).to_have_text(["Ctrl ↵"])
    mina.keyboard.press("Escape")
    is_current(mina, comment)
    place(mina, comment).locator(".reply summary").press("Enter")
    mina.keyboard.type("Rather at night.")
    mina.keyboard.press("Control+Enter")
    expect(live(mina)).to_contain_text("Replied to Lea")


def test_the_sheet_says_that_letters_are_off_and_leads_to_the_switch(mina):
    switch_off(mina)

    mina.get_by_role("button", name="Keys").click()
    expect(sheet(mina)).to_contain_text("Single letters are switched off")
    sheet(mina).get_by_role("link", name="Switch them on").click()

    expect(mina.get_by_role("switch")).not_to_be_checked()


def test_the_sheet_is_readable_by_everybody(opened, site, mina):
    make_comment()
    for width, locale in ((1280, "en-GB"), (390, "fr-FR"), (320, "fr-FR")):
        mina.context.set_extra_http_headers({"Accept-Language": locale})
        mina.set_viewport_size({"width": width, "height": 800})
        mina.goto("/queue")

        mina.keyboard.press("?")

        expect(mina.locator("#sheet")).to_be_visible()
        assert complaints(mina) == ""
        assert mina.evaluate(TOO_WIDE) == []
        assert mina.evaluate(TOO_SMALL) == []
        mina.emulate_media(color_scheme="dark")
        assert complaints(mina, CONTRASTS) == ""
        mina.emulate_media(color_scheme="light")
