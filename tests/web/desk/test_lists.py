"""The pages of the rules' lists: one line with its options, many at once, edit, undo, search, export."""

import io
import json

import pytest
from sqlalchemy import event

from moderation.rules import lines as ruled
from moderation.rules.book import Book, parse
from moderation.rules.entry import Entry
from moderation.rules.wording.blocked_words import BlockedWords
from moderation.store.db import db
from tests.factories import make_comment, rules_of
from tests.lists import put
from tests.web.markup import Element, read
from tests.web.tab import Tab, headers

INDEX = "/settings/potager/lists"
WORDS = f"{INDEX}/blocked_words.words"
WHO = f"{INDEX}/trusted.who"


def shown(page: Element) -> list[str]:
    """The words of the lines on a page, in their order."""
    return [words.text for words in page.all("bdi", class_="words")]


def form_of(page: Element, label: str) -> Element:
    (button,) = [button for button in page.all("button") if button.text == label]
    return button.form_of(page)


def words() -> tuple[Entry, ...]:
    return rules_of().rule(BlockedWords).words


def test_every_list_of_every_rule_has_its_page(olga):
    page = Tab(olga, INDEX).page

    links = {
        link["href"].removeprefix(f"{INDEX}/")
        for link in page.all("a")
        if link["href"].startswith(f"{INDEX}/")
    }
    assert links == set(ruled.every())
    for name in links:
        answer = olga.get(f"{INDEX}/{name}")
        assert answer.status_code == 200, name
        assert read(answer.text).has("form", class_="line-form")


@pytest.mark.parametrize(
    ("option", "said"), [("expression", "regular expression"), ("wordpress", "as WordPress finds it")]
)
def test_a_line_that_is_found_in_its_own_way_need_not_say_where_in_a_word(olga, option, said):
    tab = Tab(olga, WORDS)
    name = "press+" if option == "expression" else "press"

    answer = tab.press("Add", "", {f"option_{option}": "y"}, text=name)

    assert answer.status_code == 303
    [line] = tab.follow(answer).page.all("li", class_="line")
    assert said in line.text
    assert "inside words too" not in line.text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_line_is_added_with_its_options_and_why(olga, htmx):
    tab = Tab(olga, WORDS)
    form = tab.page.one("form", class_="line-form").fields()
    assert {name for name in form if name.startswith(("option_", "field_"))} == {
        "option_whole",
        *(f"field_{name}" for name in ("name", "email", "website", "text")),
    }
    for name in ("option_whole", "field_email", "field_website", "field_text"):
        del form[name]

    answer = tab.send(
        WORDS, {**form, "text": " SEO  king ", "option_case": "y", "why": "Every week."}, htmx=htmx
    )

    page = read(answer.text) if htmx else tab.follow(answer).page
    assert words() == (Entry(text="SEO king", whole=False, case=True, fields="N"),)
    (line,) = page.all("li", class_="line")
    assert [chip.text for chip in line.all("span", class_="chip")] == [
        "inside words too",
        "capitals matter",
        "Name",
    ]
    assert "added by Olga · Every week." in line.text
    assert "Added: SEO king" in page.one("div", class_="done").text
    assert page.has("html") is not htmx
    assert form_of(page, "Add").fields()["text"] == ""


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_wrong_with_a_line_is_told_beside_its_field_and_nothing_is_added(olga, htmx):
    put("casino")
    wrong = (
        ("text", {"text": "*"}, "would find everything"),
        ("text", {"text": "  "}, "Write at least one word."),
        ("text", {"text": "x" * 201}, "longer than 200"),
        ("text", {"text": "CASINO"}, "on this list already"),
        ("why", {"text": "poker", "why": "x" * 501}, "500 characters at most"),
    )
    tab = Tab(olga, WORDS)
    for name, typed, sentence in wrong:
        answer = tab.press("Add", "", typed, htmx=htmx)

        assert answer.status_code == 422, typed
        form = form_of(read(answer.text), "Add")
        field = form.one(name=name)
        assert sentence in form.one(id=field["aria-describedby"]).text
        assert (field["aria-invalid"], "autofocus" in field) == ("true", True)
        assert {**form.fields(), **typed} == form.fields()
    assert words() == (Entry(text="casino"),)


