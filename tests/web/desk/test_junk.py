"""Addresses and fields that no page of ours makes: a clear no, and never an error of the server's own."""

from base64 import urlsafe_b64encode

import pytest

from tests.factories import make_comment
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


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_no_comment_is_not_found(olga, number):
    assert olga.get(f"/comments/{number}").status_code == 404
    tab = Tab(olga, "/profile")
    csrf = tab.page.all("input", name="csrf_token")[0]["value"]
    for path in (f"/comments/{number}/approve", f"/comments/{number}/reply", f"/events/{number}/undo"):
        answer = tab.send(path, {"csrf_token": csrf, "version": "1", "text": "Hello"})
        assert answer.status_code == 404, path
    assert tab.send(f"/pages/{number}/close", {"csrf_token": csrf}).status_code == 404


@pytest.mark.parametrize("after", CURSORS)
def test_a_cursor_that_is_none_of_ours_is_not_found(mina, after):
    make_comment()

    assert mina.get("/queue", query_string={"after": after}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
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
        ("site", "no-such-site", 200),
        ("site", "\0", 200),
        ("done", "x", 200),
        ("done", "-1", 200),
        ("done", str(2**64), 200),
        ("done", "1e9", 200),
        ("unknown", "x", 200),
    ],
)
def test_a_filter_that_makes_no_sense_is_told_and_one_that_finds_nothing_is_empty(mina, field, value, status):
    comment = make_comment()

    answer = mina.get("/queue", query_string={field: value})

    assert answer.status_code == status
    if field in ("page", "site"):
        assert f'id="comment-{comment.id}"' not in answer.text


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "1e3", str(2**63), "9" * 5_000, "\0"])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_version_that_is_no_number_decides_nothing(mina, version, htmx):
    comment = make_comment()

    answer = Tab(mina, "/queue").press("Approve", f"comment-{comment.id}", version=version, htmx=htmx)

    assert answer.status_code == 422
    assert "Reload the page, then decide again." in answer.text
    assert Tab(mina, "/queue").page.has(id=f"comment-{comment.id}")


@pytest.mark.parametrize("key", ["\0", "x" * 5_000, "'; DROP TABLE comment; --"])
def test_a_reply_with_an_odd_key_is_a_reply(mina, key):
    comment = make_comment()
    tab = Tab(mina, "/queue")

    answer = tab.press("Reply and approve", f"comment-{comment.id}", text="Thank you.", submission_id=key)

    assert answer.status_code == 303


@pytest.mark.parametrize("key", ["%00", "po%00tager", "..", "%2e%2e", "POTAGER", "x" * 5_000, "%ff", "'"])
def test_a_site_with_an_odd_key_is_not_found(olga, key):
    assert olga.get(f"/settings/{key}/rules").status_code == 404
    assert olga.get(f"/s/{key}/thread?url=https://potager.example/").status_code == 404
