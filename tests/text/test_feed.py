"""Feeds as blogs write them: what names each entry, and where it stands."""

import pytest

from moderation.text.feed import MOST, FeedEntry, NoFeed, entries

HERE = "https://potager.example/feed.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Potager</title>
<item><guid isPermaLink="false">tag:2</guid><link>https://potager.example/2?a=1&amp;b=2</link></item>
<item><guid>https://potager.example/1</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Potager</title>
<entry><id>urn:2</id><link rel="replies" href="/2/replies"/><link rel="alternate" href="/2"/></entry>
<entry><id>urn:1</id><link href="https://potager.example/1"/></entry></feed>"""
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 2, "url": "/2"}, {"id": "one"}, 7]}'
LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>'
)


def read(text: str | bytes) -> list[tuple[str, str]]:
    """The entries, each as what names it and where it stands."""
    body = text.encode() if isinstance(text, str) else text
    return [(entry.id, entry.url) for entry in entries(body, HERE)]


def test_the_entries_of_rss_are_read():
    assert read(RSS) == [
        ("tag:2", "https://potager.example/2?a=1&b=2"),
        ("https://potager.example/1", "https://potager.example/1"),
    ]


def test_the_entries_of_atom_are_read_and_addresses_are_whole():
    assert read(ATOM) == [("urn:2", "https://potager.example/2"), ("urn:1", "https://potager.example/1")]


def test_the_entries_of_a_json_feed_are_read():
    assert read(JSON) == [("2", "https://potager.example/2"), ("one", "https://potager.example/one")]


def test_a_feed_that_breaks_off_gives_what_came():
    assert read(RSS[: RSS.index("<item><guid>https")]) == [("tag:2", "https://potager.example/2?a=1&b=2")]


def test_a_feed_without_entries_is_a_feed():
    assert entries(b'<rss version="2.0"><channel><title>New</title></channel></rss>', HERE) == ()


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"<!doctype html><p>Hello.", b"<html><body>Hello.</html>", b"\0\1\2", b"{", b"[]", b"{}"),
        *(b'{"items": 3}', b"{" * 100_000, b"no feed at all", b"/etc/passwd", b"http://127.0.0.1/"),
    ],
)
def test_what_is_no_feed_is_told(body):
    with pytest.raises(NoFeed):
        entries(body, HERE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-16-le"])
def test_a_feed_that_declares_entities_is_not_read_however_it_is_written(encoding):
    with pytest.raises(NoFeed):
        entries(LAUGHS.encode(encoding), HERE)


def test_signs_that_are_hidden_in_utf_7_are_not_looked_for():
    with pytest.raises(NoFeed):
        entries(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-', HERE)


def test_of_a_very_long_feed_the_first_entries_are_read():
    items = "".join(f"<item><link>https://potager.example/{n}</link></item>" for n in range(MOST + 5))

    found = entries(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), HERE)

    assert len(found) == MOST
    assert found[0] == FeedEntry(id="https://potager.example/0", url="https://potager.example/0")
