"""The door of pingbacks: what is answered, and what then waits at the desk."""

import xmlrpc.client

import pytest

from moderation.words import Kind, Status
from tests.clock import seconds
from tests.doors.mentions.sender import XMLRPC, called, ping, row, rows, taken_in
from tests.doors.writer import set_rules
from tests.factories import make_comment, turned
from tests.machines.strange import says, strange

GENERIC, NO_SOURCE, NO_LINK, NO_TARGET, NO_PINGS, ALREADY, DENIED = 0, 16, 17, 32, 33, 48, 49


@pytest.fixture
def kind() -> str:
    """One kind of database: what is answered is decided above it."""
    return "sqlite"


def test_a_page_that_links_to_ours_waits_at_the_desk_with_its_title_and_the_words_around_the_link(
    client, site, ours, theirs
):
    source = theirs.links("/notes", ours.url("/soup"), title="Notes of a gardener")

    answer = ping(client, source, ours.url("/soup"))

    assert isinstance(answer, str)
    (comment,) = taken_in()
    assert (comment.kind, comment.status) == (Kind.PINGBACK, Status.PENDING)
    assert (comment.name, comment.source) == ("Notes of a gardener", source)
    assert comment.text == "I came back to what Isabelle wrote more than once this spring."
    assert (row().quotes, row().trouble, row().comment_id) == (["what Isabelle wrote"], "", comment.id)


def test_a_source_without_a_title_is_called_by_its_host(client, site, ours, theirs):
    source = theirs.page("/notes", f"<p>See <a href='{ours.url('/soup')}'>this</a></p>")

    assert isinstance(ping(client, source, ours.url("/soup")), str)
    assert taken_in()[0].name == "127.0.0.1"


@pytest.mark.parametrize(
    "html",
    [
        "<script>var a = \"<a href='{}'>x</a>\"</script>",
        "<!-- <a href='{}'>x</a> -->",
        "<textarea><a href='{}'>x</a></textarea>",
        "The address is {}",
        "<a href='{}2'>another page</a>",
        "<a href='{}/more'>below it</a>",
    ],
)
def test_what_is_no_link_to_the_page_is_fault_17(client, site, ours, theirs, html):
    source = theirs.page("/notes", html.format(ours.url("/soup")))

    assert ping(client, source, ours.url("/soup")) == NO_LINK
    assert taken_in() == []


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Oops", "503 Later", "403 Forbidden"])
def test_a_source_that_is_not_there_is_fault_16(client, site, ours, theirs, status):
    theirs.page("/notes", f"<a href='{ours.url('/soup')}'>x</a>", status=status)

    assert ping(client, theirs.url("/notes"), ours.url("/soup")) == NO_SOURCE
    assert taken_in() == []


@pytest.mark.parametrize(
    "source", ["http://127.0.0.1:1/", "http://nobody.invalid/", "ftp://a.example/", "mailto:a@b.example", "x"]
)
def test_a_source_that_cannot_be_reached_is_fault_16(client, site, ours, source):
    assert ping(client, source, ours.url("/soup")) == NO_SOURCE


def test_a_source_that_is_no_text_or_has_no_end_is_fault_16(client, site, ours, theirs):
    picture = theirs.page("/cat", b"\x89PNG", type="image/png")
    endless = theirs.page("/long", b"<p>" * 500_000)

    assert ping(client, picture, ours.url("/soup")) == NO_SOURCE
    assert ping(client, endless, ours.url("/soup")) == NO_SOURCE


def test_a_page_that_does_not_exist_is_fault_32_and_is_not_made(client, site, ours, theirs):
    source = theirs.links("/notes", ours.url("/nothing"))

    assert ping(client, source, ours.url("/nothing")) == NO_TARGET
    assert ping(client, source, "no address") == NO_TARGET
    assert taken_in() == []


def test_our_page_is_asked_for_once_and_never_again_when_it_is_known(client, site, ours, theirs):
    for path in ("/a", "/b"):
        ping(client, theirs.links(path, ours.url("/soup")), ours.url("/soup"))

    assert len(taken_in()) == 2
    assert ours.visits == ["/soup"]


def test_a_page_of_another_site_or_one_that_is_closed_is_fault_33(client, site, ours, theirs):
    source = theirs.links("/notes", ours.url("/soup"))
    make_comment(site, url=ours.url("/old"))
    assert ping(client, source, "https://elsewhere.example/soup") == NO_PINGS

    set_rules(site, closed={"on": True, "paused": True})
    assert ping(client, theirs.links("/more", ours.url("/old")), ours.url("/old")) == NO_PINGS


