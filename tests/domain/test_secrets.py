"""A secret of the rules: kept for the rule that needs it, and shown nowhere: no page, no log, no export."""

import json
from dataclasses import replace

import pytest

from moderation.domain import tune
from moderation.domain.judge import book_of
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.rules.links.links import Links
from moderation.rules.value import KEPT
from moderation.rules.writer.external import External
from moderation.store import events, sites
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from tests.factories import TESTS, make_site, tick
from tests.people import desk_of, olga, viewer
from tests.web.markup import read
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.tab import Tab

OLD, NEW = "the first secret of all of them".replace(" ", "-"), "another-one-that-is-as-long"
SETTING = {"on": True, "url": "https://judge.example/ask", "secret": OLD}


@pytest.fixture
def site(app) -> Site:
    return make_site(rules={"rules": {"external": SETTING}})


def now_of(site: Site) -> Site:
    with reading() as session:
        return sites.of(session, site.id)


def secret_of(site: Site) -> str:
    return book_of(now_of(site)).rule(External).secret


def load(site: Site, **external: object) -> None:
    with writing() as session:
        place = sites.of(session, site.id)
        tune.load(session, place, {"rules": {"external": external}}, by=TESTS, now=tick())


def log_of(site: Site) -> str:
    with reading() as session:
        return json.dumps([line.detail for line in session.scalars(events.of_settings(site.id))])


def test_it_is_kept_for_the_rule_and_stands_in_no_event(site):
    load(site, secret=NEW)

    assert secret_of(site) == NEW
    log = log_of(site)
    assert OLD not in log
    assert NEW not in log
    assert '["rules.external.secret", "' + KEPT + '", "' + KEPT + '"]' in log


def test_an_export_only_says_that_there_is_one_and_loading_it_keeps_it(site):
    exported = json.dumps(books.dump(book_of(now_of(site))))

    assert OLD not in exported
    assert json.loads(exported)["rules"]["external"]["secret"] == KEPT
    load(site, **json.loads(exported)["rules"]["external"])
    assert secret_of(site) == OLD


def test_the_page_never_shows_it_and_saving_keeps_it(app, site):
    desk = desk_of(app, olga(site))
    tab = Tab(desk.client, "/settings/potager/rules")

    field = tab.page.one("input", name="rules.external.secret")
    assert field["type"] == "password"
    assert not field.get("value")
    assert OLD not in tab.page.text
    assert OLD not in desk.get("/settings/potager/rules").text

    answer = tab.press("Save changes", "rules", {"rules.links.points": "2"})

    assert answer.status_code == 303, [e.text for e in read(answer.text).all(class_="error")]
    assert book_of(now_of(site)).rule(Links).points == 2
    assert secret_of(site) == OLD


def test_another_one_can_be_typed_and_the_history_says_no_more_than_that(app, site):
    desk = desk_of(app, olga(site))

    Tab(desk.client, "/settings/potager/rules").press("Save changes", "rules", {"rules.external.secret": NEW})
    history = desk.get("/settings/potager/rules/history").text

    assert secret_of(site) == NEW
    assert "another one" in history
    assert OLD not in history
    assert NEW not in history


def test_what_others_saved_meanwhile_takes_no_secret_away(site):
    seen, stale = now_of(site).book_version, rule_form_book(now_of(site))
    load(site, secret=NEW)
    load(site, personal=True)

    with writing() as session:
        tune.save(session, sites.of(session, site.id), stale, by=TESTS, seen=seen, now=tick())

    assert secret_of(site) == NEW
    assert book_of(now_of(site)).rule(External).personal


def rule_form_book(site: Site) -> Book:
    """The book as the page sends it: secrets stay, and one number is another."""
    sent = books.parse(books.dump(book_of(site)))
    return replace(sent, known_after=3)


def test_the_first_one_can_be_taken_back_and_a_lost_one_cannot(app, site):
    load(site, secret=NEW)
    with reading() as session:
        changed, first = session.scalars(events.of_settings(site.id)).all()

    assert not tune.stands(now_of(site), changed)
    assert tune.stands(now_of(site), first)
    owner = viewer(olga(site))
    with writing() as session:
        tune.revert(session, owner, "potager", first.id, now=tick())

    assert secret_of(site) == ""
    assert not book_of(now_of(site)).rule(External).on
