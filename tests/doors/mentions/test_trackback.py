"""The door of trackbacks: verified before the answer, and never published without a moderator."""

import socket
from time import monotonic
from urllib.parse import quote

import pytest

from moderation.words import Kind, Status
from tests.doors.mentions.sender import row, rows, taken_in, track, tracked
from tests.doors.writer import rules_found, set_rules
from tests.factories import make_comment, turned
from tests.machines.strange import strange

ADDRESS = "/s/potager/trackback"


@pytest.fixture
def kind() -> str:
    """One kind of database: what is answered is decided above it."""
    return "sqlite"


def test_a_trackback_waits_with_its_own_title_and_excerpt(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))

    answer = track(
        client, ours.url("/soup"), url=source, title="On soup", excerpt="I cooked it", blog_name="Notes"
    )

    assert answer == (0, "")
    (comment,) = taken_in()
    assert (comment.kind, comment.status) == (Kind.TRACKBACK, Status.PENDING)
    assert (comment.name, comment.text, comment.source) == ("On soup", "I cooked it", source)
    assert "unverified" not in rules_found(comment)
    assert row().quotes == ["what Isabelle wrote"]


def test_without_a_title_the_address_stands_in(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))

    track(client, ours.url("/soup"), url=source)

    assert taken_in()[0].name == source


def test_a_source_without_a_link_is_taken_in_with_a_signal(client, site, ours, theirs):
    source = theirs.page("/n", "<p>Nothing to do with it.</p>")

    assert track(client, ours.url("/soup"), url=source, title="Buy") == (0, "")
    (comment,) = taken_in()
    assert "unverified" in rules_found(comment)
    assert comment.status is not Status.APPROVED


@pytest.mark.parametrize("path", ["/nothing", "/gone"])
def test_a_source_that_is_not_there_is_refused(client, site, ours, theirs, path):
    theirs.gone("/gone")

    error, why = track(client, ours.url("/soup"), url=theirs.url(path), title="Buy")

    assert error == 1
    assert why
    assert taken_in() == []


def test_no_trackback_is_published_by_itself_whomever_one_trusts(client, site, ours, theirs):
    set_rules(site, trusted={"who": ["127.0.0.1", "http://127.0.0.1"]})
    source = theirs.links("/n", ours.url("/soup"))

    track(client, ours.url("/soup"), url=source, title="On soup")

    assert taken_in()[0].status is Status.PENDING


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("/soup", {}),
        ("/soup", {"url": ""}),
        ("/soup", {"url": "no address"}),
        ("/soup", {"url": "javascript:alert(1)"}),
        ("/nothing", {"url": "{notes}"}),
        ("", {"url": "{notes}"}),
    ],
)
def test_what_cannot_be_a_trackback_is_error_1_with_a_message(client, site, ours, theirs, page, fields):
    notes = theirs.links("/n", ours.url("/soup"))
    given = {name: value.format(notes=notes) for name, value in fields.items()}

    error, why = track(client, ours.url(page) if page else "https://elsewhere.example/", title="x", **given)

    assert error == 1
    assert why
    assert taken_in() == []


def test_the_same_page_and_address_twice_is_error_1_whatever_the_excerpt(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    track(client, ours.url("/soup"), url=source, excerpt="one")
    turned(taken_in()[0], "spam")

    error, why = track(client, ours.url("/soup"), url=source, excerpt="another")

    assert (error, why) == (1, "This mention is known already.")
    assert len(taken_in()) == len(rows()) == 1


def test_a_page_that_is_closed_takes_none(client, site, ours, theirs):
    make_comment(site, url=ours.url("/soup"))
    set_rules(site, closed={"on": True, "paused": True})

    assert track(client, ours.url("/soup"), url=theirs.links("/n", ours.url("/soup")))[0] == 1


def test_long_words_are_cut(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))

    track(client, ours.url("/soup"), url=source, title="t" * 999, excerpt="e" * 999)

    (comment,) = taken_in()
    assert (len(comment.name), len(comment.text)) == (245, 252)


def raw(client, ours, body: bytes, type: str = "application/x-www-form-urlencoded"):
    return tracked(
        client.post(ADDRESS, query_string={"url": ours.url("/soup")}, data=body, content_type=type)
    )


@pytest.mark.parametrize(
    ("sent", "charset", "field"),
    [("utf-8", "", ""), ("latin-1", "", ""), ("latin-1", "ISO-8859-1", ""), ("cp1251", "", "windows-1251")],
)
def test_each_encoding_is_read_as_its_sender_means_it(client, site, ours, theirs, sent, charset, field):
    words = "Привет" if sent == "cp1251" else "Été à la plage"
    source = theirs.links("/n", ours.url("/soup"))
    body = f"url={quote(source)}&title={quote(words, encoding=sent)}" + (f"&charset={field}" if field else "")
    type = "application/x-www-form-urlencoded" + (f"; charset={charset}" if charset else "")

    assert raw(client, ours, body.encode(), type) == (0, "")
    assert taken_in()[0].name == words


@pytest.mark.parametrize(
    "charset",
    ["utf-7", "UTF-7", "no-such", "base64", "utf\x009", "punycode", "unicode_escape", "rot13", "x" * 999],
)
def test_an_encoding_that_nobody_reads_is_error_1(client, site, ours, theirs, charset):
    source = theirs.links("/n", ours.url("/soup"))

    error, _ = raw(client, ours, f"url={quote(source)}&charset={quote(charset)}".encode())

    assert error == 1
    assert taken_in() == []


def test_a_broken_body_is_error_1(client, site, ours):
    assert raw(client, ours, b"&".join(b"a=%s" % str(n).encode() for n in range(500)))[0] == 1
    assert raw(client, ours, b"\xff\xfe%zz")[0] == 1


def test_the_message_is_escaped(client, site, ours):
    error, why = track(client, ours.url("/soup"), url="http://<b>&amp;\"'")

    assert error == 1
    assert "<b>" not in why


def test_the_address_answers_to_trackbacks_alone(client, site, ours):
    assert client.get(ADDRESS, query_string={"url": ours.url("/soup")}).status_code == 405


def test_a_private_address_is_refused_and_nobody_is_sent_there(app, client, site, ours, theirs, monkeypatch):
    make_comment(site, url=ours.url("/soup"))
    monkeypatch.setitem(app.config, "ALLOW_PRIVATE_SOURCES", False)

    error, _ = track(client, ours.url("/soup"), url=theirs.links("/n", ours.url("/soup")))

    assert error == 1
    assert theirs.visits == []
    assert [comment.kind for comment in taken_in()] == [Kind.COMMENT]


def waits(connection: socket.socket, head: bytes) -> None:
    connection.recv(1)


def test_nobody_waits_longer_than_five_seconds(client, site, ours):
    make_comment(site, url=ours.url("/soup"))
    since = monotonic()
    with strange(waits) as silent:
        error, why = track(client, ours.url("/soup"), url=silent.url("/"))

    assert (error, why) == (1, "The page took too long to answer.")
    assert monotonic() - since < 5


def test_tags_are_taken_out_of_what_it_says_of_itself(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))

    track(
        client, ours.url("/soup"), url=source, title="<b>Été</b> &amp; soupe", excerpt="a <script>x</script>b"
    )

    (comment,) = taken_in()
    assert (comment.name, comment.text) == ("Été & soupe", "a b")
