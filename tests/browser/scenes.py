"""What people look at: a site on which everything has happened, and each page of it in each of its states."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from moderation.domain import annotate, decide, like, tune, wave
from moderation.domain.proposal import What
from moderation.store import tallies
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.people import User
from moderation.store.sites import Site
from moderation.words import Errand, Kind, Status
from tests import people
from tests.browser import crowd_of_mentions
from tests.browser.desk import interceptable, mark
from tests.browser.once import once
from tests.factories import (
    TESTS,
    edited,
    erased,
    failed_sending,
    make_comment,
    make_mention,
    make_sending,
    the_site,
    tick,
    turned,
)
from tests.lists import found_by, put
from tests.offers import (
    HOST,
    advertised,
    aged,
    by_one,
    genuine,
    held_and_approved,
    hidden,
    looked,
    the,
    worded,
)
from tests.past import SHOUTED, changed_rules, decided
from tests.visits import verified

URL = "https://potager.example/soup"
LIST = "/settings/potager/lists/blocked_words.words"
THREAD = f"/s/potager/thread?url={URL}"
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff" * 7
LONG_TEXT = "Donaudampfschifffahrtsgesellschaftskapitän" * 238
FLAGGED = "Visit my shop: cheap followers and loans at https://followers.example and https://loans.example"


@dataclass(frozen=True)
class Furnished:
    """What the pages are about."""

    olga: User
    pending: Comment
    reply: Comment


@dataclass(frozen=True)
class Scene:
    """One page in one of its states; `show` leads a tab there, of Olga or of somebody without an account."""

    name: str
    show: Callable[[Page, Furnished], None]
    is_signed_in: bool = True

    def __str__(self) -> str:
        return self.name


@once
def furnish(site: Site) -> Furnished:
    """A thread with replies, a member's answer, mentions and likes; a queue with whatever may wait in one."""
    olga = people.olga(site)
    people.mina(site)
    said: dict[str, Any] = {"name": "Lea", "website": "https://lea.example", "page_title": "Soup in winter"}
    root = branch = make_comment(site, status="approved", **said)
    for n in range(6):
        text = f"> quoted\n\n`code` and *more* {n}\n\n- one\n- two"
        branch = make_comment(site, status="approved", parent=branch, text=text)
    taken_down = make_comment(site, status="approved", parent=root)
    make_comment(site, status="approved", parent=taken_down)
    turned(taken_down, "reject")
    gone = make_comment(site, status="approved", parent=root)
    make_comment(site, status="approved", parent=gone)
    erased(gone)
    looking = people.viewer(olga)
    with writing() as session:
        decide.reply(session, looking, root.id, "Rather at night.", seen=None, key="furnished", now=tick())
    with writing() as session:
        like.like_comment(session, site, root.id, b"a visitor")
    make_comment(site, status="approved", name=LONG_NAME, text=LONG_TEXT)
    make_mention(site, status="approved", kind=Kind.WEBMENTION, name="A walk in the hills")
    reply = make_comment(site, parent=root, text="Or in the morning?", name="Noor")
    pending = make_comment(site, text=FLAGGED, name="Cheap Followers", website="https://followers.example")
    addresses: dict[str, Any] = {"email": f"{'e' * 87}@mail.example", "website": f"https://{'w' * 192}"}
    make_comment(site, name=LONG_NAME, text=LONG_TEXT, **addresses)
    make_mention(site, status="pending", kind=Kind.TRACKBACK, source=f"https://blog.example/{'s' * 1_000}")
    make_comment(site, text="سأزرع الطماطم في الربيع", name="ليلى")
    make_comment(site, status="spam", honeypot="https://pills.example")
    return Furnished(olga=olga, pending=pending, reply=reply)


def at(path: str) -> Callable[[Page, Furnished], None]:
    """A page that is there at once."""

    def show(page: Page, given: Furnished) -> None:
        page.goto(path.format(pending=given.pending.id, reply=given.reply.id))

    return show


