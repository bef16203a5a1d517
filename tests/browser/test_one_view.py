"""One comment at a time: the current one alone, for concentrated work."""

import pytest
from playwright.sync_api import Locator, Page, expect

from moderation.words import Status
from tests import people
from tests.browser.desk import interceptable, is_current, live, place
from tests.browser.scenes import furnish
from tests.browser.test_looks import CONTRASTS, TOO_SMALL, TOO_WIDE, complaints
from tests.factories import make_comment, reload, story
from tests.hundreds import make_hundreds


def seen(page: Page) -> Locator:
    """The cards that are in sight."""
    return page.locator("#cards > .card:visible")


def test_only_the_current_comment_is_shown_and_each_decision_brings_the_next(mina):
    made = [make_comment(name=f"Reader {n}") for n in range(3)]
    mina.goto("/queue?view=one")
    expect(seen(mina)).to_have_id(f"comment-{made[0].id}")
    expect(mina.locator("#one")).to_contain_text("3 left in this queue")

    mina.keyboard.press("a")

    is_current(mina, made[1])
    expect(seen(mina)).to_have_count(1)
    expect(mina.locator(".done:visible")).to_contain_text("Approved Reader 0")
    expect(mina.locator("#one")).to_contain_text("2 left in this queue")

    mina.keyboard.press("s")

    is_current(mina, made[2])
    expect(mina.locator(".done:visible")).to_have_count(1)
    expect(mina.locator(".done:visible")).to_contain_text("Marked Reader 1")


def test_one_steps_over_a_comment_and_back_by_key_and_by_button(mina):
    made = [make_comment() for _ in range(3)]
    mina.goto("/queue?view=one")

    mina.keyboard.press("j")
    is_current(mina, made[1])
    mina.get_by_role("button", name="Next").click()
    is_current(mina, made[2])
    mina.get_by_role("button", name="Previous").click()
    is_current(mina, made[1])
    mina.keyboard.press("k")

    is_current(mina, made[0])
    expect(seen(mina)).to_have_count(1)


def test_a_decision_that_is_out_of_sight_is_taken_back_all_the_same(mina):
    made = [make_comment() for _ in range(3)]
    mina.goto("/queue?view=one")
    for comment in made[:2]:
        mina.keyboard.press("d")
        expect(place(mina, comment)).to_have_class("done")

    mina.keyboard.press("z")
    is_current(mina, made[1])
    mina.keyboard.press("z")

    is_current(mina, made[0])
    expect(live(mina)).to_have_text("Undone.")
    assert {reload(comment).status for comment in made} == {Status.PENDING}


def test_a_decision_that_fails_out_of_sight_is_said_and_tried_again_where_one_is(mina):
    made = [make_comment(name=name) for name in ("Ines", "Noor", "Tom")]
    interceptable(mina).goto("/queue?view=one")
    mina.route("**/comments/*/approve", lambda route: route.abort())

    mina.keyboard.press("a")

    expect(mina.get_by_role("alert")).to_contain_text("Ines – The connection was lost.")
    is_current(mina, made[1])
    expect(seen(mina)).to_have_count(1)
    mina.unroute("**/comments/*/approve")
    mina.locator("#queue").get_by_role("button", name="Try again").click()
    expect(place(mina, made[0])).to_have_class("done")
    expect(mina.get_by_role("alert")).to_have_count(0)
    is_current(mina, made[1])
    assert reload(made[0]).status is Status.APPROVED


def test_the_last_decision_leaves_its_line_and_an_empty_queue(mina):
    comment = make_comment()
    mina.goto("/queue?view=one")

    mina.keyboard.press("a")

    expect(place(mina, comment)).to_have_class("done")
    expect(mina.locator(".done:visible")).to_have_count(1)
    expect(mina.locator(".empty")).to_be_visible()


