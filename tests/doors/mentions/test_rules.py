"""What rules make of mentions that came by a door, after a look at their source."""

from moderation.words import Kind, Status
from tests.doors.mentions.sender import mentioned, ping, taken_in
from tests.doors.writer import rules_found, set_rules
from tests.factories import turned

HERE = "http://127.0.0.1"
"""All blogs of these tests are on one host, on ports of their own."""


def test_a_blocked_source_is_refused_as_it_knocks(client, site, ours, theirs):
    set_rules(site, blocked_source={"blocked": [HERE]})

    fault = ping(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))

    assert fault == 49
    assert taken_in() == []


def test_a_muted_source_notices_nothing_and_its_mention_is_kept_with_the_rejected(client, site, ours, theirs):
    set_rules(site, blocked_source={"muted": [HERE]})

    said = ping(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))

    assert isinstance(said, str)
    (comment,) = taken_in()
    assert comment.status is Status.REJECTED


def test_a_page_of_our_own_that_links_is_published(client, site, ours):
    mentioned(client, ours.links("/bread", ours.url("/soup")), ours.url("/soup"))

    (comment,) = taken_in()
    assert (comment.kind, comment.status) == (Kind.WEBMENTION, Status.APPROVED)


def test_after_one_approval_a_source_is_known(client, site, ours, theirs):
    mentioned(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))
    turned(taken_in()[0], "approve")

    mentioned(client, theirs.links("/m", ours.url("/soup")), ours.url("/soup"))

    first, second = (rules_found(comment) for comment in taken_in())
    assert "known_source" not in first
    assert "known_source" in second
