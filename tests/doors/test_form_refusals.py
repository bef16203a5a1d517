"""What the public form tells its writer at once, beside the field, with all that was typed kept."""

from dataclasses import replace

import pytest

from moderation.domain import tune
from moderation.store.db import writing
from moderation.web import stamps
from tests import people
from tests.doors.writer import LEA, URL, made_before, reader, say, set_rules, stored, texts, thread
from tests.factories import make_comment, make_site, page_of, tick, turned
from tests.machines.databases import settings_for
from tests.web.markup import Element, read
from tests.web.shared import on_both_kinds, running

LONG = "https://lea.example/" + "w" * 181
WRONG = [
    ({"name": ""}, "name", "Write your name, or the one you go by."),
    ({"name": "  "}, "name", "Write your name, or the one you go by."),
    ({"email": ""}, "email", "Write your e-mail address; it is never shown."),
    ({"email": "lea"}, "email", "Write the whole e-mail address, such as name@example.org."),
    ({"email": "lea@@mail.example"}, "email", "Write the whole e-mail address, such as name@example.org."),
    ({"text": ""}, "text", "Write at least one word."),
    ({"text": " \n\u200b\u2800 "}, "text", "Write at least one word."),
    ({"text": "é" * 10_001}, "text", "This is 1 character too long: 10001 of at most 10000."),
    ({"name": "n" * 250}, "name", "This is 5 characters too long: 250 of at most 245."),
    ({"email": "e" * 100 + "@mail.example"}, "email", "This is 13 characters too long: 113 of at most 100."),
    ({"website": LONG}, "website", "This is 1 character too long: 201 of at most 200."),
]


def form_of(page: Element) -> Element:
    """The form of a page, or of a part of one."""
    return page.one("form", id="say")


def told_beside(page: Element, name: str) -> str:
    """What stands beside a field, tied to it for those who do not see it."""
    field = form_of(page).one(name=name)
    assert field["aria-invalid"] == "true"
    return page.one(id=field["aria-describedby"]).text


def told_above(page: Element) -> list[str]:
    """What stands above the form."""
    return [problem.text for problem in form_of(page).all("p", role="alert")]


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_wrong_is_told_beside_its_field_and_all_is_kept(client, site, htmx):
    tab = thread(client)

    for wrong, field, sentence in WRONG:
        typed = {**LEA, **wrong}
        answer = tab.press("Publish", "say", typed, htmx=htmx)

        assert answer.status_code == 422, wrong
        page = read(answer.text)
        assert told_beside(page, field) == sentence
        kept = form_of(page).fields()
        assert {name: kept[name] for name in LEA} == typed
        assert [element["name"] for element in page.walk() if "autofocus" in element] == [field]
        assert page.has("html") is not htmx
    assert stored(site) == []


def test_all_that_is_wrong_is_told_at_once(client, site):
    answer = say(client, name="", email="x", text="")

    page = read(answer.text)
    assert all(told_beside(page, name) for name in ("name", "email", "text"))


def test_a_form_that_was_mended_is_taken(client, site):
    tab = thread(client)
    refused = read(tab.press("Publish", "say", {**LEA, "text": ""}).text)

    form = form_of(refused)
    answer = tab.send(form["action"], {**form.fields(), "text": "Now with words"})

    assert answer.status_code == 303
    assert texts(site) == ["Now with words"]


def test_a_site_that_needs_no_name_takes_comments_without(client, site):
    set_rules(site, required_fields={"name": False, "email": False})

    assert say(client, name="", email="").status_code == 303


def test_a_site_may_allow_longer_texts(client, site):
    set_rules(site, length={"text": 65_525})

    assert say(client, text="x" * 65_525).status_code == 303
    assert say(client, text="x" * 65_526).status_code in (422, 429)


def test_more_than_any_text_can_be_is_refused_before_it_is_read(client, site):
    answer = say(client, text="x" * 2_000_000)

    assert answer.status_code == 413
    assert "Shorten it" in answer.text


def test_what_was_said_already_is_told(app, site):
    say(reader(app, 1))

    answer = say(reader(app, 2))

    assert answer.status_code == 422
    assert told_beside(read(answer.text), "text") == "You said this already."
    assert len(stored(site)) == 1


def test_the_same_words_by_somebody_else_or_elsewhere_are_not_said_already(app, site):
    say(reader(app, 1), text="Thank you")

    other_writer = say(reader(app, 2), text="Thank you", name="Noor", email="noor@mail.example")
    elsewhere = say(reader(app, 3), "https://potager.example/leeks", text="Thank you")

    assert (other_writer.status_code, elsewhere.status_code) == (303, 303)


def test_a_page_that_was_closed_meanwhile_takes_nothing_and_keeps_the_text(client, site):
    comment = make_comment(site, status="approved")
    tab = thread(client)
    page, olga = page_of(comment), people.viewer(people.olga(site))
    with writing() as session:
        tune.switch_page(session, olga, page.id, is_open=False, now=tick())

    answer = tab.press("Publish", "say", LEA)

    assert answer.status_code == 422
    closed = read(answer.text).one(id="say")
    assert closed.text.startswith("Comments on this page are closed.")
    assert (closed.one("textarea").text, "readonly" in closed.one("textarea")) == (LEA["text"], True)
    assert len(stored(site)) == 1


