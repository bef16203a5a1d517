"""A session that has ended is begun again in place, and what could not be done is done then."""

import re

from playwright.sync_api import Page, expect

from moderation.store import people as accounts
from moderation.store.db import writing
from moderation.words import Status
from tests import people
from tests.browser.desk import is_chosen, is_current, live, place, undecided
from tests.factories import PASSWORD, make_comment, make_site, reload


def end_sessions(name: str = "mina") -> None:
    """End every session of somebody, in whichever browser."""
    with writing() as session:
        user = accounts.by_email(session, f"{name}@desk.example")
        assert user is not None
        user.session_version += 1


def sign_in(page: Page, name: str = "mina", password: str = PASSWORD) -> None:
    """Fill in the form in place."""
    door = page.get_by_role("dialog")
    door.get_by_label("E-mail").fill(f"{name}@desk.example")
    door.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_it_comes_back_to_the_same_place_and_does_what_was_to_be_done(mina):
    comment, other = make_comment(name="Lea"), make_comment()
    mina.goto("/queue?sort=oldest")
    end_sessions()
    mina.keyboard.press("a")
    door = mina.get_by_role("dialog", name="Sign in again")
    expect(door.get_by_label("E-mail")).to_have_value("mina@desk.example")
    expect(door.get_by_label("Password")).to_be_focused()

    sign_in(mina, password="a wrong password")
    expect(door.get_by_role("alert")).to_contain_text("do not belong together")
    sign_in(mina)

    expect(door).not_to_be_visible()
    expect(live(mina)).to_contain_text("Approved Lea")
    is_current(mina, other)
    expect(mina).to_have_url(re.compile(r"/queue\?sort=oldest"))
    mina.keyboard.press("s")
    expect(place(mina, other)).to_have_class("done")
    assert reload(comment).status is Status.APPROVED


def test_whoever_would_rather_not_finds_the_card_as_it_was(mina):
    comment = make_comment()
    mina.goto("/queue")
    end_sessions()
    mina.keyboard.press("a")
    expect(mina.get_by_role("dialog")).to_be_visible()

    mina.keyboard.press("Escape")

    expect(mina.get_by_role("dialog")).to_have_count(0)
    card = place(mina, comment)
    expect(card.get_by_role("alert")).to_contain_text("You are signed out. Nothing was changed.")
    expect(card.get_by_role("button", name="Approve")).to_be_visible()
    card.get_by_role("link", name="Sign in").click()
    sign_in(mina)
    expect(mina.get_by_role("dialog")).to_have_count(0)
    is_chosen(mina, comment)
    assert reload(comment).status is Status.PENDING


def test_a_reply_is_not_lost_with_the_session(mina):
    comment = make_comment(name="Lea")
    mina.goto("/queue")
    mina.keyboard.press("r")
    mina.keyboard.type("Rather at night.")
    end_sessions()
    mina.keyboard.press("Control+Enter")

    sign_in(mina)

    expect(live(mina)).to_contain_text("Replied to Lea")
    expect(place(mina, comment)).to_have_class("done")


def test_a_link_does_not_empty_the_page(mina):
    make_comment()
    mina.goto("/queue")
    end_sessions()

    mina.get_by_role("link", name="Newest first").click()
    sign_in(mina)

    expect(mina).to_have_url(re.compile("sort=newest"))
    expect(undecided(mina)).to_have_count(1)


def test_somebody_elses_sign_in_loads_the_page_anew_and_does_nothing(mina):
    comment = make_comment()
    people.olga()
    mina.goto("/queue")
    end_sessions()
    mina.keyboard.press("a")

    with mina.expect_navigation():
        sign_in(mina, "olga")

    expect(mina.get_by_role("banner")).to_contain_text("Olga")
    expect(place(mina, comment)).to_have_class("card")
    assert reload(comment).status is Status.PENDING


def test_a_stranger_who_signs_in_sees_nothing(mina):
    comment = make_comment()
    make_site("elsewhere")
    people.ada()
    mina.goto("/queue")
    end_sessions()
    mina.keyboard.press("a")

    with mina.expect_navigation():
        sign_in(mina, "ada")

    expect(place(mina, comment)).to_have_count(0)


def test_it_is_asked_for_in_the_language_of_the_page_whatever_the_browser_speaks(mina):
    make_comment()
    mina.goto("/profile")
    mina.get_by_label("Language of the desk").select_option("Français")
    mina.get_by_role("button", name="Save changes").click()
    expect(mina.locator("html")).to_have_attribute("lang", "fr")
    mina.goto("/queue")
    end_sessions()

    mina.keyboard.press("a")

    door = mina.get_by_role("dialog")
    expect(door.get_by_label("Mot de passe")).to_be_visible()
    expect(door).not_to_contain_text("Password")
