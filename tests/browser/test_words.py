"""A comment's words are mended, and deleted for good: by keyboard, by mouse, and without scripts."""

import re

from playwright.sync_api import Page, expect

from moderation.words import Status
from tests import people
from tests.browser.desk import count, is_current, live, place
from tests.factories import edited, make_comment, moderator, reload, turned

SURE = "I understand that nothing brings it back."

THREAD = "/s/potager/thread?url=https://potager.example/soup"


def test_a_typo_is_mended_by_keyboard_alone(mina):
    comment, other = make_comment(name="Lea", text="Soop in winter"), make_comment()
    mina.goto("/queue")
    card = place(mina, comment)
    card.get_by_text("More", exact=True).focus()

    mina.keyboard.press("Enter")
    mina.keyboard.press("Tab")
    mina.keyboard.press("Enter")

    text = card.get_by_role("textbox", name="Comment")
    expect(text).to_be_focused()
    expect(text).to_have_value("Soop in winter")
    text.fill("Soup in winter")
    mina.keyboard.press("Control+Enter")
    expect(card.locator(".body")).to_have_text("Soup in winter")
    expect(live(mina)).to_have_text("Your changes to the comment are saved.")
    is_current(mina, comment)
    expect(count(mina, "Pending")).to_have_text("2")
    assert reload(comment).text == "Soup in winter"

    mina.keyboard.press("a")
    is_current(mina, other)
    expect(live(mina)).to_contain_text("Approved Lea")
    assert reload(comment).status is Status.APPROVED


def test_who_leaves_the_form_has_the_card_again(mina):
    comment = make_comment(name="Lea", text="Soup")
    mina.goto("/queue")
    card = place(mina, comment)
    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Edit…").click()
    expect(card.get_by_role("textbox", name="Comment")).to_be_focused()

    mina.keyboard.press("Escape")

    expect(card.locator(".body")).to_have_text("Soup")
    expect(card.get_by_role("button", name="Approve")).to_be_visible()
    is_current(mina, comment)
    expect(mina).to_have_url(re.compile("/queue(#.*)?$"))


def test_what_is_wrong_is_said_where_one_types(mina):
    comment = make_comment(name="Lea")
    mina.goto(f"/comments/{comment.id}/edit")
    name = mina.get_by_role("textbox", name="Name")
    name.fill("n" * 246)

    mina.get_by_role("button", name="Save changes").click()

    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("This is 1 character too long: 246 of at most 245.")
    expect(name).to_have_value("n" * 246)


def test_two_edits_at_once_do_not_overwrite_each_other(mina):
    comment = make_comment(name="Lea", text="Soop")
    mina.goto(f"/comments/{comment.id}/edit")
    card = place(mina, comment)
    edited(comment, text="Soup by Olga", by=moderator(name="Olga"))
    mina.get_by_role("textbox", name="Comment").fill("Soup by Mina")

    mina.get_by_role("button", name="Save changes").click()

    expect(card.get_by_role("alert")).to_contain_text("Olga edited this comment.")
    expect(card.locator(".body")).to_have_text("Soup by Olga")
    expect(card.get_by_role("textbox", name="Comment")).to_have_value("Soup by Mina")
    assert reload(comment).text == "Soup by Olga"


def test_an_owner_deletes_a_comment_for_good_and_readers_see_its_place(olga, opened):
    comment = make_comment(name="Lea", text="Words to forget", status="approved")
    make_comment(parent=comment, name="Noor", text="And leeks", status="approved")
    olga.goto("/queue?status=approved")
    card = place(olga, comment)
    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Delete for good…").click()
    sure = card.get_by_role("checkbox", name="I understand that nothing brings it back.")
    expect(sure).to_be_focused()

    olga.keyboard.press("Space")
    olga.keyboard.press("Enter")

    expect(card).to_contain_text("The words of this comment were deleted for good.")
    expect(live(olga)).to_have_text("The comment was deleted for good.")
    expect(count(olga, "Rejected")).to_have_text("1")
    is_current(olga, comment)
    expect(card).not_to_contain_text("Lea")
    reader = opened()
    reader.goto(THREAD)
    expect(place(reader, comment).locator("> .gone")).to_have_text("#1 This comment was deleted.")
    expect(reader.get_by_text("And leeks")).to_be_visible()


