"""Finding in a real browser: the box, what narrows a list, and the way back; by keys and by clicks."""

import pytest
from playwright.sync_api import Locator, Page, expect

from moderation.store.leads import LOOK
from tests import people
from tests.browser.desk import is_chosen, live, place, undecided
from tests.copies import copies
from tests.factories import make_comment, make_mention

SPAMMY = "Buy cheap followers at https://followers.example now"


def box(page: Page) -> Locator:
    """The field in the bar."""
    return page.get_by_role("searchbox", name="Search comments")


def chips(page: Page) -> Locator:
    """What narrows the list and can be taken away."""
    return page.locator("#tools a", has_text="×")


def test_a_slash_leads_to_the_box_and_what_is_found_stands_in_its_place(mina):
    make_comment(text="Turnips")
    leek = make_comment(text="Leek soup")
    mina.goto("/queue")

    mina.keyboard.press("/")
    expect(box(mina)).to_be_focused()
    mina.keyboard.type("leek")
    mina.keyboard.press("Enter")

    expect(undecided(mina)).to_have_count(1)
    expect(place(mina, leek)).to_be_visible()
    expect(mina).to_have_url("/queue?status=pending&q=leek")
    expect(live(mina)).to_contain_text("Pending")


def test_the_box_says_what_is_searched_for_whichever_way_one_goes(mina):
    make_comment(text="Leek soup")
    make_comment(text="Turnips", status="spam")
    mina.goto("/queue?q=leek")
    expect(box(mina)).to_have_value("leek")

    chips(mina).click()
    expect(undecided(mina)).to_have_count(1)
    expect(chips(mina)).to_have_count(0)
    expect(box(mina)).to_have_value("")

    mina.locator("#counts").get_by_role("link", name="Spam").first.click()
    expect(mina.get_by_role("heading", name="Spam")).to_be_visible()
    box(mina).fill("turnip")
    box(mina).press("Enter")
    expect(mina).to_have_url("/queue?status=spam&q=turnip")
    expect(undecided(mina)).to_have_count(1)

    mina.go_back()
    expect(mina).to_have_url("/queue?status=spam")
    expect(box(mina)).to_have_value("")
    expect(mina.get_by_role("heading", name="Spam")).to_be_visible()


def test_a_search_without_hits_leads_to_all_statuses_in_one_click(mina):
    gone = make_comment(text="Turnips", status="rejected")
    make_comment()
    mina.goto("/queue?q=turnip")

    mina.get_by_role("link", name="Look in all statuses").click()

    is_chosen(mina, gone)
    expect(mina.get_by_role("heading", name="All", exact=True)).to_be_visible()
    expect(mina).to_have_title("All · Potager")


def test_from_a_card_to_all_of_the_same_writer_and_back(mina):
    one = make_comment(email="ines@mail.example", text="One")
    other = make_comment(email="ines@mail.example", text="Other", status="spam")
    make_comment()
    mina.goto("/queue")

    place(mina, one).get_by_role("link", name="ines@mail.example").click()
    expect(place(mina, other)).to_be_visible()
    expect(undecided(mina)).to_have_count(2)
    expect(box(mina)).to_have_value("ines@mail.example")

    mina.go_back()
    expect(undecided(mina)).to_have_count(2)
    expect(place(mina, other)).to_have_count(0)


def test_the_rules_that_hold_narrow_the_list(mina):
    spammy = make_comment(text=SPAMMY)
    make_comment()
    mina.goto("/queue")

    mina.locator("#counts").get_by_role("link", name="Selling words").click()

    expect(undecided(mina)).to_have_count(1)
    is_chosen(mina, spammy)
    expect(chips(mina)).to_contain_text("Held by: Selling words")


def test_what_too_much_would_have_to_be_looked_through_for_comes_when_it_is_asked_for(mina, site):
    copies(make_comment(site, status="spam"), LOOK)
    needle = make_mention(site, status="spam")
    mina.goto("/queue?status=spam&kind=pingback&page=https://potager.example/soup")
    expect(mina.locator(".empty")).to_contain_text("Nothing among those looked at so far.")

    mina.get_by_role("link", name="Look further").click()

    expect(place(mina, needle)).to_be_visible()
    expect(mina.locator(".empty")).to_be_hidden()
    expect(mina.get_by_role("link", name="Look further")).to_have_count(0)


@pytest.mark.parametrize("q", ["leek", "carpentier"])
def test_everything_is_found_without_scripts(site, opened, q):
    tab = opened(people.mina(site), java_script_enabled=False)
    found = make_comment(site, name="Inès Carpentier", text="Leek soup")
    make_comment(site, text="Turnips")
    tab.goto("/queue?sort=newest")

    box(tab).fill(q)
    tab.get_by_role("button", name="Search").click()

    expect(undecided(tab)).to_have_count(1)
    expect(place(tab, found)).to_be_visible()
    expect(tab).to_have_url(f"/queue?status=pending&sort=newest&q={q}")
