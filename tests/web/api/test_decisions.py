"""Decisions by programs: each action, versions, replies in a member's name."""

from typing import Any

import pytest

from tests.factories import make_comment, make_mention, make_site, make_user, reload
from tests.people import program_of
from tests.web.api.conftest import SOUP, wrong_fields


@pytest.mark.parametrize(
    ("action", "status"),
    [("approve", "approved"), ("reject", "rejected"), ("spam", "spam"), ("hold", "pending")],
)
def test_an_action_answers_with_the_comment_as_it_now_is(program, action, status):
    comment = make_comment(status="spam" if action == "hold" else "pending")

    answer = program.post(f"/comments/{comment.id}/{action}")

    assert answer.status_code == 200
    made = answer.get_json()
    assert (made["status"], made["decided_by"], made["version"]) == (status, "Importer", comment.version + 1)
    assert made == program.get(f"/comments/{comment.id}").get_json()


def test_the_version_is_optional(program):
    for body in (None, {}, {"version": None}, {"version": 1}):
        comment = make_comment()
        assert program.post(f"/comments/{comment.id}/approve", body).status_code == 200, body


def test_a_version_that_is_no_longer_the_current_one_changes_nothing(program):
    comment = make_comment()
    program.post(f"/comments/{comment.id}/approve", {"version": comment.version})

    answer = program.post(f"/comments/{comment.id}/spam", {"version": comment.version})

    assert answer.status_code == 409
    assert answer.mimetype == "application/problem+json"
    told = answer.get_json()
    assert (told["status"], told["detail"]) == (409, "Importer approved this comment.")
    assert told["comment"] == program.get(f"/comments/{comment.id}").get_json()
    assert told["comment"]["status"] == "approved"


def test_a_version_that_never_was_is_a_conflict(program):
    comment = make_comment()

    assert program.post(f"/comments/{comment.id}/approve", {"version": 2}).status_code == 409
    assert reload(comment).status == "pending"


def test_a_version_that_is_no_number_is_named(program):
    comment = make_comment()

    for version in ("1", 1.0, True, [1], 0, -1, 10**30):
        answer = program.post(f"/comments/{comment.id}/approve", {"version": version})
        assert wrong_fields(answer) == ["version"]


def test_the_same_action_again_changes_nothing(program):
    comment = make_comment()
    first = program.post(f"/comments/{comment.id}/approve")

    second = program.post(f"/comments/{comment.id}/approve")

    assert (second.status_code, second.get_json()) == (200, first.get_json())


def test_a_reply_is_a_member_s_and_approves_what_it_answers(program, site):
    comment, olga = make_comment(), make_user("Olga", role="owner", site=site)

    answer = program.post(f"/comments/{comment.id}/reply", {"text": "Welcome.", "email": olga.email})

    assert answer.status_code == 200
    made = answer.get_json()
    assert (made["id"], made["status"], made["number"]) == (comment.id, "approved", 1)
    reply = made["reply"]
    assert (reply["parent"], reply["status"], reply["number"]) == (comment.id, "approved", 2)
    assert (reply["author"]["name"], reply["decided_by"]) == ("Olga", "Importer")
    assert [item["id"] for item in program.get("/threads", url=SOUP).get_json()["items"]] == [
        comment.id,
        reply["id"],
    ]


def test_the_same_reply_again_is_the_same_reply(program, site):
    comment, olga = make_comment(), make_user("Olga", role="owner", site=site)
    said = {"text": "Welcome.", "email": olga.email}

    first = program.post(f"/comments/{comment.id}/reply", said, Idempotency_Key="1").get_json()
    second = program.post(f"/comments/{comment.id}/reply", said, Idempotency_Key="1").get_json()

    assert second["reply"]["id"] == first["reply"]["id"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"text": ""}, "text"),
    ({"text": " \n"}, "text"),
    ({"text": None}, "text"),
    ({"text": 7}, "text"),
    ({"text": "a" * 10_001}, "text"),
    ({"email": None}, "email"),
    ({"email": ""}, "email"),
    ({"email": 7}, "email"),
    ({"email": "rosa@mail.example"}, "email"),
    ({"email": "stan@desk.example"}, "email"),
    ({"email": "olga\x00@desk.example"}, "email"),
    ({"version": "1"}, "version"),
]


def test_a_reply_that_is_not_right_is_named_and_approves_nothing(program, site):
    comment, olga = make_comment(), make_user("Olga", role="owner", site=site)
    make_user("Stan", role="moderator", site=make_site("elsewhere"))
    usual = {"text": "Hi", "email": olga.email}

    answers = [program.post(f"/comments/{comment.id}/reply", {**usual, **given}) for given, _ in WRONG]

    assert [wrong_fields(answer) for answer in answers] == [[field] for _, field in WRONG]
    assert reload(comment).status == "pending"


def test_a_reply_to_what_was_decided_meanwhile_is_a_conflict(program, site):
    comment, olga = make_comment(), make_user("Olga", role="owner", site=site)
    program.post(f"/comments/{comment.id}/spam")

    said = {"text": "Welcome.", "email": olga.email, "version": comment.version}
    answer = program.post(f"/comments/{comment.id}/reply", said)

    assert answer.status_code == 409
    assert answer.get_json()["comment"]["status"] == "spam"


def test_a_mention_cannot_be_answered(program, site):
    mention, olga = make_mention(), make_user("Olga", role="owner", site=site)

    answer = program.post(f"/comments/{mention.id}/reply", {"text": "Hi", "email": olga.email})

    assert answer.status_code == 422


def test_a_comment_of_another_site_does_not_exist(app, site):
    comment = make_comment()
    stranger = program_of(app, make_site("elsewhere"))

    for action in ("approve", "reject", "spam", "hold", "reply"):
        answer = stranger.post(f"/comments/{comment.id}/{action}", {"text": "Hi", "email": "a@b.example"})
        assert answer.status_code == 404
    assert reload(comment).version == comment.version
