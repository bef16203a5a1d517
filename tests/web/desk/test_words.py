"""Editing a comment's words: by plain forms, and by HTMX."""

import pytest

from moderation.store import events
from moderation.store.comments import Comment
from moderation.store.db import reading
from tests.factories import edited, make_comment, make_site, moderator, reload
from tests.web.markup import Element, read
from tests.web.tab import Tab, headers

QUEUE = {"status": "pending", "sort": "newest"}


def box_of(comment: Comment) -> str:
    return f"comment-{comment.id}"


def asked(tab: Tab, comment: Comment, what: str) -> Tab:
    """The page behind "Edit" or "Delete for good" on a card, with scripts off."""
    return tab.go(link_of(tab.page, comment, what)["href"])


def link_of(page: Element, comment: Comment, what: str) -> Element:
    more = page.one(id=box_of(comment)).one("details", class_="more")
    return next(link for link in more.all("a") if link.text == what)


def token_of(tab: Tab) -> dict[str, str]:
    return {"csrf_token": tab.page.all("input", name="csrf_token")[0]["value"]}


def last_edit(comment: Comment) -> int:
    with reading() as session:
        return events.standing_edits(session, [comment.id])[comment.id].id


def test_an_edit_by_a_plain_form_leads_back_to_where_one_came_from(mina):
    comment = make_comment(text="Soop in winter", name="Lea")
    form = asked(Tab(mina, "/queue", **QUEUE), comment, "Edit…")
    assert form.page.one("textarea").whole_text.strip() == "Soop in winter"

    answer = form.press("Save changes", text="Soup in winter")

    assert (answer.status_code, answer.location) == (303, "/queue?status=pending&sort=newest")
    after = form.follow(answer).page
    assert after.one("p", class_="message").text == "Your changes to the comment are saved."
    assert "Soup in winter" in after.one(id=box_of(comment)).text
    assert reload(comment).text == "Soup in winter"


def test_by_htmx_the_form_takes_the_card_s_place_and_gives_it_back(mina):
    comment = make_comment(text="Soop", name="Lea")
    tab = Tab(mina, "/queue", **QUEUE)
    link = link_of(tab.page, comment, "Edit…")
    part = read(mina.get(link["href"], headers=headers(tab.path, htmx=True)).text)
    form = part.one("article", id=box_of(comment)).one("form")
    assert link["hx-boost"] == form["hx-boost"]

    answer = tab.send(form["action"], {**form.fields(), "text": "Soup"}, htmx=True)

    assert answer.status_code == 200
    parts = read(answer.text)
    assert not parts.has("html")
    assert parts.one("article", id=box_of(comment)).one("p", class_="body").text == "Soup"
    assert parts.one("output", id="live").text == "Your changes to the comment are saved."
    assert parts.one("nav", id="counts")


def test_a_saved_edit_can_be_taken_back_on_the_card_at_once(mina):
    comment = make_comment(text="Soop")
    form = Tab(mina, f"/comments/{comment.id}/edit")
    answer = form.press("Save changes", htmx=True, text="Soup")
    notice = read(answer.text).one("article", id=box_of(comment)).one("div", class_="done")
    assert notice.one("p").text == "Your changes to the comment are saved."
    assert notice.one("button")["data-key"] == "z"

    undo = notice.one("form")
    undone = form.send(undo["action"], undo.fields(), htmx=True)

    card = read(undone.text).one("article", id=box_of(comment))
    assert (card.one("p", class_="body").text, card.has("div", class_="done")) == ("Soop", False)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_field_that_is_not_sent_stays_as_it_is(mina, htmx):
    comment = make_comment(text="Soop", name="Lea", email="lea@mail.example")
    tab = Tab(mina, f"/comments/{comment.id}/edit")
    sent = {**token_of(tab), "version": str(comment.version)}

    refused = tab.send(f"/comments/{comment.id}/edit", {**sent, "text": " "}, htmx=htmx)
    assert refused.status_code == 422
    assert read(refused.text).one("input", name="name")["value"] == "Lea"
    tab.send(f"/comments/{comment.id}/edit", {**sent, "text": "Soup"}, htmx=htmx)

    now = reload(comment)
    assert (now.text, now.name, now.email) == ("Soup", "Lea", "lea@mail.example")


