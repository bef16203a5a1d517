"""The desk by keyboard alone."""

from playwright.sync_api import expect

from moderation.domain.queue import SIZE
from moderation.words import Status
from tests.browser.desk import count, current, is_current, live, place
from tests.factories import make_comment, reload, story
from tests.hundreds import make_hundreds

TEXTS = {18: "I put marmalade on it."}
SAID = ("Approved", "Approved", "Approved", "Marked", "Marked", "Rejected")


def test_twenty_comments_are_triaged_by_keys_alone(mina):
    made = [make_comment(name=f"Reader {n}", text=TEXTS.get(n, f"Row {n} came up.")) for n in range(20)]
    press, write = mina.keyboard.press, mina.keyboard.type
    mina.goto("/queue")

    for n, (key, said) in enumerate(zip("aaassd", SAID, strict=True)):
        press(key)
        expect(live(mina)).to_contain_text(f"{said} Reader {n}")
        is_current(mina, made[n + 1])

    press("z")
    is_current(mina, made[5])
    press("s")
    is_current(mina, made[6])
    press("j")
    is_current(mina, made[7])
    press("k")
    press("r")
    write("Rather at night.")
    press("Control+Enter")
    expect(live(mina)).to_contain_text("Replied to Reader 6")
    is_current(mina, made[7])

    press("o")
    expect(mina.get_by_role("heading", name="One comment")).to_be_visible()
    press("Escape")
    is_current(mina, made[7])
    press("d")
    is_current(mina, made[8])

    press("x")
    press("Shift+J")
    press("Shift+A")
    is_current(mina, made[10])
    press("x")
    press("j")
    press("x")
    press("Shift+S")
    is_current(mina, made[12])
    press("x")
    press("j")
    press("j")
    press("Shift+X")
    press("Shift+D")
    is_current(mina, made[15])

    press("?")
    expect(mina.get_by_role("dialog", name="Keys")).to_be_visible()
    press("Escape")
    press("/")
    write("marmalade")
    press("Enter")
    expect(current(mina)).to_have_id(f"comment-{made[18].id}")
    expect(mina.locator("#cards > .card")).to_have_count(1)
    is_current(mina, made[18])
    press("s")
    expect(place(mina, made[18])).to_have_class("done")
    press("/")
    press("Delete")
    press("Enter")
    expect(current(mina)).to_have_id(f"comment-{made[15].id}")
    for n in (15, 16, 17, 19):
        is_current(mina, made[n])
        press("a")

    expect(mina.locator(".empty")).to_have_text("All is decided. Nothing waits for you.")
    expect(mina).to_have_title("Pending · Potager")
    words = {"a": Status.APPROVED, "s": Status.SPAM, "d": Status.REJECTED}
    assert [reload(comment).status for comment in made] == [words[key] for key in "aaasssadaassdddaaasa"]

    mina.goto("/queue?status=approved")
    press("u")
    expect(live(mina)).to_contain_text("Held Reader 0 again")
    assert reload(made[0]).status is Status.PENDING
    press("z")
    is_current(mina, made[0])
    assert reload(made[0]).status is Status.APPROVED


def test_the_title_counts_down(mina):
    for _ in range(2):
        make_comment()
    mina.goto("/queue")
    expect(mina).to_have_title("(2) Pending · Potager")

    mina.keyboard.press("a")

    expect(mina).to_have_title("(1) Pending · Potager")


def test_j_and_k_go_from_card_to_card_and_stop_at_the_ends(mina):
    made = [make_comment() for _ in range(3)]
    mina.goto("/queue")

    for key, comment in (("j", made[1]), ("j", made[2]), ("j", made[2]), ("k", made[1]), ("k", made[0])):
        mina.keyboard.press(key)
        is_current(mina, comment)
    mina.keyboard.press("k")
    is_current(mina, made[0])


def test_a_card_far_below_is_brought_into_sight(mina):
    made = [make_comment(text=story(n, 20)) for n in range(6)]
    mina.goto("/queue")

    for _ in range(5):
        mina.keyboard.press("j")

    is_current(mina, made[5])
    expect(place(mina, made[5])).to_be_in_viewport()


def test_the_last_card_that_is_decided_leads_to_the_one_above(mina):
    made = [make_comment() for _ in range(2)]
    mina.goto("/queue")
    mina.keyboard.press("j")

    mina.keyboard.press("d")

    expect(place(mina, made[1])).to_have_class("done")
    is_current(mina, made[0])


def test_an_approved_comment_is_held_again_with_u(mina):
    comment = make_comment(name="Lea", status="approved")
    mina.goto("/queue?status=approved")

    mina.keyboard.press("u")

    expect(live(mina)).to_contain_text("Held Lea again")
    assert reload(comment).status is Status.PENDING


def test_a_reply_is_written_and_sent_without_the_mouse(mina):
    comment, following = make_comment(name="Lea"), make_comment()
    mina.goto("/queue")

    mina.keyboard.press("r")
    expect(place(mina, comment).locator("textarea")).to_be_focused()
    mina.keyboard.type("Rather at night, as said.")
    mina.keyboard.press("Control+Enter")

    expect(live(mina)).to_contain_text("Replied to Lea")
    is_current(mina, following)
    expect(count(mina, "Approved")).to_have_text("2")
    assert reload(comment).status is Status.APPROVED


