"""Which of a page's links its entry makes, and which only stand around it."""

import pytest

from moderation.text.outgoing import outgoing
from moderation.text.source import Source

HERE = "https://potager.example/soup"
OUT = "<a href='https://blog.example/leek'>leeks</a>"
WRONG = "<a href='https://wrong.example/'>x</a>"


def links(html: str, url: str = HERE) -> tuple[str, ...]:
    """The links of an entry."""
    return outgoing(Source(html.encode(), type="text/html", url=url))


@pytest.mark.parametrize(
    "html",
    [
        f"<article class=h-entry><div class=e-content>{OUT}</div>{WRONG}</article>{WRONG}",
        f"<article class='post hentry'><div class=entry-content>{OUT}</div>{WRONG}</article>{WRONG}",
        f"<body>{WRONG}<main><article><header>{WRONG}</header>{OUT}<footer>{WRONG}</footer></article></main>",
        f"<article>{OUT}</article><aside><article>{WRONG}</article></aside><article>{WRONG}</article>",
        f"<nav>{WRONG}</nav><main>{OUT}<form>{WRONG}</form></main><p>{WRONG}",
        f"<header>{WRONG}</header><p>{OUT}<footer>{WRONG}</footer>",
        f"<article>{OUT}<section id=comments><article>{WRONG}</article></section></article>",
        f"<article>{OUT}<ol class='comment-list'><li>{WRONG}</ol></article>",
        f"<main>{OUT}<div class='wp-comments'></div><div id=respond>{WRONG}</div></main>",
        f"<div class=h-entry><p class=e-content>{OUT}</p><div class='p-comment h-cite'>"
        f"<p class=e-content>{WRONG}</p></div></div>",
        "<div class=h-feed><div class=h-entry><a class=u-url href=/other></a>"
        f"<p class=e-content>{WRONG}</p></div>"
        f"<div class=h-entry><a class=u-url href=/soup></a><p class=e-content>{OUT}</p></div></div>",
        f"<article>{OUT}<!-- {WRONG} --><template>{WRONG}</template></article>",
    ],
)
def test_the_links_of_the_entry_are_found_and_those_around_it_are_not(html):
    assert links(html) == ("https://blog.example/leek",)


def test_what_an_entry_replies_to_or_likes_is_linked_though_it_stands_beside_the_words():
    html = (
        "<div class=h-entry><a class=u-in-reply-to href=https://a.example/1>re</a>"
        "<div class='u-like-of h-cite'><a class=u-url href=https://b.example/2>liked</a></div>"
        f"<p class=e-content>{OUT}</p></div>"
    )

    assert links(html) == ("https://a.example/1", "https://b.example/2", "https://blog.example/leek")


def test_a_footnote_within_the_words_is_theirs():
    quote = f"<blockquote>x<footer>{OUT}</footer></blockquote>"

    assert links(f"<div class=h-entry><div class=e-content>{quote}</div></div>") == (
        "https://blog.example/leek",
    )


def test_addresses_are_whole_stand_once_and_are_of_the_web():
    html = (
        "<base href='https://potager.example/a/'><main><a href='../b'>b</a>"
        "<a href=' https://x.example/?a=1&amp;b=2 '>x</a><a href='https://x.example/?a=1&b=2'>again</a>"
        "<a href='mailto:a@b.example'>m</a><a href='javascript:x'>j</a><a href='http://[::1'>broken</a><a>none</a></main>"
    )

    assert links(html) == ("https://potager.example/b", "https://x.example/?a=1&b=2")


def test_an_address_is_told_as_it_stands_on_the_page():
    assert links('<main><a href="https://x.example/l\'été#part">x</a></main>') == (
        "https://x.example/l'été#part",
    )


def test_a_page_of_another_type_links_to_nobody():
    assert outgoing(Source(b'{"a": "https://x.example"}', type="application/json", url=HERE)) == ()