def login_refused(page: Page, given: Furnished) -> None:
    """A wrong password."""
    page.goto("/login")
    page.get_by_label("E-mail").fill("olga@desk.example")
    page.get_by_label("Password").fill("a wrong password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()


def with_context(page: Page, given: Furnished) -> None:
    """A queue with what stands around its current comment: a past, a thread, an edit, a note."""
    edited(given.reply, text="Or in the evening?")
    looking = people.viewer(given.olga)
    with writing() as session:
        annotate.add(session, looking, given.reply.id, "She asked by mail.", now=tick())
    page.goto("/queue")
    expect(page.locator("#context #notes")).to_contain_text("She asked by mail.")


def with_look_alikes(page: Page, given: Furnished) -> None:
    """A queue in which one card stands for others, and is open."""
    said = "The same long words come again and again in this queue, and only the last one of them differs:"
    for n in range(6):
        make_comment(name=LONG_NAME if n == 1 else f"Robot {n}", text=f"{said} {'w' * 60 if n == 1 else n}")
    page.goto("/queue?sort=newest")
    page.get_by_text("5 like this").click()
    expect(page.get_by_role("button", name="Approve all 6")).to_be_visible()


def with_a_wave(page: Page, given: Furnished) -> None:
    """A queue with wave mode on a page, one suggested for the site, and the form that begins one."""
    now = datetime.now(UTC)
    for n in range(20):
        make_comment(page=f"/page-{n % 5}", at=now)
    with writing() as session:
        looking = people.viewer(given.olga)
        wave.begin(session, looking, "potager", given.pending.page_id, hours=24, now=now)
    page.goto("/queue")
    page.get_by_text("Wave mode…").click()
    expect(page.get_by_role("button", name="Hold strangers for 6 hours")).to_be_visible()
    expect(page.get_by_role("button", name="End now")).to_be_visible()


def with_a_line(page: Page, given: Furnished) -> None:
    """A queue in which something was decided."""
    page.goto("/queue")
    page.keyboard.press("a")
    expect(page.locator(".done")).to_be_visible()


def with_a_reply(page: Page, given: Furnished) -> None:
    """A reply that was sent empty."""
    page.goto("/queue")
    page.keyboard.press("r")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".reply .error")).to_be_visible()


def with_a_conflict(page: Page, given: Furnished) -> None:
    """Somebody was faster."""
    page.goto("/queue")
    turned(given.reply, "approve")
    page.keyboard.press("s")
    expect(page.get_by_role("alert")).to_be_visible()


def with_a_failure(page: Page, given: Furnished) -> None:
    """The line was lost."""
    interceptable(page).goto("/queue")
    page.route("**/comments/*/*", lambda route: route.abort())
    page.keyboard.press("s")
    expect(page.get_by_role("alert")).to_be_visible()


def with_more(page: Page, given: Furnished) -> None:
    """What is seldom done with a comment, and beside it one that was deleted."""
    page.goto("/queue?status=rejected")
    page.get_by_text("More", exact=True).first.click()
    expect(page.get_by_role("link", name="Edit…").first).to_be_visible()
    expect(page.locator(".gone")).to_be_visible()


def with_a_wrong_edit(page: Page, given: Furnished) -> None:
    """Words that are too long, and somebody else's edit meanwhile."""
    page.goto(f"/comments/{given.pending.id}/edit")
    edited(given.pending, text="Other words")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("textbox", name="Name").fill("n" * 300)
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".words .error")).to_be_visible()


def with_news(page: Page, given: Furnished) -> None:
    """Somebody else has decided, and something came in."""
    page.goto("/queue")
    turned(given.reply, "approve")
    make_comment()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#fresh a")).to_be_visible()