@pytest.mark.parametrize("htmx", [False, True])
def test_an_edit_that_changes_nothing_says_so(mina, htmx):
    comment = make_comment()
    form = Tab(mina, f"/comments/{comment.id}/edit")

    answer = form.press("Save changes", htmx=htmx)

    shown = read(answer.text) if htmx else form.follow(answer).page
    assert "You changed nothing, so nothing was saved." in shown.text
    assert reload(comment).version == comment.version


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(mina, htmx):
    comment = make_comment(text="Soup")
    form = Tab(mina, f"/comments/{comment.id}/edit")

    answer = form.press("Save changes", htmx=htmx, text="w" * 10_001, name="n" * 250)

    assert answer.status_code == 422
    shown = read(answer.text)
    assert shown.has("html") is not htmx
    box, name = shown.one("textarea"), shown.one("input", name="name")
    assert shown.one(id=box["aria-describedby"]).text.startswith("This is 1 character too long")
    assert (box["aria-invalid"], name["value"]) == ("true", "n" * 250)
    assert reload(comment).text == "Soup"


@pytest.mark.parametrize("htmx", [False, True])
def test_who_edits_what_somebody_changed_meanwhile_sees_both(mina, olga, htmx):
    comment = make_comment(text="Soop", name="Lea")
    form = Tab(mina, f"/comments/{comment.id}/edit")
    Tab(olga, f"/comments/{comment.id}/edit").press("Save changes", text="Soup by Olga")

    answer = form.press("Save changes", htmx=htmx, text="Soup by Mina")

    assert answer.status_code == 409
    shown = read(answer.text).one("article", id=box_of(comment))
    assert shown.one("div", role="alert").text.startswith("Olga edited this comment.")
    assert shown.one("p", class_="body").text == "Soup by Olga"
    assert shown.one("textarea").whole_text.strip() == "Soup by Mina"
    assert reload(comment).text == "Soup by Olga"

    again = form.send(shown.one("form")["action"], shown.one("form").fields(), htmx=htmx)

    assert again.status_code in (200, 303)
    assert reload(comment).text == "Soup by Mina"


def test_a_decision_meanwhile_is_told_with_its_own_time(mina, olga):
    comment = make_comment(status="approved")
    tab = Tab(mina, f"/comments/{comment.id}")
    edited(comment, text="Soup", by=moderator(name="Olga"))

    answer = tab.press("Spam", box_of(comment), htmx=True)

    assert answer.status_code == 409
    notice = read(answer.text).one("div", role="alert")
    assert notice.text.startswith("Olga edited this comment.")
    with reading() as session:
        line = events.latest_of(session, comment.id)
    assert line is not None
    assert notice.one("time")["datetime"] == line.at.isoformat()


@pytest.mark.parametrize("htmx", [False, True])
def test_an_edit_is_taken_back_from_its_event_until_a_later_one_stands(mina, htmx):
    comment = make_comment(text="One")
    edited(comment, text="Two")
    first = last_edit(comment)
    edited(comment, text="Three")
    tab = Tab(mina, f"/comments/{comment.id}")

    too_early = tab.send(f"/events/{first}/undo", token_of(tab), htmx=htmx)
    assert too_early.status_code == 409
    assert "edited this comment once more since" in too_early.text

    for before in ("Two", "One"):
        answer = tab.send(f"/events/{last_edit(comment)}/undo", token_of(tab), htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        assert reload(comment).text == before


@pytest.mark.parametrize("htmx", [False, True])
def test_a_form_of_a_version_that_never_was_is_a_conflict(mina, htmx):
    comment = make_comment()
    tab = Tab(mina, f"/comments/{comment.id}/edit")

    answer = tab.press("Save changes", version="7", text="Mended", htmx=htmx)

    assert answer.status_code == 409
    assert "This comment has changed since you opened it." in answer.text
    assert reload(comment).text == comment.text


@pytest.mark.parametrize("what", ["edit", "erase"])
def test_a_comment_of_another_site_is_not_there(olga, what):
    foreign = make_comment(make_site("elsewhere"))

    assert olga.get(f"/comments/{foreign.id}/{what}").status_code == 404
