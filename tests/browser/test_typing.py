"""What is typed is no key, nor what belongs to the browser; and a key is the same on every keyboard."""

import re

from playwright.sync_api import expect

from moderation.domain import enrol
from moderation.store.db import writing
from moderation.words import Role, Status
from tests import people
from tests.browser.desk import count, is_current, live, place
from tests.factories import make_comment, make_site, reload

COMPOSED = """given => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...given}))"""


def test_letters_typed_into_a_reply_decide_nothing(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("r")

    mina.keyboard.type("as dusk")

    expect(place(mina, comment).locator("textarea")).to_have_value("as dusk")
    expect(count(mina, "Pending")).to_have_text("1")


def test_keys_of_the_browser_are_left_to_it(mina):
    first, second = make_comment(), make_comment()
    mina.goto("/queue")
    sent: list[str] = []
    mina.on("request", lambda request: sent.append(request.method))

    for keys in ("Control+a", "Alt+s", "Meta+d", "Control+z", "Alt+u", "Control+Enter"):
        mina.keyboard.press(keys)
    mina.keyboard.press("j")

    is_current(mina, second)
    assert "POST" not in sent
    assert reload(first).status is Status.PENDING


def test_caps_lock_turns_no_deed_into_another(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(3)]
    mina.goto("/queue")
    mina.keyboard.press("x")

    mina.keyboard.press("A")  # as Caps Lock writes it: a capital without Shift

    expect(live(mina)).to_contain_text("Approved Reader 0")
    is_current(mina, made[1])
    assert [reload(comment).status for comment in made[1:]] == [Status.PENDING] * 2


def test_what_an_input_method_composes_is_no_key(mina):
    comment = make_comment()
    mina.goto("/queue")

    mina.evaluate(COMPOSED, {"key": "a", "isComposing": True})
    mina.evaluate(COMPOSED, {"key": "s", "modifierAltGraph": True})
    mina.evaluate(COMPOSED, {})
    mina.keyboard.press("k")

    is_current(mina, comment)
    assert reload(comment).status is Status.PENDING


def test_signs_are_keys_wherever_a_keyboard_has_them(mina):
    make_comment()
    mina.goto("/queue")

    mina.evaluate(COMPOSED, {"key": "/", "shiftKey": True})  # French and German keyboards have it there

    expect(mina.locator("[data-key='/']")).to_be_focused()


def test_a_key_that_is_held_down_decides_once(mina):
    made = [make_comment() for _ in range(3)]
    mina.goto("/queue")

    mina.keyboard.down("a")
    mina.keyboard.down("a")
    mina.keyboard.down("a")
    mina.keyboard.up("a")

    is_current(mina, made[1])
    expect(count(mina, "Pending")).to_have_text("2")


def test_letters_typed_into_the_search_decide_nothing_and_escape_leaves_it(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("/")

    mina.keyboard.type("asdx?")
    expect(mina.locator("#q")).to_have_value("asdx?")
    mina.keyboard.press("Escape")

    is_current(mina, comment)
    expect(mina.get_by_role("dialog")).to_have_count(0)
    assert reload(comment).status is Status.PENDING


def test_behind_an_open_menu_no_letter_is_a_key_and_escape_closes_it_first(opened, site):
    olga, carnet = people.olga(site), make_site("carnet")
    with writing() as session:
        enrol.join(session, session.merge(olga), carnet, Role.OWNER)
    comment = make_comment(site)
    page = opened(olga)
    page.goto("/queue")
    page.keyboard.press("x")
    menu = page.locator(".bar .menu summary")

    menu.press("Enter")
    page.keyboard.press("s")
    expect(page.get_by_role("link", name="Carnet").first).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".menu[open]")).to_have_count(0)
    expect(menu).to_be_focused()
    expect(place(page, comment).get_by_role("checkbox")).to_be_checked()
    assert reload(comment).status is Status.PENDING


def test_escape_gives_up_an_edit_but_not_at_once_what_was_typed(olga):
    comment = make_comment(name="Lea")
    olga.goto("/queue")
    card = place(olga, comment)
    card.get_by_text("More").click()
    card.get_by_role("link", name="Edit…").click()
    card.get_by_label("Comment").fill("Other words")

    olga.keyboard.press("Escape")
    expect(card.get_by_label("Comment")).to_have_value("Other words")
    expect(card).to_be_focused()
    olga.keyboard.press("Escape")

    expect(card.get_by_role("button", name="Approve")).to_be_visible()
    is_current(olga, comment)


def test_escape_does_not_leave_a_page_on_which_a_note_is_not_sent(mina):
    comment = make_comment()
    mina.goto(f"/comments/{comment.id}")
    note = mina.get_by_label("Your note on the comment")
    note.fill("Ask Olga")

    mina.keyboard.press("Escape")
    mina.keyboard.press("Escape")

    expect(live(mina)).to_contain_text("not sent yet")
    expect(note).to_have_value("Ask Olga")
    note.fill("")
    mina.keyboard.press("Escape")
    mina.keyboard.press("Escape")
    expect(mina).to_have_url(re.compile("/queue"))


def test_z_takes_an_edit_back_that_was_just_saved(olga):
    decided, comment = make_comment(name="Rosa"), make_comment(text="Soop")
    olga.goto("/queue?sort=oldest")
    olga.keyboard.press("a")
    is_current(olga, comment)
    card = place(olga, comment)
    card.get_by_text("More").click()
    card.get_by_role("link", name="Edit…").click()
    card.get_by_label("Comment").fill("Soup")
    card.get_by_role("button", name="Save changes").click()
    expect(card.get_by_text("Your changes to the comment are saved.")).to_be_visible()
    expect(card).to_be_focused()

    olga.keyboard.press("z")

    expect(live(olga)).to_have_text("Undone.")
    assert (reload(comment).text, reload(decided).status) == ("Soop", Status.APPROVED)
