"""Words that are marked in a card become a line of a rule: by mouse, by keyboard, and without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from moderation.rules.lines import every, text_of
from moderation.words import Status
from tests import people
from tests.browser.desk import count, current, is_current, live, mark, place, undecided
from tests.factories import PASSWORD, make_comment, reload, rules_of

BLOCKED, HELD = "blocked_words.words", "held_words.words"


def lines(name: str) -> list[str]:
    """The lines of a list, as they are typed."""
    return [text_of(item) for item in every()[name].of(rules_of())]


def words_of(card: Locator) -> Locator:
    """The field of the words in a form."""
    return card.get_by_role("textbox", name="Words")


def drag_over(page: Page, comment, words: str) -> None:
    """Words of a card's text are marked with the mouse."""
    box = page.evaluate(
        """([id, words]) => {
          const node = document.querySelector(`#comment-${id} .body`).firstChild;
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(words));
          range.setEnd(node, node.data.indexOf(words) + words.length);
          const {left, right, top, bottom} = range.getBoundingClientRect();
          return {left, right, y: (top + bottom) / 2};
        }""",
        [comment.id, words],
    )
    page.mouse.move(box["left"] + 0.5, box["y"])
    page.mouse.down()
    page.mouse.move(box["right"] - 0.5, box["y"], steps=5)
    page.mouse.up()


def test_words_marked_with_the_mouse_are_blocked_after_a_look_and_it_is_undone(olga):
    comment = make_comment(name="Tom", text="We went to a casino last year")
    other = make_comment(name="Noor", text="My leeks came up")
    make_comment(status="approved", text="No casino here")
    olga.goto("/queue")

    drag_over(olga, comment, "casino")
    olga.get_by_role("complementary", name="Marked words").get_by_role(
        "button", name="Block “casino”"
    ).click()

    card = place(olga, comment)
    expect(words_of(card)).to_have_value("casino")
    expect(words_of(card)).to_be_focused()
    expect(card.get_by_role("radio", name="Blocked words")).to_be_checked()
    expect(card.get_by_role("status")).to_contain_text("1 pending, 1 approved, 0 spam")
    expect(olga.get_by_role("complementary", name="Marked words")).to_be_hidden()

    card.get_by_role("button", name="Save").click()

    expect(card).to_contain_text("Marked Tom as spam")
    expect(card).to_contain_text("Blocked from now on: casino")
    expect(live(olga)).to_contain_text("Blocked from now on: casino")
    is_current(olga, other)
    expect(count(olga, "Spam")).to_have_text("1")
    assert lines(BLOCKED) == ["casino"]

    olga.keyboard.press("z")

    expect(card.get_by_role("button", name="Approve")).to_be_visible()
    is_current(olga, comment)
    assert lines(BLOCKED) == []
    assert reload(comment).status is Status.PENDING


def test_words_marked_from_the_keyboard_are_held_and_it_is_undone(olga):
    comment = make_comment(name="Tom", text="Ask the mayor of our town about it")
    olga.goto("/queue")
    expect(current(olga)).to_be_visible()

    mark(olga, comment, "mayor")
    olga.keyboard.press("m")

    field = words_of(place(olga, comment))
    expect(field).to_be_focused()
    expect(field).to_have_value("mayor")
    expect(place(olga, comment).get_by_role("radio", name="Held words")).to_be_checked()
    olga.keyboard.press("End")
    olga.keyboard.type(" of our")
    expect(place(olga, comment).get_by_role("status")).to_contain_text("1 pending")
    expect(field).to_be_focused()
    olga.keyboard.press("Enter")

    expect(live(olga)).to_have_text("Held from now on: mayor of our")
    expect(place(olga, comment)).to_contain_text("Held from now on: mayor of our")
    assert lines(HELD) == ["mayor of our"]

    expect(place(olga, comment).get_by_role("button", name="Undo")).to_be_focused()
    olga.keyboard.press("Enter")

    expect(olga.get_by_text("The change is taken back.")).to_be_visible()
    assert lines(HELD) == []


def test_without_marked_words_the_key_asks_for_some_and_esc_leaves(olga):
    comment = make_comment(text="Ask the mayor")
    olga.goto("/queue")
    is_chosen = current(olga)
    expect(is_chosen).to_have_id(f"comment-{comment.id}")

    olga.keyboard.press("m")

    field = words_of(place(olga, comment))
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    olga.keyboard.press("Escape")
    is_current(olga, comment)
    expect(place(olga, comment).get_by_role("button", name="Approve")).to_be_visible()


def test_the_menu_takes_the_marked_words_with_it_and_forgets_them_after(olga):
    comment = make_comment(text="Ask the mayor about it")
    olga.goto("/queue")
    card = place(olga, comment)

    mark(olga, comment, "mayor")
    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Trust words…").click()

    expect(words_of(card)).to_have_value("mayor")
    card.get_by_role("link", name="Cancel").click()
    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Hold words…").click()
    expect(words_of(card)).to_have_value("")


def test_esc_lets_the_mark_go(olga):
    comment = make_comment(text="Ask the mayor about it")
    olga.goto("/queue")
    mark(olga, comment, "mayor")
    bar = olga.get_by_role("complementary", name="Marked words")
    expect(bar).to_be_visible()

    olga.keyboard.press("Escape")

    expect(bar).to_be_hidden()
    assert olga.evaluate("getSelection().toString()") == ""


