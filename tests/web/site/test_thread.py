"""A page's thread as its readers see it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from moderation.domain import decide, submit, tune
from moderation.domain import thread as threads
from moderation.domain.thread import ROOTS
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.web import stamps
from moderation.words import Kind
from tests import people
from tests.factories import TESTS, make_comment, make_mention, make_site, page_of, submission, tick, turned
from tests.web.markup import Element
from tests.web.tab import Tab

URL = "https://potager.example/soup"


def thread(client, url: str = URL, **query: str) -> Tab:
    """The thread of a page."""
    return Tab(client, "/s/potager/thread", url=url, **query)


def item(tab: Tab, comment) -> Element:
    """The element of a comment."""
    return tab.page.one("li", id=f"comment-{comment.id}")


def approved(site: Site, n: int, **given: Any) -> list[Comment]:
    """Many approved comments at once."""
    with writing() as session:
        return [
            submit.submit(session, site, submission(site, **given), approved_by=TESTS).comment
            for _ in range(n)
        ]


def said_in(element: Element) -> str:
    """What the comment itself says, without those below it."""
    return element.all("div", class_="text")[0].text


def test_approved_comments_stand_in_the_order_in_which_they_were_written(client, site):
    first = make_comment(text="First", status="approved")
    make_comment(text="Nobody reads this yet")
    second = make_comment(text="Second", status="approved")
    make_comment(text="Nor this", status="spam")
    make_comment(text="Nor that", status="rejected")

    tab = thread(client)

    assert [li["id"] for li in tab.page.one("ol", class_="comments").all("li")] == [
        f"comment-{first.id}",
        f"comment-{second.id}",
    ]
    assert tab.page.one("h1").text == "2 comments"
    assert tab.answer.status_code == 200


def test_numbers_are_given_at_the_first_approval_and_stay(client, site):
    early, late = make_comment(text="Early"), make_comment(text="Late")
    turned(late, "approve")
    turned(early, "approve")
    turned(late, "reject")
    turned(late, "approve")

    tab = thread(client)

    assert item(tab, late).one("a", class_="no").text == "#1"
    assert item(tab, early).one("a", class_="no").text == "#2"
    assert [li["id"] for li in tab.page.all("li")] == [f"comment-{early.id}", f"comment-{late.id}"]


def test_a_number_is_the_way_to_its_comment(client, site):
    comment = make_comment(status="approved")

    link = item(thread(client), comment).one("a", class_="no")

    assert (link["href"], link["target"]) == (f"#comment-{comment.id}", "_self")


@pytest.mark.parametrize(
    ("locale", "timezone", "at", "said"),
    [
        ("fr", "Europe/Paris", datetime(2010, 3, 11, 8, 14, tzinfo=UTC), "11 mars 2010 à 09:14"),
        ("fr", "Europe/Paris", datetime(2010, 8, 1, 22, 5, tzinfo=UTC), "2 août 2010 à 00:05"),
        ("en", "UTC", datetime(2010, 3, 11, 8, 14, tzinfo=UTC), "11 March 2010 at 08:14"),
        ("en", "America/St_Johns", datetime(2010, 3, 11, 1, 0, tzinfo=UTC), "10 March 2010 at 21:30"),
    ],
)
def test_dates_stand_in_the_language_and_zone_of_the_site_whoever_reads(client, locale, timezone, at, said):
    comment = make_comment(make_site(locale=locale, timezone=timezone), status="approved", at=at)

    answer = client.get("/s/potager/thread", query_string={"url": URL}, headers={"Accept-Language": "de,fr"})

    tab = thread(client)
    assert tab.page.one("html")["lang"] == locale
    time = item(tab, comment).one("time")
    assert (time.text, datetime.fromisoformat(time["datetime"])) == (said, at)
    assert said in answer.text


def test_a_member_of_another_language_reads_the_thread_in_the_language_of_the_site(mina):
    Tab(mina, "/profile").press("Save changes", locale="fr")

    assert thread(mina).page.one("html")["lang"] == "en"


def test_replies_stand_below_what_they_answer(client, site):
    root = make_comment(text="Root", status="approved")
    reply = make_comment(text="Reply", status="approved", parent=root)
    other = make_comment(text="Other root", status="approved")
    late = make_comment(text="Reply to the reply", status="approved", parent=reply)

    tab = thread(client)

    inner = item(tab, root).all("ol")[0].one(id=f"comment-{reply.id}")
    assert said_in(inner) == "Reply"
    assert said_in(inner.one("ol").one("li", id=f"comment-{late.id}")) == "Reply to the reply"
    assert not item(tab, other).has("ol")


def test_deep_replies_stand_beside_each_other_and_say_whom_they_answer(client, site):
    branch = [make_comment(text="0", status="approved")]
    for depth in range(1, 8):
        branch.append(make_comment(text=str(depth), status="approved", parent=branch[-1]))

    deepest = item(thread(client), branch[7])

    assert "in reply to #7" in deepest.one("p", class_="by").text
    depth = 0
    above: Element | None = deepest
    while above is not None:
        depth += above.tag == "ol"
        above = above.above
    assert depth == 5


def test_a_comment_that_was_taken_down_keeps_its_place_above_its_replies(client, site):
    root = make_comment(name="Lea", text="I regret this", status="approved")
    reply = make_comment(text="I do not", status="approved", parent=root)
    turned(root, "reject")

    tab = thread(client)

    gone = item(tab, root)
    assert gone.all("p")[0].text == "This comment is no longer shown."
    assert gone.has(id=f"comment-{reply.id}")
    assert "Lea" not in gone.text
    assert "I regret this" not in tab.answer.text
    assert tab.page.one("h1").text == "1 comment"


def test_an_answer_of_a_member_carries_the_authors_mark(app, client, site):
    comment = make_comment(status="approved", name="Lea")
    olga = people.viewer(people.olga(site))
    with writing() as session:
        done = decide.reply(session, olga, comment.id, "Thank you.", seen=None, key="k", now=tick())

    tab = thread(client)

    answer = item(tab, done.written)
    assert "by-author" in answer.classes
    assert answer.one("p", class_="by").text.startswith("#2 by Olga author on ")
    assert "by-author" not in item(tab, comment).classes


def test_nobody_becomes_a_member_by_typing_a_members_name_and_address(client, site):
    people.olga(site)

    comment = make_comment(name="Olga", email="olga@desk.example", status="approved")

    assert "by-author" not in item(thread(client), comment).classes


def test_mentions_stand_apart(client, site):
    make_comment(status="approved")
    mention = make_mention(
        status="approved",
        kind=Kind.WEBMENTION,
        name="A walk in the hills",
        source="https://blog.example/walk",
    )

    page = thread(client).page

    assert page.one("h1").text == "1 comment"
    assert page.one("a", href="#mentions").text == "1 mention"
    theirs = page.one("section", id="mentions").one("li", id=f"comment-{mention.id}")
    assert theirs.one("a")["href"] == "https://blog.example/walk"
    assert theirs.text.startswith("A walk in the hills · blog.example, ")
    assert not page.one("ol", class_="comments").has(id=f"comment-{mention.id}")


def test_more_mentions_than_are_shown_are_counted(client, site, monkeypatch):
    monkeypatch.setattr(threads, "MENTIONS", 3)
    approved(site, 4, kind=Kind.PINGBACK, source="https://blog.example/post")

    page = thread(client).page

    assert page.one("a", href="#mentions").text == "4 mentions"
    assert len(page.one(id="mentions").all("li")) == 3


def test_a_long_thread_comes_in_pages_of_roots_each_with_all_below_it(client, site):
    roots = approved(site, ROOTS + 1)
    reply = make_comment(status="approved", parent=roots[0])

    first = thread(client)
    more = first.page.one("a", class_="more")
    second = Tab(client, more["href"])

    assert len(first.page.one("ol", class_="comments").all("li")) == ROOTS + 1
    assert item(first, roots[0]).has(id=f"comment-{reply.id}")
    assert [li["id"] for li in second.page.all("li")] == [f"comment-{roots[-1].id}"]
    assert not second.page.has("a", class_="more")
    assert first.page.one("h1").text == second.page.one("h1").text == f"{ROOTS + 2} comments"


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


def close_page(comment) -> None:
    """Let Olga close the page of a comment."""
    page, olga = page_of(comment), people.viewer(people.olga())
    with writing() as session:
        tune.switch_page(session, olga, page.id, is_open=False, now=tick())


def test_a_closed_page_shows_what_was_said_and_takes_no_more(client, site):
    comment = make_comment(status="approved", text="Said in time")
    close_page(comment)

    tab = thread(client)

    assert "Said in time" in tab.answer.text
    assert tab.page.one(id="say").text == "Comments on this page are closed."
    assert not tab.page.has("form", id="say")
    assert not tab.page.has("textarea")
    assert "Reply" not in item(tab, comment).text
    assert not tab.page.has("a", href="#say")


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"closed": {"paused": True}}, "This site takes no comments for the moment."),
        ({"closed": {"by_age": True, "days": 1}}, "Comments on this page are closed."),
    ],
)
def test_a_paused_site_and_an_old_page_say_so(client, rules, sentence):
    make_comment(make_site(rules={"rules": rules}), status="approved")

    assert thread(client).page.one(id="say").text == sentence


def test_the_form_asks_for_what_the_site_needs_and_no_more(client):
    make_site(rules={"rules": {"required_fields": {"name": False, "email": False, "website": False}}})

    form = thread(client).page.one("form", id="say")

    assert "required" not in form.one(name="name")
    assert form.one("label", for_="email").text == "E-mail, optional, never shown"
    assert not form.has(name="website")


def test_a_member_writes_as_oneself(mina):
    form = thread(mina).page.one("form", id="say")

    assert "You write as Mina." in form.text
    assert not form.has(name="email")


def test_somebody_else_who_is_signed_in_is_a_reader_here(app, site):
    stan = people.desk_of(app, people.stan()).client

    assert thread(stan).page.one("form", id="say").has(name="email")


def test_who_is_answered_is_named_above_the_form(client, site):
    comment = make_comment(status="approved", name="Lea")
    reply = item(thread(client), comment).one("a", aria_label="Reply to Lea")

    form = Tab(client, reply["href"].partition("#")[0]).page.one("form", id="say")

    assert form.one("h2").text == "Reply to Lea #1"
    assert form.fields()["parent"] == str(comment.id)


@pytest.mark.parametrize("answer", ["0", "-1", "x", "٣", str(2**64), "1e3", "\0"])
def test_an_answer_to_nobody_is_an_answer_to_the_page(client, site, answer):
    make_comment(status="approved")

    tab = thread(client, answer=answer)

    assert tab.answer.status_code == 200
    assert tab.page.one("form", id="say").one("h2").text == "Leave a comment"


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
