"""Feeds of our sites: the first reading is history, later entries are told, and what goes wrong is kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from moderation import jobs
from moderation.domain import watch
from moderation.domain.watch import EVERY, FeedTaken
from moderation.errors import Invalid
from moderation.net import pace
from moderation.net.manner import visitor
from moderation.store import sendings, sites
from moderation.store.db import reading, writing
from moderation.store.sendings import Sending, Wanted
from moderation.store.sites import Site
from moderation.words import Errand
from tests.factories import TESTS, make_site, tick
from tests.machines.receiver import Receiver, receiving
from tests.people import at_once

OPEN = visitor("https://desk.example", allow_private=True)


@pytest.fixture
def app(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    app.config["ALLOW_PRIVATE_SOURCES"] = True
    monkeypatch.setattr(pace, "GAP", 0.0)
    return app


@pytest.fixture
def ours() -> Iterator[Receiver]:
    """The blog that is ours."""
    with receiving("127.0.0.2") as blog:
        yield blog


@pytest.fixture
def theirs() -> Iterator[Receiver]:
    """A blog to which we link."""
    with receiving("127.0.0.3") as blog:
        yield blog


@pytest.fixture
def site(app: Flask, ours: Receiver) -> Site:
    return make_site(url=ours.url())


def feed(blog: Receiver, *paths: str) -> str:
    """Write the feed of a blog anew; its address."""
    items = "".join(f"<item><link>{blog.url(path)}</link></item>" for path in paths)
    return blog.page("/feed.xml", f'<rss version="2.0"><channel>{items}</channel></rss>', type="text/xml")


def watched(site: Site, address: str) -> None:
    """Let a site's feed be watched from now on."""
    with writing() as session:
        watch.set_feed(session, sites.of(session, site.id), address, by=TESTS, now=tick())


def fresh(site: Site) -> Site:
    """The site as it now is."""
    with reading() as session:
        return sites.of(session, site.id)


def due_again(site: Site) -> None:
    """Let ten minutes go by."""
    with writing() as session:
        sites.of(session, site.id).feed_due_at = tick()


def all_sent(site: Site) -> list[Sending]:
    with reading() as session:
        return list(sendings.page(session, [site.id], Wanted(), after=None, size=50).rows)


def taken(now) -> FeedTaken | None:
    with writing() as session:
        return watch.take_feed(session, now=now)


def test_a_site_without_a_feed_tells_nobody(app, site):
    jobs.of(app).send()

    assert all_sent(site) == []


def test_what_stands_in_a_feed_when_it_is_first_read_is_told_to_nobody(app, site, ours, theirs):
    ours.page("/old", f"<main><a href='{theirs.takes_webmentions()}'>leeks</a></main>")
    watched(site, feed(ours, "/old"))

    jobs.of(app).send()

    assert all_sent(site) == []
    assert ours.visits == ["GET /feed.xml"]
    assert fresh(site).feed_read_at is not None


def test_a_new_entry_is_told_once_to_all_it_links_to(app, site, ours, theirs):
    target = theirs.takes_webmentions()
    ours.page("/new", f"<main><a href='{target}'>leeks</a> <a href='/old'>ours</a></main>")
    watched(site, feed(ours, "/old"))
    jobs.of(app).send()

    feed(ours, "/new", "/old")
    for _ in range(3):
        due_again(site)
        jobs.of(app).work()

    (row,) = all_sent(site)
    assert (row.state, row.protocol, row.source) == (Errand.DONE, "webmention", ours.url("/new"))
    assert theirs.told == [{"source": ours.url("/new"), "target": target}]
    assert ours.visits.count("GET /new") == 1


def test_the_first_entry_of_a_new_blog_is_news(app, site, ours, theirs):
    ours.page("/first", f"<main><a href='{theirs.takes_pingbacks()}'>leeks</a></main>")
    watched(site, feed(ours))
    jobs.of(app).send()

    feed(ours, "/first")
    due_again(site)
    jobs.of(app).send()

    assert [row.protocol for row in all_sent(site)] == ["pingback"]


def test_entries_that_stand_elsewhere_are_not_visited(app, site, ours, theirs):
    watched(site, feed(ours))
    jobs.of(app).send()

    ours.page(
        "/feed.xml",
        f"<rss version='2.0'><channel><item><link>{theirs.url('/x')}</link></item></channel></rss>",
    )
    due_again(site)
    jobs.of(app).send()

    assert theirs.visits == []
    assert fresh(site).feed_trouble == ""


