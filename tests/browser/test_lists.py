"""The page of a list in a browser: lines added from the keyboard, changed, removed and undone."""

from playwright.sync_api import Page, expect

from moderation.rules.wording.blocked_words import BlockedWords
from tests import people
from tests.browser.desk import live
from tests.factories import PASSWORD, rules_of
from tests.lists import put

LIST = "/settings/potager/lists/blocked_words.words"


def signed_in(page: Page) -> Page:
    """Olga at the desk."""
    olga = people.olga()
    page.goto("/login")
    page.get_by_label("E-mail").fill(olga.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(LIST)
    return page


def words() -> list[str]:
    return [entry.text for entry in rules_of().rule(BlockedWords).words]


def test_one_line_after_the_other_is_added_from_the_keyboard(page):
    signed_in(page)
    field = page.get_by_label("Words, with")

    for word in ("casino", "poker", "bingo"):
        field.focus()
        page.keyboard.type(word)
        page.keyboard.press("Enter")
        expect(live(page)).to_have_text(f"Added: {word}")
        expect(field).to_be_focused()
        expect(field).to_have_value("")

    assert words() == ["casino", "poker", "bingo"]


def test_a_line_is_removed_and_the_focus_is_at_its_undo(page):
    put("casino", "poker")
    signed_in(page)

    page.get_by_role("button", name="Remove: poker").press("Enter")

    undo = page.get_by_role("button", name="Undo")
    expect(live(page)).to_have_text("Removed: poker")
    expect(undo).to_be_focused()
    expect(page.locator(".line")).to_have_count(1)
    page.reload()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".line")).to_have_count(2)
    expect(page.get_by_text("The change is taken back.")).to_be_visible()
    assert sorted(words()) == ["casino", "poker"]


def test_a_line_is_changed_where_the_form_is_and_what_one_looked_for_stays(page):
    put("casino", "poker")
    signed_in(page)
    page.get_by_label("Find lines").fill("pok")
    page.get_by_label("Find lines").press("Enter")
    expect(page.locator(".line")).to_have_count(1)

    page.get_by_role("link", name="Change: poker").click()
    expect(page.get_by_label("Words, with")).to_be_focused()
    page.get_by_role("checkbox", name="Whole words only").uncheck()
    page.get_by_role("button", name="Save changes").click()

    expect(page.locator(".line .chip")).to_have_text("inside words too")
    expect(page.get_by_role("heading", name="Add a line")).to_be_visible()
    assert "q=pok" in page.url
    assert not rules_of().rule(BlockedWords).words[1].whole


def test_bad_lines_of_many_stay_and_the_focus_is_on_them(page):
    signed_in(page)
    page.get_by_text("Add many lines").click()
    field = page.get_by_role("textbox", name="Lines")
    field.fill("poker\n*\nbingo")

    page.get_by_role("button", name="Add all").click()

    expect(page.get_by_role("alert")).to_contain_text("1 line was not added")
    expect(field).to_have_value("*")
    expect(field).to_be_focused()
    field.fill("star*")
    page.get_by_role("button", name="Add all").click()
    expect(page.locator(".line")).to_have_count(3)
    assert words() == ["poker", "bingo", "star*"]
