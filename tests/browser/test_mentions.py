"""Mentions at the desk in a browser: what is remembered of a source, and a look that is asked for."""

from playwright.sync_api import Page, expect

from moderation.domain.trouble import Reason
from moderation.rules.mentions.blocked_source import BlockedSource
from moderation.rules.trust.trusted import Trusted
from moderation.words import Errand, Status
from tests import people
from tests.browser.crowd_of_mentions import ago
from tests.browser.desk import current, interceptable, is_current, live, place
from tests.browser.test_failures import abort
from tests.factories import PASSWORD, make_comment, reload, rules_of
from tests.visits import announced, failing, linking, looked, now_of, of, verified


def trusted() -> tuple[str, ...]:
    """Whom the site trusts."""
    return rules_of().rule(Trusted).who


def lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the site has muted and blocked."""
    rule = rules_of().rule(BlockedSource)
    return rule.muted, rule.blocked


def more(page: Page, comment) -> None:
    """Open what is seldom done with a comment."""
    place(page, comment).get_by_text("More", exact=True).click()


def test_an_owner_trusts_a_source_goes_on_and_takes_both_back_by_one_key(olga):
    mention, other = verified(source="https://blog.example/post"), make_comment()
    olga.goto("/queue")
    more(olga, mention)

    place(olga, mention).get_by_role("button", name="Approve and always trust this source").click()

    is_current(olga, other)
    expect(live(olga)).to_contain_text("blog.example is always trusted from now on.")
    assert reload(mention).status is Status.APPROVED
    assert trusted() == ("blog.example",)

    olga.keyboard.press("z")

    is_current(olga, mention)
    assert reload(mention).status is Status.PENDING
    assert trusted() == ()


def test_an_owner_mutes_one_source_and_blocks_another(olga):
    muted, blocked = verified(source="https://one.example/post"), verified(source="https://two.example/post")
    olga.goto("/queue?kind=webmention")  # where what says the same is not folded

    more(olga, muted)
    place(olga, muted).get_by_role("button", name="Mute this source").click()
    expect(place(olga, muted)).to_contain_text("one.example is muted from now on.")
    more(olga, blocked)
    place(olga, blocked).get_by_role("button", name="Block this source").click()
    expect(place(olga, blocked)).to_contain_text("two.example is blocked from now on.")

    assert lists() == (("one.example",), ("two.example",))
    assert reload(muted).status is reload(blocked).status is Status.REJECTED


def test_what_is_remembered_without_a_decision_is_said_on_the_card(olga):
    mention = verified(None, linking(), source="https://blog.example/post")
    olga.goto("/queue")
    olga.keyboard.press("a")
    expect(place(olga, mention)).to_contain_text("Approved")
    olga.goto(f"/comments/{mention.id}")
    more(olga, mention)

    olga.get_by_role("button", name="Always trust this source").click()

    expect(place(olga, mention)).to_contain_text("blog.example is always trusted from now on.")
    expect(live(olga)).to_contain_text("blog.example is always trusted from now on.")
    olga.get_by_role("link", name="History of the rules").click()
    expect(olga.locator("#changes")).to_contain_text("blog.example")


def test_a_moderator_has_a_source_looked_at_again_beside_the_queue(mina):
    mention = verified()
    make_comment()
    mina.goto("/queue")
    button = mina.locator("#proof").get_by_role("button", name="Check again")

    button.click()

    line = place(mina, mention).locator(".check")
    expect(line).to_contain_text("Will be checked in a moment")
    expect(mina.locator("#proof")).to_contain_text("Will be checked in a moment")
    expect(live(mina)).to_have_text("The source will be checked in a moment.")
    expect(button).to_be_focused()
    assert of(mention).state is Errand.DUE


def test_a_look_that_could_not_be_asked_for_is_asked_for_again(mina):
    mention = announced(at=ago(minutes=9))  # the worker forgets what failed long ago
    looked(mention, failing(Reason.NOT_FOUND, status=404), at=ago(minutes=8), is_last=True)
    interceptable(mina).goto("/mentions")
    mina.route("**/check", abort)
    row = mina.locator(f"#mention-{mention.id}")
    row.get_by_role("button", name="Check again").click()
    expect(row.get_by_role("alert")).to_contain_text("The connection was lost.")

    mina.unroute("**/check")
    row.get_by_role("button", name="Try again").click()

    expect(row).to_contain_text("Will be checked in a moment")
    expect(row.get_by_role("alert")).to_have_count(0)
    assert now_of(mention).state is Errand.DUE


def test_unverified_mentions_are_sifted_and_each_view_is_an_address(mina):
    announced(source="https://one.example/post")
    announced(source="https://two.example/post")
    mina.goto("/queue")
    mina.get_by_role("link", name="Mentions", exact=True).click()
    expect(mina.locator(".mention")).to_have_count(2)

    mina.get_by_label("Host or address of the source").fill("one.example")
    mina.keyboard.press("Enter")

    expect(mina.locator(".mention")).to_have_count(1)
    assert "q=one.example" in mina.url
    mina.reload()
    expect(mina.locator(".mention")).to_contain_text("one.example/post")
    mina.get_by_role("link", name="Show everything").click()
    expect(mina.locator(".mention")).to_have_count(2)
    mina.go_back()
    expect(mina.locator(".mention")).to_have_count(1)


def test_what_was_fetched_is_read_with_the_keyboard_alone(mina):
    mention = verified(None, linking(preview="A line of the source.\n" * 200))
    make_comment()
    mina.goto("/queue")
    expect(current(mina)).to_have_id(f"comment-{mention.id}")
    box = current(mina).locator(".fetched")
    current(mina).locator(".preview summary").focus()

    mina.keyboard.press("Enter")
    mina.keyboard.press("Tab")
    expect(box).to_be_focused()
    mina.keyboard.press("PageDown")

    expect(box).not_to_have_js_property("scrollTop", 0)
    mina.keyboard.press("Escape")
    expect(box).to_be_hidden()
    is_current(mina, mention)


def test_without_scripts_a_source_is_muted_taken_back_and_looked_at_again(opened, site):
    people.olga(site)
    mention = verified(source="https://blog.example/post")
    page: Page = opened(java_script_enabled=False)
    page.goto(f"/comments/{mention.id}")
    page.get_by_label("E-mail").fill("olga@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("button", name="Check again").click()
    expect(page.locator(".message")).to_have_text("The source will be checked in a moment.")
    expect(page.locator(".check")).to_contain_text("Will be checked in a moment")

    page.goto("/queue")
    more(page, mention)
    page.get_by_role("button", name="Mute this source").click()
    expect(place(page, mention)).to_contain_text("blog.example is muted from now on.")
    assert lists() == (("blog.example",), ())

    page.get_by_role("button", name="Undo").click()
    expect(place(page, mention).get_by_role("button", name="Approve").first).to_be_visible()
    assert lists() == ((), ())
    assert reload(mention).status is Status.PENDING

    page.goto("/mentions")
    page.get_by_label("State").select_option("Failed")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".empty")).to_contain_text("Nothing here with these filters.")
