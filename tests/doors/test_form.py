"""The public form: what it takes in, and what becomes of it."""

import pytest

from moderation.words import Status
from tests import people
from tests.doors.writer import (
    LEA,
    URL,
    made_before,
    reader,
    rules_found,
    say,
    set_rules,
    stored,
    texts,
    thread,
)
from tests.factories import make_comment, make_mention, reload, turned
from tests.web.markup import read
from tests.web.shared import on_both_kinds
from tests.web.tab import Tab

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def test_a_strangers_comment_waits_and_its_writer_sees_it_at_once(client, site):
    tab = thread(client)

    answer = tab.press("Publish", "say", LEA)

    (comment,) = stored(site)
    assert answer.status_code == 303
    assert answer.location.endswith(f"#comment-{comment.id}")
    after = Tab(client, answer.location.partition("#")[0])
    own = after.page.one("li", id=f"comment-{comment.id}")
    assert "Should I water at noon?" in own.text
    assert own.one("p", class_="held").text == "Thank you! Your comment waits to be read; only you see it."
    assert "Should I water at noon?" not in thread(client).answer.text
    assert (comment.status, comment.name, comment.email) == (Status.PENDING, "Lea", "lea@mail.example")


def test_htmx_gets_the_thread_with_the_comment_and_an_empty_form(client, site):
    answer = say(client, htmx=True)

    (comment,) = stored(site)
    assert answer.status_code == 200
    part = read(answer.text)
    assert not part.has("html")
    own = part.one("section", id="thread").one("li", id=f"comment-{comment.id}")
    assert "autofocus" in own
    form = part.one("form", id="say").fields()
    assert form["text"] == ""
    assert form["submission_id"] != comment.origin.removeprefix("form:")


def test_somebody_known_is_published_at_once(client, site):
    make_comment(site, name="Lea", email="lea@mail.example", status="approved", page="/leeks")

    say(client)

    assert stored(site)[-1].status is Status.APPROVED
    assert "Should I water at noon?" in thread(client).answer.text


def test_a_comment_tells_the_page_by_its_title(client, site, mina):
    Tab(client, "/s/potager/thread", url=URL, title="Soup in winter").press("Publish", "say", LEA)

    assert "on Soup in winter" in Tab(mina, "/queue").page.one("article").text


def test_a_reply_answers_its_comment(client, site):
    comment = make_comment(site, status="approved")
    form = thread(client, answer=str(comment.id))

    answer = form.press("Publish", "say", LEA)

    assert answer.status_code == 303
    assert stored(site)[-1].parent_id == comment.id


@pytest.mark.parametrize("htmx", [False, True])
def test_a_form_that_is_sent_twice_is_one_comment(client, site, htmx):
    tab = thread(client)

    answers = [tab.press("Publish", "say", LEA, htmx=htmx) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200] if htmx else [303, 303]
    assert texts(site) == ["Should I water at noon?"]


def test_the_second_answer_is_that_of_the_first_even_after_a_decision(client, site):
    tab = thread(client)
    first = tab.press("Publish", "say", LEA)
    turned(stored(site)[0], "approve")

    second = tab.press("Publish", "say", LEA)

    assert second.location.partition("#")[2] == first.location.partition("#")[2]
    assert len(stored(site)) == 1


def test_a_form_without_a_key_of_its_own_is_taken_as_well(client, site):
    assert say(client, submission_id="").status_code == 303
    assert len(stored(site)) == 1


@pytest.mark.parametrize("key", ["\0", "x" * 5_000, "é", "'; --", " "])
@on_both_kinds
def test_an_odd_key_is_a_key(client, site, key):
    assert say(client, submission_id=key).status_code == 303


def test_the_field_that_nobody_sees_is_a_signal_and_never_a_drop(client, site):
    answer = say(client, subject="https://pills.example")

    (comment,) = stored(site)
    assert answer.status_code == 303
    assert rules_found(comment)["honeypot"] == 6
    assert "Should I water at noon?" in Tab(client, answer.location.partition("#")[0]).answer.text


def test_people_do_not_see_the_field_for_robots(client, site):
    trap = thread(client).page.one("div", class_="trap")

    assert trap["aria-hidden"] == "true"
    assert trap.one("input")["tabindex"] == "-1"


