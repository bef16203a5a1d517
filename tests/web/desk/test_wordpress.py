"""WordPress's lists, pasted on the settings page."""

from moderation.domain import tune
from moderation.rules.book import Book
from moderation.rules.entry import Entry
from moderation.rules.links.links import Links
from moderation.rules.wording.blocked_words import BlockedWords
from moderation.rules.wording.held_words import HeldWords
from moderation.store.db import reading
from tests.factories import make_comment
from tests.web.markup import read
from tests.web.tab import Tab

PAGE = "/settings/potager/rules/wordpress"


def kept() -> Book:
    """The site's rules as they are kept."""
    with reading() as session:
        site = tune.site_with_key(session, "potager")
        assert site is not None
        return tune.book_of(session, site)


def test_what_is_pasted_takes_the_place_of_the_lists_and_judges_from_then_on(olga):
    tab = Tab(olga, PAGE)

    answer = tab.press(
        "Take over", moderation="mayor\r\n\r\n press ", disallowed="casino\nCASINO\n", links="2"
    )

    after = tab.follow(answer).page
    for said in ("Held words: 2 lines taken.", "Blocked words: 1 line taken.", "1 line stood there already"):
        assert said in after.text
    assert "Comments with 2 links or more wait." in after.text
    assert [entry.text for entry in kept().rule(HeldWords).words] == ["mayor", "press"]
    assert kept().rule(BlockedWords).words == (
        Entry(text="casino", whole=False, fields="NEWTIA", wordpress=True),
    )
    assert kept().rule(Links).hold_from_links == 2
    assert make_comment(status=None, text="My megacasinos").status == "spam"


def test_what_is_left_empty_stays_as_it_is(olga):
    Tab(olga, PAGE).press("Take over", moderation="mayor", disallowed="casino", links="2")

    Tab(olga, PAGE).press("Take over", disallowed="poker")

    assert [entry.text for entry in kept().rule(BlockedWords).words] == ["poker"]
    assert [entry.text for entry in kept().rule(HeldWords).words] == ["mayor"]
    assert kept().rule(Links).hold_from_links == 2


def test_lines_that_are_too_long_are_named_and_the_rest_is_taken(olga):
    tab = Tab(olga, PAGE)

    after = tab.follow(tab.press("Take over", disallowed="casino\n" + "x" * 201)).page

    assert "1 line is longer than 200 characters and was left out: “xxx" in after.text
    assert len(kept().rule(BlockedWords).words) == 1


def test_what_is_no_number_is_said_beside_its_field_and_what_was_pasted_stays(olga):
    answer = Tab(olga, PAGE).press("Take over", disallowed="casino", links="two")

    page = read(answer.text)
    assert answer.status_code == 422
    assert "“two” is not a whole number." in page.one(id="max-links-error").text
    assert page.one(id="disallowed-keys").text.strip() == "casino"
    assert kept().rule(BlockedWords).words == ()


def test_nothing_pasted_is_said(olga):
    answer = Tab(olga, PAGE).press("Take over", htmx=True)

    assert answer.status_code == 422
    assert "Paste one of the lists" in answer.text


def test_it_is_one_change_of_the_rules_that_can_be_taken_back(olga):
    Tab(olga, PAGE).press("Take over", moderation="mayor", disallowed="casino", links="2")
    history = Tab(olga, "/settings/potager/rules/history")
    assert "[wordpress]" in history.page.text

    history.press("Revert")

    assert kept() == Book()


def test_the_rules_page_leads_there(olga):
    assert Tab(olga, "/settings/potager/rules").page.one("a", href=PAGE)
