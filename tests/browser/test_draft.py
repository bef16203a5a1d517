"""What is written and not sent stays, whatever becomes of its card, and can be seen to be there."""

import re

from playwright.sync_api import expect

from tests import people
from tests.browser.desk import is_current, live, looks_again, place
from tests.factories import make_comment, turned


def test_a_reply_that_was_left_comes_back_with_its_comment_and_is_told(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(2)]
    mina.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("Rather")
    mina.keyboard.press("Escape")
    mina.keyboard.press("a")
    is_current(mina, made[1])
    expect(place(mina, made[0])).to_have_class("done")

    mina.keyboard.press("z")
    is_current(mina, made[0])
    expect(place(mina, made[0]).get_by_text("(draft)")).to_be_visible()
    mina.keyboard.press("o")
    expect(mina.get_by_role("heading", name="One comment")).to_be_visible()
    expect(place(mina, made[0]).locator("textarea")).to_have_value("Rather")
    mina.keyboard.press("Escape")
    expect(mina).to_have_url(re.compile("/queue"))

    expect(place(mina, made[0]).locator("textarea")).to_have_value("Rather")
    mina.keyboard.press("r")
    mina.keyboard.press("Control+Enter")
    expect(live(mina)).to_contain_text("Replied to Reader 0")
    mina.goto("/queue?status=approved")
    expect(place(mina, made[0]).locator("textarea")).to_have_value("")


def test_a_refused_reply_is_not_lost_to_the_next_look(mina):
    comment = make_comment(name="Lea")
    olga = people.viewer(people.olga())
    mina.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("Rather")
    turned(comment, "approve", by=olga)
    mina.keyboard.press("Control+Enter")
    card = place(mina, comment)
    expect(card.get_by_role("alert")).to_contain_text("Olga approved")
    mina.keyboard.press("Escape")
    turned(comment, "hold", by=olga)

    looks_again(mina)

    expect(card.locator("textarea")).to_have_value("Rather")


def test_a_page_with_unsent_words_says_so_to_those_who_see(mina):
    comment = make_comment()
    mina.goto(f"/comments/{comment.id}")
    mina.get_by_label("Your note on the comment").fill("Ask Olga")

    mina.keyboard.press("Escape")
    mina.keyboard.press("Escape")

    expect(mina.locator(".told")).to_contain_text("not sent yet")
    expect(mina.locator(".told .sentence")).to_be_in_viewport(ratio=1)


def test_escape_leaves_a_note_and_not_the_reply(mina):
    comment = make_comment()
    mina.goto(f"/comments/{comment.id}")
    mina.keyboard.press("r")
    mina.keyboard.type("Rather")
    note = mina.get_by_label("Your note on the comment")
    note.focus()

    mina.keyboard.press("Escape")

    expect(note).not_to_be_focused()
    expect(place(mina, comment).locator("textarea")).to_be_visible()
