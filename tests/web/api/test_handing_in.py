"""Comments that programs hand in: what they may say, and what they are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from werkzeug.test import TestResponse

from tests.factories import make_comment, make_site, make_user, reload
from tests.people import Program, program_of
from tests.web.api.conftest import SOUP, said

FIELDS = {
    "id", "site", "page", "parent", "number", "kind", "source", "status", "author", "text", "html", "points",
    "signals", "posted_at", "received_at", "likes", "version", "decided_by",
}  # fmt: skip
"""Of a comment in JSON, by the contract."""


def test_a_comment_that_is_handed_in_is_answered_as_it_was_taken(program):
    answer = program.post(
        "/comments",
        said(
            name="Rosa",
            email="rosa@mail.example",
            website="https://rosa.example/",
            title="Leek soup",
            text="Wash them *twice*.",
            posted_at="2010-03-11T09:14:00+01:00",
        ),
    )

    assert answer.status_code == 201
    made = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1/comments/{made['id']}"
    assert set(made) == FIELDS
    received_at = made.pop("received_at")
    assert received_at > "2026"
    assert received_at.endswith("Z")
    assert made == {
        "id": 1,
        "site": "potager",
        "page": {"url": SOUP, "title": "Leek soup"},
        "parent": None,
        "number": None,
        "kind": "comment",
        "source": None,
        "status": "pending",
        "author": {"name": "Rosa", "email": "rosa@mail.example", "website": "https://rosa.example/"},
        "text": "Wash them *twice*.",
        "html": "<p>Wash them <em>twice</em>.</p>\n",
        "points": 0,
        "signals": [],
        "posted_at": "2010-03-11T08:14:00Z",
        "likes": 0,
        "version": 1,
        "decided_by": None,
    }


def test_what_rules_find_is_told_with_points_reason_and_the_words(app):
    site = make_site("casinos", rules={"rules": {"blocked_words": {"words": ["casino"]}}})

    made = (
        program_of(app, site)
        .post("/comments", said(url="https://casinos.example/", text="A casino beside the leeks"))
        .get_json()
    )

    assert (made["status"], made["points"], made["decided_by"]) == ("spam", 6, "rules")
    assert made["signals"] == [
        {
            "rule": "blocked_words",
            "points": 6,
            "why": "Holds words of your list of blocked words",
            "quotes": ["casino"],
        }
    ]


def test_reasons_are_in_the_site_s_language(app):
    site = make_site("casinos", locale="fr", rules={"rules": {"blocked_words": {"words": ["casino"]}}})
    program = program_of(app, site)

    made = program.post("/comments", said(url="https://casinos.example/", text="Le casino")).get_json()

    assert made["signals"][0]["why"] == "Contient des mots de votre liste de mots bloqués"


def test_a_known_author_is_published_with_a_number(program):
    make_comment(name="Rosa", email="rosa@mail.example", status="approved")

    made = program.post("/comments", said(name="Rosa", email="rosa@mail.example")).get_json()

    assert (made["status"], made["number"], made["decided_by"]) == ("approved", 2, "rules")


@pytest.mark.parametrize("how", ["header", "field"])
def test_the_same_key_again_is_the_same_comment(program: Program, how: str):
    def sent(text: str) -> TestResponse:
        if how == "header":
            return program.post("/comments", said(text=text), Idempotency_Key="import-7")
        return program.post("/comments", said(text=text, submission_id="import-7"))

    first, second = sent("The first words."), sent("Other words by now.")

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.get_json() == first.get_json()


def test_the_header_is_the_same_key_as_the_field(program):
    first = program.post("/comments", said(submission_id="import-7"))

    second = program.post("/comments", said(), Idempotency_Key="import-7")

    assert second.get_json()["id"] == first.get_json()["id"]


def test_the_same_key_of_another_site_is_another_comment(app, program):
    other = program_of(app, make_site("other"))

    first = program.post("/comments", said(submission_id="7"))
    second = other.post("/comments", said(url="https://other.example/", submission_id="7"))

    assert (first.status_code, second.status_code) == (201, 201)


def test_the_same_key_several_times_at_once_is_one_comment(program: Program):
    start, given = Barrier(3), said(submission_id="import-7")

    def sent(_: int) -> TestResponse:
        start.wait(timeout=30)
        return program.post("/comments", given)

    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(sent, range(3)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 201]
    assert len({answer.get_json()["id"] for answer in answers}) == 1


def test_the_e_mail_of_a_member_makes_it_the_member_s(program, site):
    make_user("Olga", role="owner", site=site)

    made = program.post("/comments", said(name="Olga", email=" OLGA@desk.example ")).get_json()

    assert (made["status"], made["number"]) == ("approved", 1)
    [shown] = program.get("/threads", url=SOUP).get_json()["items"]
    assert shown["author"]["is_member"] is True


def test_a_reply_stands_below_its_parent(program):
    parent = make_comment(status="approved")

    made = program.post("/comments", said(parent=parent.id)).get_json()

    assert made["parent"] == parent.id
    assert reload(parent).shown_below == 1


@pytest.mark.parametrize("kind", ["pingback", "trackback", "webmention"])
def test_a_mention_comes_with_its_kind_and_source_and_waits(program, kind):
    made = program.post(
        "/comments",
        said(kind=kind, source="https://notes.example/a?b=c", name="Seed notes", email=None),
    ).get_json()

    assert (made["kind"], made["source"]) == (kind, "https://notes.example/a?b=c")
    assert (made["status"], made["author"]["name"]) == ("pending", "Seed notes")


def test_a_mention_may_say_nothing(program):
    answer = program.post("/comments", said(kind="webmention", source="https://notes.example/a", text=""))

    assert answer.status_code == 201


def test_programs_may_hand_in_comment_after_comment(program):
    given = [said(author_ip="192.0.2.7", email="rosa@mail.example", name="Rosa") for _ in range(7)]

    assert [program.post("/comments", each).status_code for each in given] == [201] * 7
