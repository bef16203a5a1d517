"""Notes of moderators on a comment: left, removed, and seen by nobody else."""

import pytest

from moderation.domain import annotate
from moderation.store import people as accounts
from moderation.store.comments import Comment
from moderation.store.db import writing
from tests import people
from tests.factories import erased, make_comment, make_token, tick
from tests.web.markup import read
from tests.web.tab import Tab

SECRET = "She asked by mail to keep it."


def noted(comment: Comment, name: str = "mina", text: str = SECRET) -> int:
    """A note of somebody's."""
    with writing() as session:
        user = accounts.by_email(session, f"{name}@desk.example")
        assert user is not None
        return annotate.add(session, people.viewer(user), comment.id, text, now=tick()).id


def test_a_note_is_left_and_removed_by_plain_forms(mina):
    comment = make_comment()
    tab = Tab(mina, f"/comments/{comment.id}")

    after = tab.follow(tab.press("Add note", "notes", note=SECRET))

    assert SECRET in after.page.one(id="notes").text
    assert "Mina left a note" in after.page.one(id="history").text
    assert "Your note is kept." in after.page.one("main").text
    assert after.page.one("textarea", name="note").whole_text.strip() == ""

    gone = after.follow(after.press("Remove", "notes"))

    assert SECRET not in gone.answer.text
    assert "Mina removed a note" in gone.page.one(id="history").text


def test_by_htmx_the_notes_come_with_the_history_and_a_word(mina):
    comment = make_comment()
    tab = Tab(mina, f"/comments/{comment.id}")
    field = tab.page.one("textarea", name="note")["id"]

    answer = tab.press("Add note", "notes", htmx=True, note=SECRET)

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="notes"')
    part = read(answer.text)
    assert SECRET in part.one(id="notes").text
    assert part.one("textarea", name="note")["id"] != field
    assert [each["hx-target"] for each in part.all("hx-partial")] == ["#history", "#live"]
    assert "Mina left a note" in part.one(id="history").text
    assert part.one("output", id="live").text == "Your note is kept."


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" ", "Write at least one word."), ("x" * 2_001, "A note has at most 2000 characters. Shorten it.")],
)
def test_a_note_that_cannot_be_kept_is_told_beside_its_field_with_what_was_typed(mina, htmx, text, sentence):
    comment = make_comment()

    answer = Tab(mina, f"/comments/{comment.id}").press("Add note", "notes", htmx=htmx, note=text)

    assert answer.status_code == 422
    shown = read(answer.text)
    field = shown.one("textarea", name="note")
    assert field["aria-invalid"] == "true"
    assert shown.one(id=field["aria-describedby"]).text == sentence
    assert text in field.whole_text


def test_somebody_elses_note_has_no_button_and_cannot_be_removed(mina, olga):
    comment = make_comment()
    note = noted(comment)
    tab = Tab(olga, f"/comments/{comment.id}")
    assert "Remove" not in [button.text for button in tab.page.one(id="notes").all("button")]

    form = tab.page.one(id="notes").all("form")[-1].fields()
    answer = tab.send(f"/notes/{note}/remove", form)

    assert answer.status_code == 403
    assert SECRET in Tab(mina, f"/comments/{comment.id}").page.one(id="notes").text


def test_a_comment_that_was_deleted_for_good_takes_no_note(mina):
    comment = make_comment(text="Words that are gone.")
    tab = Tab(mina, f"/comments/{comment.id}")
    erased(comment)

    answer = tab.press("Add note", "notes", note=SECRET)

    assert answer.status_code == 409
    shown = Tab(mina, f"/comments/{comment.id}").page
    assert not shown.has("textarea", name="note")
    assert "Words that are gone" not in shown.text


def test_strangers_reach_neither_pane_nor_notes(app, mina):
    comment = make_comment()
    note = noted(comment)
    stan = people.desk_of(app, people.stan())

    answers = [
        stan.get(f"/comments/{comment.id}/context"),
        stan.post(f"/comments/{comment.id}/notes", note="x"),
        stan.post(f"/notes/{note}/remove"),
        stan.post(f"/notes/{2**63}/remove"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert SECRET in Tab(mina, f"/comments/{comment.id}").page.one(id="notes").text


def test_notes_are_seen_by_no_reader_and_no_program(app, site, mina):
    comment = make_comment(status="approved")
    noted(comment)
    url = "https://potager.example/soup"
    bearer = {"Authorization": f"Bearer {make_token(site)}"}
    reader = app.test_client()

    answers = [
        reader.get("/s/potager/thread", query_string={"url": url}),
        reader.get("/api/v1/threads", query_string={"url": url}),
        reader.get("/api/v1/comments", headers=bearer),
        reader.get(f"/api/v1/comments/{comment.id}", headers=bearer),
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert not any(SECRET in answer.text for answer in answers)
