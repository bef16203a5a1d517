"""What every answer says to the browser: no inline code, no foreign frames, no guessing."""

from dataclasses import replace

import pytest

from tests import people
from tests.factories import make_comment, make_site
from tests.machines.databases import settings_for
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications
from tests.web.shared import running

THREAD = "/s/potager/thread?url=https://potager.example/soup"
PATHS = (
    "/login",
    "/queue",
    "/profile",
    "/settings/potager/rules",
    "/comments/1",
    "/comments/999",
    "/no-such-page",
    THREAD,
    "/s/potager/thread",
    "/api/v1/comments",
    "/healthz",
    "/static/desk.css",
)


@pytest.fixture
def kind() -> str:
    """One kind of database: headers know none."""
    return "sqlite"


@pytest.fixture
def olga(app):
    """Olga's browser, and a comment to look at."""
    site = make_site()
    make_comment(site)
    return people.desk_of(app, people.olga(site)).client


def policy(answer) -> dict[str, list[str]]:
    """The content security policy, by its directives."""
    directives = answer.headers["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (directive.split() for directive in directives)}


def test_no_answer_lets_inline_code_run(olga):
    for path in PATHS:
        allowed = policy(olga.get(path, buffered=True))

        assert allowed["default-src"] == ["'none'"]
        assert allowed["script-src"] == allowed["style-src"] == ["'self'"]
        assert allowed["form-action"] == ["'self'"]
        assert allowed["base-uri"] == ["'none'"]
        assert "unsafe" not in str(allowed)


def test_no_answer_is_guessed_at_or_tells_others_where_its_reader_came_from(olga):
    for path in PATHS:
        headers = olga.get(path, buffered=True).headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Server" not in headers or "Werkzeug" in headers["Server"]


def test_nobody_frames_the_desk(olga):
    for path in set(PATHS) - {THREAD}:
        answer = olga.get(path, buffered=True)

        assert policy(answer)["frame-ancestors"] == ["'none'"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_thread_is_framed_by_its_site_alone(olga):
    answer = olga.get(THREAD)

    assert policy(answer)["frame-ancestors"] == ["'self'", "https://potager.example"]
    assert "X-Frame-Options" not in answer.headers


def test_the_answer_to_a_comment_is_framed_by_its_site_too(olga):
    answer = olga.post("/s/potager/comments", data={"url": "https://potager.example/soup"})

    assert answer.status_code == 422
    assert policy(answer)["frame-ancestors"] == ["'self'", "https://potager.example"]


def test_nothing_of_anybody_is_kept_by_caches(olga):
    for path in set(PATHS) - {"/static/desk.css"}:
        assert olga.get(path, buffered=True).headers["Cache-Control"] == "no-store"


def test_a_file_is_kept_for_a_year_under_an_address_that_changes_with_it(olga):
    page = olga.get("/queue").text
    address = page.partition('href="/static/desk.css')[2].partition('"')[0]
    assert address.startswith("?v=")

    cached = olga.get(f"/static/desk.css{address}", buffered=True).headers["Cache-Control"]

    assert "max-age=31536000" in cached
    assert "private" not in cached


def test_caches_keep_a_page_and_its_parts_apart(olga):
    for path in ("/queue", THREAD, "/login", "/settings/potager/rules"):
        assert {"HX-Request", "HX-Request-Type"} <= set(
            olga.get(path, buffered=True).headers["Vary"].split(", ")
        )


def test_without_https_nothing_promises_it(olga):
    assert "Strict-Transport-Security" not in olga.get("/login").headers


def test_a_page_looks_like_one_and_holds_no_inline_code(olga):
    for path in PATHS:
        answer = olga.get(path, headers={"Accept": "text/html"}, buffered=True)

        if answer.mimetype == "text/html":
            assert answer.text.startswith("<!doctype html>")
            assert " style=" not in answer.text
            assert "<style" not in answer.text
            assert all(f" on{name}=" not in answer.text for name in ("click", "load", "submit", "change"))
            assert all("src=" in script for script in answer.text.split("<script")[1:])


class TestBehindAProxy:
    """Behind one trusted proxy, its word is taken for the visitor's address and scheme."""

    @pytest.fixture
    def app(self, sqlite_database, tmp_path):
        """An installation behind one proxy."""
        settings = settings_for(sqlite_database, tmp_path)
        with running(replace(settings, base_url="https://desk.example", trusted_proxies=1)) as app:
            yield app

    def test_redirects_stay_on_https(self, client):
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "desk.example"}

        answer = client.get("/login/", headers=headers)

        assert answer.status_code in (308, 404)
        assert (answer.location or "https://desk.example").startswith("https://desk.example")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
