"""The desk by keyboard alone."""

from playwright.sync_api import Locator, Page, expect

from moderation.words import Status
from tests.factories import make_comment, reload


def current(page: Page) -> Locator:
    """The card that the keys are about."""
    return page.locator("#cards > .card[aria-current=true]")


def place(page: Page, comment) -> Locator:
    """A comment's card, or the line in its place."""
    return page.locator(f"#comment-{comment.id}")


def is_current(page: Page, comment) -> None:
    """Wait until the keys are about this comment, and the focus is on it."""
    expect(current(page)).to_have_id(f"comment-{comment.id}")
    expect(place(page, comment)).to_be_focused()


def live(page: Page) -> Locator:
    """What a screen reader says by itself."""
    return page.locator("#live")


def count(page: Page, status: str) -> Locator:
    """The number beside a queue."""
    return page.locator("#counts a", has_text=status).locator("b")


def test_ten_comments_are_decided_by_keys_alone(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(10)]
    mina.goto("/queue")
    expect(current(mina)).to_have_id(f"comment-{made[0].id}")

    sentences = {"a": "Approved", "s": "Marked", "d": "Rejected"}
    for n, key in enumerate("asdasdaasd"):
        mina.keyboard.press(key)
        expect(live(mina)).to_contain_text(f"{sentences[key]} Reader {n}")
        if n < 9:
            is_current(mina, made[n + 1])

    expect(count(mina, "Pending")).to_have_text("0")
    expect(count(mina, "Approved")).to_have_text("4")
    expect(count(mina, "Spam")).to_have_text("3")
    expect(count(mina, "Rejected")).to_have_text("3")
    expect(mina.locator(".empty")).to_have_text("All is decided. Nothing waits for you.")
    expect(mina).to_have_title("Pending · Potager")
    words = {"a": Status.APPROVED, "s": Status.SPAM, "d": Status.REJECTED}
    assert [reload(comment).status for comment in made] == [words[key] for key in "asdasdaasd"]


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
    made = [make_comment(text="A long story.\n" * 20) for _ in range(6)]
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


def test_letters_typed_into_a_reply_decide_nothing(mina):
    comment = make_comment()
    mina.goto("/queue")
    mina.keyboard.press("r")

    mina.keyboard.type("as dusk")

    expect(place(mina, comment).locator("textarea")).to_have_value("as dusk")
    expect(count(mina, "Pending")).to_have_text("1")


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


def test_a_key_that_is_held_down_decides_once(mina):
    made = [make_comment() for _ in range(3)]
    mina.goto("/queue")

    mina.keyboard.down("a")
    mina.keyboard.down("a")
    mina.keyboard.down("a")
    mina.keyboard.up("a")

    is_current(mina, made[1])
    expect(count(mina, "Pending")).to_have_text("2")


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


def test_after_the_last_card_of_a_page_the_focus_is_on_the_way_on(mina):
    for _ in range(26):
        make_comment()
    mina.goto("/queue")
    for _ in range(24):
        mina.keyboard.press("j")

    for n in range(25, 0, -1):
        mina.keyboard.press("a")
        expect(mina.locator("#cards > .card")).to_have_count(n - 1)

    expect(mina.get_by_role("link", name="Next page")).to_be_focused()
    mina.keyboard.press("Enter")
    expect(mina.locator("#cards > .card")).to_have_count(1)
    expect(current(mina)).to_have_count(1)