def test_a_line_that_looks_at_no_field_is_told(olga):
    tab = Tab(olga, WORDS)
    form = {name: value for name, value in form_of(tab.page, "Add").fields().items() if "field_" not in name}

    answer = tab.send(WORDS, {**form, "text": "casino"})

    assert answer.status_code == 422
    assert "Choose at least one field" in answer.text


def test_a_list_without_options_asks_for_none_and_tells_what_its_rule_cannot_use(olga):
    tab = Tab(olga, WHO)
    assert set(form_of(tab.page, "Add").fields()) == {"csrf_token", "seen", "text", "why"}

    answer = tab.press("Add", text="nobody at all")

    assert answer.status_code == 422
    assert "is no e-mail, website or address" in answer.text
    assert tab.follow(tab.press("Add", text="mina@example.org")).answer.status_code == 200
    assert "mina@example.org" in rules_of().rule("trusted").who  # type: ignore[attr-defined]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_line_is_removed_and_undone(olga, htmx):
    put("casino", "poker", why="gambling")
    tab = Tab(olga, WORDS)
    key = ruled.key_of("casino").hex()

    answer = tab.press("Remove", f"line-{key}", htmx=htmx)

    page = read(answer.text) if htmx else tab.follow(answer).page
    assert shown(page) == ["poker"]
    assert "Removed: casino" in page.one("div", class_="done").text
    if htmx:
        tab = Tab(olga, answer.headers["HX-Replace-Url"])
    else:
        tab = tab.follow(answer)
    back = tab.press("Undo")
    after = tab.follow(back).page
    assert set(shown(after)) == {"poker", "casino"}
    assert "taken back" in after.text
    assert not after.has("div", class_="done")


def test_a_line_is_changed_in_a_form_that_holds_it_and_its_reason(olga):
    put("SEO [case, name]", why="Every week.")
    tab = Tab(olga, WORDS)
    edit = tab.go(next(a["href"] for a in tab.page.all("a") if a.text == "Change"))
    form = form_of(edit.page, "Save changes").fields()
    assert (form["text"], form["why"], form["option_case"]) == ("SEO", "Every week.", "y")
    assert {name for name in form if name.startswith("field_")} == {"field_name"}

    answer = edit.press("Save changes", text="SEO king", why="Every day.")

    assert words() == (Entry(text="SEO king", case=True, fields="N"),)
    page = edit.follow(answer).page
    assert "Changed to SEO king" in page.one("div", class_="done").text
    assert "Every day." in page.one("li", class_="line").text
    assert form_of(page, "Add")


def test_another_reason_is_kept_and_told_in_the_log(olga):
    put("casino", why="gambling")
    edit = Tab(olga, WORDS, edit=ruled.key_of("casino").hex())

    edit.press("Save changes", why="It is a hotel.")

    assert "It is a hotel." in Tab(olga, WORDS).page.one("li", class_="line").text
    line = Tab(olga, "/audit", act="settings").page.all("li", class_="entry")[0].text
    assert "Olga said why a line is on a list" in line
    assert "casino – before:gambling now:It is a hotel." in line


@pytest.mark.parametrize("label", ["Save changes", "Remove"])
def test_whoever_comes_late_to_a_line_is_told_with_the_list_as_it_is(olga, label):
    put("casino")
    key = ruled.key_of("casino").hex()
    late = Tab(olga, WORDS, edit=key)
    Tab(olga, WORDS).press("Remove", f"line-{key}")

    answer = late.press(label, text="casinos") if label == "Save changes" else late.press(label)

    assert answer.status_code == 409
    assert "meanwhile" in read(answer.text).one("p", role="alert").text
    assert shown(read(answer.text)) == []