def test_escape_leaves_the_reply_and_keeps_its_text(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("Rather")

    mina.keyboard.press("Escape")

    is_current(mina, comment)
    expect(place(mina, comment).locator("textarea")).not_to_be_visible()
    mina.keyboard.press("r")
    expect(place(mina, comment).locator("textarea")).to_have_value("Rather")


def test_an_empty_reply_is_told_where_it_was_typed(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("r")

    mina.keyboard.press("Control+Enter")

    area = place(mina, comment).locator("textarea")
    expect(area).to_have_accessible_description("Write at least one word.")
    expect(area).to_be_focused()


def test_z_takes_the_last_decision_back_and_then_the_one_before(mina):
    first, second = make_comment(), make_comment()
    make_comment()
    mina.goto("/queue")
    mina.keyboard.press("a")
    expect(place(mina, first)).to_have_class("done")
    mina.keyboard.press("s")
    expect(place(mina, second)).to_have_class("done")

    mina.keyboard.press("z")
    expect(live(mina)).to_have_text("Undone.")
    is_current(mina, second)
    expect(count(mina, "Spam")).to_have_text("0")

    mina.keyboard.press("z")
    is_current(mina, first)
    expect(count(mina, "Pending")).to_have_text("3")
    assert {reload(first).status, reload(second).status} == {Status.PENDING}


def test_a_comment_is_opened_with_o_and_left_with_escape_for_the_same_place(mina):
    made = [make_comment(name=f"Reader {n}", text=story(n, 20)) for n in range(6)]
    mina.goto("/queue?sort=newest")
    for _ in range(3):
        mina.keyboard.press("j")
    is_current(mina, made[2])

    mina.keyboard.press("o")
    expect(mina.get_by_role("heading", name="One comment")).to_be_visible()
    expect(current(mina)).to_have_id(f"comment-{made[2].id}")
    mina.keyboard.press("x")  # selects nothing where there is nothing to do with it
    mina.keyboard.press("Escape")

    expect(mina).to_have_url(f"/queue?status=pending&sort=newest#comment-{made[2].id}")
    is_current(mina, made[2])
    expect(place(mina, made[2])).to_be_in_viewport()


def test_after_a_decision_on_its_page_the_list_goes_on_at_the_next_comment(mina):
    _, second, third = make_comment(), make_comment(), make_comment()
    mina.goto("/queue")
    mina.keyboard.press("j")
    is_current(mina, second)
    mina.keyboard.press("o")
    expect(mina.get_by_role("heading", name="One comment")).to_be_visible()
    mina.keyboard.press("a")
    expect(place(mina, second)).to_have_class("done")

    mina.keyboard.press("Escape")

    expect(place(mina, second)).to_have_count(0)
    is_current(mina, third)


def test_the_browsers_own_way_back_leads_to_the_same_place(mina):
    made = [make_comment() for _ in range(6)]
    mina.goto("/queue")
    for _ in range(4):
        mina.keyboard.press("j")

    mina.keyboard.press("o")
    expect(mina.get_by_role("heading", name="One comment")).to_be_visible()
    mina.go_back()

    is_current(mina, made[4])


def test_the_browsers_own_way_back_finds_a_comment_far_down_again(mina):
    made = make_hundreds(2 * SIZE)
    mina.goto("/queue")
    for _ in range(13):
        mina.keyboard.press("j")
    expect(mina.locator("#cards > .card")).to_have_count(2 * SIZE)
    for _ in range(20):
        mina.keyboard.press("j")
    is_current(mina, made[33])

    mina.keyboard.press("o")
    expect(mina.get_by_role("heading", name="One comment")).to_be_visible()
    mina.go_back()

    is_current(mina, made[33])
    expect(place(mina, made[33])).to_be_in_viewport()


def test_the_browsers_own_way_back_from_a_filter_leaves_nothing_dead(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(3)]
    mina.goto("/queue")
    mina.get_by_role("navigation", name="Queues").get_by_role("link", name="Spam").click()
    expect(mina.get_by_role("heading", name="Spam", exact=True)).to_be_visible()

    mina.go_back()
    expect(current(mina)).to_have_id(f"comment-{made[0].id}")
    mina.keyboard.press("a")

    expect(live(mina)).to_contain_text("Approved Reader 0")
    is_current(mina, made[1])


def test_the_page_of_one_comment_takes_the_same_keys(mina):
    comment = make_comment(name="Lea")
    mina.goto(f"/comments/{comment.id}")

    mina.keyboard.press("a")
    expect(live(mina)).to_contain_text("Approved Lea")
    mina.keyboard.press("z")

    is_current(mina, comment)
    assert reload(comment).status is Status.PENDING


def test_the_way_from_the_address_bar_to_a_decision_is_short(mina):
    make_comment()
    mina.goto("/queue")

    mina.keyboard.press("Tab")
    expect(mina.get_by_role("link", name="Skip to the content")).to_be_focused()
    mina.keyboard.press("Enter")
    mina.keyboard.press("a")

    expect(count(mina, "Approved")).to_have_text("1")
