"""Decisions, replies and their undo: by plain forms, and by HTMX."""

import pytest

from moderation.domain.queue import SIZE
from moderation.words import Status
from tests.factories import make_comment, reload
from tests.hundreds import make_hundreds
from tests.web.markup import Element, read
from tests.web.tab import Tab, line_of

BUTTONS = [
    ("pending", "Approve", "approved", "Approved Lea"),
    ("pending", "Reject", "rejected", "Rejected Lea"),
    ("pending", "Spam", "spam", "Marked Lea as spam"),
    ("approved", "Hold again", "pending", "Held Lea again"),
    ("approved", "Reject", "rejected", "Rejected Lea"),
    ("approved", "Spam", "spam", "Marked Lea as spam"),
    ("rejected", "Approve", "approved", "Approved Lea"),
    ("spam", "Approve", "approved", "Approved Lea"),
    ("spam", "Hold again", "pending", "Held Lea again"),
]
parametrize_buttons = pytest.mark.parametrize(("status", "button", "then", "sentence"), BUTTONS)


@parametrize_buttons
def test_a_plain_button_decides_and_leads_back_to_where_it_stood(mina, status, button, then, sentence):
    comment = make_comment(name="Lea", text="Should I water at noon?", status=status)
    tab = Tab(mina, "/queue", status=status, sort="newest")

    answer = tab.press(button, f"comment-{comment.id}")

    assert answer.location.startswith(f"/queue?status={status}&sort=newest&done=")
    line = line_of(tab.follow(answer).page, comment)
    assert line.one("p").text == f"{sentence}, Should I water at noon?"
    assert [found.text for found in line.all("button")] == ["Undo"]
    assert reload(comment).status == then


@parametrize_buttons
def test_htmx_gets_the_line_and_the_counts(mina, status, button, then, sentence):
    comment = make_comment(name="Lea", status=status)
    tab = Tab(mina, "/queue", status=status)

    answer = tab.press(button, f"comment-{comment.id}", htmx=True)

    assert answer.status_code == 200
    parts = read(answer.text)
    assert line_of(parts, comment).one("p").text.startswith(sentence)
    partial = parts.one("hx-partial", hx_target="#counts", hx_swap="outerMorph")
    now = [link for link in partial.one("nav", id="counts").all("a") if link.get("aria-current") == "page"]
    assert [link.text for link in now] == [f"{status.capitalize()} 0"]
    assert not parts.has("html")
    assert reload(comment).status == then


def test_a_decided_comment_is_no_longer_in_its_queue_but_on_the_line(mina):
    first, second = make_comment(), make_comment()
    tab = Tab(mina, "/queue")

    after = tab.follow(tab.press("Approve", f"comment-{first.id}"))

    inside = after.page.one(id="cards").inside
    cards = [child for child in inside if isinstance(child, Element) and child.tag != "nav"]
    assert [(card["id"], card.classes) for card in cards] == [
        (f"comment-{first.id}", {"done"}),
        (f"comment-{second.id}", {"card"}),
    ]


def test_the_way_back_keeps_the_page_of_the_queue(mina):
    make_hundreds(SIZE)
    last = make_comment()
    second = Tab(mina, Tab(mina, "/queue").page.one("a", data_next="")["href"])

    after = second.follow(second.press("Reject", f"comment-{last.id}"))

    assert "after=" in after.path
    assert line_of(after.page, last)


def test_a_decision_on_the_page_of_one_comment_leads_back_there(mina):
    comment = make_comment()
    tab = Tab(mina, f"/comments/{comment.id}")

    answer = tab.press("Approve", f"comment-{comment.id}")

    assert answer.location.partition("?")[0] == f"/comments/{comment.id}"
    assert "decided by Mina" in tab.follow(answer).page.text


def test_a_form_from_nowhere_leads_to_the_queue(mina):
    comment = make_comment()

    for referrer in ("", "https://evil.example/queue", "http://localhost//evil.example", "not an address"):
        form = Tab(mina, f"/comments/{comment.id}").page.one(id=f"comment-{comment.id}").one("form")
        answer = mina.post(form["action"], data=form.fields(), headers={"Referer": referrer})
        assert answer.status_code == 303
        assert answer.location.startswith("/queue?done="), referrer


