"""The page of suggestions: evidence, effect, one click to take, undo or hide; and the looks."""

import pytest

from moderation import jobs
from moderation.domain.proposal import What
from moderation.rules.writer.blocked_author import BlockedAuthor
from moderation.store import surveys
from moderation.store.db import reading
from tests.factories import make_site, rules_of
from tests.lists import put
from tests.offers import (
    HOST,
    advertised,
    aged,
    board,
    genuine,
    held_and_approved,
    looked,
    opened,
    the,
    worded,
)
from tests.web.markup import Element, read
from tests.web.tab import Tab

PAGE = "/settings/potager/suggestions"


def offered() -> str:
    """The id of the element of a website to block, of which five spam comments speak."""
    genuine()
    advertised()
    return f"suggestion-{the(What.DOMAIN).row.id}"


def blocked() -> tuple[str, ...]:
    return rules_of().rule(BlockedAuthor).spam


def card(page: Element, where: str) -> Element:
    return page.one(id=where)


def test_before_anybody_has_looked_the_page_says_what_it_needs(olga):
    page = Tab(olga, PAGE).page

    assert "Nobody has looked yet." in page.text
    assert "once people have approved 20 comments and called 5 spam" in page.text
    assert [button.text for button in page.one(id="suggestions").all("button")] == ["Look now"]


def test_where_decisions_speak_for_nothing_the_page_says_so(site, olga):
    genuine()
    for n in range(5):
        advertised(1, f"spam{n}.example")
    looked()

    page = Tab(olga, PAGE).page

    assert not opened(What.DOMAIN, board())
    assert "20 approved, 5 spam" in page.text
    assert "once people have approved" not in page.text


def test_a_suggestion_tells_its_evidence_its_change_and_its_effect(site, olga):
    where = offered()

    told = card(Tab(olga, PAGE).page, where)

    assert f"{HOST} stands in 5 spam comments, and in none that was approved." in told.text
    quoted = [link["href"] for link in told.all("a", class_="quoted")]
    assert quoted == [f"/comments/{id}" for id, _ in the(What.DOMAIN, board()).examples]
    assert told.one("ins").text.endswith(HOST)
    assert "5 more spam caught" in told.text
    assert "no genuine comment newly held" in told.text
    assert "tried on 25 decisions" in told.text


def test_the_rules_page_says_how_many_there_are(site, olga):
    def link() -> str:
        page = Tab(olga, "/settings/potager/rules").page
        return next(link.text for link in page.all("a") if link.get("href") == PAGE)

    assert link() == "Suggestions"
    offered()
    n = len(board().open)
    assert link() == (f"{n} suggestions" if n > 1 else "1 suggestion")


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_taken_changes_the_rules_and_stands_there_with_its_undo(site, olga, htmx):
    where = offered()
    tab = Tab(olga, PAGE)

    answer = tab.press("Take it", where, htmx=htmx)

    assert blocked() == (HOST,)
    page = read(answer.text) if htmx else tab.follow(answer).page
    done = card(page, where)
    assert done.text.startswith("Taken:")
    assert done.one("button", data_key="z")
    if htmx:
        assert answer.headers["HX-Replace-Url"].endswith(f"?did={where.removeprefix('suggestion-')}")


def test_undo_brings_rules_and_suggestion_back(site, olga):
    where = offered()
    tab = Tab(olga, PAGE)
    tab = tab.follow(tab.press("Take it", where))

    back = tab.follow(tab.press("Undo", where))

    assert blocked() == ()
    assert "The change is taken back." in back.page.text
    assert "Take it" in card(back.page, where).text


def test_later_the_undo_stands_below(site, olga):
    where = offered()
    Tab(olga, PAGE).press("Take it", where)

    settled = card(Tab(olga, PAGE).page, where)

    assert [button.text for button in settled.all("button")] == ["Undo"]


def test_what_is_taken_stands_in_the_log_and_in_the_history(site, olga):
    where = offered()
    Tab(olga, PAGE).press("Take it", where)

    assert "Olga" in Tab(olga, "/audit?act=settings").page.one(id="log").text
    assert HOST in Tab(olga, "/settings/potager/rules/history").page.text