def test_an_entry_that_leads_elsewhere_tells_nobody_and_is_told_at_the_desk(app, site, ours, theirs):
    ours.page(
        "/new",
        "",
        f"Location: {theirs.page('/stolen', '<main><a href=https://x.example>')}",
        status="302 Found",
    )
    watched(site, feed(ours))
    jobs.of(app).send()

    feed(ours, "/new")
    due_again(site)
    jobs.of(app).send()

    assert all_sent(site) == []
    with reading() as session:
        assert [entry.trouble for entry in watch.in_trouble(session, site)] == ["bad_address"]


def test_a_page_that_comes_a_moment_after_its_feed_is_looked_for_again(app, site, ours, theirs):
    watched(site, feed(ours))
    jobs.of(app).send()
    feed(ours, "/new")
    due_again(site)
    jobs.of(app).send()
    with reading() as session:
        (entry,) = watch.in_trouble(session, site)
    assert (entry.trouble, entry.tries) == ("not_found", 1)
    assert entry.due_at is not None

    ours.page("/new", f"<main><a href='{theirs.takes_webmentions()}'>leeks</a></main>")
    with writing() as session:
        mine = watch.take_entry(session, now=entry.due_at)
    assert mine is not None
    page = watch.read_entry(mine, OPEN)
    with writing() as session:
        watch.note_entry(session, mine, page, now=entry.due_at)

    assert [row.target for row in all_sent(site)] == [theirs.url("/post")]
    with reading() as session:
        assert watch.in_trouble(session, site) == []


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ("<html><p>Hello.", "200 OK", "no_feed"),
        ("", "404 Not Found", "not_found"),
        ("", "500 Oops", "server_error"),
    ],
)
def test_a_feed_that_cannot_be_read_is_told_and_read_again(app, site, ours, body, status, word):
    watched(site, ours.page("/feed.xml", body, status=status))

    jobs.of(app).send()

    now = fresh(site)
    assert (now.feed_trouble, now.feed_read_at) == (word, None)
    assert now.feed_due_at is not None


def test_two_workers_never_read_one_feed_at_once(app, site, ours):
    watched(site, feed(ours))
    now = tick()

    both = at_once(app, lambda: taken(now), lambda: taken(now))

    assert both.count(None) == 1
    assert taken(now + EVERY - timedelta(seconds=1)) is None
    assert taken(now + EVERY) is not None


def test_a_worker_that_dies_with_an_entry_leaves_it_to_another(app, site, ours, theirs):
    ours.page("/new", f"<main><a href='{theirs.takes_webmentions()}'>leeks</a></main>")
    watched(site, feed(ours))
    first = taken(tick())
    assert first is not None
    with writing() as session:
        watch.note_feed(session, first, watch.FeedRead(), now=tick())
    feed(ours, "/new")
    due_again(site)
    second = taken(tick())
    assert second is not None
    now = tick()
    with writing() as session:
        watch.note_feed(session, second, watch.read_feed(second, OPEN), now=now)
    with writing() as session:
        lost = watch.take_entry(session, now=now)
    assert lost is not None

    with writing() as session:
        assert watch.take_entry(session, now=now) is None
        again = watch.take_entry(session, now=lost.until)
    assert again is not None
    page = watch.read_entry(again, OPEN)
    with writing() as session:
        watch.note_entry(session, lost, page, now=lost.until)
        assert session.query(Sending).count() == 0
        watch.note_entry(session, again, page, now=lost.until)

    assert len(all_sent(site)) == 1


def test_another_feed_begins_anew_and_what_was_read_of_the_old_one_is_dropped(app, site, ours):
    watched(site, feed(ours, "/a"))
    mine = taken(tick())
    assert mine is not None
    seen = watch.read_feed(mine, OPEN)
    watched(site, ours.url("/other.xml"))

    with writing() as session:
        watch.note_feed(session, mine, seen, now=tick())

    assert (fresh(site).feed, fresh(site).feed_read_at) == (ours.url("/other.xml"), None)


def test_a_feed_that_is_switched_off_is_read_no_more(app, site, ours):
    watched(site, feed(ours, "/a"))
    watched(site, "")

    jobs.of(app).send()

    assert ours.visits == []
    assert fresh(site).feed_due_at is None


@pytest.mark.parametrize(
    "address",
    [
        "feed.xml",
        "ftp://blog.example/",
        "javascript:x",
        "https://me@blog.example/",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_a_feed_has_an_address_of_the_web(app, site, address):
    with pytest.raises(Invalid):
        watched(site, address)


def test_a_feed_that_is_set_again_changes_nothing(app, site, ours):
    watched(site, feed(ours))
    same = f" {ours.url('/feed.xml')} "

    with writing() as session:
        assert watch.set_feed(session, sites.of(session, site.id), same, by=TESTS, now=tick()) is None
