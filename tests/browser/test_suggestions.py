"""Suggestions in a real browser: looked for, taken, undone, hidden, by keyboard and without scripts."""

from playwright.sync_api import Page, expect

from moderation.domain.proposal import What
from moderation.rules.writer.blocked_author import BlockedAuthor
from tests import people
from tests.browser.desk import live
from tests.factories import rules_of
from tests.offers import HOST, advertised, board, genuine, looked, the
from tests.offers import opened as open_of

PAGE = "/settings/potager/suggestions"


def blocked() -> tuple[str, ...]:
    return rules_of().rule(BlockedAuthor).spam


def test_a_suggestion_is_looked_for_taken_and_undone(site, olga: Page):
    genuine()
    advertised()
    olga.goto("/settings/potager/rules")
    olga.get_by_role("link", name="Suggestions").click()

    olga.get_by_role("button", name="Look now").press("Enter")
    card = olga.locator(".suggestion", has_text=HOST)
    expect(card).to_contain_text("5 more spam caught")
    expect(olga.locator("#survey")).to_contain_text("20 approved, 5 spam")

    card.get_by_role("button", name="Take it").press("Enter")
    done = olga.locator(".done", has_text=HOST)
    expect(done.get_by_role("button", name="Undo")).to_be_focused()
    expect(live(olga)).to_contain_text("Taken:")
    assert blocked() == (HOST,)

    olga.keyboard.press("z")
    expect(card.get_by_role("button", name="Take it")).to_be_visible()
    assert blocked() == ()
    assert open_of(What.DOMAIN, board())


def test_what_is_hidden_stands_where_it_stood_with_the_way_back(site, olga: Page):
    genuine()
    advertised()
    told = the(What.DOMAIN, looked())
    olga.goto(PAGE)
    place = olga.locator(f"#suggestion-{told.row.id}")

    place.get_by_role("button", name="Hide").press("Enter")
    expect(place.get_by_role("button", name="Bring it back")).to_be_focused()
    expect(live(olga)).to_contain_text("Hidden:")
    olga.reload()
    expect(place).to_contain_text("Hidden:")

    place.get_by_role("button", name="Bring it back").press("Enter")
    expect(place.get_by_role("button", name="Take it")).to_be_visible()


def test_without_scripts_a_suggestion_is_taken_and_undone(site, opened):
    genuine()
    advertised()
    looked()
    page = opened(people.olga(site), java_script_enabled=False)
    page.goto(PAGE)

    page.locator(".suggestion", has_text=HOST).get_by_role("button", name="Take it").click()
    assert blocked() == (HOST,)
    page.locator(".done", has_text=HOST).get_by_role("button", name="Undo").click()

    expect(page.locator(".suggestion", has_text=HOST)).to_be_visible()
    assert blocked() == ()
