"""By what a writer of spam is known again, on any site and whatever is done to the comments later."""

from datetime import timedelta
from typing import Any

import pytest

from moderation.domain.know import know
from moderation.store import sites
from moderation.store.db import reading
from moderation.words import ActorKind, Facts, Status, Submission
from tests.factories import make_comment, make_site, make_user, reload, submission, the_site, turned, undone

PILLS: dict[str, Any] = {
    "name": "Dan",
    "email": "dan@pills.example",
    "website": "https://pills.example/shop",
    "ip": "192.0.2.9",
    "text": "Read https://more-pills.example/now",
}


def known(given: Submission) -> Facts:
    with reading() as session:
        page = sites.page_by_key(session, the_site().id, "potager.example/soup")
        return know(session, the_site(), page, given)


def seen(**given: Any) -> set[tuple[str, str, int]]:
    facts = known(submission(**given))
    assert facts.spam_seen is not None
    return {(s.what, s.value, s.n) for s in facts.spam_seen}


def test_each_mark_of_a_spam_comment_is_known_again_by_itself(app):
    make_comment(**PILLS, status="spam")

    assert seen(email="Dan@Pills.example") == {("email", "", 1)}
    assert seen(ip="192.0.2.9") == {("address", "", 1)}
    assert seen(website="http://pills.example/shop/") == {
        ("website", "http://pills.example/shop/", 1),
        ("host", "pills.example", 1),
    }
    assert seen(text="And https://more-pills.example/else") == {("host", "more-pills.example", 1)}
    assert seen(text="Nothing of it.") == set()


def test_only_spam_is_remembered_and_only_as_long_as_it_is_spam(app):
    comment = make_comment(**PILLS, status="pending")
    assert seen(ip="192.0.2.9") == set()

    decision = turned(comment, "spam")
    assert seen(ip="192.0.2.9") == {("address", "", 1)}
    undone(decision.event.id, comment)
    assert seen(ip="192.0.2.9") == set()


def test_it_is_known_on_every_site_of_the_desk(app):
    make_comment(make_site("other"), **PILLS, status="spam")

    assert ("email", "", 1) in seen(email="dan@pills.example")


def test_the_rules_say_so_on_the_next_comment_of_the_same_hand(app):
    make_comment(**PILLS, status="spam")

    again = make_comment(status=None, name="Someone", email="dan@pills.example", text="Nice soup.")

    assert "spam_history" in {signal["rule"] for signal in again.signals}
    assert again.status is Status.PENDING


def test_the_site_s_own_hosts_are_no_mark(app):
    website, text = "https://potager.example/about", "As on https://www.potager.example/leek you said."
    make_comment(website=website, text=text, status="spam")
    make_comment(make_site("other"), website=website, text=text, status="spam")

    assert seen(website=website, text=text) == set()


def test_a_member_leaves_no_marks(app):
    user = make_user("Olga", role="owner")
    make_comment(email=user.email, member_id=user.id, status="spam")

    assert seen(email=user.email) == set()


def test_a_member_who_is_not_signed_in_imitates_one(app):
    make_user("Olga", role="owner")

    assert known(submission(name="ÓLGA", email="x@mail.example")).imitates == ("name",)
    assert known(submission(name="Olga", email="OLGA@desk.example")).imitates == ("name", "email")
    assert known(submission(name="", email="")).imitates == ()
    assert make_comment(status=None, name="olga").status is Status.PENDING


@pytest.mark.parametrize("name", ["\u0405id", "s i d", "S.I.D.", "\u0455\u0456\u0501", "Si\u200bd"])
def test_a_name_that_looks_like_a_member_s_imitates_it(app, name):
    make_user("Sid", role="owner")

    assert known(submission(name=name)).imitates == ("name",)


