"""Visits to strangers: what they are told, how long they last, and where they never lead."""

import gzip
import socket
import zlib
from collections.abc import Iterator
from dataclasses import replace
from select import select
from time import monotonic

import pytest

from moderation.net import fetch
from moderation.net.fetch import Fetched, FetchError, Manner, Trouble
from moderation.net.guard import Resolve
from tests.machines.names import names
from tests.machines.strange import Strange, answer, says, sends_to, strange

OPEN = Manner(agent="Moderation (+https://desk.example)", allow_private=True, seconds=5)
"""As in an intranet, for our servers are on loopback."""
CLOSED = replace(OPEN, allow_private=False)
HTML = ("text/html", "application/xhtml+xml")


@pytest.fixture
def secret() -> Iterator[Strange]:
    """Something within that nobody from outside may reach."""
    with strange(says(answer(b"the secret"))) as server:
        yield server


def trouble(url: str, manner: Manner = OPEN, types: tuple[str, ...] = ()) -> Trouble:
    """Why nothing came of a visit."""
    with pytest.raises(FetchError) as failed:
        fetch.get(url, manner, types=types)
    return failed.value.trouble


def known_as(*addresses: str) -> Resolve:
    """A name server that gives these for every host."""
    return lambda host, port: addresses


def visited(meet, manner: Manner = OPEN, **options) -> Fetched:
    """What a visit to such a server brought."""
    with strange(meet) as server:
        return fetch.get(server.url(), manner, **options)


def test_a_page_is_fetched_with_what_is_needed_to_read_it():
    page = answer("Été".encode("latin-1"), 'Link: <https://a.example/w>; rel="webmention me", </x>; rel=next')
    with strange(says(page.replace(b"text/html", b"Text/HTML; charset=ISO-8859-1"))) as server:
        got = fetch.get(server.url("/post?a=b#part"), OPEN, accept="text/html", types=HTML)

    assert (got.url, got.status, got.type) == (server.url("/post?a=b"), 200, "text/html")
    assert (got.body.decode(got.charset), got.hops) == ("Été", ())
    assert got.links == (("webmention", "https://a.example/w"), ("me", "https://a.example/w"), ("next", "/x"))