def test_a_form_that_is_filled_in_no_time_is_a_signal(client, site):
    say(client)

    assert rules_found(stored(site)[0])["fill_time"] == 2


@pytest.mark.parametrize(
    ("age", "points"),
    [(2, 2), (4, None), (20 * MINUTE, None), (23 * HOUR, None), (25 * HOUR, 1), (6 * DAY, 1)],
)
def test_how_long_the_form_was_open_counts(client, site, monkeypatch, age, points):
    answer = say(client, stamp=made_before(monkeypatch, age))

    assert answer.status_code == 303
    assert rules_found(stored(site)[0]).get("fill_time") == points


def test_a_double_of_spam_is_answered_like_any_comment_that_waits(app, site):
    say(reader(app, 1))
    turned(stored(site)[0], "spam")

    answer = say(reader(app, 2))

    assert answer.status_code == 303
    twin = stored(site)[-1]
    assert twin.status is Status.SPAM
    shown = Tab(reader(app, 2), answer.location.partition("#")[0]).page.one("li", id=f"comment-{twin.id}")
    assert shown.one("p", class_="held").text == "Thank you! Your comment waits to be read; only you see it."


def test_words_that_make_spam_are_not_told_to_their_writer(client, site):
    set_rules(site, blocked_words={"words": ["casino"]})

    answer = say(client, text="My casino is open")

    assert stored(site)[0].status is Status.SPAM
    after = Tab(client, answer.location.partition("#")[0]).answer.text
    assert "only you see it" in after
    assert "spam" not in after.lower()


def test_a_member_writes_as_oneself_and_at_once(site, mina):
    answer = thread(mina).press("Publish", "say", text="Rather at night.")

    (comment,) = stored(site)
    assert answer.status_code == 303
    assert (comment.status, comment.name, comment.email) == (Status.APPROVED, "Mina", "mina@desk.example")
    assert "by-author" in thread(mina).page.one("li", id=f"comment-{comment.id}").classes


def test_a_cookie_alone_does_not_write_as_a_member(site, mina):
    answer = say(mina, csrf_token="forged", name="Mina", email="mina@desk.example")

    assert answer.status_code == 303
    assert (stored(site)[0].status, stored(site)[0].member_id) == (Status.PENDING, None)


def test_somebody_of_another_site_is_a_reader_here(app, site):
    stan = people.desk_of(app, people.stan()).client

    say(stan)

    assert (stored(site)[0].name, stored(site)[0].member_id) == ("Lea", None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lea.example", "http://lea.example"),
        ("https://lea.example/", "https://lea.example/"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
@on_both_kinds
def test_a_website_is_a_web_address_or_none(client, site, typed, kept):
    say(client, website=typed)

    assert stored(site)[0].website == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\temp\\\\new", "C:\\temp\\\\new"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\0b", "a\ufffdb"),
        ("\u202eevil", "\u202eevil"),
        ("🍅" * 10_000, "🍅" * 10_000),
        ("&amp; <b>", "&amp; <b>"),
        ("  indented", "  indented"),
    ],
)
@on_both_kinds
def test_a_text_is_kept_as_it_was_written(client, site, typed, kept):
    assert say(client, text=typed).status_code == 303

    assert texts(site) == [kept]


def test_an_alias_of_the_site_is_the_site(client, site):
    answer = say(client, "http://www.potager.example/soup/?utm_source=mail#top")

    assert answer.status_code == 303
    make_mention(site, status="approved")
    assert reload(stored(site)[0]).page_id == stored(site)[1].page_id


def test_the_address_of_the_writer_is_the_one_that_really_asks(client, site):
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "203.0.113.5"

    say(client)

    assert stored(site)[0].author_ip == "127.0.0.1"


def test_the_address_takes_forms_alone(client, site):
    assert client.get("/s/potager/comments").status_code == 405
    assert client.post("/s/potager/comments", json={"url": URL, "text": "Hello"}).status_code == 422


def test_somebody_who_is_set_aside_quietly_sees_no_difference(app, site):
    set_rules(site, blocked_author={"quiet": ["@mail.example"]})
    lea = reader(app, 1)

    sent = say(lea, htmx=True)

    (comment,) = stored(site)
    assert comment.status is Status.REJECTED
    assert "Thank you! Your comment waits to be read; only you see it." in sent.text
