"""The fields of what programs hand in: what is taken, and what is refused by its name."""

from typing import Any

import pytest

from moderation.web.api.fields import TEXTS
from tests.factories import make_comment, make_mention, make_site
from tests.people import program_of
from tests.web.api.conftest import said, wrong_fields

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"url": None}, "url"),
    ({"url": "https://elsewhere.example/"}, "url"),
    ({"url": "soup"}, "url"),
    ({"url": 7}, "url"),
    ({"name": None}, "name"),
    ({"name": ["Rosa"]}, "name"),
    ({"email": None}, "email"),
    ({"email": "rosa"}, "email"),
    ({"text": None}, "text"),
    ({"text": " \u200b"}, "text"),
    ({"text": "a" * 10_001}, "text"),
    ({"text": {"a": 1}}, "text"),
    ({"name": "a" * 246}, "name"),
    ({"email": f"{'a' * 88}@mail.example"}, "email"),
    ({"website": f"https://a.example/{'a' * 183}"}, "website"),
    ({"website": False}, "website"),
    ({"parent": 999_999}, "parent"),
    ({"parent": -1}, "parent"),
    ({"parent": 0}, "parent"),
    ({"parent": 2**63}, "parent"),
    ({"parent": True}, "parent"),
    ({"parent": "7"}, "parent"),
    ({"parent": 1.0}, "parent"),
    ({"kind": "tweet"}, "kind"),
    ({"kind": {"a": 1}}, "kind"),
    ({"kind": "pingback"}, "source"),
    ({"kind": "pingback", "source": "javascript:alert(1)"}, "source"),
    ({"kind": "pingback", "source": "https://notes.example/" + "a" * 2048}, "source"),
    ({"submission_id": 7}, "submission_id"),
    ({"submission_id": "a" * 201}, "submission_id"),
    ({"author_ip": 7}, "author_ip"),
    ({"posted_at": "2010-03-11T09:14:00"}, "posted_at"),
    ({"posted_at": "2010-03-11"}, "posted_at"),
    ({"posted_at": "11 mars 2010"}, "posted_at"),
    ({"posted_at": 1268295240}, "posted_at"),
    ({"posted_at": ""}, "posted_at"),
    ({"posted_at": "2010-13-11T09:14:00Z"}, "posted_at"),
    ({"posted_at": "20100311T091400Z"}, "posted_at"),
    ({"posted_at": "0001-01-01T00:00:00+14:00"}, "posted_at"),
    ({"posted_at": "1969-12-31T23:59:59Z"}, "posted_at"),
    ({"posted_at": "9999-12-31T23:59:59-14:00"}, "posted_at"),
]


def test_what_is_not_right_is_named_and_nothing_is_kept(program):
    named = [(given, *wrong_fields(program.post("/comments", said(**given)))) for given, _ in WRONG]

    assert named == WRONG
    assert program.get("/comments").get_json()["items"] == []


def test_all_that_is_wrong_is_named_at_once(program):
    given: dict[str, Any] = {"kind": "tweet", "posted_at": "yesterday", "parent": "7", "text": 7}

    assert sorted(wrong_fields(program.post("/comments", said(**given)))) == sorted(given)


def test_lengths_that_just_fit_are_taken(program):
    given = {
        "text": "a" * 10_000,
        "name": "n" * 245,
        "email": f"{'a' * 87}@mail.example",
        "website": f"https://a.example/{'a' * 182}",
        "submission_id": "i" * 200,
    }

    assert program.post("/comments", said(**given)).status_code == 201


def test_a_site_may_allow_longer_texts(app):
    site = make_site("long", rules={"rules": {"length": {"text": 65_525}}})

    answer = program_of(app, site).post("/comments", said(url="https://long.example/", text="ä" * 65_525))

    assert answer.status_code == 201


def test_a_comment_of_another_page_or_a_mention_cannot_be_answered(program):
    elsewhere = make_comment(page="/bread", status="approved")
    mention = make_mention(status="approved")
    waiting = make_comment()

    for parent in (elsewhere, mention, waiting):
        assert wrong_fields(program.post("/comments", said(parent=parent.id))) == ["parent"]


MOMENTS = {
    "2010-03-11T09:14:00Z": "2010-03-11T09:14:00Z",
    "2010-03-11T09:14:00.5-05:00": "2010-03-11T14:14:00.500000Z",
    "2010-03-11t09:14:00z": "2010-03-11T09:14:00Z",
    "1970-01-01T00:00:00Z": "1970-01-01T00:00:00Z",
}


def test_the_moment_of_writing_is_kept_in_universal_time(program):
    answers = [program.post("/comments", said(posted_at=posted_at)).get_json() for posted_at in MOMENTS]

    assert [made["posted_at"] for made in answers] == list(MOMENTS.values())
    listed = program.get("/comments").get_json()["items"]
    assert [item["posted_at"] for item in listed] == list(MOMENTS.values())


@pytest.mark.parametrize("odd", ["\ud800", "\x00"], ids=["surrogate", "nul"])
def test_what_no_database_takes_is_an_answer_like_any_other(program, odd):
    answers = [
        program.post(
            "/comments",
            said(**{"kind": "trackback", "source": f"https://notes.example/{field}", field: f"a{odd}b"}),
        )
        for field in TEXTS
    ]

    assert {answer.status_code for answer in answers} <= {201, 422}
    assert answers[TEXTS.index("text")].get_json()["text"] == "a\ufffdb"


def test_null_is_a_field_left_out(program):
    given = {"parent": None, "kind": None, "posted_at": None, "website": None, "title": None}

    assert program.post("/comments", {**said(), **given}).status_code == 201


def test_the_same_words_in_the_same_place_were_said_already(program):
    given = said()
    program.post("/comments", given)

    assert wrong_fields(program.post("/comments", given)) == ["text"]