def test_we_say_who_we_are_and_carry_nothing_else(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with strange(says(answer(b"", "Set-Cookie: a=b", "Location: /next", status="302 Found"))) as server:
        trouble(server.url(), replace(OPEN, hops=1))

    assert len(server.heads) == 2
    for head in server.heads:
        fields = dict(line.split(": ", 1) for line in head.strip().split("\r\n")[1:])
        assert fields.pop("User-Agent") == "Moderation (+https://desk.example)"
        assert fields.keys() == {"Host", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Oops"])
def test_an_error_is_an_answer_too(status):
    got = visited(says(answer(b"gone", status=status, type="text/plain")), types=HTML)

    assert (got.status, got.body) == (int(status[:3]), b"gone")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Keep", "308 Keep"])
def test_a_redirect_is_followed_and_told(status):
    with strange(says(answer(b"here"))) as goal, strange(sends_to(goal.url("/é"), status)) as server:
        got = fetch.get(server.url(), OPEN)

    assert (got.body, got.hops) == (b"here", (server.url(),))
    assert got.url.startswith(goal.url("/"))


def test_five_hops_are_followed_and_no_more():
    for hops, is_enough in ((5, True), (6, False)):

        def meet(connection: socket.socket, head: bytes, hops: int = hops) -> None:
            n = int(head.split(b" ")[1].strip(b"/") or b"0")
            more = answer(b"", f"Location: /{n + 1}", status="302 Found")
            connection.sendall(more if n < hops else answer(b"here"))

        with strange(meet) as server:
            if is_enough:
                assert fetch.get(server.url(), OPEN).body == b"here"
            else:
                assert trouble(server.url()) is Trouble.TOO_MANY_HOPS


ELSEWHERE = (
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "ftp://127.0.0.1/",
    "data:text/html,x",
    "javascript:alert(1)",
    "http://user@blog.example/",
    "http://user:secret@blog.example/",
    "http://blog.example:99999/",
    "http://[::1",
)
BROKEN = ("//blog.example/", "http://", "http://blog.example/\r\nX: y", "http://blog.example/" + "x" * 2048)


@pytest.mark.parametrize("url", [*ELSEWHERE, *BROKEN])
def test_what_is_no_address_of_the_web_is_not_visited(url):
    assert trouble(url) is Trouble.BAD_ADDRESS


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_redirect_leads_nowhere_else_than_to_the_web(url):
    with strange(sends_to(url)) as server:
        assert trouble(server.url()) is Trouble.BAD_ADDRESS
    assert server.n_connections == 1


DISGUISES = (
    "127.0.0.1",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.0.0.1.",
    "127。0。0。1",
    "①②⑦.⓪.⓪.①",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "0.0.0.0",
    "[::]",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
)


@pytest.mark.parametrize("host", DISGUISES)
def test_nothing_within_is_reached_whatever_it_calls_itself(secret, host):
    assert trouble(secret.url(host=host), CLOSED) in (Trouble.PRIVATE_ADDRESS, Trouble.BAD_ADDRESS)
    assert secret.n_connections == 0


@pytest.mark.parametrize("port", [22, 25, 111])
def test_the_port_of_another_service_is_not_visited_and_within_nobody_learns_of_it(port):
    url = f"http://blog.example:{port}/"

    assert trouble(url, replace(OPEN, resolve=known_as("127.0.0.1"))) is Trouble.BAD_ADDRESS
    assert trouble(url, replace(CLOSED, resolve=known_as("127.0.0.1"))) is Trouble.PRIVATE_ADDRESS


def test_an_open_and_a_closed_port_within_answer_alike(secret):
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]

    with pytest.raises(FetchError) as is_open:
        fetch.get(secret.url(), CLOSED)
    with pytest.raises(FetchError) as is_closed:
        fetch.get(f"http://127.0.0.1:{closed}/", CLOSED)

    assert is_open.value.trouble is is_closed.value.trouble is Trouble.PRIVATE_ADDRESS
    assert secret.n_connections == 0


def test_a_name_that_leads_within_is_as_private_as_its_address(secret):
    for addresses in (["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::ffff:127.0.0.1"], ["fe80::1%lo"]):
        manner = replace(CLOSED, resolve=known_as(*addresses))

        assert trouble(secret.url(host="blog.example"), manner) is Trouble.PRIVATE_ADDRESS
    assert secret.n_connections == 0


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Keep"])
def test_each_hop_is_judged_anew(secret, status):
    with strange(sends_to(secret.url(host="inner.example"), status), host="127.0.0.2") as server:
        judged: list[str] = []

        def resolved(host: str, port: int) -> list[str]:
            judged.append(host)
            return ["127.0.0.1" if "inner" in host else "127.0.0.2"]

        fetch.get(server.url(host="blog.example"), replace(OPEN, resolve=resolved))

    assert judged == ["blog.example", "inner.example"]
    assert secret.n_connections == 1


def test_a_name_server_that_changes_its_mind_is_asked_once_for_each_hop(secret):
    """DNS rebinding: what was judged is what is connected to."""
    with strange(says(answer(b"outside")), host="127.0.0.2") as outside:
        inside = secret.port  # the same name, should it be asked for again, would lead to 127.0.0.1
        with names({"blog.example": ["127.0.0.2", "127.0.0.1"]}) as server:
            got = fetch.get(f"http://blog.example:{outside.port}/", replace(OPEN, resolve=server.resolve))

    assert (got.body, server.asked) == (b"outside", ["blog.example."])
    assert outside.heads[0].split("\r\n")[1] == f"Host: blog.example:{outside.port}"
    assert (inside, secret.n_connections) == (secret.port, 0)


def test_a_host_without_an_address_or_a_listener_cannot_be_reached(secret):
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert trouble("http://blog.example/", replace(OPEN, resolve=unknown)) is Trouble.UNREACHABLE
    assert trouble("http://blog.example/", replace(OPEN, resolve=known_as())) is Trouble.UNREACHABLE
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]
    assert trouble(f"http://127.0.0.1:{closed}/") is Trouble.UNREACHABLE


def test_of_several_addresses_the_next_is_tried_where_one_does_not_answer():
    with strange(says(answer(b"here")), host="127.0.0.3") as server:
        manner = replace(OPEN, resolve=known_as("127.0.0.2", "127.0.0.3"))

        assert fetch.get(server.url(host="blog.example"), manner).body == b"here"


