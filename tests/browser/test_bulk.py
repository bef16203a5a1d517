"""Acts on many in a real browser: over a filter of 300 with progress, a stop and undo; what is selected."""

from datetime import UTC, datetime

from playwright.sync_api import Locator, Page, expect

from moderation.domain import bulk, chunk
from moderation.domain.bulk import AT_ONCE
from moderation.domain.queue import Filters
from moderation.store.db import writing
from moderation.words import Status
from tests import people
from tests.factories import PASSWORD, make_comment, make_mention, moderator, reload, turned
from tests.hundreds import make_hundreds
from tests.ledger import kept, recounted
from tests.many import look, statuses

PATIENCE = 30_000
"""Milliseconds for a hundred comments and more."""


def line(page: Page) -> Locator:
    """What is told of an act on many."""
    return page.locator("#bulk-line")


def choose_all(page: Page, button: str) -> None:
    """Act on all that match."""
    page.get_by_role("link", name="All that match…").click()
    expect(line(page)).to_contain_text("300 comments match.")
    line(page).get_by_role("button", name=button).click()


def test_all_that_match_are_decided_with_progress_and_taken_back_by_mouse(mina, site):
    many, mention = make_hundreds(300), make_mention(name="A walk")
    assert len(many) > AT_ONCE
    counts = kept(site)
    mina.goto("/queue?kind=comment")

    choose_all(mina, "All are spam")

    expect(line(mina).get_by_role("progressbar", name="of 300 comments")).to_be_visible()
    expect(line(mina)).to_contain_text("300 comments marked as spam.", timeout=PATIENCE)
    expect(mina.locator("#cards > .card")).to_have_count(0)
    expect(mina.locator("#counts")).to_contain_text("Spam 300")
    expect(mina.locator("#live")).to_have_text("300 comments marked as spam.")
    assert statuses([many[0], many[-1]]) == {"spam"}
    assert reload(mention).status is Status.PENDING
    assert kept(site) == recounted(site)

    line(mina).get_by_role("button", name="Undo").click()

    expect(line(mina)).to_contain_text("Undone: 300 comments are as they were.", timeout=PATIENCE)
    expect(mina.locator("#cards > .card").first).to_be_visible()
    expect(mina.locator("#counts")).to_contain_text("Pending 301")
    expect(line(mina)).to_be_focused()
    assert statuses([many[0], many[-1]]) == {"pending"}
    assert kept(site) == counts == recounted(site)