@pytest.mark.parametrize("htmx", [False, True])
def test_of_many_lines_the_good_are_added_and_the_bad_stay_with_their_reasons(olga, htmx):
    put("casino")
    tab = Tab(olga, WORDS)

    typed = "poker\r\nCASINO\r\npoker\r\n*\r\n\r\nbingo [inside]\r\nfoo [loud]\r\n"
    answer = tab.press("Add all", lines=typed, why="From a friend", htmx=htmx)

    assert answer.status_code == 200
    page = read(answer.text)
    assert shown(page) == ["bingo", "poker", "casino"]
    assert "2 lines were added." in page.one("div", class_="done").text
    assert "2 lines were on the list already, or stood twice among yours." in page.text
    report = page.one("div", id="paste-error")
    assert "2 lines were not added" in report.text
    assert [item.text.split(" – ")[0] for item in report.all("li")] == ["*", "foo [loud]"]
    form = form_of(page, "Add all")
    assert (form.fields()["lines"].split("\n"), form.fields()["why"]) == (
        ["*", "foo [loud]"],
        "From a friend",
    )
    assert form.one("textarea")["aria-describedby"] == "paste-error"
    assert "From a friend" in page.all("li", class_="line")[0].text


def test_only_bad_lines_add_nothing(olga):
    answer = Tab(olga, WORDS).press("Add all", lines="*\nfoo [loud]")

    assert answer.status_code == 422
    assert "2 lines were not added" in answer.text
    assert words() == ()


def test_many_bad_lines_are_told_of_up_to_a_hundred_and_all_stay(olga):
    answer = Tab(olga, WORDS).press("Add all", lines="\n".join(f"x{n} [loud]" for n in range(150)))

    page = read(answer.text)
    assert len(page.one("div", id="paste-error").all("li")) == 101
    assert "and 50 more lines" in page.one("div", id="paste-error").text
    assert len(form_of(page, "Add all").fields()["lines"].splitlines()) == 150


def uploaded(olga, content: bytes, lines: str = ""):
    tab = Tab(olga, WORDS)
    form = {"csrf_token": form_of(tab.page, "Add all").fields()["csrf_token"], "lines": lines}
    data = {**form, "file": (io.BytesIO(content), "words.txt")}
    return olga.post(
        f"{WORDS}/paste", data=data, content_type="multipart/form-data", headers=headers(WORDS, htmx=False)
    )


def test_a_file_is_taken_like_what_is_pasted(olga):
    answer = uploaded(olga, "\ufeffcasino\r\nCafé Zürich\n".encode(), lines="poker")

    assert answer.status_code == 303
    assert {entry.text for entry in words()} == {"casino", "Café Zürich", "poker"}


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"\xff\xfe\x00c", "no text in UTF-8"), (b"", "Paste some lines")]
)
def test_a_file_that_is_no_text_and_nothing_at_all_are_told(olga, content, sentence):
    answer = uploaded(olga, content)

    assert answer.status_code == 422
    assert sentence in read(answer.text).one("p", id="paste-error").text


def test_a_paste_may_be_larger_than_any_other_form_but_only_from_whoever_is_signed_in(olga, client):
    long = "\n".join(f"word-{n:06d}-{'x' * 40}" for n in range(25_000))
    assert len(long) > 1024 * 1024

    assert Tab(olga, WORDS).press("Add all", lines=long).status_code == 303
    assert client.post(f"{WORDS}/paste", data={"lines": long}).status_code == 413

    page = Tab(olga, WORDS).page
    assert "25000 lines" in page.text
    assert len(shown(page)) == 50


def test_lines_are_found_and_paged(olga):
    put(*(f"word{n:03d}" for n in range(60)), "café")

    first = Tab(olga, WORDS).page
    second = Tab(olga, first.one("a", rel="next")["href"]).page
    found = Tab(olga, WORDS, q="CAFE").page

    assert (len(shown(first)), len(shown(second)), shown(second)[-1]) == (50, 11, "word000")
    assert not second.has("a", rel="next")
    assert shown(found) == ["café"]
    assert "No line has these words." in Tab(olga, WORDS, q="turnip").page.text


def test_a_change_keeps_the_page_and_the_words_that_one_looked_for(olga):
    put("casino", "poker")
    tab = Tab(olga, WORDS, q="cas")

    answer = tab.press("Remove", f"line-{ruled.key_of('casino').hex()}")

    assert "q=cas" in answer.location
    assert "did=" in answer.location


@pytest.mark.parametrize("after", ["x", "-1", "٣", "9" * 40, "0"])
def test_a_place_that_no_list_has_is_the_first_page_or_empty(olga, after):
    put("casino")

    assert Tab(olga, WORDS, after=after, did=after).answer.status_code == 200