@pytest.mark.parametrize("action", ["", "approve", "reject", "spam"])
def test_the_same_again_is_fault_48_wherever_the_first_one_stands(client, site, ours, theirs, action):
    source = theirs.links("/notes", ours.url("/soup"))
    ping(client, source, ours.url("/soup"))
    if action:
        turned(taken_in()[0], action)

    assert ping(client, source, ours.url("/soup")) == ALREADY
    assert ping(client, source, ours.url("/soup") + "#comments") == ALREADY
    assert len(taken_in()) == len(rows()) == 1


def test_a_source_that_failed_once_is_looked_at_again(client, site, ours, theirs):
    assert ping(client, theirs.url("/notes"), ours.url("/soup")) == NO_SOURCE

    source = theirs.links("/notes", ours.url("/soup"))

    assert isinstance(ping(client, source, ours.url("/soup")), str)
    assert len(rows()) == 1


def test_a_page_cannot_mention_itself(client, site, ours):
    assert ping(client, ours.url("/soup") + "#top", ours.url("/soup")) == GENERIC


@pytest.mark.parametrize(
    "source",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://0.0.0.0:{port}/",
        "http://[::1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://127.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://127.0.0.1:1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_a_private_address_is_fault_49_be_its_port_open_or_not(app, client, site, ours, source, monkeypatch):
    make_comment(site, url=ours.url("/soup"))
    monkeypatch.setitem(app.config, "ALLOW_PRIVATE_SOURCES", False)
    with strange(says(b"secret")) as secret:
        assert ping(client, source.format(port=secret.port), ours.url("/soup")) == DENIED
        assert secret.n_connections == 0


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("pingback.ping", (), -32602),
        ("pingback.ping", ("http://a.example/",), -32602),
        ("pingback.ping", ("http://a.example/", "", "x"), -32602),
        ("pingback.ping", (1, 2), -32602),
        ("system.multicall", ([{"methodName": "pingback.ping", "params": ["a", "b"]}],), -32601),
        ("wp.getUsersBlogs", ("admin", "password"), -32601),
    ],
)
def test_any_other_call_is_a_fault(client, site, method, parameters, fault):
    body = xmlrpc.client.dumps(parameters, method).encode()

    assert called(client.post(XMLRPC, data=body)) == fault


HOSTILE = {
    "nothing": b"",
    "no XML": b"source=a&target=b",
    "laughs": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><methodCall>&b;</methodCall>',
    "a file": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><methodCall><methodName>&f;</methodName></methodCall>',
    "deep": b"<methodCall>" + b"<a>" * 10_000,
    "a megabyte": b"<methodCall>" + b" " * 1_000_000 + b"</methodCall>",
    "UTF-7": b'<?xml version="1.0" encoding="utf-7"?>+ADw-methodCall+AD4-',
    "NUL": b"<methodCall>\x00</methodCall>",
}


def test_a_body_beyond_all_measure_is_a_fault_too(client, site):
    assert called(client.post(XMLRPC, data=b"x" * 3_000_000, content_type="text/xml")) == -32700


def test_a_part_of_the_target_makes_no_other_page(client, site, ours, theirs):
    source = theirs.links("/notes", ours.url("/soup"))

    assert isinstance(ping(client, source, ours.url("/soup") + "#comment-1"), str)


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_call_is_a_fault_at_once(client, site, body):
    def fault() -> int | str:
        return called(client.post(XMLRPC, data=body, content_type="text/xml"))

    assert fault() in (-32700, -32600)
    assert seconds(fault, bar=1) < 1


def test_the_address_answers_to_calls_alone(client, site):
    assert client.get(XMLRPC).status_code == 405
    assert client.post("/s/nobody/xmlrpc", data=b"x").status_code == 404


def test_an_ampersand_in_an_address_is_decoded_once(client, site, ours, theirs):
    ours.page("/?p=1&q=a", "<title>Leek soup</title>")
    target = ours.url("/?p=1&q=a")
    source = theirs.page("/n?a=1&b=2", f"<a href='{target.replace('&', '&amp;')}'>x</a>")

    assert isinstance(ping(client, source, target), str)
    assert taken_in()[0].source == source


def test_what_a_source_says_is_text_and_nothing_else(client, site, ours, theirs):
    html = "&lt;script&gt;alert(1)&lt;/script&gt;"
    source = theirs.page("/n", f"<title>{html}</title><p>{html} <a href='{ours.url('/soup')}'>{html}</a></p>")

    ping(client, source, ours.url("/soup"))

    assert "<script" not in taken_in()[0].html
    assert taken_in()[0].name == "<script>alert(1)</script>"
