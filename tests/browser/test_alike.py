"""Look-alikes in a real browser: folded, opened, decided at once and taken back, by mouse and by keys."""

from playwright.sync_api import Locator, Page, expect

from moderation.store.comments import Comment
from tests import people
from tests.browser.desk import is_chosen, is_current, place
from tests.domain.test_alike import NEAR, OTHER, WORDS
from tests.factories import PASSWORD, make_comment
from tests.ledger import kept, recounted
from tests.many import statuses


def line(page: Page) -> Locator:
    """What is told of an act on many."""
    return page.locator("#bulk-line")


def five_alike() -> list[Comment]:
    """Five that are alike, one on another page."""
    texts = [WORDS, NEAR, WORDS, NEAR]
    made = [make_comment(name=f"Robot {n}", text=text) for n, text in enumerate(texts)]
    return [*made, make_comment(name="Robot 9", text=NEAR, page="/bread")]


def test_look_alikes_are_decided_at_once_and_taken_back(mina, site):
    many, other = five_alike(), make_comment(name="Noor", text=OTHER)
    counts = kept(site)
    mina.goto("/queue")
    card = place(mina, many[0])
    expect(mina.locator("#cards > .card")).to_have_count(2)
    is_chosen(mina, many[0])

    card.get_by_text("4 like this").click()
    expect(card.locator(".alike").get_by_role("link", name="Robot 9")).to_be_visible()
    card.get_by_role("button", name="All 5 are spam").click()

    expect(line(mina)).to_contain_text("5 comments marked as spam.")
    expect(mina.locator("#live")).to_have_text("5 comments marked as spam.")
    expect(card).to_have_count(0)
    is_current(mina, other)
    expect(mina.locator("#counts")).to_contain_text("Spam 5")
    assert statuses(many) == {"spam"}
    assert statuses([other]) == {"pending"}
    assert kept(site) == recounted(site)

    mina.keyboard.press("z")

    expect(line(mina)).to_contain_text("Undone: 5 comments are as they were.")
    line(mina).get_by_role("link", name="Show them again").click()
    expect(place(mina, many[0]).locator(".alike")).to_contain_text("4 like this")
    assert statuses(many) == {"pending"}
    assert kept(site) == counts == recounted(site)


def test_keys_decide_on_the_one_that_is_seen_and_tell_of_those_that_wait(mina, site):
    many = five_alike()
    other = make_comment(name="Noor", text=OTHER)
    mina.goto("/queue")

    mina.keyboard.press("s")

    expect(place(mina, many[0])).to_contain_text("4 like it wait")
    is_current(mina, other)
    assert statuses(many[1:]) == {"pending"}

    place(mina, many[0]).get_by_role("link", name="4 like it wait").click()

    expect(mina.locator("#cards > .card")).to_have_count(4)
    expect(mina.locator("#tools")).to_contain_text("Nearly the same text")


def test_look_alikes_are_opened_and_decided_with_scripts_off(opened, site):
    people.mina(site)
    many, other = five_alike(), make_comment(name="Noor", text=OTHER)
    page = opened(java_script_enabled=False)
    page.goto("/queue")
    page.get_by_label("E-mail").fill("mina@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_text("4 like this").click()
    page.get_by_role("link", name="Show all of them one by one").click()
    expect(page.locator("#cards > .card")).to_have_count(5)
    page.go_back()
    page.get_by_role("button", name="Reject all 5").click()

    expect(line(page)).to_contain_text("5 comments rejected.")
    assert statuses(many) == {"rejected"}
    line(page).get_by_role("button", name="Undo").click()
    expect(line(page)).to_contain_text("Undone: 5 comments are as they were.")
    assert statuses([*many, other]) == {"pending"}