@pytest.mark.parametrize(
    "name", ["nothing", "blocked_words.points", "blocked_words", "trusted.who/x", "mode"]
)
def test_what_is_no_list_is_not_found(olga, name):
    assert olga.get(f"{INDEX}/{name}").status_code == 404
    assert olga.get(f"{WORDS}?edit={name}").status_code == 404


def test_a_list_is_exported_as_text_and_as_rules_load_takes_it(olga):
    put("casino", "SEO [case, name]")

    text = olga.get(f"{WORDS}/export.txt")
    data = json.loads(olga.get(f"{WORDS}/export.json").text)

    assert text.text == "casino\nSEO [case, name]\n"
    assert text.headers["Content-Disposition"] == 'attachment; filename="potager.blocked_words.words.txt"'
    assert parse(data).rule(BlockedWords).words == words()


def test_hostile_lines_are_shown_as_what_they_say(olga):
    put("<script>alert(1)</script>", "\u202egnp.exe", "x" * 200)

    page = Tab(olga, WORDS).page

    assert shown(page) == ["x" * 200, "\u202egnp.exe", "<script>alert(1)</script>"]
    assert (
        Tab(olga, f"{WORDS}?edit={ruled.key_of('<script>alert(1)</script>').hex()}").answer.status_code == 200
    )


def test_a_list_of_a_rule_that_is_off_says_so(olga):
    Tab(olga, "/settings/potager/rules").press("Save changes", fields={"rules.links.points": "2"})
    put("Latin", name="other_script.scripts")

    assert "The rule is switched off" in Tab(olga, f"{INDEX}/other_script.scripts").page.text


def test_a_long_list_stays_as_it_is_when_the_rules_are_saved_or_tried(olga):
    put(*(f"word{n}" for n in range(21)))
    tab = Tab(olga, "/settings/potager/rules")
    assert "rules.blocked_words.words" not in tab.page.one("form", id="rules").fields()
    link = next(a for a in tab.page.all("a") if a["href"] == WORDS)
    assert link.text.startswith("All 21 lines…")

    trial = tab.press("Try", try_text="Here is word7 again", try_name="Lea")
    tab.press("Save changes", hold_from="3")

    assert "spam" in read(trial.text).one(id="trial").text
    assert len(words()) == 21
    assert rules_of().hold_from == 3


def test_a_list_that_grew_long_meanwhile_keeps_what_came(olga):
    put("casino")
    tab = Tab(olga, "/settings/potager/rules")
    put(*(f"word{n}" for n in range(30)))

    tab.press("Save changes", fields={"rules.blocked_words.words": "casino\nmine"})

    assert {entry.text for entry in words()} == {"casino", "mine", *(f"word{n}" for n in range(30))}


def test_two_who_change_the_same_list_at_once_both_have_their_way(olga):
    put("casino", "poker")
    first, second = Tab(olga, "/settings/potager/rules"), Tab(olga, "/settings/potager/rules")
    first.press("Save changes", fields={"rules.blocked_words.words": "casino\nbingo"})

    second.press("Save changes", fields={"rules.blocked_words.words": "casino\npoker\nroulette"})

    assert {entry.text for entry in words()} == {"casino", "bingo", "roulette"}


def test_a_page_of_a_list_costs_as_many_statements_for_fifty_lines_as_for_one(olga):
    put("casino")
    Tab(olga, WORDS)
    few = statements(olga)
    put(*(f"word{n}" for n in range(200)))
    Tab(olga, WORDS)

    assert statements(olga) == few
    assert few < 12


def statements(olga) -> int:
    """How many statements the page of a list takes."""
    ran: list[str] = []

    def note(conn: object, cursor: object, statement: str, *_: object) -> None:
        ran.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        Tab(olga, WORDS)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(ran)


def test_the_shipped_rules_are_as_shipped_while_nobody_touches_a_list(olga):
    for name in ruled.every():
        Tab(olga, f"{INDEX}/{name}")

    assert rules_of() == Book()
    assert make_comment(text="The best casino in town", status=None).status == "pending"
