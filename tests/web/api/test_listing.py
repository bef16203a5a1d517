"""Comments that programs read: a list with filters and a cursor, and one alone."""

import pytest

from tests.factories import make_comment, make_mention, make_site
from tests.people import program_of
from tests.web.api.conftest import wrong_fields

STATUSES = ("pending", "approved", "rejected", "spam")


def ids(answer) -> list[int]:
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.get_json()["items"]]


def test_without_a_status_all_are_listed_oldest_first(program):
    made = [make_comment(status=status).id for status in STATUSES]

    answer = program.get("/comments")

    assert ids(answer) == made
    assert answer.get_json()["next"] is None
    assert ids(program.get("/comments", sort="newest")) == made[::-1]


def test_a_listed_comment_is_the_same_as_alone(program):
    made = make_comment()

    [listed] = program.get("/comments").get_json()["items"]

    assert program.get(f"/comments/{made.id}").get_json() == listed


def test_a_list_is_narrowed_by_status_kind_and_page(program):
    pending = make_comment(page="/soup")
    spam = make_comment(page="/soup", status="spam")
    mention = make_mention(page="/bread")

    assert ids(program.get("/comments", status="spam")) == [spam.id]
    assert ids(program.get("/comments", kind="pingback")) == [mention.id]
    assert ids(program.get("/comments", page="http://potager.example/soup/")) == [pending.id, spam.id]
    assert ids(program.get("/comments", page="https://potager.example/none")) == []


@pytest.mark.parametrize("cursor", ["cursor", "after"])
def test_a_cursor_leads_from_page_to_page(program, cursor):
    made = [make_comment().id for _ in range(5)]

    seen: list[list[int]] = []
    query: dict[str, str] = {}
    while True:
        answer = program.get("/comments", limit=2, **query)
        seen.append(ids(answer))
        if answer.get_json()["next"] is None:
            break
        query = {cursor: answer.get_json()["next"]}

    assert seen == [made[:2], made[2:4], made[4:]]


def test_a_limit_is_from_one_to_two_hundred(program):
    for limit in ("0", "201", "-1", "x", "", "1e2", "9" * 5000):
        assert wrong_fields(program.get("/comments", limit=limit)) == ["limit"], limit


def test_the_largest_limit_is_taken(program):
    made = make_comment()

    assert ids(program.get("/comments", limit=200)) == [made.id]


def test_a_filter_that_makes_no_sense_is_named(program):
    odd = {"status": "deleted", "kind": "tweet", "sort": "random", "page": "soup"}

    for field, value in odd.items():
        assert wrong_fields(program.get("/comments", **{field: value})) == [field]


def test_a_cursor_of_nobody_is_not_found(program):
    for cursor in ("x", "MTIz", "é", "\x00", "A" * 5000):
        assert program.get("/comments", cursor=cursor).status_code == 404, cursor


def test_a_token_of_one_site_sees_nothing_of_another(app, program):
    other = make_site("other")
    theirs = make_comment(other)
    mine = make_comment()

    assert ids(program.get("/comments")) == [mine.id]
    assert ids(program.get("/comments", site="other")) == []
    assert ids(program.get("/comments", page="https://other.example/soup")) == []
    assert program.get(f"/comments/{theirs.id}").status_code == 404
    assert ids(program_of(app, other).get("/comments")) == [theirs.id]
