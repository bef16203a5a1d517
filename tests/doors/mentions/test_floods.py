"""Many mentions at once: whom they slow down, and whom they do not."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from moderation.domain import limit, visit
from moderation.domain.receive import BETWEEN_OF_HOST, BETWEEN_ON_PAGE
from moderation.net.manner import visitor
from moderation.store.db import writing
from moderation.text import xmlrpc
from moderation.words import Status
from tests.doors.mentions.sender import XMLRPC, mention, ping, row, rows, taken_in, track, work
from tests.doors.writer import LEA, thread
from tests.factories import make_comment
from tests.machines.strange import Strange, strange

SENTENCE = "Too many mentions at once. Try again later."


@pytest.fixture
def limited(app, monkeypatch):
    monkeypatch.setitem(app.config, "RATE_LIMITS", True)


@contextmanager
def silent() -> Iterator[tuple[Strange, threading.Event]]:
    """A server that answers nothing until it is told to hang up."""
    over = threading.Event()

    def meet(connection: socket.socket, head: bytes) -> None:
        over.wait(20)

    with strange(meet) as server:
        yield server, over
        over.set()


def test_visits_to_one_host_are_spread_over_time(client, site, ours):
    for n in range(4):
        mention(client, f"http://flood.example/{n}", ours.url(f"/page-{n}"))

    due = [each.due_at for each in rows() if each.due_at is not None]
    assert [later - due[0] for later in due] == [n * BETWEEN_OF_HOST for n in range(4)]


def test_visits_for_one_page_are_spread_over_time(client, site, ours):
    for n in range(4):
        mention(client, f"http://blog{n}.example/", ours.url("/soup"))

    due = [each.due_at for each in rows() if each.due_at is not None]
    gaps = [later - due[0] for later in due]
    assert gaps[0] == timedelta(0)
    assert all(gap >= n * BETWEEN_ON_PAGE for n, gap in enumerate(gaps))


def test_a_flood_of_one_host_holds_up_nobody_elses_mention(client, site, ours, theirs):
    for n in range(50):
        mention(client, f"http://flood.example/{n}", ours.url(f"/page-{n}"))

    mention(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))

    due_at = rows()[-1].due_at
    assert due_at is not None
    assert due_at <= datetime.now(UTC)


@pytest.mark.usefixtures("limited")
def test_a_sender_hands_in_sixty_mentions_a_minute(client, site, ours):
    answers = [mention(client, f"http://blog{n}.example/", ours.url("/soup")) for n in range(61)]

    assert {answer.status_code for answer in answers[:60]} == {202}
    assert answers[60].status_code == 429
    assert answers[60].text.strip() == SENTENCE
    assert 0 < int(answers[60].headers["Retry-After"]) <= 61
    assert len(rows()) == 60


@pytest.mark.usefixtures("limited")
def test_the_limit_is_told_in_each_protocols_own_way(client, site, ours):
    for n in range(60):
        mention(client, f"http://blog{n}.example/", ours.url("/soup"))

    pinged = client.post(XMLRPC, data=_call("http://a.example/", ours.url("/soup")))
    tracked = client.post(
        "/s/potager/trackback", query_string={"url": ours.url("/soup")}, data={"url": "http://a.example/"}
    )

    assert (pinged.status_code, tracked.status_code) == (429, 429)
    assert "<int>49</int>" in pinged.text
    assert "<error>1</error>" in tracked.text
    assert int(pinged.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("limited")
def test_a_host_is_the_source_of_so_many_mentions_a_minute_whoever_sends(client, site, ours, monkeypatch):
    assert limit.MENTIONS_OF_HOST.most == 300
    monkeypatch.setattr(limit, "MENTIONS_OF_HOST", replace(limit.MENTIONS_OF_HOST, most=12))
    senders = [{"REMOTE_ADDR": f"192.0.2.{n}"} for n in range(1, 7)]
    data = {"source": "http://flood.example/1", "target": ours.url("/soup")}

    answers = [
        client.post("/s/potager/webmention", data=data, environ_base=senders[n % 6]).status_code
        for n in range(14)
    ]

    assert answers.count(202) == 12
    assert answers[12:] == [429, 429]


@pytest.mark.usefixtures("limited")
def test_people_comment_while_mentions_flood(client, site, ours):
    for n in range(61):
        mention(client, f"http://flood.example/{n}", site.url + "/leeks")

    answer = thread(client, url=site.url + "/leeks").press("Publish", "say", LEA)

    assert answer.status_code == 303


def test_of_one_host_only_one_sender_waits_while_its_source_is_visited(app, site, ours):
    make_comment(site, url=ours.url("/soup"))
    with silent() as (server, over):
        first = _sent(app, server.url("/1"), ours.url("/soup"))
        _until(lambda: server.n_connections == 1)

        second = ping(app.test_client(), server.url("/2"), ours.url("/soup"))
        other = ping(app.test_client(), "http://127.0.0.2:1/", ours.url("/soup"))
        over.set()
        first.join()

    assert second == 49
    assert other == 16
    assert server.n_connections == 1


def test_the_same_pair_twice_at_once_is_one_mention(app, site, ours, theirs):
    make_comment(site, url=ours.url("/soup"))
    source = theirs.links("/n", ours.url("/soup"))
    answers: list[object] = []
    both = [_sent(app, source, ours.url("/soup"), answers) for _ in range(2)]
    for one in both:
        one.join()

    assert len(rows()) == 1
    assert len(taken_in()) == 2
    assert sum(isinstance(answer, str) for answer in answers) == 1


def test_a_visit_that_nobody_came_back_from_is_made_again_by_another(client, site, ours, theirs):
    mention(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))
    now = datetime.now(UTC)
    with writing() as session:
        lost = visit.claim(session, now=now)
    assert lost is not None
    assert work(now) == 0

    assert work(now + visit.LEASE) == 1

    assert [comment.status for comment in taken_in()] == [Status.PENDING]


def test_whoever_comes_back_too_late_changes_nothing(client, site, ours, theirs):
    mention(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))
    now = datetime.now(UTC)
    with writing() as session:
        lost = visit.claim(session, now=now)
    assert lost is not None
    work(now + visit.LEASE)
    theirs.gone("/n")

    seen = visit.go(lost, _manner())
    with writing() as session:
        assert visit.settle(session, lost, seen, now=now) is None

    assert [comment.status for comment in taken_in()] == [Status.PENDING]


def test_what_is_announced_again_during_a_visit_is_visited_again(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"), words="the first words")
    mention(client, source, ours.url("/soup"))
    now = datetime.now(UTC)
    with writing() as session:
        taken = visit.claim(session, now=now)
    assert taken is not None
    seen = visit.go(taken, _manner())

    theirs.links("/n", ours.url("/soup"), words="the last words")
    mention(client, source, ours.url("/soup"))
    with writing() as session:
        visit.settle(session, taken, seen, now=now)

    assert row().due_at is not None
    work()
    assert "the last words" in taken_in()[0].text


def test_a_pingback_is_answered_within_ten_seconds_however_slow_both_blogs_are(client, site):
    with silent() as (server, _):
        since = monotonic()
        answer = ping(client, server.url("/n"), site.url + "/unknown")

    assert answer in (16, 32)
    assert monotonic() - since < 10


def test_two_trackbacks_at_once_of_one_address_are_one(app, site, ours, theirs):
    make_comment(site, url=ours.url("/soup"))
    source = theirs.links("/n", ours.url("/soup"))

    first = track(app.test_client(), ours.url("/soup"), url=source)
    second = track(app.test_client(), ours.url("/soup"), url=source)

    assert (first[0], second[0]) == (0, 1)


def _sent(app, source, target, answers=None):
    def send() -> None:
        with app.app_context():
            answer = ping(app.test_client(), source, target)
        if answers is not None:
            answers.append(answer)

    sending = threading.Thread(target=send)
    sending.start()
    return sending


def _until(is_so) -> None:
    since = monotonic()
    while not is_so():
        assert monotonic() - since < 20, "it does not come to be"
        threading.Event().wait(0.01)


def _call(source, target) -> bytes:
    return xmlrpc.call("pingback.ping", source, target)


def _manner():
    return visitor("https://desk.example", allow_private=True)
