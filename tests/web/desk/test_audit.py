"""The audit log: who did what, when, to which comment, sifted, and taken back days later."""

import pytest

from moderation.domain import annotate, tune
from moderation.store import log
from moderation.store.db import writing
from moderation.words import Status
from tests import people
from tests.factories import make_comment, make_site, moderator, reload, rules_of, tick, turned
from tests.web.markup import Element
from tests.web.tab import Tab


def rules_changed_by(name: str) -> None:
    """Somebody sets another threshold."""
    with writing() as session:
        place = tune.site_with_key(session, "potager")
        assert place is not None
        tune.load(session, place, {"hold_from": 3}, by=moderator(name=name).actor, now=tick())


def lines(desk, **query: str) -> list[Element]:
    """The lines of the log, newest first."""
    return Tab(desk, "/audit", **query).page.all("li", class_="entry")


def test_nobody_has_done_anything_at_first(olga):
    make_comment(status=None)

    page = Tab(olga, "/audit").page

    assert page.all("li", class_="entry") == []
    assert "Nobody has decided anything yet." in page.text


def test_each_decision_is_told_with_who_made_it_and_of_what(olga):
    comment = make_comment(name="Ines", text="Which variety did you choose?")
    turned(comment, "approve", by=moderator(name="Mina"))

    (line,) = lines(olga)

    assert "Mina approved Ines" in line.text
    assert "Which variety did you choose?" in line.text
    assert line.one("a")["href"] == f"/comments/{comment.id}"


def test_a_decision_is_taken_back_from_the_log(olga):
    comment = make_comment(status="spam")

    answer = Tab(olga, "/audit").press("Undo")

    assert answer.status_code == 303
    assert answer.location.startswith("/audit")
    assert reload(comment).status is Status.PENDING
    assert "took the last decision on" in lines(olga)[0].text


def test_only_the_last_decision_on_a_comment_can_be_taken_back(olga):
    comment = make_comment(status="spam")
    turned(comment, "approve")

    newest, older = lines(olga)

    assert newest.all("button")
    assert not older.all("button")


def test_the_newest_stands_first_and_the_log_goes_on_page_by_page(olga):
    comments = [make_comment(status="spam") for _ in range(55)]

    first = Tab(olga, "/audit").page
    second = Tab(olga, first.one("a", rel="next")["href"]).page

    shown = [line.one("a")["href"] for page in (first, second) for line in page.all("li", class_="entry")]
    assert shown == [f"/comments/{comment.id}" for comment in reversed(comments)]
    assert not second.all("a", rel="next")


def test_what_rules_did_on_receipt_is_no_line_of_the_log(olga):
    make_comment(status=None, text="casino " * 3)

    assert lines(olga) == []


def test_the_log_is_sifted_by_who_and_by_what(app, olga):
    someone = people.mina()
    people.desk_of(app, someone).decide(make_comment(name="One"), "approve")
    turned(make_comment(name="Two"), "spam", by=moderator(name="Somebody else"))
    rules_changed_by("Owner")

    by_mina = lines(olga, who=str(someone.id))
    of_rules = lines(olga, act="settings")

    assert [("One" in line.text) for line in by_mina] == [True]
    assert len(of_rules) == 1
    assert "Owner changed the rules" in of_rules[0].text
    assert [e.text for e in of_rules[0].all("ins")] == ["now:3"]
    assert len(lines(olga, act="decisions")) == 2
    assert lines(olga, act="words") == []


def test_what_a_program_did_is_found_as_such(app, olga):
    comment = make_comment()
    people.program_of(app).post(f"/comments/{comment.id}/spam", {})
    turned(make_comment(), "approve")

    (line,) = lines(olga, who="programs")

    assert "as spam" in line.text


def test_a_note_is_told_without_its_words(app, olga):
    comment = make_comment(name="Ines")
    someone = people.mina()
    with writing() as session:
        annotate.add(session, people.viewer(someone), comment.id, "He called me.", now=tick())

    (line,) = lines(olga)

    assert "Mina left a note on Ines" in line.text
    assert "He called me." not in line.text


@pytest.mark.parametrize("query", [{"who": "x"}, {"who": "9" * 40}, {"act": "nothing"}])
def test_a_filter_that_is_none_is_told(olga, query):
    assert olga.get("/audit", query_string=query).status_code == 422


def test_a_cursor_of_nobody_is_told(olga):
    assert olga.get("/audit?after=zzzz").status_code == 404


def test_a_stranger_s_site_has_no_lines_here(app, olga):
    make_comment(make_site("other"), name="Elsewhere", status="spam")
    make_comment(name="Here", status="spam")

    assert len(lines(olga)) == 1
    assert lines(olga, site="other") == []
    assert len(Tab(people.desk_of(app, people.stan()).client, "/audit").page.all("li", class_="entry")) == 0


def test_a_rare_line_is_looked_for_so_far_and_then_further_back(olga, monkeypatch):
    monkeypatch.setattr(log, "LOOKED_AT", 10)
    rules_changed_by("Owner")
    for _ in range(15):
        make_comment(status="spam")

    first = Tab(olga, "/audit", act="settings").page
    assert "Nothing like this among the last 2,000 lines." in first.text
    further = Tab(olga, first.one("a", rel="next")["href"]).page

    assert len(further.all("li", class_="entry")) == 1


def test_the_owner_reverts_a_change_of_rules_from_the_log_and_a_moderator_does_not(mina, olga):
    Tab(olga, "/settings/potager/rules").press("Save changes", hold_from="3")

    (line,) = lines(mina)
    assert not line.all("button")
    answer = Tab(olga, "/audit").press("Revert")

    assert answer.status_code == 303
    assert rules_of().hold_from == 4
    assert "took a change of the rules back" in lines(olga)[0].text
