"""What went wrong, as whoever asked can read it: a page, a part of one, or a problem document."""

import json
import logging

import pytest

from tests import people
from tests.factories import make_comment, make_site, reload
from tests.web.markup import read
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.tab import Tab

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database."""
    return sqlite_database


@pytest.fixture
def mina(app):
    """Mina's browser."""
    app.add_url_rule("/broken", view_func=broken)
    app.add_url_rule("/api/v1/broken", "api_broken", view_func=broken)
    return people.desk_of(app, people.mina(make_site())).client


def broken():
    """A view with a fault in it."""
    raise RuntimeError("the secret path /srv/moderation")


@pytest.mark.parametrize(
    ("method", "path", "code", "sentence"),
    [
        ("GET", "/no-such-page", 404, "There is nothing at this address, or nothing that you may see."),
        ("GET", "/comments/999", 404, "This comment does not exist."),
        ("POST", "/queue", 405, "This address does not take that."),
        ("GET", "/logout", 405, "This address does not take that."),
        ("POST", "/logout", 400, "too old to be safe"),
        ("GET", "/settings/potager/rules", 403, "Only an owner of this site may do this."),
        ("GET", "/queue?status=odd", 422, "This is none of: pending, approved, rejected, spam."),
        ("GET", "/broken", 500, "The fault is ours, and nothing was changed."),
    ],
)
def test_a_fault_is_one_sentence_on_a_page_or_in_its_place(mina, method, path, code, sentence):
    page = mina.open(path, method=method)
    part = mina.open(path, method=method, headers=HTMX)

    assert (page.status_code, part.status_code) == (code, code)
    assert sentence in read(page.text).one("main").text
    assert read(page.text).one("main").one("a")["href"] == "/queue"
    assert sentence in read(part.text).one("div", role="alert").text
    assert "<html" not in part.text


def test_a_fault_of_ours_tells_nobody_how_it_came_about_but_the_log(mina, caplog):
    with caplog.at_level(logging.ERROR):
        answer = mina.get("/broken")

    assert "secret path" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret path" in caplog.text


@pytest.mark.parametrize(
    ("path", "code"), [("/api/v1/no-such-thing", 404), ("/api/v1/comments", 401), ("/api/v1/broken", 500)]
)
def test_a_program_gets_a_problem_document(mina, path, code):
    answer = mina.get(path)

    assert (answer.status_code, answer.mimetype) == (code, "application/problem+json")
    problem = json.loads(answer.text)
    assert (problem["status"], problem["type"]) == (code, "about:blank")
    assert problem["title"]
    assert "secret path" not in answer.text


def test_a_reader_is_not_sent_to_the_desk(mina):
    answer = mina.get("/s/no-such-site/thread")

    assert answer.status_code == 404
    assert "There is no such site here." in answer.text
    assert 'href="/queue"' not in answer.text


def test_an_error_speaks_the_language_of_whoever_asked(client):
    answer = client.get("/no-such-page", headers={"Accept-Language": "fr"})

    assert read(answer.text).one("html")["lang"] == "fr"
    assert "Not found" not in answer.text


def test_a_form_sent_after_the_sessions_end_gives_back_what_was_written_and_the_way_in(mina):
    comment = make_comment()
    tab = Tab(mina, f"/comments/{comment.id}")
    Tab(mina, "/profile").press("Sign out")

    answer = tab.press("Reply and approve", text="Thank you,\nMina")

    page = read(answer.text)
    assert (answer.status_code, page.one("textarea").whole_text.strip()) == (400, "Thank you,\nMina")
    assert page.one("a", class_="btn")["href"] == f"/login?next=/comments/{comment.id}"
    assert reload(comment).status is comment.status
