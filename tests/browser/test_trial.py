"""Try before you save: changes are tried on the past while the form stays, with scripts and without."""

from playwright.sync_api import Page, expect

from moderation.domain import tune
from moderation.words import Status
from tests import people
from tests.factories import make_comment, reload
from tests.past import SHOUTED, changed_rules, decided, present

RULES = "/settings/potager/rules"


def make_loud(page: Page) -> None:
    """Type rules that hold what is in capitals."""
    page.goto(RULES)
    page.locator("[name='rules.shouting.on']").check()
    page.locator("[name='rules.shouting.points']").fill("5")


def test_changes_are_tried_and_then_saved(site, olga):
    decided("spam", text=SHOUTED)
    held = decided("approved", text="I SAW THIS VERY SOUP IN THE BBC LAST NIGHT")
    make_loud(olga)

    olga.get_by_role("button", name="See what would change").press("Enter")

    panel = olga.locator("#replay")
    expect(panel).to_contain_text("Tried on 2 decisions.")
    expect(panel.get_by_role("row", name="Spam caught")).to_contain_text("100.0%")
    expect(panel).to_contain_text("1 more spam caught")
    expect(panel).to_contain_text("1 genuine comment newly held")
    expect(panel.get_by_role("link", name="I SAW THIS VERY SOUP")).to_have_attribute(
        "href", f"/comments/{held.id}"
    )
    expect(olga.locator("[name='rules.shouting.points']")).to_have_value("5")
    assert not tune.book_of(present(site)).rule("shouting").on

    olga.get_by_role("button", name="Save changes").click()
    expect(olga.locator("#rules .message")).to_be_visible()
    assert tune.book_of(present(site)).rule("shouting").on


def test_what_is_wrong_stands_beside_its_field(olga):
    olga.goto(RULES)
    olga.get_by_label("Hold from").fill("999")

    olga.get_by_role("button", name="See what would change").click()

    expect(olga.get_by_label("Hold from")).to_have_attribute("aria-invalid", "true")
    expect(olga.get_by_label("Hold from")).to_be_focused()


def test_without_scripts_a_page_tells_how_far_it_is_and_leads_back(site, opened):
    decided("spam", text=SHOUTED)
    page = opened(people.olga(site), java_script_enabled=False)
    make_loud(page)

    page.get_by_role("button", name="See what would change").click()
    while page.get_by_role("link", name="See how far it is").is_visible():
        page.get_by_role("link", name="See how far it is").click()

    expect(page.get_by_text("1 more spam caught")).to_be_visible()
    page.get_by_role("link", name="Back to the rules, with these changes").click()
    expect(page.locator("[name='rules.shouting.points']")).to_have_value("5")
    page.get_by_role("button", name="Save changes").click()
    assert tune.book_of(present(site)).rule("shouting").on


def test_what_waits_is_judged_again_after_a_preview_and_taken_back_at_once(site, olga):
    waits = make_comment()
    changed_rules(site, {"mode": "unflagged"})
    olga.goto(RULES)

    olga.get_by_role("link", name="Judge what waits again").click()
    expect(olga.locator(f"#comment-{waits.id} .state")).to_have_text("Approved")
    olga.get_by_role("button", name="Judge them again").click()

    expect(olga.locator("#bulk-line")).to_contain_text("The rules decided 1 comment.")
    assert reload(waits).status is Status.APPROVED
    olga.get_by_role("button", name="Undo").click()
    expect(olga.locator("#bulk-line")).to_contain_text("Undone")
    assert reload(waits).status is Status.PENDING
