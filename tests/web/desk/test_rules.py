"""The rules page: what an owner sets, what is wrong beside its field, a text tried before it is saved."""

import pytest

from moderation.domain import tune
from moderation.rules.book import Book, catalogue
from moderation.rules.links.links import Links
from moderation.store.db import reading
from moderation.words import Mode
from tests.factories import make_comment
from tests.web.markup import Element, read
from tests.web.tab import Tab

RULES = "/settings/potager/rules"
WRONG = (
    ("hold_from", "0", "1"),
    ("hold_from", "-3", "1"),
    ("hold_from", "--5", ""),
    ("hold_from", "4.5", ""),
    ("hold_from", "", ""),
    ("hold_from", "many", "many"),
    ("hold_from", "٣x", ""),
    ("hold_from", "9" * 5_000, ""),
    ("hold_from", "9", "Hold from 9 is above spam from 7."),
    ("rules.links.points", "21", "20"),
    ("rules.length.text", "65526", ""),
    ("rules.blocked_words.words", "casino\n*\n", "“*” alone would find everything; write a word."),
    ("rules.blocked_words.words", "casino [loud]", "“loud” is no option"),
    ("rules.blocked_words.words", "x" * 201, "is longer than 200 characters."),
)


def kept() -> Book:
    """The site's rules as they are kept."""
    with reading() as session:
        site = tune.site_with_key(session, "potager")
        assert site is not None
        return tune.book_of(session, site)


def error_beside(page: Element, name: str) -> str:
    """What stands beside a field, tied to it for those who do not see it."""
    field = page.one(name=name)
    assert field["aria-invalid"] == "true"
    return page.one(id=field["aria-describedby"].split()[-1]).text


def test_the_page_shows_every_rule_with_each_of_its_settings(olga):
    page = Tab(olga, RULES).page

    shown = page.one("form", id="rules").fields()
    assert {rule.key for rule in catalogue()} == {
        element["id"].removeprefix("rule-") for element in page.all("h3")
    }
    assert shown["rules.links.points"] == "1"
    assert shown["hold_from"] == "4"
    assert shown["mode"] == "known"
    assert page.one(name="rules.links.on")["type"] == "checkbox"
    assert "rules.links.on" in shown


def test_what_is_saved_judges_from_then_on_and_is_shown_with_who_saved_it(olga):
    tab = Tab(olga, RULES)

    answer = tab.press("Save changes", "", {"rules.links.points": "2"}, hold_from="3", mode="unflagged")

    assert (answer.status_code, answer.location) == (303, RULES)
    after = tab.follow(answer).page
    assert "The rules are saved." in after.text
    assert "changed by Olga" in after.text
    assert after.one("form", id="rules").fields()["hold_from"] == "3"
    assert (kept().hold_from, kept().mode, kept().rule(Links).points) == (3, Mode.UNFLAGGED, 2)
    assert make_comment(status=None).status == "approved"


def test_htmx_gets_the_form_with_the_next_version(olga):
    answer = Tab(olga, RULES).press("Save changes", hold_from="3", htmx=True)

    assert answer.status_code == 200
    form = read(answer.text).one("form", id="rules")
    assert "The rules are saved." in form.text
    assert form.fields()["hold_from"] == "3"
    again = Tab(olga, RULES)
    assert form.fields()["version"] == again.page.one("form", id="rules").fields()["version"]


def test_a_switch_that_is_off_is_not_sent_and_is_kept_off(olga):
    tab = Tab(olga, RULES)
    form = tab.page.one("form", id="rules").fields()
    del form["rules.first_link.on"]

    tab.send(RULES, form)

    assert kept().rule("first_link").on is False
    assert "checked" not in Tab(olga, RULES).page.one(name="rules.first_link.on")


def test_a_list_is_lines_on_the_page_and_stays_so(olga):
    tab = Tab(olga, RULES)

    lines = "casino\r\n\r\n  cheap   pills \r\npress* [inside]\r\nSEO [case, name]\r\n"
    tab.press("Save changes", "", {"rules.blocked_words.words": lines})

    shown = Tab(olga, RULES).page.one("form", id="rules").fields()["rules.blocked_words.words"]
    assert shown.splitlines() == ["casino", "cheap pills", "press* [inside]", "SEO [case, name]"]
    assert make_comment(text="The best casino in town", status=None).status == "spam"


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_saved(olga, htmx):
    tab = Tab(olga, RULES)

    for field, value, sentence in WRONG:
        answer = tab.press("Save changes", "", {field: value}, known_after="7", htmx=htmx)

        assert answer.status_code == 422, (field, value)
        page = read(answer.text)
        assert sentence in error_beside(page, field)
        assert "Nothing is saved yet: 1 setting is not right." in page.text
        sent = page.one("form", id="rules").fields()
        assert (sent[field].split(), sent["known_after"]) == (value.split(), "7")
        assert page.has("html") is not htmx
    assert kept() == Book()


def test_all_that_is_wrong_is_told_at_once(olga):
    wrong = {"hold_from": "x", "rules.links.points": "y", "rules.blocked_words.words": "*"}

    answer = Tab(olga, RULES).press("Save changes", "", wrong)

    page = read(answer.text)
    assert "Nothing is saved yet: 3 settings are not right." in page.text
    assert all(error_beside(page, field) for field in wrong)
    assert [field["name"] for field in page.walk() if "autofocus" in field] == ["hold_from"]


def test_a_mode_that_is_none_is_told(olga):
    tab = Tab(olga, RULES)

    for mode in ("", "always", "<script>"):
        assert tab.press("Save changes", mode=mode).status_code == 422, mode
    assert kept() == Book()