def drips(connection: socket.socket, head: bytes) -> None:
    """One byte after the other, until the visitor hangs up."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not select([connection], [], [], 0.05)[0]:
        connection.sendall(b"x")


def drips_headers(connection: socket.socket, head: bytes) -> None:
    """One header after the other, likewise."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not select([connection], [], [], 0.05)[0]:
        connection.sendall(b"X: y\r\n")


def says_nothing(connection: socket.socket, head: bytes) -> None:
    """Until the visitor hangs up."""
    connection.recv(1)


@pytest.mark.parametrize("meet", [drips, drips_headers, says_nothing])
def test_a_visit_is_over_when_its_time_is_whatever_still_comes(meet):
    start = monotonic()

    with strange(meet) as server:
        assert trouble(server.url(), replace(OPEN, seconds=0.4)) is Trouble.TOO_SLOW
    assert monotonic() - start < 2


def test_a_name_server_that_never_answers_takes_no_longer_than_the_visit():
    with names({}) as server, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        asks = replace(server, port=silent.getsockname()[1])

        start = monotonic()
        assert (
            trouble("http://blog.example/", replace(OPEN, resolve=asks.resolve, seconds=0.3))
            is Trouble.TOO_SLOW
        )
        assert monotonic() - start < 2


def endless(connection: socket.socket, head: bytes) -> None:
    """A body without end, in chunks."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


BOMB = gzip.compress(b"\0" * 100_000_000)


@pytest.mark.parametrize(
    "meet",
    [
        endless,
        says(answer(b"x" * 1_100_000)),
        says(answer(BOMB, "Content-Encoding: gzip")),
        says(answer(zlib.compress(b"\0" * 50_000_000), "Content-Encoding: deflate")),
        says(answer(b"x" * 1_100_000).replace(b"Content-Length: 1100000\r\n", b"")),
    ],
    ids=["endless", "large", "gzip bomb", "deflate bomb", "without length"],
)
def test_what_is_too_big_is_given_up_whatever_it_says_of_itself(meet):
    with strange(meet) as server:
        assert trouble(server.url()) is Trouble.TOO_BIG


def test_of_what_is_too_big_the_beginning_is_read_where_that_is_enough():
    with strange(says(answer(b"x" * 1_100_000))) as server:
        got = fetch.get(server.url(), replace(OPEN, cuts=True))

    assert got.body == b"x" * OPEN.most


def test_the_headers_that_somebody_listens_to_are_kept_and_no_others():
    said = ("X-Pingback: /xmlrpc", "retry-after: 60", "Location: /status", "X-Powered-By: us")

    got = visited(says(answer(b"", *said, status="201 Created")))

    assert got.headers == {"X-Pingback": "/xmlrpc", "Retry-After": "60", "Location": "/status"}


def test_what_is_packed_is_unpacked():
    body = b"<p>" + b"leek soup " * 40_000
    for packed, coding in (
        (gzip.compress(body), "gzip"),
        (zlib.compress(body), "deflate"),
        (body, "identity"),
    ):
        assert visited(says(answer(packed, f"Content-Encoding: {coding}"))).body == body


@pytest.mark.parametrize(
    "raw",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        answer(b"not gzip at all", "Content-Encoding: gzip"),
        answer(b"x", "Content-Encoding: br"),
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + b"\r\n",
        b"",
    ],
    ids=["another protocol", "a length that lies", "no gzip", "a coding not asked for", "headers", "nothing"],
)
def test_what_cannot_be_read_is_garbled(raw):
    with strange(says(raw)) as server:
        assert trouble(server.url()) is Trouble.GARBLED


def test_what_is_no_text_is_not_read():
    assert_type = says(answer(b"x" * 900_000, type="video/mp4"))

    with strange(assert_type) as server:
        assert trouble(server.url(), types=HTML) is Trouble.WRONG_TYPE


def test_what_is_sent_arrives_and_a_see_other_is_looked_at():
    with strange(says(answer(b"thanks"))) as goal:
        for status, method in (
            ("301 Moved", "POST"),
            ("307 Keep", "POST"),
            ("303 See", "GET"),
            ("302 Found", "GET"),
        ):
            with strange(sends_to(goal.url(), status)) as server:
                got = fetch.post(
                    server.url(), OPEN, data=b"a=b", content_type="application/x-www-form-urlencoded"
                )

            assert got.body == b"thanks"
            assert goal.heads[-1].startswith(f"{method} / ")
            assert server.heads[0].startswith("POST / ")
            assert ("Content-Length: 3" in goal.heads[-1]) == (method == "POST")