def with_an_ended_session(page: Page, given: Furnished) -> None:
    """The session has ended, and a form asks to sign in again; the password is wrong at first."""
    page.goto("/queue")
    page.context.clear_cookies()
    page.keyboard.press("a")
    page.get_by_label("E-mail").fill("olga@desk.example")
    page.get_by_label("Password").fill("a wrong password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()


def with_an_act_on_many(page: Page, given: Furnished) -> None:
    """Three were ticked, and somebody was faster with one of them."""
    page.goto("/queue")
    for _ in range(2):
        page.keyboard.press("Shift+J")
    turned(given.reply, "approve")
    page.keyboard.press("Shift+D")
    expect(page.locator("#bulk-line.done")).to_contain_text("meanwhile")


def rules_with_an_error_and_a_trial(page: Page, given: Furnished) -> None:
    """Two settings that are not right, and below them a text that was tried."""
    page.goto("/settings/potager/rules")
    page.get_by_label("Hold from").fill("999")
    page.locator("[name='rules.blocked_words.words']").fill("*")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_label("Hold from")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Hold from").fill("4")
    page.locator("[name='rules.blocked_words.words']").fill("casino")
    page.get_by_role("textbox", name="Comment", exact=True).fill(FLAGGED)
    page.get_by_role("button", name="Try").click()
    expect(page.locator("#trial .why")).to_be_visible()
    expect(page.get_by_label("Hold from")).to_have_attribute("aria-invalid", "true")


def what_was_learned(page: Page, given: Furnished) -> None:
    """From a decision of each sort."""
    turned(given.reply, "approve")
    page.goto("/settings/potager/learned")
    expect(page.get_by_role("button", name="Forget what was learned")).to_be_visible()


def rules_with_health(page: Page, given: Furnished) -> None:
    """Rules that hit: often right, often wrong, of trust, undecided, and rejected."""
    now, site = datetime.now(UTC), the_site()
    make_comment(site, honeypot="x", status=None, at=now)
    turned(
        make_comment(site, text="My shop: https://a.example https://b.example https://c.example", at=now),
        "reject",
    )
    for rule, aim, spam, approved in (
        ("call_to_action", Status.SPAM, 12_345, 6),
        ("selling_words", Status.SPAM, 14, 17),
        ("known_author", Status.APPROVED, 1, 288),
    ):
        with writing() as session:
            for status, n in ((Status.SPAM, spam), (Status.APPROVED, approved)):
                key = site.id, tallies.HITS[aim], f"{now:%Y-%m-%d} {rule}", status
                tallies.add(session, key, n, now - timedelta(days=40))
    page.goto("/settings/potager/rules")
    expect(page.locator(".health .good")).to_have_count(2)
    expect(page.locator(".health .bad")).to_have_count(1)


def lists_of_wordpress_with_an_error(page: Page, given: Furnished) -> None:
    """A number of links that is none."""
    page.goto("/settings/potager/rules/wordpress")
    page.get_by_label("Hold a comment from so many links on").fill("two")
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("#wordpress .error")).to_be_visible()


def lists_of_wordpress_taken_over(page: Page, given: Furnished) -> None:
    """Lists with a line twice and one that is too long."""
    page.goto("/settings/potager/rules/wordpress")
    page.get_by_label("Disallowed comment keys: what is spam").fill(f"casino\nCasino\n{LONG_TEXT}")
    page.get_by_label("Hold a comment from so many links on").fill("2")
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("#wordpress")).to_contain_text("1 line taken")


def with_a_trial(page: Page, given: Furnished) -> None:
    """Changes that were tried on the past: spam newly caught, and a genuine comment newly held."""
    tried(page)
    expect(page.locator("#replay .moved").first).to_be_visible()


def page_of_a_trial(page: Page, given: Furnished) -> None:
    """The same on a page of its own."""
    tried(page)
    page.goto("/settings/potager/rules/trial/1")


def moved_by_a_trial(page: Page, given: Furnished) -> None:
    """The comments that would be newly held."""
    tried(page)
    page.locator("#replay .moved", has_text="genuine").get_by_role("link", name="see them").click()
    expect(page.locator("#moved .card")).to_be_visible()


def tried(page: Page) -> None:
    """Try loud rules on a loud past."""
    decided("spam", text=SHOUTED)
    decided("approved", text=f"WHAT A DAY IN THE GARDEN, AND ALL THE BEANS ARE IN {'X' * 200}")
    decided("rejected")
    page.goto("/settings/potager/rules")
    page.locator("[name='rules.shouting.on']").check()
    page.locator("[name='rules.shouting.points']").fill("5")
    page.get_by_role("button", name="See what would change").click()
    expect(page.locator("#replay:not([aria-busy])")).to_contain_text("Tried on")