@pytest.mark.parametrize("htmx", [False, True])
def test_the_second_of_two_who_change_the_same_setting_is_told_and_may_insist(olga, htmx):
    first, second = Tab(olga, RULES), Tab(olga, RULES)
    first.press("Save changes", hold_from="3", spam_from="9")

    answer = second.press("Save changes", hold_from="5", try_text="Hello", htmx=htmx)

    assert answer.status_code == 409
    form = read(answer.text).one("form", id="rules")
    assert "Olga changed the same settings meanwhile" in form.one("p", role="alert").text
    assert [line.text for line in form.one("ul", class_="settings").all("ins")] == ["now:3"]
    assert {**form.fields(), "hold_from": "5", "spam_from": "9", "try_text": "Hello"} == form.fields()
    assert kept().hold_from == 3
    second.send(RULES, form.fields())
    assert (kept().hold_from, kept().spam_from) == (5, 9)


def test_two_who_change_different_settings_at_once_both_have_their_way(olga):
    first, second = Tab(olga, RULES), Tab(olga, RULES)
    first.press("Save changes", hold_from="3")

    answer = second.press("Save changes", fields={"rules.links.points": "3"})

    assert "beside what somebody else changed meanwhile" in second.follow(answer).page.text
    assert (kept().hold_from, kept().rule(Links).points) == (3, 3)


def test_two_changes_that_make_no_sense_together_are_told_beside_the_field(olga):
    first, second = Tab(olga, RULES), Tab(olga, RULES)
    first.press("Save changes", hold_from="7")

    answer = second.press("Save changes", spam_from="6")

    assert answer.status_code == 422
    assert "Hold from 7 is above spam from 6." in error_beside(read(answer.text), "spam_from")


def test_a_list_of_plain_phrases_holds_what_was_typed_whatever_signs_it_has(olga):
    typed = "nice [post]\nyour blog [name]"

    Tab(olga, RULES).press("Save changes", fields={"rules.generic_praise.words": typed})

    shown = Tab(olga, RULES).page.one("form", id="rules").fields()
    assert shown["rules.generic_praise.words"] == typed
    assert kept().rule("generic_praise").words == ("nice [post]", "your blog [name]")  # type: ignore[attr-defined]


def test_a_rule_shows_what_it_finds_and_what_it_lets_pass(olga):
    rule = Tab(olga, RULES).page.one("div", aria_labelledby="rule-call_to_action")

    examples = rule.one("details", class_="examples").text
    assert "Found:" in examples
    assert "Let pass:" in examples


def test_a_version_that_was_never_shown_saves_nothing(olga):
    tab = Tab(olga, RULES)

    for version in ("", "x", "-1", "9" * 30, "9" * 5_000):
        assert tab.press("Save changes", hold_from="3", version=version).status_code == 409, version
    assert kept() == Book()


def test_the_same_rules_saved_again_change_nothing(olga):
    Tab(olga, RULES).press("Save changes", hold_from="3")
    before = Tab(olga, RULES).page.one("form", id="rules").fields()["version"]

    answer = Tab(olga, RULES).press("Save changes")

    assert answer.status_code == 303
    assert Tab(olga, RULES).page.one("form", id="rules").fields()["version"] == before


@pytest.mark.parametrize("htmx", [False, True])
def test_a_text_is_tried_under_the_rules_as_they_stand_in_the_form(olga, htmx):
    text = "My casino is open: https://one.example"
    typed = {"try_text": text, "try_name": "Lea", "try_email": "lea@mail.example", "try_website": ""}

    as_shipped = Tab(olga, RULES).press("Try", "", typed, htmx=htmx)
    changed = Tab(olga, RULES).press("Try", "", {**typed, "rules.blocked_words.words": "casino"}, htmx=htmx)

    assert as_shipped.status_code == 200
    assert "held" in read(as_shipped.text).one(id="trial").text
    trial = read(changed.text).one(id="trial").text
    assert "spam" in trial
    assert "casino" in trial or "blocked" in trial.lower()
    assert read(changed.text).has("form") is not htmx


def test_trying_a_text_stores_nothing_and_keeps_all_that_was_typed(olga):
    answer = Tab(olga, RULES).press("Try", try_text="Hello", try_name="Lea", hold_from="7")

    form = read(answer.text).one("form", id="rules").fields()
    assert (form["try_text"], form["try_name"], form["hold_from"]) == ("Hello", "Lea", "7")
    assert kept() == Book()
    assert not Tab(olga, "/queue").page.has("article")


@pytest.mark.parametrize("htmx", [False, True])
def test_trying_under_rules_that_are_wrong_says_what_is_wrong(olga, htmx):
    answer = Tab(olga, RULES).press("Try", try_text="Hello", hold_from="x", htmx=htmx)

    assert answer.status_code == 422
    assert error_beside(read(answer.text), "hold_from")


def test_any_text_can_be_tried(olga):
    tab = Tab(olga, RULES)

    for text in ("", "\0", "é" * 20_000, "<script>alert(1)</script>", "{n} %s %(x)s {0} {{ 7 }}"):
        answer = tab.press("Try", try_text=text, try_name=text, htmx=True)

        assert answer.status_code == 200, text
        assert "<script>alert" not in answer.text


def test_a_moderator_is_told_who_may_set_the_rules(mina):
    answer = mina.get(RULES)

    assert answer.status_code == 403
    assert "Only an owner of this site may do this. Ask one of them." in answer.text
