"""What is hard to show: very long words and texts, other directions of writing, names that nobody sees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from moderation.domain import annotate
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.people import User
from moderation.store.sites import Site
from moderation.words import Kind, Signal
from tests import people
from tests.browser.desk import current
from tests.browser.once import once
from tests.browser.scenes import LONG_NAME
from tests.factories import edited, make_comment, make_mention, tick, turned

WORD = "Donaudampfschifffahrtsgesellschaftskapitän"
PROSE = "The leeks stood in a trench from April on, and the slugs took their part.\n\n" * 133
LAYLA = "ليلى 123"
ARABIC = "سأزرع الطماطم (tomatoes) في الربيع 2026!"
FAMILY = "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 16
MARKUP = '<script>alert(1)</script> <img src=x onerror="alert(1)"> &amp; {{ 7 * 7 }} <b hx-get="/logout">'


@dataclass(frozen=True)
class Crowd:
    """Who looks, and some of the comments that are hard to show."""

    olga: User
    long: Comment
    word: Comment
    layla: Comment
    nameless: Comment


@once
def gather(site: Site) -> Crowd:
    """A queue of whatever is hard to show, and a past of the same people."""
    olga = people.olga(site)
    shared: dict[str, Any] = {"page": "/" + "p" * 300, "page_title": "T" * 300}
    parent = make_comment(site, status="approved", name=LONG_NAME, email=f"{'e' * 87}@mail.example", **shared)
    arabic = make_comment(site, status="approved", name=LAYLA, text=ARABIC, page_title="مطبخ الحديقة: وصفة 7")
    long = make_comment(site, name="Lea", text=PROSE, email="lea@mail.example")
    addresses: dict[str, Any] = {
        "email": f"{'e' * 87}@mail.example",
        "website": f"https://{'w' * 150}.example/{'x' * 20}",
    }
    word = make_comment(site, name=LONG_NAME, text=(WORD * 250)[:10_000], parent=parent, **addresses)
    layla = make_comment(site, name=LAYLA, text=ARABIC + "\n" + ARABIC, parent=arabic)
    nameless = make_comment(site, name="\u200b\u2060", text="Who am I?")
    make_comment(site, name=FAMILY, text=FAMILY)
    make_comment(site, name="Z" + "\u0301" * 40 + "oe", text="\u200b\u2060")
    make_comment(site, name='<b onclick="x">Bob</b>', text=MARKUP)
    given: dict[str, Any] = {
        "status": "pending",
        "kind": Kind.WEBMENTION,
        "source": f"https://blog.example/{'s' * 1_500}",
    }
    make_mention(site, name="H" * 245, **given)
    with_signals(make_comment(site, name="Signe"), 50)
    with writing() as session:
        annotate.add(session, people.viewer(olga), long.id, "N" * 2_000, now=tick())
    return Crowd(olga=olga, long=long, word=word, layla=layla, nameless=nameless)


def with_signals(comment: Comment, n: int) -> None:
    """So many findings, of which each has a long word in its sentence."""
    why = "Found: {what}"
    found = [Signal(rule="links", points=i % 7 - 2, why=why, values={"what": "q" * 4 * i}) for i in range(n)]
    with writing() as session:
        session.merge(comment).signals = [signal.as_json() for signal in found]


def queue(page: Page, given: Crowd) -> None:
    """All of them."""
    page.goto("/queue")


def one_by_one(page: Page, given: Crowd) -> None:
    """One of them after the other."""
    page.goto("/queue?view=one")
    page.keyboard.press("j")
    expect(current(page)).to_contain_text("Wolfe")


def alone(page: Page, given: Crowd) -> None:
    """A page of its own, with the whole text changed since."""
    edited(given.long, text=PROSE.replace("leeks", "peas"), name=LONG_NAME)
    page.goto(f"/comments/{given.long.id}")


def lines(page: Page, given: Crowd) -> None:
    """What was decided, and somebody who was faster."""
    page.goto("/queue")
    turned(given.nameless, "reject")
    for key in "adsa":
        at = current(page).get_attribute("id")
        page.keyboard.press(key)
        expect(current(page)).not_to_have_id(str(at))
    expect(page.locator(".done")).to_have_count(3)
    expect(page.get_by_role("alert")).to_be_visible()


def ticked(page: Page, given: Crowd) -> None:
    """Some are ticked, and one reads on."""
    page.goto("/queue")
    for key in ("x", "Shift+J", "Shift+J", "j"):
        page.keyboard.press(key)
    expect(page.locator("[data-selected]")).to_have_text("3")


def log(page: Page, given: Crowd) -> None:
    """What was done to them."""
    for action in ("approve", "spam", "reject"):
        for comment in (given.word, given.layla, given.nameless):
            turned(comment, action)
    page.goto("/audit")


def search(page: Page, given: Crowd) -> None:
    """A search for more than anybody types."""
    page.goto(f"/queue?status=all&q={LONG_NAME}")
    expect(page.locator("#cards > .card")).to_have_count(2)


def edit(page: Page, given: Crowd) -> None:
    """Its words, to be written anew."""
    page.goto(f"/comments/{given.word.id}/edit")


def thread(page: Page, given: Crowd) -> None:
    """What readers see of them."""
    for comment in (given.long, given.word, given.layla, given.nameless):
        turned(comment, "approve")
    page.goto("/s/potager/thread?url=https://potager.example/soup")
    expect(page.locator(".comments li")).to_have_count(4)


Show = Callable[[Page, Crowd], None]
SHOWN: tuple[Show, ...] = (
    queue,
    one_by_one,
    alone,
    lines,
    ticked,
    log,
    search,
    edit,
    thread,
)
