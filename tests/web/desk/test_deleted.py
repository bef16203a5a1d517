"""Deleting a comment's words for good, and what is left of it wherever it is shown."""

import pytest

from moderation.words import Status
from tests.domain.test_erase import with_traces
from tests.factories import erased, make_comment, reload, turned
from tests.web.desk.test_words import asked, box_of, token_of
from tests.web.markup import read
from tests.web.tab import Tab, headers

QUEUE = {"status": "pending", "sort": "newest"}


def test_the_way_to_delete_for_good_is_shown_to_owners_alone(mina, olga):
    comment = make_comment()

    seen = {}
    for name, client in (("mina", mina), ("olga", olga)):
        more = Tab(client, "/queue").page.one(id=box_of(comment)).one("details", class_="more")
        seen[name] = [link.text for link in more.all("a") if not link.get("data-do")]

    assert seen == {"mina": ["Edit…"], "olga": ["Edit…", "Delete for good…"]}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_moderator_is_told_that_only_an_owner_may_delete_for_good(mina, method):
    comment = make_comment(text="Soup")
    token = Tab(mina, "/queue").page.all("input", name="csrf_token")[0]["value"]
    form = {"csrf_token": token, "version": "1", "sure": "y"} if method == "POST" else None

    answer = mina.open(f"/comments/{comment.id}/erase", method=method, data=form)

    assert answer.status_code == 403
    assert "Only an owner of this site may do this." in answer.text
    assert reload(comment).text == "Soup"


def test_a_comment_is_deleted_in_two_steps_without_scripts(olga):
    comment = make_comment(text="Soup", name="Lea", status="approved")
    form = asked(Tab(olga, "/queue", status="approved"), comment, "Delete for good…")
    assert "Soup" in form.page.text
    assert "Gone will be its text" in form.page.text

    refused = form.press("Delete for good")
    assert refused.status_code == 422
    box = read(refused.text).one("input", name="sure")
    assert read(refused.text).one(id=box["aria-describedby"]).text == "Tick this first. Nothing was deleted."
    assert reload(comment).text == "Soup"

    answer = form.press("Delete for good", sure="y")

    assert answer.location == "/queue?status=approved"
    assert form.follow(answer).page.one("p", class_="message").text == "The comment was deleted for good."
    now = reload(comment)
    assert (now.text, now.name, now.status) == ("", "", Status.REJECTED)


def test_a_small_search_forgets_the_words_at_once_and_without_a_worker(olga):
    kept, comment = make_comment(text="Soup"), make_comment(text="Quuxsoup", name="Zephyrine")
    form = Tab(olga, f"/comments/{comment.id}/erase")

    form.press("Delete for good", sure="y")

    assert with_traces() == set()
    assert reload(kept).text == "Soup"


def test_by_htmx_a_quiet_card_takes_its_place_and_the_counts_follow(olga):
    comment = make_comment(text="Soup", name="Lea")
    form = Tab(olga, f"/comments/{comment.id}/erase")

    answer = form.press("Delete for good", htmx=True, sure="y")

    assert answer.status_code == 200
    parts = read(answer.text)
    card = parts.one("article", id=box_of(comment))
    assert "The words of this comment were deleted for good." in card.text
    assert not card.has("form")
    assert "Lea" not in card.text
    assert parts.one("output", id="live").text == "The comment was deleted for good."
    assert "Rejected 1" in parts.one("nav", id="counts").text


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_changed_meanwhile_is_not_deleted(olga, htmx):
    comment = make_comment(text="Soup")
    form = Tab(olga, f"/comments/{comment.id}/erase")
    turned(comment, "approve")

    answer = form.press("Delete for good", htmx=htmx, sure="y")

    assert answer.status_code == 409
    card = read(answer.text).one("article", id=box_of(comment))
    assert card.one("div", role="alert").text.startswith("Mina approved this comment.")
    assert reload(comment).erased_at is None