def judged_again(page: Page, given: Furnished) -> None:
    """Two of those that wait would wait no longer."""
    changed_rules(
        the_site(), {"mode": "unflagged", "spam_from": 5, "rules": {"shouting": {"on": True, "points": 5}}}
    )
    make_comment(text=SHOUTED, status=None)
    page.goto("/settings/potager/rules/again")
    expect(page.get_by_role("button", name="Judge them again")).to_be_visible()


def with_sent_mentions(page: Page, given: Furnished) -> None:
    """One in each state, one of them with a very long address, and one that was just tried again."""
    told: dict[str, Any] = {"state": Errand.DONE, "due_at": None, "checked_at": tick()}
    make_sending(protocol="webmention", **told)
    make_sending(trouble="no_endpoint", **told)
    make_sending(trouble="not_now", tries=2, checked_at=tick(), target=f"https://a.example/{'x' * 1_000}")
    failed_sending()
    failed_sending(trouble="no_link_seen")
    page.goto("/mentions/sent")
    page.get_by_role("button", name="Try again").first.click()
    expect(page.locator("#sendings li").first).to_contain_text("On its way")


def mentions_of_each_kind(page: Page, given: Furnished) -> None:
    """A card of each kind of mention, and of each way in which one was verified."""
    crowd_of_mentions.standing(the_site())
    page.goto("/queue?sort=newest")
    expect(page.locator("#context #proof")).to_be_visible()
    for summary in page.locator(".preview summary").all():
        summary.click()


def a_mention(page: Page, given: Furnished) -> None:
    """One that has lost its link, with all that opens on its page."""
    comment = crowd_of_mentions.withdrawn(the_site())
    page.goto(f"/comments/{comment.id}")
    page.locator(".preview summary").click()
    page.locator(".more summary").click()
    expect(page.get_by_role("button", name="Block this source")).to_be_visible()


def a_source_that_was_refused(page: Page, given: Furnished) -> None:
    """Trust that the rules do not know at present."""
    comment = verified(the_site())
    with writing() as session:
        off = {"rules": {"trusted": {"on": False}}}
        tune.load(session, session.merge(the_site()), off, by=TESTS, now=tick())
    page.goto(f"/comments/{comment.id}")
    page.locator(".more summary").click()
    page.get_by_role("button", name="always trust this source").click()
    expect(page.get_by_role("alert")).to_be_visible()


def unverified_mentions(page: Page, given: Furnished) -> None:
    """Those that wait, were tried, failed, were withdrawn; one of which is looked at again."""
    crowd_of_mentions.waiting(the_site())
    page.goto("/mentions")
    page.get_by_role("button", name="Check again").last.click()
    expect(page.locator(".mention").last).to_contain_text("Will be checked in a moment")
    for summary in page.locator(".looked summary").all():
        summary.click()


def with_lines(page: Page, given: Furnished) -> None:
    """Lines with options, reasons and hits, one of them long; the last was just added."""
    put("casino", "press [inside, name, text]", "x" * 200, why="They write every week.")
    turned(found_by("casino"), "spam")
    found_by("casino")
    page.goto(LIST)
    page.get_by_label("Words, with").fill("SEO king")
    page.get_by_label("Capitals matter").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".done")).to_contain_text("Added: SEO king")


def with_a_line_to_change(page: Page, given: Furnished) -> None:
    """A line in its form, which somebody meant to look nowhere."""
    put("bingo [name]")
    page.goto(LIST)
    page.get_by_role("link", name="Change: bingo").click()
    expect(page.get_by_role("heading", name="Change a line")).to_be_visible()
    page.get_by_role("checkbox", name="Name").uncheck()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Choose at least one field")).to_be_visible()


def with_bad_lines(page: Page, given: Furnished) -> None:
    """Many lines, of which some cannot be taken."""
    page.goto(LIST)
    page.get_by_text("Add many lines").click()
    page.get_by_role("textbox", name="Lines").fill("poker\n*\nfoo [loud]\n" + "x" * 300)
    page.get_by_role("button", name="Add all").click()
    expect(page.get_by_role("alert")).to_contain_text("3 lines were not added")