def test_the_same_button_twice_is_one_decision(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    tab.press("Approve", f"comment-{comment.id}")
    version = reload(comment).version

    again = Tab(mina, f"/comments/{comment.id}")
    answer = mina.post(
        f"/comments/{comment.id}/approve",
        data={"csrf_token": again.page.all("input", name="csrf_token")[0]["value"], "version": version},
    )

    assert answer.status_code == 303
    assert reload(comment).version == version


@pytest.mark.parametrize("htmx", [False, True])
def test_a_second_moderator_meets_the_decision_of_the_first(mina, olga, htmx):
    comment = make_comment(name="Lea")
    tab = Tab(mina, "/queue")
    Tab(olga, "/queue").press("Approve", f"comment-{comment.id}")

    answer = tab.press("Spam", f"comment-{comment.id}", htmx=htmx)

    assert answer.status_code == 409
    card = read(answer.text).one("article", id=f"comment-{comment.id}")
    notice = card.one("div", role="alert")
    assert notice.text.startswith("Olga approved this comment.")
    decided_at = reload(comment).decided_at
    assert decided_at is not None
    assert notice.one("time")["datetime"] == decided_at.isoformat()
    assert "Nothing was changed: this is the comment as it now is." in notice.text
    assert card.one("input", name="version")["value"] == str(reload(comment).version)
    assert reload(comment).status is Status.APPROVED
    assert read(answer.text).has("html") is not htmx


def test_who_met_a_conflict_can_decide_again_from_what_is_there_now(mina, olga):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    Tab(olga, "/queue").press("Approve", f"comment-{comment.id}")
    met = read(tab.press("Spam", f"comment-{comment.id}", htmx=True).text)

    form = met.one("form", class_="acts")
    spam = next(button for button in form.all("button") if button.text == "Spam")
    answer = tab.send(spam["formaction"], form.fields(), htmx=True)

    assert answer.status_code == 200
    assert reload(comment).status is Status.SPAM


@pytest.mark.parametrize("button", ["Approve", "Reject", "Spam"])
def test_undo_on_the_line_puts_the_card_back(mina, button):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    decided = tab.follow(tab.press(button, f"comment-{comment.id}"))

    after = decided.follow(decided.press("Undo", f"comment-{comment.id}"))

    assert after.page.has("article", id=f"comment-{comment.id}")
    assert not after.page.has("div", class_="done")
    assert reload(comment).status is Status.PENDING


def test_undo_by_htmx_gives_the_card_and_the_counts(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    line = read(tab.press("Spam", f"comment-{comment.id}", htmx=True).text)

    form = line.one("form")
    answer = tab.send(form["action"], form.fields(), htmx=True)

    assert answer.status_code == 200
    parts = read(answer.text)
    assert "Approve" in [b.text for b in parts.one("article", id=f"comment-{comment.id}").all("button")]
    links = [link.text for link in parts.one("hx-partial").all("a")]
    assert {"Pending 1", "Spam 0"} <= set(links)


@pytest.mark.parametrize("htmx", [False, True])
def test_undo_of_a_decision_that_was_changed_since_is_a_conflict(mina, olga, htmx):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    decided = tab.follow(tab.press("Approve", f"comment-{comment.id}"))
    Tab(olga, f"/comments/{comment.id}").press("Spam", f"comment-{comment.id}")

    answer = decided.press("Undo", f"comment-{comment.id}", htmx=htmx)

    assert answer.status_code == 409
    assert "Olga marked this comment as spam." in answer.text
    assert reload(comment).status is Status.SPAM


def test_a_line_that_is_looked_at_again_after_its_undo_shows_no_decision_that_does_not_stand(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    decided = tab.follow(tab.press("Approve", f"comment-{comment.id}"))
    decided.press("Undo", f"comment-{comment.id}")

    again = Tab(mina, decided.path)

    assert again.page.has("article", id=f"comment-{comment.id}")


def test_who_was_signed_out_meanwhile_signs_in_and_comes_back(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue", status="pending", sort="newest")
    Tab(mina, "/profile").press("Sign out")

    answer = tab.press("Approve", f"comment-{comment.id}", htmx=True)

    assert answer.status_code == 401
    problem = read(answer.text)
    assert "You are signed out. Nothing was changed." in problem.text
    assert problem.one("a")["href"] == "/login?next=/queue?status%3Dpending%26sort%3Dnewest"
    assert reload(comment).status is Status.PENDING


def test_an_htmx_question_of_somebody_signed_out_is_401_as_well(client, site):
    answer = client.get("/queue", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/queue"})

    assert answer.status_code == 401
    assert read(answer.text).one("a")["href"] == "/login?next=/queue"
