"""Replies from the desk: shown at once, and taken back with what they approved."""

import pytest

from moderation.words import Status
from tests.factories import make_comment, make_mention, page_of, reload
from tests.web.markup import read
from tests.web.tab import HOST, Tab, line_of


@pytest.mark.parametrize("htmx", [False, True])
def test_a_reply_is_shown_at_once_and_approves_what_it_answers(mina, htmx):
    comment = make_comment(name="Lea")
    tab = Tab(mina, "/queue")

    answer = tab.press("Reply and approve", f"comment-{comment.id}", text="Rather at night.", htmx=htmx)

    shown = read(answer.text) if htmx else tab.follow(answer).page
    line = line_of(shown, comment)
    assert line.one("p").text.startswith("Replied to Lea" if htmx else "Approved Lea")
    assert line.has("button", data_key="z")
    thread = mina.get("/s/potager/thread", query_string={"url": page_of(comment).url}).text
    assert "Rather at night." in thread
    assert reload(comment).status is Status.APPROVED


def test_a_reply_to_an_approved_comment_leaves_it_as_it_is(mina):
    comment = make_comment(status="approved")
    tab = Tab(mina, "/queue", status="approved")

    answer = tab.press("Reply", f"comment-{comment.id}", text="Thank you.", htmx=True)

    assert answer.status_code == 200
    assert line_of(read(answer.text), comment).one("p").text.startswith("Replied to ")
    assert reload(comment).version == comment.version
    assert len(Tab(mina, "/queue", status="approved").page.all("article")) == 2


def test_a_reply_alone_is_told_of_on_its_line_and_can_be_taken_back(mina):
    comment = make_comment(name="Lea", status="approved")
    tab = Tab(mina, "/queue", status="approved")

    after = tab.follow(tab.press("Reply", f"comment-{comment.id}", text="Thank you."))

    assert line_of(after.page, comment).one("p").text.startswith("Replied to Lea")
    after.press("Undo", f"comment-{comment.id}")
    assert reload(comment).status is Status.APPROVED
    assert "Thank you." in Tab(mina, "/queue").page.one("article").text


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_an_empty_reply_is_told_beside_the_text(mina, htmx, text):
    comment = make_comment()

    answer = Tab(mina, "/queue").press("Reply and approve", f"comment-{comment.id}", text=text, htmx=htmx)

    assert answer.status_code == 422
    card = read(answer.text).one("article", id=f"comment-{comment.id}")
    area = card.one("textarea")
    assert area["aria-invalid"] == "true"
    assert card.one(id=area["aria-describedby"]).text == "Write at least one word."
    assert "open" in card.one("details", class_="reply")
    assert reload(comment).status is Status.PENDING


def test_a_reply_that_meets_a_conflict_keeps_its_text(mina, olga):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    Tab(olga, "/queue").press("Spam", f"comment-{comment.id}")

    answer = tab.press("Reply and approve", f"comment-{comment.id}", text="A long and thoughtful answer.")

    assert answer.status_code == 409
    assert "Olga marked this comment as spam." in answer.text
    assert "A long and thoughtful answer." in answer.text
    assert reload(comment).status is Status.SPAM


def test_without_scripts_a_refused_reply_keeps_the_view_one_came_from(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue", kind="comment", sort="newest")
    refused = tab.press("Reply and approve", f"comment-{comment.id}", text=" ")
    assert refused.status_code == 422
    form = read(refused.text).one(id=f"comment-{comment.id}").one("form", class_="acts")

    answer = mina.post(
        f"/comments/{comment.id}/reply",
        data={**form.fields(), "text": "Rather at night."},
        headers={"Referer": f"{HOST}/comments/{comment.id}/reply"},
    )

    assert answer.location.startswith("/queue?kind=comment&sort=newest&done=")


def test_a_reply_that_is_sent_twice_is_one(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue")

    for _ in range(2):
        answer = tab.press("Reply and approve", f"comment-{comment.id}", text="Rather at night.")
        assert answer.status_code == 303

    assert len(Tab(mina, "/queue", status="approved").page.all("article")) == 2


def test_a_mention_offers_no_reply(mina):
    mention = make_mention(status="pending")

    labels = [b.text for b in Tab(mina, "/queue").page.one(id=f"comment-{mention.id}").all("button")]

    assert labels == ["Approve", "Reject", "Spam"]


def test_undo_of_a_reply_takes_back_both(mina):
    comment = make_comment()
    tab = Tab(mina, "/queue")
    decided = tab.follow(tab.press("Reply and approve", f"comment-{comment.id}", text="Rather at night."))

    decided.press("Undo", f"comment-{comment.id}")

    assert reload(comment).status is Status.PENDING
    assert "Rather at night." not in mina.get(f"/s/potager/thread?url={page_of(comment).url}").text
    assert len(Tab(mina, "/queue").page.all("article")) == 2
