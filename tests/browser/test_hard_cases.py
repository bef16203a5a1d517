"""What seldom comes and must hold: no comment at all, very many, and whatever is hard to show."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from sqlalchemy import update

from moderation.domain import enrol, submit
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.people import User
from moderation.store.sites import Site
from moderation.store.tallies import Tally
from moderation.words import RULES, Role, Status
from tests import people
from tests.browser.crowd import ARABIC, LAYLA, PROSE, SHOWN, Show, gather
from tests.browser.desk import current, is_current, live, place
from tests.browser.test_looks import TOO_SMALL, TOO_WIDE, complaints
from tests.factories import make_comment, submission, tick
from tests.hundreds import make_hundreds

PHONE = {"width": 390, "height": 800}

TOUCHING = """() => {
  const isPinned = (e) => /sticky|fixed/.test(getComputedStyle(e).position);
  const pinned = (e) => e && (isPinned(e) ? e : pinned(e.parentElement));
  const all = document.querySelectorAll('a, button, summary, input, textarea, select, h1, h2, time, .chip');
  const seen = [...all].filter((e) => e.checkVisibility() && !e.closest('.unseen, .skip, .trap, dialog'));
  const boxes = seen.flatMap((e) => {
    const over = pinned(e);
    return [...e.getClientRects()].map((box) => ({ e, box, over }));
  }).sort((a, b) => a.box.top - b.box.top);
  const found = new Set();
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1, i + 60)) {
      if (b.box.top > a.box.bottom - 5) break;
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
      if (a.over !== b.over || a.e.contains(b.e) || b.e.contains(a.e) || wide < 2 || high < 5) continue;
      found.add(`${a.e.outerHTML.slice(0, 80)} and ${b.e.outerHTML.slice(0, 80)}`);
    }
  });
  return [...found];
}"""
"""What one reads or presses lies over something else; not what stays while the page moves below."""

CUT = """() => [...document.querySelectorAll('main *')]
  .filter((e) => e.checkVisibility() && !e.closest('.unseen, .trap, input, select, .cut'))
  .filter((e) => {
    const { overflowX, overflowY, display } = getComputedStyle(e);
    const isWide = e.scrollWidth > e.clientWidth + 1 && /hidden|clip/.test(overflowX);
    const isHigh = e.scrollHeight > e.clientHeight + 1 && /hidden|clip/.test(overflowY);
    const more = e.nextElementSibling;
    const hasMore = more?.matches('.whole:not([open])') && more.checkVisibility();
    return display !== 'inline' && (isWide || isHigh) && !hasMore;
  }).map((e) => e.outerHTML.slice(0, 90))"""
"""Cut off without a way to see the rest beside it."""


@pytest.mark.parametrize("show", SHOWN, ids=lambda show: show.__name__)
def test_whatever_comes_can_be_read_and_decided_on_a_phone(site, opened, show: Show):
    given = gather(site)
    page = opened(given.olga, viewport=PHONE, color_scheme="dark")

    show(page, given)

    holds(page, 390, 820)


def holds(page: Page, *widths: int) -> None:
    """Nothing is too wide, too small, cut off, or over something else; and axe has nothing to say."""
    assert complaints(page) == ""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for wrong in (TOO_WIDE, TOO_SMALL, TOUCHING, CUT):
            assert page.evaluate(wrong) == [], width


def test_on_the_first_day_and_when_all_is_decided_the_queue_says_so(site, opened):
    olga = opened(people.olga(site), viewport=PHONE)
    olga.goto("/queue")
    expect(olga.locator("#empty")).to_contain_text("No comment has come in yet.")
    holds(olga, 390, 1440)

    make_comment(site, status="approved")
    olga.reload()

    expect(olga.locator("#empty")).to_contain_text("All is decided.")
    holds(olga, 390, 1440)


def test_a_thousand_may_wait_and_a_thread_be_very_long(site, opened):
    make_hundreds(30, site)
    late = answered(site, make_comment(site, status="approved", page="/talk", name=LAYLA), 199)
    with writing() as session:  # counts are kept, never counted
        session.execute(update(Tally).where(Tally.status == Status.PENDING).values(n=1_234_567))
    page = opened(people.olga(site), viewport=PHONE)

    page.goto("/queue")

    expect(page.locator("#counts a", has_text="Pending").locator("b")).to_have_text("1,234,567")
    holds(page, 390, 820, 1120)
    page.goto(f"/comments/{late.id}")
    expect(page.locator("#around .near > li")).to_have_count(4)
    assert page.evaluate(TOO_WIDE) == []
    page.goto("/s/potager/thread?url=https://potager.example/talk")
    expect(page.locator(".comments li")).to_have_count(200)
    assert page.evaluate(TOO_WIDE) == []


def answered(site: Site, root: Comment, n: int) -> Comment:
    """So many answers that readers see, and one that waits, which is given."""
    given = [submission(site, page="/talk", parent_id=root.id) for _ in range(n)]
    with writing() as session:
        for each in given:
            submit.submit(session, site, submit.storable(site, each), approved_by=RULES)
    return make_comment(site, parent=root)


def test_a_long_comment_is_cut_short_in_a_list_and_whole_on_its_own_page(site, olga):
    comment = make_comment(text=PROSE)
    olga.goto("/queue")
    body = place(olga, comment).locator(".body")
    assert hidden_part(body) > 1_000

    olga.get_by_text("Show all").click()

    assert hidden_part(body) == 0
    olga.goto(f"/comments/{comment.id}")
    assert hidden_part(body) == 0


def hidden_part(body: Locator) -> int:
    """How many pixels of it are cut off below."""
    hidden: int = body.evaluate("e => e.scrollHeight - e.clientHeight")
    return hidden


@pytest.mark.parametrize("view", ["list", "one"])
def test_a_comment_taller_than_the_window_is_met_at_its_beginning(site, olga, view):
    first, tall, last = make_comment(), make_comment(text="Leeks.\n" * 24 + "l" * 1_000), make_comment()
    olga.set_viewport_size({"width": 1280, "height": 560})
    olga.goto(f"/queue?view={view}")
    header = height(olga.locator("header.bar"))

    for key, comment in (("j", tall), ("j", last), ("k", tall), ("k", first)):
        olga.keyboard.press(key)

        is_current(olga, comment)
        assert header < top(place(olga, comment)) < 400, key


def test_what_can_be_done_with_a_long_comment_stays_in_sight_while_one_reads_it(site, opened):
    comment = make_comment(text=PROSE)
    page = opened(people.olga(site), viewport=PHONE)
    for path in ("/queue?view=one", f"/comments/{comment.id}"):
        page.goto(path)

        page.mouse.wheel(0, 2_000)

        page.wait_for_function("scrollY > 1000")
        expect(place(page, comment).get_by_role("button", name="Approve")).to_be_in_viewport(ratio=1)


def test_what_can_be_done_with_the_ticked_is_never_under_the_bar(site, olga):
    make_hundreds(6, site)
    olga.goto("/queue")
    for width in (390, 820, 1280):
        olga.set_viewport_size({"width": width, "height": 700})
        olga.reload()
        olga.keyboard.press("k")  # a browser that comes back stands where one had scrolled to
        olga.keyboard.press("x")
        for _ in range(5):
            olga.keyboard.press("j")

        olga.wait_for_function("scrollY > 200")
        bar, chosen = olga.locator("header.bar"), olga.locator("#bulk")
        assert max(0, top(bar) + height(bar)) == pytest.approx(top(chosen), abs=2), width
        assert top(chosen) + height(chosen) < top(current(olga)), width


def test_names_of_other_scripts_leave_the_sentences_around_them_in_order(site, olga):
    comment = make_comment(name=LAYLA, text=ARABIC)
    olga.goto("/queue")
    olga.keyboard.press("a")
    line = place(olga, comment)
    expect(line).to_contain_text("Approved")
    name, quote = line.locator("strong"), line.locator("q")
    assert left(line) < left(name)
    assert right(name) < left(quote)

    olga.goto("/s/potager/thread?url=https://potager.example/soup")

    by = olga.locator(".by")
    assert right(by.locator(".no")) < left(by.locator("strong"))
    assert right(by.locator("strong")) < left(by.locator("time"))


def test_who_gives_no_name_that_can_be_seen_has_none(site, olga):
    comment = make_comment(name="\u200b\u3164", website="https://nobody.example")
    olga.goto("/queue")
    expect(place(olga, comment).get_by_role("heading")).to_have_text("(no name)")

    olga.keyboard.press("a")

    expect(live(olga)).to_contain_text("Approved (no name)")
    olga.goto("/s/potager/thread?url=https://potager.example/soup")
    expect(olga.locator(".by")).to_contain_text("Anonymous")


def test_whoever_owns_forty_sites_reaches_the_rules_of_each_on_a_phone(site, opened):
    owner = people.olga(site)
    add_sites(owner, 39)
    rename(site, "N" * 100)
    page = opened(owner, viewport=PHONE)
    page.goto("/queue")
    holds(page, 390)

    page.locator(".menu summary").click()

    menu = page.locator(".menu ul")
    assert left(menu) >= 0
    assert right(menu) <= PHONE["width"]
    last = page.locator(".menu a").last
    last.scroll_into_view_if_needed()
    last.click()
    expect(page.get_by_role("heading", name="Spam rules")).to_be_visible()
    page.goto("/audit")
    assert page.evaluate(TOO_WIDE) == []


def add_sites(owner: User, n: int) -> None:
    """Give somebody so many more sites."""
    with writing() as session:
        for i in range(n):
            own = {"name": f"Site {i}", "url": f"https://site{i}.example", "locale": "en", "timezone": "UTC"}
            enrol.join(session, owner, enrol.add_site(session, f"site-{i}", **own, now=tick()), Role.OWNER)


def rename(site: Site, name: str) -> None:
    """Give a site another name."""
    with writing() as session:
        session.merge(site).name = name


def top(part: Locator) -> float:
    """Where it begins, in pixels below the upper edge of the window."""
    return box_of(part)["y"]


def height(part: Locator) -> float:
    """How high it is."""
    return box_of(part)["height"]


def left(part: Locator) -> float:
    """Where it begins."""
    return box_of(part)["x"]


def right(part: Locator) -> float:
    """Where it ends."""
    box = box_of(part)
    return box["x"] + box["width"]


def box_of(part: Locator) -> FloatRect:
    """Where it stands in the window."""
    box = part.bounding_box()
    assert box is not None
    return box
