"""Likes of readers: one a visitor, for a comment or for the page; the second takes the first back."""

from dataclasses import replace

import pytest

from moderation.text.page_url import page_key
from moderation.web import stamps
from tests.factories import make_comment, page_of, reload
from tests.machines.databases import settings_for
from tests.web.markup import read
from tests.web.shared import running
from tests.web.site.reading import URL, thread
from tests.web.tab import Tab


def like(tab: Tab, comment, **options):
    """The answer to the heart of a comment."""
    label = next(b.text for b in tab.page.one(id=f"comment-{comment.id}").all("button", class_="like"))
    return tab.press(label, f"comment-{comment.id}", **options)


def test_a_like_leads_back_to_its_comment_and_shows(client, site):
    comment = make_comment(status="approved")
    tab = thread(client)

    answer = like(tab, comment)

    assert answer.status_code == 303
    assert answer.location.endswith(f"#comment-{comment.id}")
    button = thread(client).page.one(id=f"comment-{comment.id}").one("button", class_="like")
    assert (button.text, button["aria-pressed"]) == ("Like · 1", "true")
    assert reload(comment).likes == 1


def test_the_second_like_of_a_visitor_takes_the_first_back(client, site):
    comment = make_comment(status="approved")
    like(thread(client), comment)

    like(thread(client), comment)

    button = thread(client).page.one(id=f"comment-{comment.id}").one("button", class_="like")
    assert (button.text, button["aria-pressed"]) == ("Like", "false")
    assert reload(comment).likes == 0


def test_each_visitor_likes_once(app, site):
    comment = make_comment(status="approved")
    readers = [app.test_client() for _ in range(3)]
    for n, reader in enumerate(readers):
        reader.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"

    for reader in readers:
        like(thread(reader), comment)

    assert reload(comment).likes == 3


def test_a_visitor_is_known_by_a_cookie_wherever_the_next_like_comes_from(client, site):
    comment = make_comment(status="approved")
    like(thread(client), comment)
    client.environ_base["REMOTE_ADDR"] = "192.0.2.9"

    like(thread(client), comment)

    assert reload(comment).likes == 0


def test_a_browser_that_keeps_no_cookies_likes_once_as_well(app, site):
    comment = make_comment(status="approved")

    for _ in range(2):
        like(thread(app.test_client(use_cookies=False)), comment)

    assert reload(comment).likes == 0


def test_a_forged_mark_is_no_mark(client, site):
    comment = make_comment(status="approved")
    client.set_cookie("visitor", "forged")

    assert like(thread(client), comment).status_code == 303
    assert reload(comment).likes == 1


def test_the_page_can_be_liked(client, site):
    make_comment(status="approved")

    tab = thread(client)
    answer = tab.press("Like this page", "likes")

    assert answer.status_code == 303
    form = thread(client).page.one("form", id="likes")
    assert form.text == "1 person likes this page Like this page"
    assert form.one("button")["aria-pressed"] == "true"


def test_a_page_on_which_nobody_has_commented_offers_no_like_that_would_lead_nowhere(client, site):
    form = {"url": URL, "stamp": stamps.stamp("potager", page_key(URL))}

    answer = client.post("/s/potager/like", query_string={"url": URL}, data=form)

    assert answer.status_code == 404
    assert not thread(client).page.has("button", class_="like")


def test_htmx_gets_the_thread_with_the_like(client, site):
    comment = make_comment(status="approved")

    answer = like(thread(client), comment, htmx=True)

    assert answer.status_code == 200
    part = read(answer.text)
    assert not part.has("html")
    assert (
        part.one("section", id="thread").one(id=f"comment-{comment.id}").one("button", class_="like").text
        == "Like · 1"
    )
    assert "visitor=" in answer.headers["Set-Cookie"]


def test_a_like_does_not_make_moderators_conflict(client, mina):
    comment = make_comment(status="approved")
    desk = Tab(mina, "/queue", status="approved")

    like(thread(client), comment)

    assert desk.press("Spam", f"comment-{comment.id}").status_code == 303


def test_a_like_keeps_the_writers_own_comment_in_sight(client, site):
    comment = make_comment(status="approved")
    waiting = make_comment(text="Read me first")
    tab = thread(client, own=stamps.own(waiting.id))

    answer = like(tab, comment)

    assert "Read me first" in tab.follow(answer).answer.text


@pytest.mark.parametrize("status", ["pending", "rejected", "spam"])
def test_what_is_not_shown_cannot_be_liked(client, site, status):
    comment = make_comment(status=status)
    form = {"url": URL, "stamp": stamps.stamp("potager", page_key(URL))}

    answer = client.post(f"/s/potager/comments/{comment.id}/like", data=form)

    assert answer.status_code == 404
    assert reload(comment).likes == 0


@pytest.mark.parametrize("number", ["0", "-1", str(2**63), str(2**64), "x"])
def test_a_number_that_is_no_comment_cannot_be_liked(client, site, number):
    form = {"url": URL, "stamp": stamps.stamp("potager", page_key(URL))}

    assert client.post(f"/s/potager/comments/{number}/like", data=form).status_code == 404


def test_a_form_likes_only_on_the_page_that_it_was_made_for(client, site):
    here, there = make_comment(status="approved"), make_comment(status="approved", page="/leeks")
    form = thread(client).page.one("form", id="likes").fields()

    by_comment = client.post(f"/s/potager/comments/{there.id}/like", data=form)
    by_page = client.post("/s/potager/like", query_string={"url": page_of(there).url}, data=form)

    assert (by_comment.status_code, by_page.status_code) == (400, 400)
    assert (reload(there).likes, page_of(there).likes, page_of(here).likes) == (0, 0, 0)


def test_the_cookie_of_a_visitor_is_not_for_scripts(client, site):
    comment = make_comment(status="approved")

    cookie = like(thread(client), comment).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


class TestBehindHttps:
    """In a blog's frame only a partitioned cookie is kept, and only by https."""

    @pytest.fixture
    def app(self, sqlite_database, tmp_path):
        """An installation with an https address."""
        settings = replace(settings_for(sqlite_database, tmp_path), base_url="https://desk.example")
        with running(settings) as app, app.app_context():
            yield app

    def test_the_cookie_of_a_visitor_is_kept_in_a_frame(self, client, site):
        comment = make_comment(status="approved")

        cookie = like(thread(client), comment).headers["Set-Cookie"]

        assert {"Secure", "SameSite=None", "Partitioned"} <= set(cookie.split("; "))
