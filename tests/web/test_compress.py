"""What travels is compressed where whoever asks can read it, and caches are told the truth about it."""

import gzip

import pytest

from tests import people
from tests.factories import make_comment, make_site
from tests.web.passwords import quick_passwords as quick_passwords
from tests.web.shared import app as app
from tests.web.shared import applications as applications

ACCEPTS = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def kind() -> str:
    """One kind of database: a page is compressed on any."""
    return "sqlite"


@pytest.fixture
def olga(app):
    """Olga's browser, and a queue of some length."""
    site = make_site()
    for n in range(9):
        make_comment(site, text=f"Row {n} of my leeks came up in spring, and the others did not.")
    return people.desk_of(app, people.olga(site)).client


@pytest.mark.parametrize("path", ["/queue", "/static/desk.css", "/scripts/desk.js", "/login"])
def test_pages_styles_and_scripts_travel_compressed_and_arrive_whole(olga, path):
    plain = olga.get(path, follow_redirects=True, buffered=True)
    packed = olga.get(path, headers=ACCEPTS, follow_redirects=True, buffered=True)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert len(packed.data) < len(plain.data) / 2
    assert packed.content_length == len(packed.data)
    if path.startswith(("/static", "/scripts")):
        assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize("refusal", ["", "identity", "gzip;q=0, br", "br"])
def test_whoever_cannot_read_it_gets_it_as_it_is(olga, refusal):
    answer = olga.get("/queue", headers={"Accept-Encoding": refusal})

    assert "Content-Encoding" not in answer.headers
    assert answer.text.startswith("<!doctype html>")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/threads?url=https://potager.example/soup"])
def test_what_machines_ask_is_never_compressed(olga, path):
    answer = olga.get(path, headers=ACCEPTS)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_an_answer_that_is_still_good_is_not_sent_again(olga):
    first = olga.get("/static/desk.css", headers=ACCEPTS, buffered=True)
    assert first.headers["ETag"].startswith("W/")

    known = {**ACCEPTS, "If-None-Match": first.headers["ETag"]}
    second = olga.get("/static/desk.css", headers=known, buffered=True)

    assert (second.status_code, second.data) == (304, b"")
    assert "Content-Encoding" not in second.headers


def test_a_part_of_a_file_is_a_part_of_the_file_itself(olga):
    answer = olga.get("/static/desk.css", headers={**ACCEPTS, "Range": "bytes=0-99"}, buffered=True)

    assert answer.status_code == 206
    assert "Content-Encoding" not in answer.headers
    assert len(answer.data) == 100


def test_the_head_alone_says_the_same(olga):
    answer = olga.head("/queue", headers=ACCEPTS)

    assert answer.data == b""
    assert answer.headers["Content-Encoding"] == "gzip"


def test_how_long_an_answer_is_tells_nothing_exactly(olga):
    lengths = {olga.get("/queue", headers=ACCEPTS, buffered=True).content_length for _ in range(12)}

    assert len(lengths) > 1
