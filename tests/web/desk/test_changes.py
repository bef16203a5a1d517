"""The history of the rules, the way back from a change, and finding a rule on the rules page."""

import pytest
from sqlalchemy import select

from moderation.domain import enrol, tune
from moderation.domain.allow import Viewer
from moderation.rules.book import Book, catalogue
from moderation.rules.links.links import Links
from moderation.rules.wording.blocked_words import BlockedWords
from moderation.store import people
from moderation.store.db import reading, writing
from moderation.store.events import Event
from moderation.words import Actor, ActorKind, Mode, Role
from tests.factories import make_comment, make_site, the_site, tick
from tests.web.tab import Tab

RULES = "/settings/potager/rules"
HISTORY = f"{RULES}/history"


def kept() -> Book:
    with reading() as session:
        site = tune.site_with_key(session, "potager")
        assert site is not None
        return tune.book_of(session, site)


def save(olga, **fields: str):
    return Tab(olga, RULES).press("Save changes", fields=fields)


def save_links(olga, points: str):
    return Tab(olga, RULES).press("Save changes", fields={"rules.links.points": points})


def test_the_history_says_who_changed_which_setting_from_what_to_what(olga):
    Tab(olga, RULES).press("Save changes", fields={"rules.links.points": "3"}, mode="never")

    page = Tab(olga, HISTORY).page

    line = page.one("article")
    assert "Olga changed the rules" in line.text
    assert [e.text for e in line.all("del")] == ["before:Known authors at once", "before:1"]
    assert [e.text for e in line.all("ins")] == ["now:Nothing without a moderator", "now:3"]


def test_of_a_list_only_the_lines_that_came_and_went_are_shown(olga):
    Tab(olga, RULES).press("Save changes", fields={"rules.blocked_words.words": "casino\nroulette"})
    Tab(olga, RULES).press("Save changes", fields={"rules.blocked_words.words": "casino\npoker"})

    latest = Tab(olga, HISTORY).page.all("article")[0]

    assert [e.text for e in latest.all("del")] == ["before:roulette"]
    assert [e.text for e in latest.all("ins")] == ["now:poker"]


def test_a_site_whose_rules_nobody_changed_says_so(olga):
    assert "as they were shipped" in Tab(olga, HISTORY).page.text


def test_a_change_is_reverted_and_what_was_changed_elsewhere_stays(olga):
    save_links(olga, "3")
    save(olga, hold_from="5")
    first = Tab(olga, HISTORY).page.all("article")[-1]

    answer = Tab(olga, HISTORY).press("Revert", within=first["id"])

    assert (answer.status_code, answer.location) == (303, HISTORY)
    assert kept().rule(Links).points == Links().points
    assert kept().hold_from == 5
    page = Tab(olga, HISTORY).page
    assert "Olga took a change back" in page.all("article")[0].text


def test_a_revert_can_be_reverted(olga):
    save_links(olga, "3")
    Tab(olga, HISTORY).press("Revert")

    Tab(olga, HISTORY).press("Revert", within=Tab(olga, HISTORY).page.all("article")[0]["id"])

    assert kept().rule(Links).points == 3


def test_what_was_changed_again_since_cannot_be_reverted_alone(olga):
    save_links(olga, "3")
    tab = Tab(olga, HISTORY)
    save_links(olga, "2")

    answer = tab.press("Revert")

    assert answer.status_code == 409
    assert "changed again since" in answer.text
    assert kept().rule(Links).points == 2
    assert "Cannot be reverted by itself" in Tab(olga, HISTORY).page.all("article")[-1].text


def test_of_a_list_only_the_lines_of_the_change_are_reverted(olga):
    save(olga, **{"rules.blocked_words.words": "casino\nroulette"})
    save(olga, **{"rules.blocked_words.words": "casino\npoker"})
    save(olga, **{"rules.blocked_words.words": "casino\npoker\nbingo"})
    second = Tab(olga, HISTORY).page.all("article")[1]

    Tab(olga, HISTORY).press("Revert", within=second["id"])

    assert [entry.text for entry in kept().rule(BlockedWords).words] == ["casino", "bingo", "roulette"]
    page = Tab(olga, HISTORY).page
    assert "Taken back." in page.one("article", id=second["id"]).text


