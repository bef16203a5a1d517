"""Two moderators at the same comment."""

from playwright.sync_api import expect

from moderation.words import Status
from tests.factories import make_comment, reload


def test_the_second_sees_what_the_first_did_and_decides_from_there(mina, olga):
    comment, other = make_comment(name="Lea"), make_comment()
    mina.goto("/queue")
    olga.goto("/queue")
    olga.keyboard.press("a")
    expect(olga.locator("#live")).to_contain_text("Approved Lea")

    mina.keyboard.press("s")

    card = mina.locator(f"#comment-{comment.id}")
    expect(card.get_by_role("alert")).to_contain_text("Olga approved this comment.")
    expect(card.get_by_role("alert")).to_contain_text("Nothing was changed")
    expect(mina.locator("#live")).to_contain_text("Lea – Olga approved this comment.")
    expect(mina.locator(f"#comment-{other.id}")).to_be_focused()
    expect(mina.locator("#counts a", has_text="Approved").locator("b")).to_have_text("1")
    assert reload(comment).status is Status.APPROVED

    mina.keyboard.press("k")
    mina.keyboard.press("s")

    expect(mina.locator("#live")).to_contain_text("Marked Lea as spam")
    expect(mina.locator(f"#comment-{other.id}")).to_be_focused()
    assert reload(comment).status is Status.SPAM


def test_a_reply_under_way_is_not_lost_to_somebody_faster(mina, olga):
    comment = make_comment(name="Lea")
    mina.goto("/queue")
    olga.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("A long and thoughtful answer.")
    olga.keyboard.press("d")
    expect(olga.locator("#live")).to_contain_text("Rejected Lea")

    mina.keyboard.press("Control+Enter")

    card = mina.locator(f"#comment-{comment.id}")
    expect(card.get_by_role("alert")).to_contain_text("Olga rejected this comment.")
    expect(card.locator("textarea")).to_be_visible()
    expect(card.locator("textarea")).to_have_value("A long and thoughtful answer.")


def test_an_undo_that_comes_too_late_changes_nothing(mina, olga):
    comment = make_comment(name="Lea")
    mina.goto("/queue")
    mina.keyboard.press("a")
    expect(mina.locator("#live")).to_contain_text("Approved Lea")
    olga.goto(f"/comments/{comment.id}")
    olga.keyboard.press("s")
    expect(olga.locator("#live")).to_contain_text("Marked Lea as spam")

    mina.keyboard.press("z")

    alert = mina.locator(f"#comment-{comment.id}").get_by_role("alert")
    expect(alert).to_contain_text("Olga marked this comment as spam.")
    assert reload(comment).status is Status.SPAM


def test_two_owners_who_change_the_same_setting_do_not_overwrite_each_other_unknowing(olga, opened):
    olga.goto("/settings/potager/rules")
    other = opened(storage_state=olga.context.storage_state())
    other.goto("/settings/potager/rules")
    other.get_by_label("Hold from").fill("3")
    other.get_by_role("button", name="Save changes").click()
    expect(other.locator(".message")).to_contain_text("The rules are saved.")

    olga.get_by_label("Hold from").fill("5")
    olga.get_by_role("button", name="Save changes").click()

    expect(olga.get_by_role("alert")).to_contain_text("Olga changed the same settings meanwhile")
    expect(olga.get_by_label("Hold from")).to_have_value("5")
    olga.get_by_role("button", name="Save changes").click()
    expect(olga.locator(".message")).to_contain_text("The rules are saved.")
