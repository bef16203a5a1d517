"""A site's rules: read, saved, and what was changed by whom."""

from dataclasses import replace
from typing import Any

import pytest

from moderation.domain import tune
from moderation.domain.allow import Deed
from moderation.errors import Conflict, Invalid, Missing, Refused
from moderation.rules.book import Book
from moderation.store import events
from moderation.store.db import reading, writing
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.words import Actor, ActorKind, Mode, Status
from tests.factories import all_of, make_comment, make_site, page_of, rules_of, submission, the_site, tick
from tests.people import mina, olga, stan, viewer

OLGA = Actor(kind=ActorKind.MEMBER, name="Olga")


def loaded(site: Site, data: dict[str, Any]) -> Event | None:
    with writing() as session:
        mine = tune.site_with_key(session, site.key)
        assert mine is not None
        return tune.load(session, mine, data, by=OLGA, now=tick())


def present(site: Site) -> Site:
    with reading() as session:
        found = tune.site_with_key(session, site.key)
    assert found is not None
    return found


def test_a_new_site_has_the_shipped_rules(app):
    site = the_site()

    assert rules_of(site) == Book()
    assert site.book == {}


def test_only_what_differs_is_kept_and_the_log_says_what_changed(app):
    site = the_site()

    event = loaded(site, {"mode": "never", "hold_from": Book().hold_from, "rules": {"links": {"points": 2}}})

    assert present(site).book == {"mode": "never", "rules": {"links": {"points": 2}}}
    assert present(site).book_version == 2
    assert event is not None
    assert (event.action, event.actor_name, event.comment_id) == ("rules", "Olga", None)
    assert ["mode", "known", "never"] in [list(change) for change in event.detail["changes"]]
    with reading() as session:
        last = tune.last_change(session, site)
    assert last is not None
    assert last.id == event.id


def test_what_changes_nothing_is_no_event(app):
    site = the_site()

    assert loaded(site, {"mode": "known"}) is None
    assert present(site).book_version == 1
    with reading() as session:
        assert tune.last_change(session, site) is None


def test_a_part_leaves_the_rest_as_it_is(app):
    site = make_site(rules={"mode": "never", "rules": {"links": {"points": 2}}})

    loaded(site, {"rules": {"links": {"on": False}}})

    book = rules_of(site)
    assert book.mode is Mode.NEVER
    assert (book.rule("links").on, present(site).book["rules"]["links"]) == (
        False,
        {"on": False, "points": 2},
    )


def test_bad_values_are_named_and_nothing_is_kept(app):
    site = the_site()

    with pytest.raises(Invalid) as told:
        loaded(site, {"mode": "never", "hold_from": "four", "rules": {"nobody": {}, "links": {"points": 99}}})

    named = [problem.on for problem in told.value.problems]
    assert named == ["hold_from", "rules.nobody", "rules.links.points"]
    assert present(site).book == {}


def test_of_two_who_save_at_once_the_second_is_told(app):
    site = the_site()
    loaded(site, {"mode": "never"})

    with pytest.raises(Conflict, match="other rules meanwhile"), writing() as session:
        tune.save(session, site, replace(Book(), hold_from=5), by=OLGA, seen=1, now=tick())

    assert rules_of(site) == replace(Book(), mode=Mode.NEVER)


def test_changed_rules_judge_what_comes_from_then_on(app):
    site = the_site()
    before = make_comment(site, text="A casino", status=None)
    loaded(site, {"rules": {"blocked_words": {"words": ["casino"]}}})

    after = make_comment(present(site), text="A casino", status=None)

    assert (before.status, after.status) == (Status.PENDING, Status.SPAM)
    assert (before.book_version, after.book_version) == (1, 2)


def test_trying_a_text_stores_nothing(app):
    site = make_site(rules={"rules": {"blocked_words": {"words": ["casino"]}}})
    given = submission(site, text="A casino")

    with writing() as session:
        saved = tune.try_out(session, site, given)
        shipped = tune.try_out(session, site, given, Book())

    assert (saved.status, shipped.status) == (Status.SPAM, Status.PENDING)
    assert all_of(site) == []


def test_rules_are_for_owners_and_a_stranger_s_site_does_not_exist(app):
    site = the_site()
    moderator, owner, stranger = viewer(mina(site)), viewer(olga(site)), viewer(stan())

    with reading() as session:
        assert tune.site_of(session, owner, "potager").id == site.id
        assert tune.site_of(session, moderator, "potager", Deed.MODERATE).id == site.id
        with pytest.raises(Refused):
            tune.site_of(session, moderator, "potager")
        for key in ("potager", "nobody's"):
            with pytest.raises(Missing):
                tune.site_of(session, stranger, key)


def test_a_page_is_closed_by_an_owner_and_the_log_says_so(app):
    comment, site = make_comment(), the_site()
    moderator, owner, stranger = viewer(mina(site)), viewer(olga(site)), viewer(stan())

    def switched(who, is_open=False, page_id=comment.page_id):
        with writing() as session:
            tune.switch_page(session, who, page_id, is_open=is_open, now=tick())

    with pytest.raises(Refused):
        switched(moderator)
    with pytest.raises(Missing):
        switched(stranger)
    for page_id in (0, 999_999, 2**70):
        with pytest.raises(Missing):
            switched(owner, page_id=page_id)
    assert page_of(comment).is_open

    switched(owner)
    switched(owner)

    assert not page_of(comment).is_open
    with reading() as session:
        logged = [e for e in events.after(session, site.id, 0, 100) if e.action == "page"]
    assert [(e.actor_name, e.detail["is_open"]) for e in logged] == [("Olga", False)]