def test_another_order_of_a_list_is_no_change(olga):
    save(olga, **{"rules.blocked_words.words": "casino\nroulette"})
    save(olga, **{"rules.blocked_words.words": "roulette\ncasino"})

    assert len(Tab(olga, HISTORY).page.all("article")) == 1
    assert [entry.text for entry in kept().rule(BlockedWords).words] == ["casino", "roulette"]


def test_a_change_from_before_lists_had_lines_of_their_own_is_told_and_reverted(olga):
    save(olga, **{"rules.blocked_words.words": "casino\nroulette\nbingo"})
    whole = ["rules.blocked_words.words", ["poker", "casino"], ["casino", {"text": "roulette"}]]
    with writing() as session:
        (change,) = session.scalars(select(Event))
        change.detail = {**change.detail, "changes": [whole]}
    latest = Tab(olga, HISTORY).page.one("article")
    assert latest.one("ul", class_="settings").text == "Blocked words · Words: before:poker now:roulette"

    Tab(olga, HISTORY).press("Revert")

    assert {entry.text for entry in kept().rule(BlockedWords).words} == {"casino", "bingo", "poker"}


def test_a_revert_that_would_leave_the_rules_wrong_says_why_and_changes_nothing(olga):
    save(olga, hold_from="2")
    save(olga, spam_from="3")

    answer = Tab(olga, HISTORY).press("Revert", within=Tab(olga, HISTORY).page.all("article")[-1]["id"])

    assert answer.status_code == 422
    assert "Hold from 4 is above spam from 3." in answer.text
    assert (kept().hold_from, kept().spam_from) == (2, 3)


def test_the_history_is_read_page_by_page(olga):
    site = the_site()
    owner = Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Olga"), roles={site.id: Role.OWNER})
    for n in range(30):
        with writing() as session:
            place = tune.site_of(session, owner, site.key)
            tune.load(session, place, {"hold_from": 2 + n % 2}, by=owner.actor, now=tick())

    first = Tab(olga, HISTORY).page
    second = Tab(olga, first.one("a", rel="next")["href"]).page

    assert (len(first.all("article")), len(second.all("article"))) == (25, 5)
    assert not second.all("a", rel="next")


def test_a_comments_event_is_no_change_of_rules(olga):
    from_comment = make_comment(status="spam")
    assert from_comment.id

    assert Tab(olga, HISTORY).page.all("article") == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Time to fill", {"fill_time"}),
        ("FILL_TIME", {"fill_time"}),
        ("no such rule anywhere", set()),
        ("", None),
    ],
)
def test_a_rule_is_found_by_its_words_and_the_others_keep_their_values(olga, words, shown):
    page = Tab(olga, RULES, q=words).page

    visible = {
        r.one("h3")["id"].removeprefix("rule-") for r in page.all("div", role="group") if "hidden" not in r
    }
    assert visible == ({kind.key for kind in catalogue()} if shown is None else shown)
    assert page.one("form", id="rules").fields()["rules.links.points"] == "1"
    assert ("hidden" in page.one("p", role="status")) is (shown != set())


def test_a_saved_mode_is_told_in_words(olga):
    save(olga, mode="unflagged")

    assert kept().mode is Mode.UNFLAGGED
    assert "All that is not flagged, at once" in Tab(olga, HISTORY).page.text


@pytest.mark.parametrize("before", ["9223372036854775808", "9" * 400, "-1", "x", "٣", ""])
def test_a_place_that_no_history_has_shows_the_newest(olga, before):
    save_links(olga, "3")

    assert len(Tab(olga, HISTORY, before=before).page.all("article")) == 1


def test_a_change_of_one_site_is_not_taken_back_at_the_address_of_another(olga):
    elsewhere = make_site("elsewhere")
    with writing() as session:
        owner = people.by_email(session, "olga@desk.example")
        assert owner is not None
        enrol.join(session, owner, elsewhere, Role.OWNER)
    save_links(olga, "3")
    history = Tab(olga, HISTORY)
    form = history.page.one("article").one("form")

    answer = history.send(form["action"].replace("potager", "elsewhere"), form.fields())

    assert answer.status_code == 404
    assert kept().rule(Links).points == 3
