"""What microformats tell: who wrote, when, and what a page does with the one that it names."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from moderation.text.microformats import Entry, entry_of
from moderation.text.source import Source
from tests.clock import seconds

TARGET = "https://potager.example/soup"
FULL = """
<article class="h-entry"><h1 class="p-name">On leeks</h1>
<a class="p-author h-card" href="/me"><img class="u-photo" src="/me.jpg"><i class="p-name">Zoé</i></a>
<time class="dt-published" datetime="2026-03-11T09:14:00+01:00">11 March</time>
<p class="e-content">I cooked <a class="u-in-reply-to" href="https://potager.example/soup">it</a> twice.</p>
</article>
"""


def entry(html: str) -> Entry:
    """What a page says of itself."""
    return Source(html.encode(), type="text/html", url="https://blog.example/leeks").entry(TARGET)


def test_an_entry_is_told_whole():
    told = entry(FULL)

    assert (told.how, told.name, told.author) == ("reply", "On leeks", "Zoé")
    assert told.text == "I cooked it twice."
    assert told.published == datetime(2026, 3, 11, 8, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("u-in-reply-to", "reply"),
        ("u-like-of", "like"),
        ("u-repost-of", "repost"),
        ("u-bookmark-of", "bookmark"),
        ("u-url", "mention"),
    ],
)
def test_what_is_done_with_the_page_is_told(name, how):
    assert entry(f"<div class=h-entry><a class={name} href={TARGET}>x</a></div>").how == how
    cited = f"<div class=h-entry><div class='{name} h-cite'><a class=u-url href={TARGET}>x</a></div></div>"
    assert entry(cited).how == how


def test_what_is_done_with_another_page_is_not():
    assert (
        entry("<div class=h-entry><a class=u-like-of href=https://other.example/>x</a></div>").how
        == "mention"
    )


def test_of_a_feed_the_entry_that_names_the_page_is_meant():
    other = (
        "<div class=h-entry><p class=p-name>Other</p><a class=u-like-of href=https://x.example>x</a></div>"
    )
    mine = f"<div class=h-entry><p class=p-name>Mine</p><a class=u-like-of href={TARGET}>x</a></div>"

    told = entry(f"<div class=h-feed>{other}{mine}</div>")

    assert (told.name, told.how) == ("Mine", "like")
    assert entry(f"<div class=h-feed>{other}{other}</div>") == Entry()


def test_an_author_is_a_card_or_a_name_and_leads_only_to_the_web():
    card = "<div class=h-entry><a class='p-author h-card' href='{}'>Zoé</a></div>"

    assert entry(card.format("https://zoe.example/")).author_url == "https://zoe.example/"
    assert entry(card.format("javascript:alert(1)")).author_url == ""
    assert entry("<div class=h-entry><span class=p-author>Zoé</span></div>").author == "Zoé"


@pytest.mark.parametrize("said", ["yesterday", "2026-03-11", "2026-03-11T09:14", "9999-99-99T00:00:00Z", ""])
def test_a_time_that_nobody_can_place_is_none(said):
    assert (
        entry(f"<div class=h-entry><time class=dt-published datetime='{said}'>x</time></div>").published
        is None
    )


def test_a_page_without_any_tells_nothing():
    assert entry(f"<p><a href={TARGET}>x</a>") == Entry()
    assert Source(b"{}", type="application/json", url="https://blog.example/").entry(TARGET) == Entry()


WITHIN = "<div class='h-entry e-content'>"
HEAVY = {
    "content within content": WITHIN * 240 + "<a class='u-in-reply-to' href='{}'>x</a>" + "<b>q</b>" * 9_000,
    "many names": f"<div class='{' '.join(f'e-a{n}' for n in range(300))}'>" + "q " * 50_000 + "</div>",
    "old names": "<div class='hentry vcard'>" * 200 + "<i>q</i>" * 9_000,
}


@pytest.mark.parametrize("html", HEAVY.values(), ids=HEAVY)
def test_what_would_be_copied_without_end_is_not_read(html):
    page = BeautifulSoup(html, "lxml")

    assert seconds(lambda: entry_of(page, "https://a.example/", "https://b.example/"), bar=3) < 3


def test_a_long_article_is_read():
    words = "<p>Take three leeks <em>and</em> wait.</p>" * 2_000
    page = BeautifulSoup(f"<div class='h-entry'><div class='e-content'>{words}</div></div>", "lxml")

    assert entry_of(page, "https://a.example/", "https://b.example/").text.startswith("Take three leeks")