def test_who_comes_from_the_end_to_the_beginning_is_left_at_the_line_of_the_last_decision(mina):
    made = [make_comment() for _ in range(3)]
    mina.goto("/queue?view=one")
    for key, following in (("j", 1), ("j", 2), ("a", 1), ("a", 0)):
        mina.keyboard.press(key)
        is_current(mina, made[following])

    mina.keyboard.press("a")

    expect(place(mina, made[0])).to_have_class("done")
    expect(place(mina, made[0])).to_be_focused()
    expect(mina.locator(".done:visible")).to_have_count(1)


def test_the_whole_of_a_long_comment_is_shown(mina):
    make_comment(text="A long story.\n" * 60 + "The end.")
    mina.goto("/queue?view=one")

    body = mina.locator(".card .body")
    assert body.evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    expect(mina.locator(".card .whole")).not_to_be_visible()


def test_a_long_comment_is_read_from_its_beginning(mina):
    made = [make_comment(text=story(n, 90)) for n in range(2)]
    mina.goto("/queue?view=one")
    mina.mouse.wheel(0, 1_000)
    mina.wait_for_function("scrollY > 500")

    mina.keyboard.press("j")

    is_current(mina, made[1])
    expect(place(mina, made[1]).get_by_role("heading")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_the_context_is_there_wherever_there_is_room(mina, width):
    made = [make_comment(name=f"Reader {n}", text=f"One of {n} rows.") for n in range(2)]
    mina.set_viewport_size({"width": width, "height": 800})
    mina.goto("/queue?view=one")

    mina.keyboard.press("j")

    context = mina.get_by_role("complementary", name="Context")
    expect(context).to_contain_text("Your note on the comment by Reader 1")
    card, beside = place(mina, made[1]).bounding_box(), context.bounding_box()
    assert card is not None
    assert beside is not None
    is_beside = beside["x"] >= card["x"] + card["width"]
    is_below = beside["y"] >= card["y"] + card["height"]
    assert (is_beside, is_below) == (width == 1440, width != 1440)


def test_the_view_is_changed_by_a_link_and_stays_while_one_filters(mina):
    make_comment()
    make_comment(status="spam")
    mina.goto("/queue")

    mina.get_by_role("link", name="One at a time").click()
    expect(mina.locator("#one")).to_be_visible()
    expect(mina).to_have_url("/queue?status=pending&view=one")
    mina.get_by_role("navigation", name="Queues").get_by_role("link", name="Spam").click()
    expect(mina.get_by_role("heading", name="Spam", exact=True)).to_be_visible()
    expect(mina.locator("#one")).to_contain_text("1 left")
    mina.get_by_role("link", name="As a list").click()

    expect(mina.locator("#one")).to_have_count(0)
    expect(mina).to_have_url("/queue?status=spam")


def test_without_scripts_the_list_stays_a_list(opened, site):
    user = people.mina(site)
    made = [make_comment() for _ in range(2)]
    page = opened(user, java_script_enabled=False)

    page.goto("/queue?view=one")

    expect(seen(page)).to_have_count(2)
    expect(page.locator("#one")).not_to_be_visible()
    expect(page.locator("kbd:visible")).to_have_count(0)
    place(page, made[1]).get_by_role("button", name="Approve").click()
    expect(place(page, made[1])).to_contain_text("Approved")
    assert "view=one" in page.url


def test_the_view_is_readable_by_everybody(site, opened):
    given = furnish(site)
    page = opened(given.olga)
    for width in (1440, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/queue?view=one")
        page.keyboard.press("a")
        expect(page.locator(".done:visible")).to_have_count(1)

        assert complaints(page) == ""
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(TOO_SMALL) == []
        page.emulate_media(color_scheme="dark")
        assert complaints(page, CONTRASTS) == ""
        page.emulate_media(color_scheme="light")


def test_further_comments_are_there_before_the_last_one_is_decided(mina):
    made = make_hundreds(60)
    mina.goto("/queue?view=one")
    all_cards = mina.locator("#cards > .card")
    expect(all_cards).to_have_count(25)

    for n in range(1, 22):
        mina.keyboard.press("j")
        expect(seen(mina)).to_contain_text(made[n].name)

    expect(all_cards).to_have_count(50)
    expect(seen(mina)).to_contain_text(made[21].name)