def suggestions(page: Page, given: Furnished) -> None:
    """One of most kinds, of which one was just taken and one was hidden before."""
    held_and_approved(20)
    put(*(f"old {n}" for n in range(60)), "x" * 200)
    aged()
    genuine()
    advertised(host=f"{'followers' * 6}.example")
    worded()
    by_one(text="I have nothing to say.")
    found = looked(now=datetime.now(UTC))
    hidden(the(What.AUTHOR, found))
    page.goto("/settings/potager/suggestions")
    page.get_by_role("button", name="Take it").first.click()
    expect(page.locator(".done", has_text="Taken:")).to_be_visible()
    page.locator(".before summary").click()
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()


def suggestion_that_fits_no_more(page: Page, given: Furnished) -> None:
    """Somebody has blocked the host meanwhile."""
    genuine()
    advertised()
    told = the(What.DOMAIN, looked(now=datetime.now(UTC)))
    page.goto("/settings/potager/suggestions")
    put(HOST, name="blocked_author.spam")
    page.locator(f"#suggestion-{told.row.id}").get_by_role("button", name="Take it").click()
    expect(page.get_by_role("alert")).to_be_visible()


def feed_with_an_error(page: Page, given: Furnished) -> None:
    """An address that is none, and another feed that could not be read."""
    with writing() as session:
        site = session.merge(the_site())
        site.feed, site.feed_trouble = "https://potager.example/feed.xml", "no_feed"
    page.goto("/settings/potager/mentions")
    page.get_by_label("Address of the feed").fill("my feed")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_label("Address of the feed")).to_have_attribute("aria-invalid", "true")


def thread_with_errors(page: Page, given: Furnished) -> None:
    """A form with something wrong in each field."""
    page.goto(THREAD)
    page.locator("#say").evaluate("form => form.noValidate = true")
    page.get_by_label("E-mail").fill("lea")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#say .error").first).to_be_visible()


def thread_with_a_report(page: Page, given: Furnished) -> None:
    """A reader who has just reported a comment."""
    page.goto(THREAD)
    page.get_by_role("button", name="Report").first.click()
    expect(page.locator(".reported")).to_be_focused()


def put_aside(page: Page, given: Furnished) -> None:
    """What rules rejected and nobody has looked at."""
    site = the_site()
    with writing() as session:
        place = session.merge(site)
        quiet = {"rules": {"blocked_author": {"quiet": ["dan@mail.example"]}}}
        tune.load(session, place, quiet, by=TESTS, now=tick())
    make_comment(the_site(), email="dan@mail.example", text="I told you so.", status=None)
    page.goto("/queue?status=rejected&by=rules")
    expect(page.locator(".card")).to_contain_text("You set this author aside quietly")


def thread_with_a_held_comment(page: Page, given: Furnished) -> None:
    """The own comment, which waits."""
    page.goto(THREAD)
    page.get_by_role("textbox", name="Comment").fill("Should I water at noon?")
    page.get_by_label("Name").fill("Tom")
    page.get_by_label("E-mail").fill("tom@mail.example")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".held")).to_be_visible()


def with_marked_words(page: Page, given: Furnished) -> None:
    """Words of a card are marked, and what can be done with them stands beside them."""
    page.goto("/queue")
    mark(page, given.reply, "morning")
    expect(page.get_by_role("complementary", name="Marked words")).to_be_visible()


def with_a_rule_from_words(page: Page, given: Furnished) -> None:
    """A form for marked words in a card's place, with what they would touch."""
    put("followers")
    with_marked_words(page, given)
    page.keyboard.press("m")
    page.get_by_role("textbox", name="Words").fill("followers")
    expect(page.locator(".reach")).to_contain_text("1 pending")
    page.get_by_role("radio", name="Blocked words").check()
    expect(page.locator(".reach")).to_contain_text("On this list already")


def with_a_wrong_rule(page: Page, given: Furnished) -> None:
    """A form for a person, sent with a line that is nobody, about a rule that is off."""
    changed_rules(the_site(), {"rules": {"blocked_author": {"on": False}}})
    page.goto(f"/comments/{given.pending.id}/example?do=block-person")
    page.get_by_role("textbox", name="E-mail").fill("999.1.1.1")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".example .error")).to_be_visible()


