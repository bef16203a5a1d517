"""A page's thread as its readers see it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from moderation.domain import decide, submit
from moderation.domain import thread as threads
from moderation.domain.thread import ROOTS
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.words import Kind
from tests import people
from tests.factories import TESTS, make_comment, make_mention, make_site, submission, tick, turned
from tests.web.markup import Element
from tests.web.site.reading import URL, item, thread
from tests.web.tab import Tab


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
