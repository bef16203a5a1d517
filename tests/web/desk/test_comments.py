"""The page of one comment with its context, the pane beside the queue, and the notes."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.store.comments import Comment
from tests.factories import edited, make_comment, make_site, reload, turned
from tests.web.markup import Element, read
from tests.web.tab import Tab, headers


def page(client: FlaskClient, comment: Comment, **query: str) -> Element:
    """The page of a comment."""
    return Tab(client, f"/comments/{comment.id}", **query).page


def pane(client: FlaskClient, comment: Comment, path: str = "/queue") -> TestResponse:
    """What HTMX is answered for the pane."""
    return client.get(f"/comments/{comment.id}/context", headers=headers(path, htmx=True))


def texts(box: Element, tag: str) -> list[str]:
    """What these elements say."""
    return [found.text for found in box.all(tag)]


def way_back(client: FlaskClient, comment: Comment, **query: str) -> str:
    """Where Esc leads."""
    return page(client, comment, **query).one("a", data_key="Escape")["href"]


def test_the_page_holds_the_comment_and_all_that_stands_around_it(mina):
    parent = make_comment(name="Noor", text="Or in the morning?", status="approved")
    comment = make_comment(parent=parent, name="Ines", email="ines@courrier.example")
    make_comment(name="Ines", email="ines@courrier.example", text="Mine froze.", status="approved")

    shown = page(mina, comment)

    meter = shown.one("meter")
    assert (meter["value"], meter["low"], meter["high"]) == ("0", "3.5", "7.5")
    assert "held from 4 · spam from 7" in shown.one(id="meter").text
    facts = shown.one("dl")
    assert {"Approved": "1", "Pending": "0"}.items() <= dict(
        zip(texts(facts, "dt"), texts(facts, "dd"), strict=True)
    ).items()
    assert "Mine froze." in shown.one(id="past").text
    assert "#1 Noor" in shown.one(id="around").text
    assert "Or in the morning?" in shown.one(id="around").text
    assert shown.one("li", aria_current="true").text == "This comment"
    assert "It came in and was held" in shown.one(id="history").text
    assert shown.one("textarea", name="note")


def test_the_pane_is_the_same_part_and_a_whole_page_for_a_browser_without_scripts(mina):
    comment = make_comment(name="Ines")

    part = pane(mina, comment)
    whole = mina.get(f"/comments/{comment.id}/context")

    assert part.text.lstrip().startswith('<aside id="context"')
    assert "Ines" in read(part.text).one(id="notes").text
    assert whole.text.startswith("<!doctype html>")
    assert read(whole.text).one(id=f"comment-{comment.id}")


def test_the_queue_has_an_empty_place_for_the_pane_and_each_card_says_what_belongs_there(mina):
    comment = make_comment()

    tab = Tab(mina, "/queue")

    assert tab.page.one("aside", id="context").all("section") == []
    peek = tab.page.one("a", class_="peek")
    assert (peek["href"], "hidden" in peek) == (f"/comments/{comment.id}/context?version=1", True)
    turned(comment, "approve")
    peek = Tab(mina, "/queue", status="approved").page.one("a", class_="peek")
    assert peek["href"] == f"/comments/{comment.id}/context?version=2"


def test_the_way_back_leads_to_the_list_from_which_one_came(mina):
    comment = make_comment()
    here = f"#comment-{comment.id}"
    tab = Tab(mina, "/queue", kind="comment", sort="newest")

    link = tab.page.one("a", data_key="o")
    opened = Tab(mina, link["href"])

    way = opened.page.one("a", data_key="Escape")["href"]
    assert way == f"/queue?status=pending&kind=comment&sort=newest{here}"
    assert way_back(mina, comment, back="/queue?status=spam") == f"/queue?status=spam{here}"
    assert way_back(mina, comment) == f"/queue?status=pending{here}"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\0"]
)
def test_the_way_back_leads_to_no_other_program(mina, elsewhere):
    comment = make_comment()

    assert way_back(mina, comment, back=elsewhere) == f"/queue?status=pending#comment-{comment.id}"


def test_links_to_other_comments_keep_the_way_back(mina):
    parent = make_comment(status="approved")
    comment = make_comment(parent=parent)

    around = page(mina, comment, back="/queue?sort=newest").one(id="around")
    beside = read(pane(mina, comment, "/queue?sort=newest").text).one(id="around")

    goal = f"/comments/{parent.id}?back=/queue?sort%3Dnewest"
    assert around.all("a")[0]["href"] == goal
    assert beside.all("a")[0]["href"] == goal


def test_a_decision_is_undone_from_the_page_days_later(mina):
    comment = make_comment()
    turned(comment, "spam")
    tab = Tab(mina, f"/comments/{comment.id}", back="/queue?status=spam")

    after = tab.follow(tab.press("Undo", "history"))

    assert reload(comment).status == "pending"
    assert "took the last decision back" in after.page.one(id="history").text
    assert not after.page.one(id="history").has("button")
    assert after.page.one("a", data_key="Escape")["href"].startswith("/queue?status=spam")


def test_z_takes_back_from_the_page_what_one_has_done_oneself_and_nothing_of_others(mina, olga):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    tab.press("Spam", f"comment-{comment.id}")

    assert page(mina, comment).one("button", data_key="z").text == "Undo"
    assert not page(olga, comment).has("button", data_key="z")
    assert "Undo" in [button.text for button in page(olga, comment).one(id="history").all("button")]


def test_a_conflict_shows_its_comment_with_the_context(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    turned(comment, "approve")

    answer = tab.press("Spam", f"comment-{comment.id}")

    assert answer.status_code == 409
    assert "Mina approved it" in read(answer.text).one(id="history").text


def test_an_edit_is_shown_with_what_is_gone_and_what_is_new(mina):
    comment = make_comment(text="I sow in marsh.")
    edited(comment, text="I sow in March.")

    changed = page(mina, comment).one("p", class_="rewritten")

    assert changed.one("del").whole_text == "before: marsh"
    assert changed.one("ins").whole_text == "now: March"


def test_what_strangers_wrote_shows_as_text_in_the_context_too(mina):
    nasty = "<script>alert(1)</script> %(who)s {{ 7 * 7 }}"
    parent = make_comment(name=nasty, text=nasty, status="approved", ip="192.0.2.7")
    comment = make_comment(parent=parent, name="Lea", text=nasty, ip="192.0.2.7")
    edited(comment, name=nasty, text=f"{nasty} {nasty}")

    shown = page(mina, comment).one(id="context")

    assert not shown.has("script")
    assert nasty in shown.one(id="around").text
    assert nasty in shown.one(id="history").text
    assert nasty in shown.one(id="past").one("a")["title"]


def test_the_context_of_another_site_stays_there(mina):
    make_comment(name="Ines", email="ines@courrier.example", ip="192.0.2.7")
    comment = make_comment(make_site("elsewhere"), name="Ines", email="ines@courrier.example", ip="192.0.2.7")

    assert pane(mina, comment).status_code == 404
    assert Tab(mina, f"/comments/{comment.id}").answer.status_code == 404