@pytest.mark.parametrize(
    ("member", "name"),
    [
        *(("Olga", name) for name in ("OIga", "O1ga", "0lga", "O|ga", "Olgɑ", "ᴏʟɢᴀ", "Оlga", "Ｏlga")),
        *(
            ("Olga", name)
            for name in ("Olga1", "Olga 2", "olga_99", "Olga (admin)", "Admin Olga", "Olga – owner")
        ),
        *(("Olga", name) for name in ("Olga [Auteur]", "OLGA, modératrice", "\u041elga (admin) 2")),
        ("Renn", "геnп"),
        ("Paul", "Pau1"),
        ("Mina7", "Mina7"),
    ],
)
def test_a_name_that_is_taken_for_a_member_s_imitates_it(app, member, name):
    make_user(member, role="owner")

    assert known(submission(name=name)).imitates == ("name",)


@pytest.mark.parametrize(
    "email",
    [
        "olga@desk.example.",
        "OLGA@DESK.EXAMPLE",
        "оlga@desk.example",
        "oIga@desk.example",
        "0lga@desk.example",
    ],
)
def test_an_e_mail_that_looks_like_a_member_s_imitates_it(app, email):
    make_user("Olga", role="owner")

    assert known(submission(name="Stan", email=email)).imitates == ("email",)


@pytest.mark.parametrize(
    ("member", "name"),
    [("Iida", "Lida"), ("Ila", "Lia"), ("Olga", "Olga M."), ("Olga", "admin"), ("Mina7", "Mina8")],
)
def test_a_name_that_looks_otherwise_is_somebody_else_s(app, member, name):
    make_user(member, role="owner")

    assert known(submission(name=name, email="x1@mail.example")).imitates == ()


@pytest.mark.parametrize(
    ("member", "name"),
    [("Vera", "Вера"), ("Olga", "Ольга"), ("Sid", "Sidney"), ("***", "!!!"), ("Nina", "Нина")],
)
def test_a_name_of_another_script_is_nobody_else_s(app, member, name):
    make_user(member, role="owner")

    assert known(submission(name=name)).imitates == ()


@pytest.mark.parametrize(("member", "name"), [("Вера", "вера"), ("***", "***"), ("李", "李")])
def test_a_member_s_name_is_compared_as_it_reads_too(app, member, name):
    make_user(member, role="owner")

    assert known(submission(name=name)).imitates == ("name",)


def test_what_people_decided_of_an_author_is_known_newest_first(app):
    mine: dict[str, Any] = {"name": "Rosa", "email": "rosa@mail.example"}
    first = make_comment(**mine, status="rejected")
    second = make_comment(**mine, status="approved")
    make_comment(**mine)

    decided = known(submission(**mine)).author_decided

    assert decided is not None
    assert [(d.at, d.is_rejected) for d in decided] == [
        (reload(second).decided_at, False),
        (reload(first).decided_at, True),
    ]


def test_what_waits_or_rules_decided_does_not_push_decisions_out_of_sight(app):
    mine: dict[str, Any] = {"name": "Rosa", "email": "rosa@mail.example"}
    rejected = [make_comment(**mine, status="rejected") for _ in range(5)]
    waiting = [make_comment(**mine, status="pending") for _ in range(20)]
    by_rules = make_comment(**mine, status=None, text="Cheap pills online https://a.example/ " * 3)

    decided = known(submission(**mine)).author_decided

    assert by_rules.decided_kind in (None, ActorKind.RULES)
    assert len(waiting) == 20
    assert decided is not None
    assert [d.is_rejected for d in decided] == [True] * len(rejected)


def test_facts_come_back_from_what_is_kept(app):
    make_comment(**PILLS, status="spam")
    make_comment(name="Dan", email="dan@pills.example", status="rejected")
    facts = known(submission(**PILLS))

    assert Facts.from_json(facts.as_json()) == facts
    assert facts.spam_seen
    assert facts.author_decided
    assert facts.spam_seen[0].last_at - facts.author_decided[0].at < timedelta(days=1)