@pytest.mark.parametrize("stamp", ["", "forged", "of another page", "of another site", "too old", "\0"])
def test_a_form_without_its_own_stamp_is_taken_at_the_second_try(client, site, monkeypatch, stamp):
    value = {
        "of another page": stamps.stamp("potager", "potager.example/other"),
        "of another site": stamps.stamp("carnet", "potager.example/soup"),
        "too old": made_before(monkeypatch, 8 * 24 * 3600),
    }.get(stamp, stamp)
    tab = thread(client)

    refused = tab.press("Publish", "say", {**LEA, "stamp": value})

    assert refused.status_code == 422
    page = read(refused.text)
    assert told_above(page) == ["This form has expired. Your text is kept: send it once more."]
    form = form_of(page)
    assert tab.send(form["action"], form.fields()).status_code == 303
    assert texts(site) == ["Should I water at noon?"]


@pytest.mark.parametrize("status", ["pending", "rejected", "spam"])
@on_both_kinds
def test_what_is_not_shown_cannot_be_answered(client, site, status):
    comment = make_comment(site, status=status)

    answer = say(client, parent=str(comment.id))

    assert answer.status_code == 422
    assert told_above(read(answer.text)) == ["The comment that you answer is no longer shown."]


def test_a_comment_that_was_taken_down_meanwhile_cannot_be_answered(client, site):
    comment = make_comment(site, status="approved")
    tab = thread(client, answer=str(comment.id))
    turned(comment, "reject")

    answer = tab.press("Publish", "say", LEA)

    assert answer.status_code == 422
    page = read(answer.text)
    assert told_above(page) == ["The comment that you answer is no longer shown."]
    assert form_of(page).fields()["text"] == LEA["text"]


@pytest.mark.parametrize(
    "parent", ["of another page", "of another site", "0", "-1", "x", "9" * 18, "9" * 30, "\0"]
)
@on_both_kinds
def test_only_what_stands_on_the_page_can_be_answered(client, site, parent):
    others = {
        "of another page": lambda: make_comment(site, status="approved", page="/leeks"),
        "of another site": lambda: make_comment(make_site("carnet"), status="approved"),
    }
    value = str(others[parent]().id) if parent in others else parent

    answer = say(client, parent=value)

    assert answer.status_code == 422
    assert told_above(read(answer.text)) == ["The comment that you answer is not on this page."]


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/soup", "soup", "", "\0", "https://potager.example/" + "x" * 3_000]
)
def test_a_page_of_another_site_is_refused(client, site, url):
    form = form_of(thread(client).page)

    answer = client.post(form["action"], data={**form.fields(), **LEA, "url": url})

    assert answer.status_code == 422
    assert stored(site) == []


def test_the_form_speaks_the_language_of_its_site(client):
    site = make_site(locale="fr", timezone="Europe/Paris")
    page = thread(client).page
    label = form_of(page).all("button")[-1].text

    answer = thread(client).press(label, "say", {**LEA, "text": ""})

    page = read(answer.text)
    assert page.one("html")["lang"] == "fr"
    assert told_beside(page, "text") != "Write at least one word."
    assert label != "Publish"
    assert stored(site) == []


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_page_that_is_no_longer_there_says_so_in_the_language_of_its_site(client, locale):
    make_site(locale=locale)

    answer = client.get("/s/potager/thread", query_string={"url": "https://elsewhere.example/"})

    assert read(answer.text).one("html")["lang"] == locale
    assert URL not in answer.text


class TestWithRateLimits:
    """As installed: who writes comment after comment is asked to wait."""

    @pytest.fixture
    def app(self, sqlite_database, tmp_path):
        """The limits that an installation has."""
        settings = replace(settings_for(sqlite_database, tmp_path), rate_limits=True)
        with running(settings) as app, app.app_context():
            yield app

    @pytest.mark.parametrize("htmx", [False, True])
    def test_comment_after_comment_has_to_wait_and_is_told_how_long(self, client, site, htmx):
        say(client)

        answer = say(client, text="And another thing", htmx=htmx)

        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 15
        page = read(answer.text)
        assert told_above(page)[0].startswith("Please try again in ")
        assert form_of(page).fields()["text"] == "And another thing"
        assert texts(site) == ["Should I water at noon?"]

    def test_the_wait_is_for_the_e_mail_from_wherever_it_writes(self, app, site):
        say(reader(app, 1))

        assert say(reader(app, 2), text="And another thing").status_code == 429

    def test_a_neighbourhood_of_addresses_has_to_wait_after_five(self, app, site):
        answers = []
        for n in range(6):
            client = app.test_client()
            client.environ_base["REMOTE_ADDR"] = f"203.0.113.{n}"
            answers.append(say(client, name=f"Reader {n}", email=f"r{n}@mail.example", text=f"Words {n}"))

        assert [answer.status_code for answer in answers] == [303] * 5 + [429]
        assert int(answers[-1].headers["Retry-After"]) > 500
        assert "minutes" in told_above(read(answers[-1].text))[0]

    def test_members_are_never_asked_to_wait(self, mina, site):
        answers = [thread(mina).press("Publish", "say", text=f"Answer {n}") for n in range(3)]

        assert [answer.status_code for answer in answers] == [303] * 3
