"""A comment that was deleted for good, as programs see it: a place without words."""

import pytest

from tests.factories import erased, make_comment, make_user
from tests.web.api.conftest import SOUP, said


@pytest.fixture
def gone(site):
    """A deleted comment that somebody answered."""
    comment = make_comment(site, name="Lea", text="Visit my shop: cheap loans", status="approved")
    make_comment(site, parent=comment, name="Noor", status="approved")
    erased(comment)
    return comment


def test_it_is_shown_without_words(program, gone):
    shown = program.get(f"/comments/{gone.id}").get_json()

    assert shown["author"] == {"name": "", "email": "", "website": ""}
    assert (shown["text"], shown["html"], shown["source"]) == ("", "", None)
    assert (shown["status"], shown["number"], shown["decided_by"]) == ("rejected", 1, "Olga")
    assert shown["signals"]
    assert all(found["why"] and not found["quotes"] for found in shown["signals"])
    assert shown in program.get("/comments").get_json()["items"]


@pytest.mark.parametrize("action", ["approve", "reject", "spam", "hold"])
def test_no_action_touches_it(program, gone, action):
    answer = program.post(f"/comments/{gone.id}/{action}")

    assert answer.status_code == 409
    told = answer.get_json()
    assert told["detail"].startswith("This comment was deleted for good")
    assert told["comment"] == program.get(f"/comments/{gone.id}").get_json()


def test_it_is_not_answered(program, site, gone):
    member = make_user("Olga", role="owner", site=site)

    by_the_desk = program.post(f"/comments/{gone.id}/reply", {"text": "Thanks.", "email": member.email})
    by_a_reader = program.post("/comments", said(parent=gone.id))

    assert (by_the_desk.status_code, by_a_reader.status_code) == (409, 422)


def test_the_public_thread_leaves_it_out(program, gone):
    [reply] = program.get("/threads", url=SOUP).get_json()["items"]

    assert (reply["parent"], reply["author"]["name"]) == (gone.id, "Noor")
