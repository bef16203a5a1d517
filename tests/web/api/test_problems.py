"""What goes wrong, as RFC 9457 has it: a problem document that names the field and says what to do."""

from itertools import product
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from moderation.web.api import shapes
from tests.factories import make_comment, make_site
from tests.people import Program, desk_of, mina, program_of
from tests.web.api.conftest import said

PRIVATE = [
    ("GET", "/api/v1/comments"),
    ("POST", "/api/v1/comments"),
    ("GET", "/api/v1/comments/1"),
    ("POST", "/api/v1/comments/1/approve"),
    ("POST", "/api/v1/comments/1/reply"),
]


def problem(answer: TestResponse, code: int) -> dict[str, Any]:
    assert answer.status_code == code, answer.text
    assert answer.mimetype == "application/problem+json"
    told: dict[str, Any] = answer.get_json()
    assert told["status"] == code
    assert told["type"] == "about:blank"
    assert told["title"]
    assert told["detail"].endswith(".")
    return told


def test_who_has_no_token_is_told_how_to_send_one(client, site):
    make_comment()
    without = ("", "Bearer", "Bearer ", "Bearer mod_nobody", "Basic cm9zYTpwdw==", "Bearer é\x01")
    headers = [{}, *({"Authorization": header} for header in without)]

    for (method, path), sent in product(PRIVATE, headers):
        answer = client.open(path, method=method, headers=sent, json={} if method == "POST" else None)

        problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_scheme_is_written_in_any_case(client, program):
    headers = {"Authorization": f"bEARER  {program.token}"}

    assert client.get("/api/v1/comments", headers=headers).status_code == 200


def test_a_session_is_no_token(app, site):
    desk = desk_of(app, mina(site))

    problem(desk.get("/api/v1/comments"), 401)
    problem(desk.post("/api/v1/comments"), 401)


def test_a_number_that_is_no_comment_is_not_found(program):
    make_comment()

    for number in ("0", "-1", "999999", str(2**63), "9" * 40, "9" * 5000, "x", "1.0", "%00"):
        problem(program.get(f"/comments/{number}"), 404)
        problem(program.post(f"/comments/{number}/approve"), 404)


JUNK = (
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"7",
    b"\xff\xfe",
    b"url=https://potager.example",
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b'{"parent": ' + b"9" * 5000 + b"}",
    b"\x00",
)


def test_a_body_that_is_no_object_is_told(program):
    for body in JUNK:
        problem(program.send(body), 422)


def test_an_empty_body_is_an_empty_comment(program):
    told = problem(program.send(b""), 422)

    assert [error["field"] for error in told["errors"]] == ["url"]


def test_a_body_of_more_than_a_megabyte_is_too_long(program):
    problem(program.send(b'{"text": "' + b"a" * 2**20 + b'"}'), 413)


def test_each_wrong_field_is_named_with_what_to_do(program):
    told = problem(program.post("/comments", said(name="", text="")), 422)

    assert told["errors"] == [
        {"field": "text", "detail": "Write at least one word."},
        {"field": "name", "detail": "Write your name, or the one you go by."},
    ]


def test_problems_are_told_in_the_site_s_language(app):
    program = program_of(app, make_site("jardin", locale="fr"))

    told = problem(program.post("/comments", said(url="https://jardin.example/", text="")), 422)

    assert told["errors"][0]["field"] == "text"
    assert "mot" in told["errors"][0]["detail"]


def test_an_address_that_takes_no_such_thing_says_what_it_takes(program):
    answer = program.client.put("/api/v1/comments", headers=program.headers())

    problem(answer, 405)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].replace(" ", "").split(","))


def test_an_address_that_is_none_is_not_found(program):
    problem(program.get("/nothing"), 404)


def test_a_fault_of_ours_says_nothing_of_itself(app: Flask, program: Program, monkeypatch):
    def broken(card):
        raise ZeroDivisionError("a secret of ours")

    comment = make_comment()
    monkeypatch.setattr(shapes, "comment", broken)
    monkeypatch.setattr(app, "testing", False)

    answer = program.get(f"/comments/{comment.id}")

    told = problem(answer, 500)
    assert "secret" not in str(told)