SCENES = (
    Scene("login", at("/login"), is_signed_in=False),
    Scene("login refused", login_refused, is_signed_in=False),
    Scene("queue", at("/queue")),
    Scene("queue of a page", at(f"/queue?page={URL}&kind=comment&sort=newest")),
    Scene("approved", at("/queue?status=approved")),
    Scene("spam", at("/queue?status=spam")),
    Scene("empty queue", at("/queue?status=rejected&kind=pingback")),
    Scene("search", at("/queue?status=all&q=lea&rule=selling_words&sort=points")),
    Scene("search without hits", at("/queue?q=turnip")),
    Scene("spam that rules decided", at("/queue?status=spam&by=rules")),
    Scene("queue with context", with_context),
    Scene("queue with a line", with_a_line),
    Scene("queue in a wave", with_a_wave),
    Scene("queue with look-alikes", with_look_alikes),
    Scene("act on many", with_an_act_on_many),
    Scene("all that match", at("/comments/bulk?all=1")),
    Scene("act refused", at("/comments/bulk?all=1&until=x")),
    Scene("reply refused", with_a_reply),
    Scene("conflict", with_a_conflict),
    Scene("failure", with_a_failure),
    Scene("queue with news", with_news),
    Scene("ended session", with_an_ended_session),
    Scene("comment", at("/comments/{pending}")),
    Scene("edit", at("/comments/{pending}/edit")),
    Scene("edit refused", with_a_wrong_edit),
    Scene("delete for good", at("/comments/{pending}/erase")),
    Scene("more", with_more),
    Scene("marked words", with_marked_words),
    Scene("rule from marked words", with_a_rule_from_words),
    Scene("rule from a domain", at("/comments/{pending}/example?do=block-domain")),
    Scene("rule for a person refused", with_a_wrong_rule),
    Scene(
        "what a line touches",
        at("/comments/{pending}/example/pending?do=block-words&line_0=followers&field_text=y"),
    ),
    Scene("rules", at("/settings/potager/rules")),
    Scene("rules with health", rules_with_health),
    Scene("rules with an error and a trial", rules_with_an_error_and_a_trial),
    Scene("what was learned", what_was_learned),
    Scene("lists of WordPress", at("/settings/potager/rules/wordpress")),
    Scene("lists of WordPress with an error", lists_of_wordpress_with_an_error),
    Scene("lists of WordPress taken over", lists_of_wordpress_taken_over),
    Scene("rules with a trial on the past", with_a_trial),
    Scene("trial", page_of_a_trial),
    Scene("moved by a trial", moved_by_a_trial),
    Scene("judge again", judged_again),
    Scene("no suggestions", at("/settings/potager/suggestions")),
    Scene("suggestions", suggestions),
    Scene("suggestion that fits no more", suggestion_that_fits_no_more),
    Scene("lists", at("/settings/potager/lists")),
    Scene("empty list", at("/settings/potager/lists/held_words.words")),
    Scene("list with what was done", with_lines),
    Scene("list with a line to change", with_a_line_to_change),
    Scene("list with bad lines", with_bad_lines),
    Scene("sent mentions", with_sent_mentions),
    Scene("no sent mentions", at("/mentions/sent")),
    Scene("mentions of each kind", mentions_of_each_kind),
    Scene("mention", a_mention),
    Scene("source refused", a_source_that_was_refused),
    Scene("unverified mentions", unverified_mentions),
    Scene("no unverified mentions", at("/mentions")),
    Scene("no such unverified mentions", at("/mentions?q=turnip&state=due")),
    Scene("feed", at("/settings/potager/mentions")),
    Scene("feed with an error", feed_with_an_error),
    Scene("profile", at("/profile")),
    Scene("thread", at(THREAD), is_signed_in=False),
    Scene("thread of a member", at(THREAD)),
    Scene("thread with errors", thread_with_errors, is_signed_in=False),
    Scene("thread with a held comment", thread_with_a_held_comment, is_signed_in=False),
    Scene("thread with a report", thread_with_a_report, is_signed_in=False),
    Scene("queue of what rules put aside", put_aside),
    Scene("empty thread", at("/s/potager/thread?url=https://potager.example/new"), is_signed_in=False),
    Scene("not found", at("/comments/999999")),
    Scene("another site's page", at("/s/potager/thread?url=https://elsewhere.example/"), is_signed_in=False),
)
