"""The form below a thread: for whom, for what, and when there is none."""

import pytest

from moderation.domain import tune
from moderation.store.db import writing
from tests import people
from tests.factories import make_comment, make_site, page_of, tick
from tests.web.site.reading import item, thread
from tests.web.tab import Tab


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
