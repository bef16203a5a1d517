"""The ledger of counts: summed within a transaction, read through, written at its end."""

import pytest

from moderation.domain import decide
from moderation.store import tallies
from moderation.store.db import reading, writing
from moderation.words import Status
from tests.factories import (
    break_off,
    make_comment,
    make_mention,
    make_site,
    moderator,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.people import at_once

ALL = [(tallies.ALL, "")]


def test_every_sort_of_comment_is_counted_as_a_recount_counts_it(app):
    site = make_site(rules={"mode": "unflagged", "rules": {"blocked_words": {"words": ["casino"]}}})
    root = make_comment(site, status=None)
    make_comment(site, parent=root, status="rejected", honeypot="https://pills.example")
    make_comment(site, status=None, text="A casino")
    turned(make_comment(site, status=None, text="Another casino"), "spam")
    make_mention(site, status="approved", page="/bread")
    undone(turned(root, "spam").event.id, root)

    counts = kept(site)

    assert counts == recounted(site)
    assert counts["all", "", "spam"] == 2
    assert counts["unseen", "", "spam"] == 1
    assert counts["rule", "honeypot", "rejected"] == 1
    assert counts["thread", f"{root.page_id} comments", "approved"] == 1


def test_decisions_at_once_are_all_counted(app):
    comments, site = [make_comment() for _ in range(6)], the_site()
    actions = ["approve", "spam", "reject"] * 2

    at_once(
        app,
        *[lambda c=c, action=action: turned(c, action) for c, action in zip(comments, actions, strict=True)],
    )

    assert kept(site) == recounted(site)
    assert ("all", "", "pending") not in kept(site)


def test_what_is_not_written_yet_is_read_through(app):
    site, comment, who = the_site(), make_comment(), moderator()

    with writing() as session:
        decide.decide(session, who, comment.id, "approve", seen=None, now=tick())
        within = tallies.read(session, site.id, ALL)
        with reading() as other:
            outside = tallies.read(other, site.id, ALL)

    assert within[site.id, "all", "", Status.APPROVED][0] == 1
    assert within[site.id, "all", "", Status.PENDING][0] == 0
    assert (site.id, "all", "", Status.APPROVED) not in outside


def test_what_fails_counts_nothing(app):
    site, comment, who = the_site(), make_comment(), moderator()
    before = kept(site)

    with pytest.raises(LookupError):
        break_off(lambda rows: decide.decide(rows, who, comment.id, "approve", seen=None, now=tick()))

    assert kept(site) == before


def test_taking_away_is_no_later_moment(app):
    comment, site = make_comment(status="approved"), the_site()
    with reading() as session:
        [(_, approved_at)] = [v for k, v in tallies.read(session, site.id, ALL).items() if k[3] == "approved"]

    turned(comment, "reject")

    with reading() as session:
        counts = tallies.read(session, site.id, ALL)
    assert counts[site.id, "all", "", Status.APPROVED] == (0, approved_at)
