"""Sites, people, passwords and tokens: who can be enrolled, and who gets in."""

import pytest

from moderation.domain import enrol
from moderation.domain.allow import Deed
from moderation.errors import Invalid
from moderation.store.db import reading, writing
from moderation.store.people import Token
from moderation.words import ActorKind, Role
from tests.factories import PASSWORD, make_site, make_token, make_user, the_site, tick
from tests.people import ada, mina, olga, viewer


def added_site(**given):
    usual = {
        "key": "bread",
        "name": "Bread",
        "url": "https://bread.example",
        "locale": "en",
        "timezone": "UTC",
    }
    with writing() as session:
        return enrol.add_site(session, now=tick(), **{**usual, **given})


def added_user(**given):
    usual = {"email": "rosa@desk.example", "name": "Rosa", "password": PASSWORD, "is_admin": False}
    with writing() as session:
        return enrol.add_user(session, now=tick(), **{**usual, **given})


def fields(told: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.on for problem in told.value.problems]


def test_a_site_keeps_its_address_in_the_normal_form(app):
    assert added_site(url="HTTPS://Bread.example:443/").url == "https://bread.example/"


def test_all_that_is_odd_about_a_site_is_told_at_once(app):
    with pytest.raises(Invalid) as told:
        added_site(key="Brot & Bread", name=" ", url="bread", locale="xx", timezone="Mars/Base")

    assert fields(told) == ["key", "name", "locale", "timezone", "url"]


def test_a_key_is_taken_once(app):
    make_site("bread")

    with pytest.raises(Invalid) as told:
        added_site(key="bread")

    assert fields(told) == ["key"]


def test_all_that_is_odd_about_an_account_is_told_at_once(app):
    with pytest.raises(Invalid) as told:
        added_user(email="rosa at home", name="", password="short")

    assert fields(told) == ["email", "name", "password"]


def test_an_e_mail_is_taken_once_however_it_is_written(app):
    added_user(email="Rosa@Desk.example")

    with pytest.raises(Invalid) as told:
        added_user(email=" rosa@desk.EXAMPLE ")

    assert fields(told) == ["email"]


def test_the_right_password_signs_in_and_nothing_else_does(app):
    user = added_user()

    def signed_in(email: str, password: str) -> int | None:
        with reading() as session:
            found = enrol.sign_in(session, email, password)
        return found.id if found else None

    assert signed_in("rosa@desk.example", PASSWORD) == user.id
    assert signed_in(" ROSA@desk.example", PASSWORD) == user.id
    assert signed_in("rosa@desk.example", PASSWORD + " ") is None
    assert signed_in("rosa@desk.example", "") is None
    assert signed_in("luc@desk.example", PASSWORD) is None


def test_a_password_is_not_kept(app):
    assert PASSWORD not in added_user().password
    assert added_user(email="luc@desk.example").password != added_user(email="lea@desk.example").password


def test_roles_say_who_may_do_what_where(app):
    site, other = make_site(), make_site("other")
    with writing() as session:
        both = enrol.add_user(
            session, "both@desk.example", name="Both", password=PASSWORD, is_admin=False, now=tick()
        )
        enrol.join(session, both, site, Role.OWNER)
        enrol.join(session, both, other, Role.MODERATOR)

    assert viewer(mina(site)).sites(Deed.CONFIGURE) == ()
    assert viewer(olga(site)).sites(Deed.CONFIGURE) == (site.id,)
    assert viewer(both).sites() == (site.id, other.id)
    assert viewer(both).sites(Deed.CONFIGURE) == (site.id,)


def test_an_admin_sees_no_comments_by_being_one(app):
    make_site()

    admin = viewer(ada())

    assert admin.is_admin
    assert admin.sites() == ()


def test_joining_again_changes_the_role(app):
    site, user = the_site(), make_user("Rosa", role="moderator")
    with writing() as session:
        enrol.join(session, user, site, Role.OWNER)

    assert viewer(user).roles == {site.id: Role.OWNER}


def test_a_token_opens_its_own_site_alone_and_is_nowhere_kept(app):
    site, secret = make_site(), make_token(name="Blog")
    make_site("other")

    with reading() as session:
        known = enrol.viewer_with_token(session, secret)
        unknown = [
            enrol.viewer_with_token(session, odd) for odd in ("", secret[:-1], secret.upper(), "é\x00")
        ]
        kept = session.get_one(Token, 1)

    assert known is not None
    assert known[1].id == site.id
    assert (known[0].actor.kind, known[0].actor.name) == (ActorKind.TOKEN, "Blog")
    assert known[0].roles == {site.id: Role.MODERATOR}
    assert unknown == [None] * 4
    assert secret.encode() not in kept.digest


def test_preferences_are_of_the_languages_and_zones_there_are(app):
    user = make_user()

    def preferred(locale: str, timezone: str) -> None:
        with writing() as session:
            enrol.prefer(session, session.merge(user), locale=locale, timezone=timezone, keys=False)

    preferred("fr", "Europe/Paris")
    with pytest.raises(Invalid) as told:
        preferred("xx", "Paris")

    assert fields(told) == ["locale", "timezone"]
    with reading() as session:
        kept = enrol.account(session, user.id)
    assert kept is not None
    assert (kept.locale, kept.timezone, kept.keys) == ("fr", "Europe/Paris", False)
