"""What was learned: how much, in whose words, and forgotten at a click."""

from moderation.domain import forget, tune
from moderation.store.db import reading
from tests.factories import make_comment, reload, the_site, turned
from tests.ledger import kept, learned
from tests.web.markup import read
from tests.web.tab import Tab

LEARNED = "/settings/potager/learned"


def taught() -> tuple[int, int]:
    with reading() as session:
        site = tune.site_with_key(session, "potager")
        assert site is not None
        known = forget.taught(session, site)
    return known.spam, known.approved


def test_where_nothing_was_learned_there_is_nothing_to_forget(olga):
    tab = Tab(olga, LEARNED)

    assert "Nothing has been learned yet." in tab.page.text
    assert not tab.page.all("button", class_="bad")


def test_the_page_says_from_how_many_it_has_learned_and_that_it_is_silent_yet(olga):
    for n, action in enumerate(("spam", "spam", "approve")):
        turned(make_comment(text=f"Word {n}"), action)

    text = Tab(olga, LEARNED).page.text

    assert "learned from 2 comments that were spam and 1 that was approved" in text
    assert "silent until there are 50 of each" in text


def test_forgetting_leaves_decisions_as_they_are_and_learns_anew(olga):
    comment = make_comment()
    turned(comment, "spam")
    tab = Tab(olga, LEARNED)

    answer = tab.press("Forget what was learned")

    assert (answer.status_code, answer.location) == (303, LEARNED)
    assert "It is forgotten." in tab.follow(answer).page.text
    assert learned(the_site()) == {}
    assert taught() == (0, 0)
    assert reload(comment).status == "spam"
    turned(reload(comment), "approve")
    assert taught() == (0, 1)
    assert kept(the_site())[("taught", "", "approved")] == 1


def test_htmx_gets_the_part_and_the_log_names_who_let_it_forget(olga):
    turned(make_comment(), "spam")

    answer = Tab(olga, LEARNED).press("Forget what was learned", htmx=True)

    assert answer.status_code == 200
    assert "Nothing has been learned yet." in read(answer.text).one(id="learned").text
    assert "Olga let the site forget what it had learned" in Tab(olga, "/audit?act=settings").page.text


def test_what_somebody_else_forgot_meanwhile_is_told(olga):
    turned(make_comment(), "spam")
    tab = Tab(olga, LEARNED)
    tab.press("Forget what was learned")

    answer = tab.press("Forget what was learned")

    assert answer.status_code == 409
    assert "there is nothing to forget" in read(answer.text).one("p", class_="error").text
