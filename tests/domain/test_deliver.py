"""Mentions that we send: found once, brought by what the target announces, tried again, given up."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from moderation.domain import announce, deliver
from moderation.domain.deliver import LEASE, PAUSES, Taken
from moderation.net.fetch import Manner
from moderation.net.manner import visitor
from moderation.store import sendings
from moderation.store.db import reading, writing
from moderation.store.sendings import Sending
from moderation.store.sites import Site
from moderation.words import Errand
from tests.factories import make_site
from tests.machines.receiver import Receiver, fault, receiving
from tests.people import at_once

NOW = datetime(2026, 3, 11, 9, 14, tzinfo=UTC)
OPEN = visitor("https://desk.example", allow_private=True)
PAGE = "https://potager.example/soup"


@pytest.fixture
def blog() -> Iterator[Receiver]:
    """A blog to which our page links."""
    with receiving() as blog:
        yield blog


@pytest.fixture
def site(app) -> Site:
    return make_site()


def found(site: Site, *links: str, page: str = PAGE, now: datetime = NOW) -> list[announce.Found]:
    """What is kept of the links of a page."""
    with writing() as session:
        return announce.find(session, site, page, links, now=now, due_at=now)


def taken(now: datetime = NOW, resting: tuple[str, ...] = ()) -> Taken | None:
    with writing() as session:
        return deliver.take(session, now=now, resting=resting)


def sent(now: datetime = NOW, manner: Manner = OPEN) -> Sending:
    """What came of the sending that is due by then."""
    mine = taken(now)
    assert mine is not None, "nothing is due"
    outcome = deliver.go(mine, manner)
    with writing() as session:
        row = deliver.settle(session, mine, outcome, now=now)
    assert row is not None
    return row


def test_a_link_is_kept_once_however_often_it_is_found(site):
    first = found(site, "https://a.example/1", "https://b.example/2")
    again = found(site, "https://a.example/1#part", "https://b.example/2", page=f"{PAGE}?utm_source=feed")

    assert [each.is_new for each in first + again] == [True, True, False, False]
    assert [each.sending.id for each in first] == [each.sending.id for each in again]


def test_ones_own_pages_and_what_is_no_page_are_told_nothing(site):
    links: tuple[str, ...] = (
        "https://potager.example/a",
        "http://www.potager.example/",
        "mailto:a@b.example",
        "/x",
    )
    links += ("https://me:secret@a.example/", "ftp://a.example/", "https://a.example/" + "x" * 3000)

    assert found(site, *links) == []


def test_of_very_many_links_a_hundred_are_told(site):
    assert len(found(site, *(f"https://a.example/{n}" for n in range(150)))) == 100


def test_a_webmention_is_brought_and_nobody_goes_there_again(site, blog):
    target = blog.takes_webmentions()
    found(site, target)

    row = sent()

    assert blog.told == [{"source": PAGE, "target": target}]
    assert (row.state, row.protocol, row.endpoint) == (Errand.DONE, "webmention", blog.url("/webmention"))
    assert (row.trouble, row.tries, row.due_at) == ("", 0, None)
    assert taken(NOW + timedelta(days=30)) is None


def test_whoever_is_told_reads_who_tells_and_where_somebody_answers_for_it(site, blog):
    found(site, blog.takes_webmentions())

    sent()

    assert blog.visits == ["GET /post", "POST /webmention"]
    assert all("Moderation/" in head and "+https://desk.example/" in head for head in blog.server.heads)


def test_where_a_receiver_says_how_it_stands_is_kept(site, blog):
    target = blog.takes_webmentions()
    blog.page("/webmention", "", "Location: https://blog.example/status/1", status="201 Created")
    found(site, target)

    assert sent().log[0]["location"] == "https://blog.example/status/1"


def test_a_target_that_is_a_redirect_announces_where_it_leads_to(site, blog):
    """webmention.rocks, discovery test 23."""
    blog.page("/23/page", "", "Location: /elsewhere/page", status="302 Found")
    blog.page("/elsewhere/page", "<link rel=webmention href=hook?a=b>")
    blog.page("/elsewhere/hook", status="202 Accepted")
    found(site, blog.url("/23/page"))

    assert sent().endpoint == blog.url("/elsewhere/hook?a=b")
    assert blog.told == [{"source": PAGE, "target": blog.url("/23/page")}]


@pytest.mark.parametrize(
    "header",
    [
        "LinK: </hook>; rel=webmention",
        'Link: </hook>; rel="webmention"',
        'Link: </wrong>; rel="other", </hook>; rel="x webmention"',
    ],
)
def test_an_endpoint_stands_in_a_header_however_that_is_written(site, blog, header):
    """webmention.rocks, discovery tests 7, 8, 10 and 19."""
    blog.page("/hook", status="200 OK")
    found(site, blog.page("/post", "", header))

    assert sent().state is Errand.DONE
    assert blog.visits[-1] == "POST /hook"


def test_a_pingback_is_brought_where_no_webmention_is_announced(site, blog):
    target = blog.takes_pingbacks()
    found(site, target)

    row = sent()

    assert (row.state, row.protocol) == (Errand.DONE, "pingback")
    assert b"<methodName>pingback.ping</methodName>" in blog.posts[0][1]
    assert f"<string>{PAGE}</string>".encode() in blog.posts[0][1]
    assert f"<string>{target}</string>".encode() in blog.posts[0][1]


def test_a_pingback_that_is_known_already_has_arrived(site, blog):
    found(site, blog.takes_pingbacks(body=fault(48)))

    row = sent()

    assert (row.state, row.trouble) == (Errand.DONE, "")


@pytest.mark.parametrize(
    ("code", "word"),
    [
        *((0, "refused"), (16, "source_missing"), (17, "no_link_seen"), (32, "target_missing")),
        *((33, "not_pingable"), (49, "not_allowed"), (50, "upstream"), (-32601, "refused")),
    ],
)
def test_a_fault_is_final_and_kept_in_a_word(site, blog, code, word):
    found(site, blog.takes_pingbacks(body=fault(code)))

    row = sent()

    assert (row.state, row.trouble, row.due_at) == (Errand.FAILED, word, None)


def test_an_answer_that_is_no_xml_is_told(site, blog):
    found(site, blog.takes_pingbacks(body="<b>Warning</b>: something"))

    assert (sent().state, sent_word(site)) == (Errand.FAILED, "no_answer")


def sent_word(site: Site) -> str:
    """The word that is kept of the only sending."""
    with reading() as session:
        (row,) = sendings.page(session, [site.id], sendings.Wanted(), after=None, size=5).rows
    return row.trouble


def test_a_page_that_announces_nothing_is_no_failure(site, blog):
    found(site, blog.page("/post", "<p>Soup."))

    row = sent()

    assert (row.state, row.protocol, row.trouble) == (Errand.DONE, "", "no_endpoint")
    assert blog.posts == []


def test_a_large_file_without_a_header_announces_nothing(site, blog):
    found(site, blog.page("/film", "x" * 1_200_000, type="video/mp4"))

    assert sent().trouble == "no_endpoint"


@pytest.mark.parametrize(
    ("status", "word"), [("404 Not Found", "not_found"), ("410 Gone", "gone"), ("403 No", "refused_us")]
)
def test_a_target_that_is_not_there_is_given_up(site, blog, status, word):
    found(site, blog.page("/post", "<link rel=webmention href=/hook>", status=status))

    row = sent()

    assert (row.state, row.trouble) == (Errand.FAILED, word)
    assert blog.posts == []


def test_an_endpoint_that_refuses_is_not_asked_again(site, blog):
    found(site, blog.takes_webmentions(status="400 Bad Request"))

    row = sent()

    assert (row.state, row.trouble, row.protocol) == (Errand.FAILED, "refused", "webmention")


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad", "503 Later", "429 Slow down"])
def test_what_may_be_over_soon_is_tried_after_growing_pauses_and_then_given_up(site, blog, status):
    found(site, blog.takes_webmentions(status=status))
    now = NOW

    for pause in PAUSES:
        row = sent(now)
        assert (row.state, row.due_at) == (Errand.DUE, now + pause)
        assert taken(now + pause - timedelta(seconds=1)) is None
        now += pause
    row = sent(now)

    assert (row.state, row.due_at, row.tries) == (Errand.FAILED, None, 6)
    assert row.trouble in ("endpoint_error", "not_now")
    assert len(blog.posts) == 6


def test_a_server_that_is_down_is_told_when_it_is_back(site, blog):
    target = blog.takes_webmentions(status="503 Later")
    blog.then("/webmention", status="202 Accepted")
    found(site, target)

    first = sent()
    second = sent(NOW + PAUSES[0])

    assert (first.state, first.trouble) == (Errand.DUE, "not_now")
    assert (second.state, second.trouble, second.tries) == (Errand.DONE, "", 0)
    assert [line["trouble"] for line in second.log] == ["", "not_now"]
    assert json.dumps(second.log)


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("600", timedelta(minutes=10)),
        ("5", PAUSES[0]),
        ("999999", timedelta(days=1)),
        ("soon", PAUSES[0]),
        ("-5", PAUSES[0]),
    ],
)
@pytest.mark.parametrize("where", ["target", "endpoint"])
def test_a_server_that_says_when_to_come_again_is_heeded_for_a_day_at_most(site, blog, asked, pause, where):
    target = blog.takes_webmentions()
    blog.page("/post" if where == "target" else "/webmention", "", f"Retry-After: {asked}", status="429 Slow")
    found(site, target)

    assert sent().due_at == NOW + pause


def test_a_date_to_come_again_is_heeded_too(site, blog):
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    found(site, blog.page("/post", "", f"Retry-After: {later}", status="503 Later"))

    due_at = sent().due_at

    assert due_at is not None
    assert timedelta(minutes=115) < due_at - NOW <= timedelta(hours=2)


def test_nobody_within_is_told_anything(site, blog):
    found(site, blog.takes_webmentions())

    row = sent(manner=visitor("https://desk.example", allow_private=False))

    assert (row.state, row.trouble) == (Errand.FAILED, "private_address")
    assert blog.visits == []


def test_an_endpoint_within_is_told_nothing_though_its_page_is_outside(site):
    with receiving() as inner, receiving("127.0.0.2") as outer:
        outer.page("/post", f"<link rel=webmention href='http://localhost:{inner.server.port}/hook'>")
        found(site, outer.url("/post"))
        mine = taken()
        assert mine is not None
        # The page's own host is let in here; that of its endpoint is judged by the same guard.
        manner = Manner(agent="x", allow_private=True, resolve=lambda host, port: _judged(host))
        outcome = deliver.go(mine, manner)

        assert outcome.trouble == "unreachable"
        assert inner.visits == []


def _judged(host: str) -> list[str]:
    if host == "localhost":
        raise OSError("within")
    return [host]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "ftp://a.example/", "http://me@127.0.0.1/hook"])
def test_an_endpoint_that_is_none_is_not_visited(site, blog, href):
    found(site, blog.page("/post", f"<link rel=webmention href='{href}'>"))

    assert sent().trouble in ("no_endpoint", "bad_address")


def test_two_workers_never_share_one(app, site):
    found(site, "https://a.example/1", "https://b.example/2")

    pairs = at_once(app, taken, taken, taken)

    assert sorted(each.target for each in pairs if each) == ["https://a.example/1", "https://b.example/2"]
    assert pairs.count(None) == 1


def test_a_worker_that_dies_on_the_way_leaves_it_to_another(site, blog):
    found(site, blog.takes_webmentions())
    lost = taken()
    assert lost is not None
    assert taken(NOW + LEASE - timedelta(seconds=1)) is None

    row = sent(NOW + LEASE)

    assert row.state is Errand.DONE
    with writing() as session:
        late = deliver.settle(session, lost, deliver.Outcome(), now=NOW + LEASE)
    assert late is None


def test_one_that_nobody_comes_back_with_keeps_no_other_waiting(site):
    found(site, "https://a.example/1", now=NOW - LEASE * 3)
    lost = taken(NOW - LEASE * 2)
    found(site, "https://b.example/2")

    first, second = taken(), taken()

    assert lost is not None
    assert first is not None
    assert second is not None
    assert [first.host, second.host] == ["b.example", lost.host]


def test_hosts_that_rest_come_after_others(site):
    found(site, "https://www.a.example/1", "https://b.example/2")

    first = taken(resting=("a.example",))
    second = taken(resting=("a.example",))

    assert first is not None
    assert second is not None
    assert [first.host, second.host] == ["b.example", "a.example"]


def test_the_page_of_an_article_is_read_and_what_it_links_to_is_found(tmp_path: Path):
    with receiving() as ours:
        url = ours.page("/soup", "<nav><a href=https://x.example>x</a></nav><main><a href=/a>a</a></main>")
        ours.page("/moved", "", "Location: /soup", status="301 Moved")

        page = announce.read(ours.url("/moved"), OPEN)

        assert (page.url, page.links, page.trouble) == (url, (ours.url("/a"),), None)
        assert announce.read(ours.url("/none"), OPEN).trouble == "not_found"
