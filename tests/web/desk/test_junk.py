"""Addresses and fields that no page of ours makes: a clear no, and never an error of the server's own."""

from base64 import urlsafe_b64encode

import pytest

from tests.factories import make_comment
from tests.web.shared import kind as kind
from tests.web.tab import Tab

NUMBERS = (
    "-1",
    "0",
    str(2**31),
    str(2**63 - 1),
    str(2**63),
    str(2**64),
    "1e9",
    "١",
    "%00",
    "..%2f",
    "%2e%2e%2f",
)


def cursor(text: str) -> str:
    """Something that looks like a cursor of ours."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


CURSORS = (
    "x",
    "=",
    "é",
    "A" * 4_000,
    cursor("2026-03-11T09:14:00+00:00"),
    cursor("2026-03-11T09:14:00 1"),
    cursor("2026-03-11T09:14:00+00:00 0"),
    cursor("2026-03-11T09:14:00+00:00 -1"),
    cursor(f"2026-03-11T09:14:00+00:00 {2**63}"),
    cursor("0001-01-01T00:00:00+14:00 1"),
    cursor("9999-12-31T23:59:59-14:00 1"),
    cursor("2026-03-11T09:14:00+00:00 1 OR 1=1"),
    cursor("\0 \0"),
)


FILTERS = (
    ("status", "published", 422),
    ("status", "\0", 422),
    ("status", "<script>", 422),
    ("kind", "order_note", 422),
    ("sort", "random", 422),
    ("sort", "received_at; DROP TABLE comment", 422),
    ("page", "no address", 422),
    ("page", "http://[", 422),
    ("page", "\0", 422),
    ("page", "https://potager.example/%00", 200),
    ("page", "https://potager.example/\0", 422),
    ("page", "https://potager.example/" + "x" * 5_000, 422),
    ("page", "https://elsewhere.example/", 200),
    ("site", "no-such-site", 404),
    ("site", "\0", 404),
    ("done", "x", 200),
    ("done", "-1", 200),
    ("done", str(2**64), 200),
    ("done", "1e9", 200),
    ("unknown", "x", 200),
)


def test_a_number_that_is_no_comment_is_not_found(olga):
    tab = Tab(olga, "/profile")
    form = {
        "csrf_token": tab.page.all("input", name="csrf_token")[0]["value"],
        "version": "1",
        "text": "Hello",
    }

    for number in NUMBERS:
        assert olga.get(f"/comments/{number}").status_code == 404, number
        for path in ("/comments/{}/approve", "/comments/{}/reply", "/events/{}/undo", "/pages/{}/close"):
            assert tab.send(path.format(number), form).status_code == 404, path.format(number)


def test_a_cursor_that_is_none_of_ours_is_not_found(mina):
    make_comment()

    for after in CURSORS:
        assert mina.get("/queue", query_string={"after": after}).status_code == 404, after


def test_a_filter_that_makes_no_sense_is_told_and_one_that_finds_nothing_is_empty(mina):
    comment = make_comment()

    for name, value, status in FILTERS:
        answer = mina.get("/queue", query_string={name: value})

        assert answer.status_code == status, (name, value)
        if name == "page":
            assert f'id="comment-{comment.id}"' not in answer.text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_version_that_is_no_number_decides_nothing(mina, htmx):
    comment = make_comment()
    tab = Tab(mina, "/queue")

    for version in ("", "x", "-1", "1.5", "1e3", str(2**63), "9" * 5_000, "\0"):
        answer = tab.press("Approve", f"comment-{comment.id}", version=version, htmx=htmx)

        assert answer.status_code == 422, version
        assert "Reload the page, then decide again." in answer.text
    assert Tab(mina, "/queue").page.has(id=f"comment-{comment.id}")


def test_a_reply_with_an_odd_key_is_a_reply(mina):
    for key in ("\0", "x" * 5_000, "'; DROP TABLE comment; --"):
        comment = make_comment()
        tab = Tab(mina, f"/comments/{comment.id}")

        answer = tab.press("Reply and approve", f"comment-{comment.id}", text="Thanks.", submission_id=key)

        assert answer.status_code == 303, key


def test_a_site_with_an_odd_key_is_not_found(olga):
    for key in ("%00", "po%00tager", "..", "%2e%2e", "POTAGER", "x" * 5_000, "%ff", "'"):
        assert olga.get(f"/settings/{key}/rules").status_code == 404, key
        assert olga.get(f"/s/{key}/thread?url=https://potager.example/").status_code == 404, key