@pytest.mark.parametrize("htmx", [False, True])
def test_nothing_more_can_be_done_with_a_deleted_comment(mina, olga, htmx):
    comment = make_comment(text="Soup", name="Lea")
    page = Tab(mina, f"/comments/{comment.id}")
    form, question = Tab(mina, f"/comments/{comment.id}/edit"), Tab(olga, f"/comments/{comment.id}/erase")
    approval = turned(comment, "approve").event
    erased(comment)

    answers = [
        page.press("Spam", box_of(comment), htmx=htmx),
        page.press("Reply and approve", box_of(comment), htmx=htmx, text="A long answer."),
        form.press("Save changes", htmx=htmx, text="Leeks"),
        question.press("Delete for good", htmx=htmx, sure="y"),
        page.send(f"/events/{approval.id}/undo", token_of(page), htmx=htmx),
        mina.get(f"/comments/{comment.id}/edit", headers=headers(page.path, htmx=htmx)),
        olga.get(f"/comments/{comment.id}/erase", headers=headers(page.path, htmx=htmx)),
    ]

    for answer in answers:
        assert answer.status_code == 409, answer.request.path
        card = read(answer.text).one("article", id=box_of(comment))
        assert card.one("div", role="alert").text.startswith("This comment was deleted for good:")
        assert not card.has("form", class_="acts")
        assert "Lea" not in card.text
    assert read(answers[1].text).one("textarea", readonly="").whole_text.strip() == "A long answer."


def test_every_list_shows_a_deleted_comment_and_its_replies(mina, client):
    comment = make_comment(text="Soup", name="Lea", status="approved")
    reply = make_comment(parent=comment, name="Noor", text="And leeks", status="approved")
    waiting = make_comment(parent=comment, name="Tom")
    erased(comment)

    shown = Tab(mina, "/queue", status="rejected").page.one(id=box_of(comment))
    assert "(no name)" in shown.text
    assert "deleted for good" in shown.text
    one = [f"/comments/{shown.id}" for shown in (comment, reply, waiting)]
    for path in (*one, f"/comments/{comment.id}/context", "/queue", "/queue?q=soup", "/audit"):
        answer = mina.get(path)
        assert answer.status_code == 200, path
        assert "Lea" not in answer.text, path

    thread = Tab(client, "/s/potager/thread", url="https://potager.example/soup").page
    gone = thread.one("li", id=box_of(comment))
    assert gone.one("p", class_="gone").text == "#1 This comment was deleted."
    assert "And leeks" in gone.one("li", id=box_of(reply)).text
    answering = client.get(
        "/s/potager/thread", query_string={"url": "https://potager.example/soup", "answer": str(comment.id)}
    )
    assert read(answering.text).one(id="answering").text == "Leave a comment"


def test_a_deep_answer_leads_to_the_deleted_comment_by_its_number(client, site):
    branch = [make_comment(name="Reader 0", status="approved")]
    for n in range(1, 8):
        branch.append(make_comment(parent=branch[-1], name=f"Reader {n}", status="approved"))
    erased(branch[5])

    thread = Tab(client, "/s/potager/thread", url="https://potager.example/soup").page

    assert thread.one("li", id=box_of(branch[5])).text == "#6 This comment was deleted."
    by = thread.one("li", id=box_of(branch[6])).one("p", class_="by")
    assert by.one("a", href=f"#{box_of(branch[5])}").text == "#6"


@pytest.mark.parametrize(
    ("status", "news"), [("pending", "Olga deleted a comment for good"), ("rejected", "(no name)")]
)
def test_whoever_has_it_on_the_screen_sees_it_go(mina, site, status, news):
    comment = make_comment(site, name="Lea", text="Soup", status=status)
    shown = {"status": status, "since": f"{site.id}.0", "shown": f"{comment.id}:{comment.version}"}
    erased(comment)

    answer = mina.get("/queue/fresh", query_string=shown, headers=headers("/queue", htmx=True))

    part = read(answer.text).one(id=box_of(comment))
    assert part["data-version"] == str(reload(comment).version)
    assert news in part.text
    assert "Soup" not in answer.text
