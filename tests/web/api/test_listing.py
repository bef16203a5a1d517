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
    for limit in ("0", "201", "-1", "x", "", "1e2", "\u0663", "9" * 5000):
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
    assert program.get("/comments", site="other").status_code == 404
    assert ids(program.get("/comments", page="https://other.example/soup")) == []
    assert program.get(f"/comments/{theirs.id}").status_code == 404
    assert ids(program_of(app, other).get("/comments")) == [theirs.id]


def test_a_list_takes_the_filters_of_the_queue(program):
    low = make_comment(text="My leeks came up")
    high = make_comment(text="Buy cheap followers at https://followers.example now")
    unseen = make_comment(text="Buy cheap followers for leeks", honeypot="x", status=None)
    again = make_comment(text="my leeks came up!", status="approved")

    assert ids(program.get("/comments", rule="selling_words")) == [high.id, unseen.id]
    assert ids(program.get("/comments", q="leek")) == [low.id, unseen.id, again.id]
    assert ids(program.get("/comments", q="leek", status="pending")) == [low.id]
    assert ids(program.get("/comments", same=low.id)) == [low.id, again.id]
    assert ids(program.get("/comments", status="spam", by="rules")) == [unseen.id]
    assert ids(program.get("/comments", status="pending", sort="points")) == [high.id, low.id]
    assert ids(program.get("/comments", status="all")) == ids(program.get("/comments"))


@pytest.mark.parametrize("sort", ["oldest", "newest", "points"])
def test_a_cursor_goes_through_any_order(program, sort):
    made = [make_comment(text=text).id for text in ("My leeks", "Cheap loans", "Buy cheap followers now") * 2]

    seen: list[int] = []
    query: dict[str, str] = {}
    while True:
        answer = program.get("/comments", limit=2, sort=sort, **query)
        seen += ids(answer)
        if answer.get_json()["next"] is None:
            break
        query = {"cursor": answer.get_json()["next"]}

    assert sorted(seen) == sorted(made)
    assert seen == ids(program.get("/comments", sort=sort))


def test_more_filters_that_make_no_sense_are_named(program):
    odd = {"rule": "no_such", "by": "rules", "same": "x"}

    for field, value in odd.items():
        assert wrong_fields(program.get("/comments", **{field: value})) == [field]


def test_a_cursor_of_another_order_is_not_found(program):
    for _ in range(3):
        make_comment()
    cursor = program.get("/comments", limit=1, sort="points").get_json()["next"]

    assert program.get("/comments", cursor=cursor).status_code == 404
