"""Which page a thread is of, and what else stands in its address."""

import pytest

from moderation.web import stamps
from tests.factories import make_comment, make_site
from tests.web.site.reading import URL, item, thread


def test_a_page_on_which_nobody_has_commented_invites(client, site):
    page = thread(client, "https://potager.example/new").page

    assert page.one("p", class_="empty").text == "No comment yet. Be the first."
    assert page.has("form", id="say")


@pytest.mark.parametrize(
    "twin",
    [
        "http://potager.example/soup",
        "https://www.potager.example/soup/",
        "https://POTAGER.example:443/soup?utm_source=mail#comment-3",
        "https://potager.example/./soup",
    ],
)
def test_a_page_is_known_however_its_address_is_written(client, site, twin):
    comment = make_comment(status="approved")

    assert item(thread(client, twin), comment)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "soup",
        "/soup",
        "javascript:alert(1)",
        "https://elsewhere.example/soup",
        "https://potager.example.evil.example/soup",
        "https://potager.example@evil.example/",
        "https://user@potager.example/soup",
        "http://[",
        "https://potager.example/" + "x" * 3_000,
        "\0",
    ],
)
def test_a_page_of_another_site_has_no_thread_here(client, site, url):
    tab = thread(client, url)

    assert tab.answer.status_code == 422
    assert not tab.page.has("form")


def test_each_site_has_threads_of_its_own(client, site):
    make_comment(status="approved", text="On the first site")
    make_site("carnet", url="https://carnet.example")

    answer = client.get("/s/carnet/thread", query_string={"url": URL})

    assert answer.status_code == 422
    assert "On the first site" not in answer.text


@pytest.mark.parametrize("after", ["x", "A" * 3_000, "\0", "MjAyNg"])
def test_a_cursor_that_is_none_is_not_found(client, site, after):
    make_comment(status="approved")

    assert thread(client, after=after).answer.status_code == 404


def test_only_its_writers_link_shows_a_waiting_comment(client, site):
    waiting = make_comment(text="Read me first")
    mark = stamps.own(waiting.id)

    assert "Read me first" in thread(client, own=mark).answer.text
    assert "only you see it" in item(thread(client, own=mark), waiting).text
    for other in ("", "forged", str(waiting.id), mark[:-1], stamps.own(waiting.id + 1), "\0"):
        assert "Read me first" not in thread(client, own=other).answer.text


@pytest.mark.parametrize(("status", "is_shown"), [("spam", True), ("rejected", False)])
def test_the_writer_of_spam_is_not_told(client, site, status, is_shown):
    comment = make_comment(text="Read me first", status=status)

    answer = thread(client, own=stamps.own(comment.id)).answer

    assert ("Read me first" in answer.text) is is_shown


def test_a_writers_link_shows_the_comment_on_its_own_page_only(client, site):
    comment = make_comment(text="Read me first", page="/other")

    assert "Read me first" not in thread(client, own=stamps.own(comment.id)).answer.text


def test_a_thread_is_written_for_people_not_for_search(client, site):
    page = thread(client).page

    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.one("base")["target"] == "_top"