def test_nothing_is_deleted_before_it_is_said_to_be_understood(olga):
    comment = make_comment(text="Soup")
    olga.goto(f"/comments/{comment.id}/erase")
    sure = olga.get_by_role("checkbox", name=SURE)

    olga.get_by_role("button", name="Delete for good").click()
    expect(sure).to_be_focused()
    sure.evaluate("box => box.required = false")
    olga.get_by_role("button", name="Delete for good").click()

    expect(sure).to_have_accessible_description("Tick this first. Nothing was deleted.")
    assert reload(comment).text == "Soup"


def test_the_keys_do_nothing_to_what_was_deleted(olga):
    comment, other = make_comment(text="Soup"), make_comment(name="Noor")
    olga.goto("/queue")
    card = place(olga, comment)
    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Delete for good…").click()
    card.get_by_role("checkbox", name=SURE).check()
    card.get_by_role("button", name="Delete for good").click()
    expect(card).to_contain_text("deleted for good")

    olga.keyboard.press("a")
    olga.keyboard.press("j")

    is_current(olga, other)
    assert reload(comment).status is Status.REJECTED
    assert reload(other).status is Status.PENDING


def test_a_reply_to_what_was_deleted_meanwhile_is_not_lost(mina, olga):
    comment = make_comment(name="Lea")
    mina.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("A long and thoughtful answer.")
    olga.goto(f"/comments/{comment.id}/erase")
    olga.get_by_role("checkbox", name=SURE).check()
    olga.get_by_role("button", name="Delete for good").click()
    expect(olga.locator(".gone")).to_be_visible()

    mina.keyboard.press("Control+Enter")

    card = place(mina, comment)
    expect(card.get_by_role("alert")).to_contain_text("This comment was deleted for good")
    expect(card.get_by_label("Your reply, which was not sent")).to_have_value("A long and thoughtful answer.")


def test_without_scripts_words_are_mended_and_the_mend_is_taken_back(opened, site):
    comment = make_comment(name="Lea", text="Soop in winter")
    page = plain(opened, people.mina(site))
    page.goto("/queue?sort=newest")
    card = place(page, comment)

    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Edit…").click()
    page.get_by_role("textbox", name="Comment").fill("Soup in winter")
    page.get_by_role("button", name="Save changes").click()

    expect(page).to_have_url("/queue?sort=newest")
    expect(page.get_by_text("Your changes to the comment are saved.")).to_be_visible()
    expect(card.locator(".body")).to_have_text("Soup in winter")
    page.goto(f"/comments/{comment.id}")
    page.get_by_role("button", name="Undo").click()
    expect(card.locator(".body")).to_have_text("Soop in winter")


def test_without_scripts_a_comment_is_deleted_in_two_steps(opened, site):
    comment = make_comment(name="Lea", text="Words to forget")
    turned(comment, "approve")
    page = plain(opened, people.olga(site))
    page.goto("/queue?status=approved")

    place(page, comment).get_by_text("More", exact=True).click()
    place(page, comment).get_by_role("link", name="Delete for good…").click()
    expect(page.get_by_text("Gone will be its text")).to_be_visible()
    page.get_by_role("checkbox", name=SURE).check()
    page.get_by_role("button", name="Delete for good").click()

    expect(page).to_have_url("/queue?status=approved")
    expect(page.get_by_text("The comment was deleted for good.")).to_be_visible()
    assert reload(comment).text == ""


def plain(opened, who) -> Page:
    """Somebody's tab without scripts."""
    page: Page = opened(who, java_script_enabled=False)
    return page