def test_all_that_match_are_decided_and_taken_back_with_scripts_off(opened, site):
    people.mina(site)
    many, mention = make_hundreds(300), make_mention(name="A walk")
    counts = kept(site)
    page = opened(java_script_enabled=False)
    page.goto("/queue?kind=comment")
    page.get_by_label("E-mail").fill("mina@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    choose_all(page, "Approve all")
    reload_until(page, "300 comments approved.")
    assert reload(mention).status is Status.PENDING
    assert kept(site) == recounted(site)

    line(page).get_by_role("button", name="Undo").click()
    reload_until(page, "Undone: 300 comments are as they were.")
    assert statuses([many[0], many[-1]]) == {"pending"}
    assert kept(site) == counts


def reload_until(page: Page, sentence: str) -> None:
    """Follow the link that says how far it is until this is said."""
    for _ in range(200):
        if sentence in line(page).inner_text():
            return
        line(page).get_by_role("link", name="See how far it is").click()
    raise AssertionError(line(page).inner_text())


def test_what_is_ticked_goes_and_what_somebody_changed_is_named(mina, site):
    lea, noor, tom, last = (make_comment(name=name) for name in ("Lea", "Noor", "Tom", "Ana"))
    mina.goto("/queue")
    for name in ("Lea", "Noor", "Tom"):
        mina.get_by_role("checkbox", name=f"Select {name}").check()
    turned(noor, "approve", by=moderator(site, name="Olga"))

    mina.get_by_label("Selected comments").get_by_role("button", name="Reject").click()

    expect(line(mina)).to_contain_text("2 comments rejected.")
    expect(line(mina)).to_contain_text("1 was changed meanwhile and left as it is: Noor")
    expect(mina.locator(f"#comment-{lea.id}")).to_have_count(0)
    expect(mina.locator(f"#comment-{tom.id}")).to_have_count(0)
    expect(mina.locator(f"#comment-{last.id}")).to_be_visible()
    assert reload(noor).status is Status.APPROVED
    line(mina).get_by_role("link", name="Noor").click()
    expect(mina).to_have_url(f"/comments/{noor.id}")


def test_keys_alone_decide_on_the_ticked_and_take_them_back(mina, site):
    first, second, third = (make_comment(name=name) for name in ("Lea", "Noor", "Tom"))
    mina.goto("/queue")

    mina.keyboard.press("x")
    mina.keyboard.press("Shift+J")
    mina.keyboard.press("Shift+S")

    expect(line(mina)).to_contain_text("2 comments marked as spam.")
    expect(mina.locator("#live")).to_have_text("2 comments marked as spam.")
    expect(mina.locator(f"#comment-{third.id}")).to_be_focused()
    expect(mina.locator(f"#comment-{third.id}")).to_have_attribute("aria-current", "true")

    mina.keyboard.press("z")

    expect(line(mina)).to_contain_text("Undone: 2 comments are as they were.")
    expect(mina.locator(f"#comment-{third.id}")).to_be_focused()
    line(mina).get_by_role("link", name="Show them again").click()
    expect(mina.locator(f"#comment-{first.id}")).to_be_visible()
    assert statuses([first, second, third]) == {"pending"}


def test_z_takes_back_what_was_done_last_whichever_it_was(mina, site):
    one, two, three = (make_comment() for _ in range(3))
    mina.goto("/queue")
    mina.keyboard.press("a")
    expect(mina.locator(f"#comment-{one.id}.done")).to_be_visible()
    mina.keyboard.press("x")
    mina.keyboard.press("Shift+S")
    expect(line(mina)).to_contain_text("1 comment marked as spam.")

    mina.keyboard.press("z")

    expect(line(mina)).to_contain_text("Undone: 1 comment is as it was.")
    expect(mina.locator(f"#comment-{one.id}.done")).to_be_visible()
    assert reload(two).status is Status.PENDING
    assert reload(one).status is Status.APPROVED
    assert reload(three).status is Status.PENDING


def test_a_stop_is_heeded(mina, site):
    many, now = make_hundreds(250), datetime.now(UTC)
    with writing() as session:
        key = bulk.matching(session, moderator(site), "reject", Filters(), until=now, now=now)
        assert chunk.take(session, now=now)  # a worker that is slow: the server's own leaves it alone
    mina.goto(f"/queue?done={look(key).event.id}")

    line(mina).get_by_role("button", name="Stop").click()

    expect(line(mina)).to_contain_text("Stopped before the end. Nothing was changed.")
    expect(line(mina).get_by_role("progressbar")).to_have_count(0)
    expect(mina.locator("#cards > .card").first).to_be_visible()
    assert statuses(many) == {"pending"}


def test_escape_leaves_the_question(mina, site):
    comment = make_comment()
    mina.goto("/queue")
    mina.get_by_role("link", name="All that match…").click()
    expect(line(mina)).to_be_focused()

    mina.keyboard.press("Escape")

    expect(line(mina)).to_be_empty()
    expect(mina.locator(f"#comment-{comment.id}")).to_be_visible()


def test_the_list_is_not_made_anew_under_the_hands_of_somebody_who_writes(mina, site):
    many = make_hundreds(250)
    first = mina.locator(f"#comment-{many[0].id}")
    mina.goto("/queue")
    mina.get_by_role("link", name="All that match…").click()
    line(mina).get_by_role("button", name="All are spam").click()
    first.focus()
    mina.keyboard.press("r")
    mina.keyboard.type("as dus")

    expect(line(mina)).to_contain_text("250 comments marked as spam.", timeout=PATIENCE)
    mina.keyboard.type("k")

    expect(first.get_by_role("textbox")).to_have_value("as dusk")
    expect(first.get_by_role("textbox")).to_be_focused()
    expect(mina.locator("#live")).to_have_text("250 comments marked as spam.")
    mina.keyboard.press("Escape")
    expect(first.locator("textarea")).to_have_value("as dusk")
    line(mina).get_by_role("link", name="Show the list").click()
    expect(mina.locator("#cards > .card")).to_have_count(0)
    assert statuses(many) == {"spam"}


def test_a_ticked_card_in_which_one_has_written_stays_and_says_so(mina, site):
    lea, noor = make_comment(name="Lea"), make_comment(name="Noor")
    mina.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("Thank you")
    mina.keyboard.press("Escape")
    for name in ("Lea", "Noor"):
        mina.get_by_role("checkbox", name=f"Select {name}").check()

    mina.get_by_label("Selected comments").get_by_role("button", name="Approve").click()

    expect(line(mina)).to_contain_text("2 comments approved.")
    card = mina.locator(f"#comment-{lea.id}")
    expect(card).to_contain_text("This comment was decided with the others.")
    expect(card.locator("textarea")).to_have_value("Thank you")
    expect(card.get_by_role("checkbox")).not_to_be_checked()
    expect(mina.locator(f"#comment-{noor.id}")).to_have_count(0)
    assert statuses([lea, noor]) == {"approved"}
