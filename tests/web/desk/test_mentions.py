"""Mentions at the desk: what a card says of one, how it was verified, and what happened to it."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation import bell
from moderation.domain.trouble import Reason
from moderation.net.fetch import Trouble
from moderation.store.comments import Comment
from moderation.words import Errand, How, Kind
from tests.factories import erased, make_comment, make_mention, turned
from tests.visits import WORDS, announced, failing, linking, looked, of, verified
from tests.web.markup import Element
from tests.web.tab import Tab


def minutes_ago(n: float) -> datetime:
    """A moment before now."""
    return datetime.now(UTC) - timedelta(minutes=n)


def card_of(desk, comment: Comment) -> Element:
    """The card of a comment in a queue of whatever status."""
    return Tab(desk, "/queue", status="all").page.one(id=f"comment-{comment.id}")


def check_on(card: Element) -> str:
    """The line that says how a mention was verified."""
    return card.one("p", class_="check").text


@pytest.mark.parametrize(
    ("kind", "how", "sentence"),
    [
        (Kind.PINGBACK, How.MENTION, "Pingback from blog.example"),
        (Kind.WEBMENTION, How.MENTION, "Webmention from blog.example"),
        (Kind.WEBMENTION, How.REPLY, "Reply from blog.example"),
        (Kind.WEBMENTION, How.LIKE, "Like from blog.example"),
        (Kind.PINGBACK, How.REPOST, "Repost from blog.example"),
        (Kind.WEBMENTION, How.BOOKMARK, "Bookmark from blog.example"),
    ],
)
def test_a_card_says_in_words_what_a_mention_is(mina, kind, how, sentence):
    mention = verified(None, linking(how=how), kind=kind, source="https://blog.example/post")

    card = card_of(mina, mention)

    assert sentence in card.text
    assert card.one("a", href="https://blog.example/post")["rel"] == "nofollow ugc noopener noreferrer"
    assert card.one("a", href="/queue?status=all&q=blog.example")


def test_a_trackback_says_so_too(mina):
    mention = announced(
        kind=Kind.TRACKBACK, source="https://blog.example/post", title="On soup", excerpt="Soup!"
    )
    made = looked(mention, failing(Reason.NO_LINK, status=200), is_last=True).comment
    assert made is not None

    card = card_of(mina, made)

    assert "Trackback from blog.example" in card.text
    assert check_on(card).startswith("No link found")


def test_the_line_says_that_the_link_is_there_and_when_that_was_seen(mina):
    mention = verified(at=minutes_ago(3))

    assert check_on(card_of(mina, mention)) == "Links to this page · checked 3 minutes ago"


def test_what_a_program_handed_in_was_not_checked_here(mina):
    assert check_on(card_of(mina, make_mention())) == "Handed in by a program, not checked here"


def test_a_look_that_came_to_nothing_says_why_how_often_and_when_the_next_one_is(mina):
    mention = verified(at=minutes_ago(60))
    announced(source=mention.source, at=minutes_ago(50))
    for n in (50, 40, 3):
        looked(of(mention), failing(Trouble.UNREACHABLE), at=minutes_ago(n))

    said = check_on(card_of(mina, mention))

    assert said.startswith(
        "The page could not be reached · checked 3 minutes ago · tried 3 times · next try in 2"
    )


def test_the_words_of_the_link_are_marked_in_the_text_and_in_what_stands_there(mina):
    card = card_of(mina, verified())

    assert [mark.text for mark in card.all("mark")] == [WORDS, WORDS]
    assert WORDS in card.one("div", class_="fetched").text


def test_a_word_of_a_letter_or_two_is_not_marked_all_over(mina):
    card = card_of(mina, verified(None, linking(quotes=("on",))))

    assert card.all("mark") == []


def test_what_stands_there_is_text_alone_and_can_be_scrolled_by_keys(mina):
    preview = "<img src=x onerror=alert(1)>\nA second line"
    mention = verified(
        None, linking(preview=preview, title="<b>Notes</b>", photo="https://blog.example/lea.jpg")
    )

    card = card_of(mina, mention)

    fetched = card.one("div", class_="fetched")
    assert fetched.whole_text == preview
    assert (fetched["tabindex"], fetched["role"]) == ("0", "group")
    assert card.one("a", href="https://blog.example/lea.jpg").text == "Picture of its author"
    assert card.all("img") == []
    assert "<b>Notes</b>" in card.one("details", class_="preview").text


@pytest.mark.parametrize("photo", ["javascript:alert(1)", "data:image/png;base64,AAAA", ""])
def test_a_picture_that_is_no_address_leads_nowhere(mina, photo):
    card = card_of(mina, verified(None, linking(photo=photo)))

    assert "Picture of its author" not in card.text


def test_nothing_on_a_card_sends_a_browser_to_a_strangers_server(mina):
    verified(None, linking(photo="https://blog.example/lea.jpg"), source="https://blog.example/post")

    page = Tab(mina, "/queue").page

    loaded = [
        e for e in page.walk() if e.tag in ("img", "iframe", "video", "audio", "object", "embed", "link")
    ]
    assert not any("blog.example" in str(e.attributes) for e in loaded)


@pytest.mark.parametrize("how", [How.LIKE, How.REPOST, How.BOOKMARK])
def test_what_has_no_words_by_its_nature_does_not_miss_any(mina, how):
    card = card_of(mina, verified(None, linking(how=how, text="", name="Lea")))

    assert "(no text)" not in card.text
    assert card.one("h2").text == "Lea"


def test_a_reply_from_elsewhere_can_be_answered_and_a_mention_cannot(mina):
    reply, other = verified(None, linking(how=How.REPLY, text="At night.")), verified()

    assert card_of(mina, reply).has("details", class_="reply")
    assert not card_of(mina, other).has("details", class_="reply")


def test_a_rejected_mention_says_that_its_page_has_lost_the_link(mina):
    mention = verified()
    looked(of(mention), failing(Reason.NO_LINK, status=200))

    card = card_of(mina, mention)

    assert "Its page no longer links here" in card.one("ul", class_="why").text
    assert check_on(card).startswith("The page has no link to the page that it mentions · checked")


def test_the_reason_of_the_page_is_gone_once_somebody_has_decided(mina):
    mention = verified()
    looked(of(mention), failing(Reason.GONE, status=410))
    turned(mention, "approve")

    assert "Its page is gone" not in card_of(mina, mention).text


def test_of_what_was_deleted_for_good_no_word_of_the_source_is_left(mina):
    mention = verified(source="https://secret.example/post")
    erased(mention)

    page = Tab(mina, f"/comments/{mention.id}").page

    assert "secret.example" not in page.whole_text
    assert WORDS not in page.whole_text
    assert not page.has(id="proof")


def test_the_page_of_a_mention_tells_each_look_with_its_answer_and_where_redirects_led(mina):
    mention = verified()
    hops = (mention.source, "https://blog.example/moved")
    lost = failing(Reason.NOT_FOUND, status=404, hops=hops, url="https://blog.example/nowhere")
    looked(of(mention), lost)

    proof = Tab(mina, f"/comments/{mention.id}").page.one(id="proof")

    newest, first = proof.all("li")
    assert "There is no such page HTTP 404" in newest.text
    assert "led to https://blog.example/moved led to https://blog.example/nowhere" in newest.text
    assert "Links to this page HTTP 200" in first.text


def test_a_moderator_has_the_source_looked_at_again(mina, monkeypatch):
    mention, rung = verified(), []
    monkeypatch.setattr(bell, "_listeners", [lambda: rung.append(True)])
    tab = Tab(mina, f"/comments/{mention.id}")

    answer = tab.press("Check again")

    assert answer.location == f"/comments/{mention.id}"
    assert of(mention).state is Errand.DUE
    assert rung
    page = tab.follow(answer).page
    assert "The source will be checked in a moment." in page.one("p", class_="message").text
    assert check_on(page).startswith("Will be checked in a moment")


def test_htmx_gets_the_looks_the_line_of_the_card_and_says_it(mina):
    mention = verified()

    answer = Tab(mina, f"/comments/{mention.id}").press("Check again", htmx=True)

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="proof"')
    assert f'hx-target="#check-{of(mention).id}"' in answer.text
    assert "Will be checked in a moment" in answer.text
    assert "The source will be checked in a moment." in answer.text


def test_the_history_tells_that_a_page_says_something_else_with_the_difference(mina):
    mention = verified()
    turned(mention, "approve")
    looked(of(mention), linking(text="I came back to other words."))

    history = Tab(mina, f"/comments/{mention.id}").page.one(id="history")

    newest = history.all("li")[0]
    assert newest.text.startswith("Its page says something else now Pending")
    assert newest.one("ins").whole_text.endswith("other words")
    assert [field.one("b").text for field in newest.all("p", class_="rewritten")] == ["Text"]


def test_the_history_tells_that_a_page_is_gone_and_back(mina):
    mention = verified()
    looked(of(mention), failing(Reason.GONE, status=410))
    looked(of(mention), linking())

    back, gone, *_ = Tab(mina, f"/comments/{mention.id}").page.one(id="history").all("li")

    assert back.text.startswith("Its page mentions yours again Pending")
    assert back.all("ins") == []
    assert gone.text.startswith("Its page no longer mentions yours, so it was rejected")


def test_the_log_tells_both_and_can_be_sifted_for_them(mina):
    mention = verified()
    looked(of(mention), linking(text="Other words."))
    looked(of(mention), failing(Reason.NO_LINK, status=200))
    turned(make_comment(), "approve")

    lines = Tab(mina, "/audit", act="mentions").page.all("li", class_="entry")

    gone, other = lines
    assert "The page of My notes no longer mentions yours, so it was rejected" in gone.text
    assert "The page of My notes says something else now" in other.text
    assert "Other words" in other.one("ins").whole_text


def test_whoever_decides_on_what_a_page_no_longer_says_is_told(mina):
    mention = verified()
    tab = Tab(mina, "/queue")
    looked(of(mention), linking(text="Other words altogether."))

    answer = tab.press("Approve", f"comment-{mention.id}", htmx=True)

    assert answer.status_code == 409
    assert "Its page says something else now." in answer.text
    assert "Other words altogether." in answer.text


@pytest.mark.parametrize(("kind", "n"), [("pingback", 2), ("trackback", 1), ("webmention", 3)])
def test_the_queue_of_a_kind_lists_and_counts_it(mina, kind, n):
    make_comment()
    for each, times in ((Kind.PINGBACK, 2), (Kind.TRACKBACK, 1), (Kind.WEBMENTION, 3)):
        for _ in range(times):
            make_mention(kind=each)

    page = Tab(mina, "/queue", kind=kind).page

    assert len(page.all("article", class_="card")) == n
    here = next(a for a in page.one(id="counts").all("a") if a.get("aria-current") == "true")
    assert here.one("b").text == str(n)


@pytest.mark.parametrize(
    "q", ["blog.example", "https://blog.example/2026/soup-at-night", "blog.example/2026", "www.blog.example"]
)
def test_a_search_finds_a_mention_by_its_source(mina, q):
    mention = make_mention(source="https://blog.example/2026/soup-at-night")
    make_mention(source="https://other.example/2026/soup")

    page = Tab(mina, "/queue", status="all", q=q).page

    assert [card["id"] for card in page.all("article", class_="card")] == [f"comment-{mention.id}"]