def test_what_is_hidden_can_be_brought_back(site, olga):
    where = offered()
    tab = Tab(olga, PAGE)

    tab = tab.follow(tab.press("Hide", where))
    assert card(tab.page, where).text.startswith("Hidden:")
    assert "Hidden" in Tab(olga, PAGE).page.one("details", class_="before").one("summary").text
    tab = tab.follow(tab.press("Bring it back", where))

    assert "Take it" in card(tab.page, where).text
    assert blocked() == ()


@pytest.mark.parametrize("htmx", [False, True])
def test_what_fits_the_rules_no_more_is_told_and_gone(site, olga, htmx):
    where = offered()
    tab = Tab(olga, PAGE)
    put(HOST, name="blocked_author.spam")

    answer = tab.press("Take it", where, htmx=htmx)

    assert answer.status_code == 409
    page = read(answer.text)
    assert "fits them no more" in page.one("p", class_="error").text
    assert not page.all(id=where)
    assert not opened(What.DOMAIN, board())


def test_what_somebody_else_took_meanwhile_is_told(site, olga):
    where = offered()
    first, second = Tab(olga, PAGE), Tab(olga, PAGE)
    first.press("Take it", where)

    answer = second.press("Hide", where)

    assert answer.status_code == 409
    assert "taken, hidden or found wrong meanwhile" in read(answer.text).one("p", class_="error").text
    assert blocked() == (HOST,)


def test_somebody_may_ask_for_a_look_and_sees_that_it_is_under_way(app, site, olga):
    genuine()
    advertised()
    tab = Tab(olga, PAGE)

    answer = tab.press("Look now", "suggestions", htmx=True)
    asked = read(answer.text)
    assert "The decisions are being looked through." in asked.text
    assert asked.one("span", hx_trigger="every 1s")["hx-get"] == PAGE
    assert not [button for button in asked.all("button") if button.text.startswith("Look")]
    jobs.of(app).suggest(asked=True)

    page = Tab(olga, PAGE).page
    assert f"{HOST} stands in 5 spam comments" in page.text
    assert not page.all("span", hx_trigger="every 1s")
    assert [button for button in page.all("button") if button.text == "Look again"]


def test_without_scripts_a_look_leads_back_to_the_page(site, olga):
    tab = Tab(olga, PAGE)

    tab = tab.follow(tab.press("Look now", "suggestions"))

    assert "See how far it is" in tab.page.text
    with reading() as session:
        survey = surveys.of(session, site.id)
    assert survey is not None
    assert survey.asked_at is not None


def test_each_kind_is_told_in_words_of_its_own(site, olga):
    held_and_approved(20)
    put(*(f"old {n}" for n in range(3)))
    aged()
    genuine()
    worded()
    looked()

    page = Tab(olga, PAGE).page

    said = [heading.text for heading in page.one(id="suggestions").all("h2")]
    assert "“cheap garden furniture” stands in 5 spam comments by different writers" in " ".join(said)
    assert "20 comments by lea@mail.example were approved and none was unwanted" in " ".join(said)
    assert "“Shouting” was right in 0 of 20 decisions within 90 days." in said
    assert "3 lines of “Blocked words” have found nothing in more than 180 days." in said


def test_in_french_it_is_said_in_french(site, olga):
    offered()
    Tab(olga, "/profile").press("Save changes", locale="fr", timezone="UTC")

    assert f"{HOST} figure dans 5 spams, et dans aucun commentaire approuvé." in Tab(olga, PAGE).page.text


def test_suggestions_of_another_site_are_not_there(site, olga):
    make_site("bread")
    where = offered()

    answer = Tab(olga, PAGE).send(
        f"/settings/bread/suggestions/{where.removeprefix('suggestion-')}/take",
        {"csrf_token": Tab(olga, PAGE).page.all("input", name="csrf_token")[0]["value"]},
    )

    assert answer.status_code == 404
    assert blocked() == ()