def test_a_moderator_is_offered_nothing_for_marked_words(mina):
    comment = make_comment(text="Ask the mayor about it")
    mina.goto("/queue")
    expect(current(mina)).to_be_visible()

    mark(mina, comment, "mayor")
    mina.keyboard.press("m")
    mina.keyboard.press("x")

    expect(place(mina, comment).get_by_role("checkbox")).to_be_checked()
    expect(mina.get_by_role("complementary", name="Marked words")).to_have_count(0)
    expect(words_of(place(mina, comment))).to_have_count(0)


def test_what_it_touches_follows_the_form_and_others_go_with_it(olga):
    comment = make_comment(name="Tom", text="A casino", website="https://pills.example/shop")
    other = make_comment(name="Lea", text="See https://pills.example/a")
    last = make_comment(name="Noor", text="Leeks")
    olga.goto("/queue")
    card = place(olga, comment)
    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Block domain…").click()
    expect(card.get_by_role("status")).to_contain_text("2 pending")

    card.get_by_role("checkbox", name="Website", exact=True).uncheck()
    expect(card.get_by_role("status")).to_contain_text("1 pending")
    card.get_by_role("checkbox", name="Website", exact=True).check()
    expect(card.get_by_role("status")).to_contain_text("2 pending")
    card.get_by_role("checkbox", name="and the 1 other that waits").check()
    card.get_by_role("button", name="Save").click()

    line = olga.locator("#bulk-line")
    expect(line).to_contain_text("2 comments marked as spam.")
    expect(line).to_contain_text("Blocked from now on: pills.example")
    expect(undecided(olga)).to_have_count(1)
    is_current(olga, last)
    assert {reload(one).status for one in (comment, other)} == {Status.SPAM}

    olga.keyboard.press("z")

    expect(line).to_contain_text("Undone: 2 comments are as they were.")
    assert {reload(one).status for one in (comment, other)} == {Status.PENDING}
    assert lines(BLOCKED) == []


def test_the_others_alone_leave_the_comment_where_it_was(olga):
    comment, other = make_comment(name="Tom", text="A casino"), make_comment(name="Lea", text="Casino!")
    olga.goto(f"/queue#comment-{comment.id}")
    mark(olga, comment, "casino")
    olga.get_by_role("button", name="Block “casino”").click()
    card = place(olga, comment)
    card.get_by_role("checkbox", name="Mark this comment as spam").uncheck()
    card.get_by_role("checkbox", name="and the 1 other that waits").check()

    card.get_by_role("button", name="Save").click()

    expect(olga.locator("#bulk-line")).to_contain_text("1 comment marked as spam.")
    expect(card.get_by_role("button", name="Approve")).to_be_visible()
    assert reload(comment).status is Status.PENDING
    assert reload(other).status is Status.SPAM


def test_what_is_wrong_is_said_beside_its_field_where_the_focus_is(olga):
    comment = make_comment(text="A casino")
    olga.goto("/queue")
    olga.keyboard.press("m")
    field = words_of(place(olga, comment))
    expect(field).to_be_focused()

    olga.keyboard.press("Enter")

    expect(place(olga, comment).locator(".error")).to_have_text("Write at least one word.")
    expect(field).to_be_focused()


def test_only_what_a_list_knows_is_asked(olga):
    comment = make_comment(text="A casino", email="dan@mail.example")
    olga.goto(f"/comments/{comment.id}/example?do=block-words&words=casino")
    card = place(olga, comment)

    expect(card.get_by_role("textbox", name="Points")).to_be_hidden()
    card.get_by_role("radio", name="Patterns").check()
    expect(card.get_by_role("textbox", name="Points")).to_be_visible()
    expect(card.get_by_role("checkbox", name="Mark this comment as spam")).to_have_count(0)
    olga.goto(f"/comments/{comment.id}/example?do=block-person")
    expect(card.get_by_role("checkbox", name="Capitals matter")).to_have_count(0)


@pytest.mark.parametrize("others", [False, True])
def test_without_scripts_all_of_it_works(opened, site, others):
    comment, other = make_comment(name="Tom", text="A casino"), make_comment(text="Casino!")
    people.olga(site)
    page = opened(java_script_enabled=False)
    page.goto("/queue")
    page.get_by_label("E-mail").fill("olga@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    card = place(page, comment)
    card.get_by_text("More", exact=True).click()
    card.get_by_role("link", name="Block words…").click()
    words_of(card).fill("casino")

    card.get_by_role("button", name="Look at what it touches").click()
    expect(card.get_by_role("status")).to_contain_text("2 pending")
    if others:
        card.get_by_role("checkbox", name="and the 1 other that waits").check()
    card.get_by_role("button", name="Save").click()

    box = page.locator("#bulk-line") if others else card
    expect(box).to_contain_text("Blocked from now on: casino")
    assert reload(other).status is (Status.SPAM if others else Status.PENDING)

    box.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("Blocked from now on")).to_have_count(0)
    assert {reload(one).status for one in (comment, other)} == {Status.PENDING}
    assert lines(BLOCKED) == []
