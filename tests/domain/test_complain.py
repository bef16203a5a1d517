"""Reports of readers: enough of them hold a comment again, once, and nobody's mind is changed by a crowd."""

from contextlib import suppress

import pytest
from sqlalchemy import select

from moderation.domain import complain
from moderation.domain.filters import Filters
from moderation.errors import Missing
from moderation.rules.writer.reports import Reports
from moderation.store import comments, events, reports
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.words import How, Kind, Status
from tests.domain.test_filters import listed
from tests.factories import (
    erased,
    make_comment,
    make_mention,
    make_site,
    reload,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.people import at_once, olga
from tests.visits import linking, looked, of, verified
from tests.web.passwords import quick_passwords as quick_passwords


def report(comment: Comment, *nets: int) -> Comment:
    """The comment after a report from each of these nets."""
    for net in nets:
        with writing() as session:
            complain.complain(session, the_site(), comment.id, ip=f"198.51.{net}.7", now=tick())
    return reload(comment)


def test_the_third_reader_holds_a_comment_again_and_its_card_says_why(app):
    comment = make_comment(status="approved", text="Your soup is a shame.")

    assert report(comment, 1, 2).status is Status.APPROVED
    held = report(comment, 3)

    assert (held.status, held.decided_kind, held.flagged) == (Status.PENDING, None, True)
    last = held.signals[-1]
    assert (last["rule"], last["values"], last["verdict"]) == ("reports", {"n": 3}, "pending")
    assert listed(Filters(status=Status.PENDING, rule="reports")) == [comment.id]
    assert kept(the_site()) == recounted(the_site())
    with reading() as session:
        line = events.latest_of(session, comment.id)
        assert line is not None
        assert (line.action, line.before, line.after, line.listed) == (
            "report", Status.APPROVED, Status.PENDING, True,
        )  # fmt: skip
        assert comments.facts_of(session, comment.id)["reports"] == 3


def test_one_reader_counts_once_however_often_and_from_whichever_browser(app):
    comment = make_comment(status="approved")

    for host in (1, 7, 200):
        with writing() as session:
            complain.complain(session, the_site(), comment.id, ip=f"198.51.100.{host}", now=tick())

    assert reload(comment).status is Status.APPROVED
    with reading() as session:
        assert reports.count(session, comment.id) == 1


def test_what_a_person_keeps_cannot_be_reported_away(app):
    comment = make_comment(status="approved")
    held = report(comment, 1, 2, 3)

    turned(held, "approve")

    assert report(comment, *range(4, 14)).status is Status.APPROVED


def test_undoing_the_hold_keeps_the_comment_as_well(app):
    comment = make_comment(status="approved")
    before = reload(comment)
    report(comment, 1, 2, 3)
    with reading() as session:
        line = events.latest_of(session, comment.id)
    assert line is not None

    undone(line.id, comment)

    back = reload(comment)
    assert (back.status, back.decided_by, back.decided_at) == (
        Status.APPROVED, before.decided_by, before.decided_at,
    )  # fmt: skip
    assert report(comment, *range(4, 14)).status is Status.APPROVED
    assert kept(the_site()) == recounted(the_site())


def test_what_was_reported_before_a_person_decided_counts_no_more(app):
    comment = make_comment(status="approved")
    report(comment, 1, 2)
    turned(comment, "hold")
    turned(comment, "approve")

    assert report(comment, 3, 4).status is Status.APPROVED
    assert report(comment, 5).status is Status.PENDING


def test_only_so_many_a_day_are_held_in_this_way(app):
    site = make_site(rules={"rules": {"reports": {"readers": 1, "a_day": 2}}})
    found = [make_comment(site, status="approved", text=f"Soup {n}") for n in range(4)]

    held = [report(comment, 1).status for comment in found]

    assert held == [Status.PENDING, Status.PENDING, Status.APPROVED, Status.APPROVED]
    with reading() as session:
        assert reports.count(session, found[-1].id) == 1


def test_the_site_can_except_somebody_from_reports(app):
    exceptions = {"exceptions": ["reports: @friend.example"]}
    site = make_site(rules={"rules": {"trusted": exceptions}})
    comment = make_comment(site, email="ann@friend.example", status="approved")

    assert report(comment, *range(1, 8)).status is Status.APPROVED


def test_neither_a_member_nor_what_is_not_published_can_be_reported(app):
    site = make_site()
    mine = make_comment(site, member_id=olga(site).id, status=None)
    waiting, gone = make_comment(site), erased(make_comment(site, status="approved")).comment
    mention = make_mention(site, kind=Kind.PINGBACK, status="approved")

    assert mine.status is Status.APPROVED
    for comment in (mine, waiting, gone, mention):
        with pytest.raises(Missing):
            report(comment, 1)


def test_nothing_can_be_reported_where_the_rule_is_off(app):
    comment = make_comment(make_site(rules={"rules": {"reports": {"on": False}}}), status="approved")

    with pytest.raises(Missing):
        report(comment, 1)


def test_no_address_is_kept_and_two_reports_of_one_reader_look_unlike(app):
    one, two = (make_comment(status="approved", text=text) for text in ("Leeks", "Onions"))
    report(one, 1)
    report(two, 1)

    with reading() as session:
        readers = list(session.scalars(select(reports.Report.reader)))

    assert len(set(readers)) == 2
    assert all(len(reader) == 16 and b"198" not in reader for reader in readers)


def test_readers_who_report_at_once_hold_it_once(app):
    comment, site = make_comment(status="approved"), the_site()

    def reported(net: int) -> None:
        with writing() as session:
            complain.complain(session, site, comment.id, ip=f"198.51.{net}.7", now=tick())

    at_once(app, *(lambda net=net: _or_missing(reported, net) for net in range(1, 7)))

    assert reload(comment).status is Status.PENDING
    with reading() as session:
        made = [line for line in events.of_comment(session, comment.id, 20) if line.action == "report"]
    assert len(made) == 1


def _or_missing(reported, net):
    with suppress(Missing):  # it was held by then
        reported(net)


def test_the_rule_says_how_many_readers(app):
    assert Reports().readers == 3


def test_reports_of_other_words_are_forgotten(app):
    reply = verified(seen=linking(how=How.REPLY, text="Soup is for the old."))
    turned(reply, "approve")
    held = report(reply, 1, 2, 3)
    assert held.status is Status.PENDING

    looked(of(reply), linking(how=How.REPLY, text="Soup is for everybody."))
    turned(reload(reply), "approve")

    assert report(reply, 1, 2).status is Status.APPROVED
    assert report(reply, 3).status is Status.PENDING
    assert kept(the_site()) == recounted(the_site())
