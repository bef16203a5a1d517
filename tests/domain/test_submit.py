"""The one way in: what becomes of a submission, and that the same one twice is one comment."""

from dataclasses import replace

import pytest

from moderation.domain import submit
from moderation.domain.submit import Received
from moderation.store import comments, events
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from moderation.words import RULES, ActorKind, Kind, Status, Submission
from tests.factories import (
    make_comment,
    make_mention,
    make_site,
    make_user,
    page_of,
    reload,
    submission,
    the_site,
)
from tests.people import at_once

CASINO = {"rules": {"blocked_words": {"words": ["casino"]}}}


def sent(site: Site, given: Submission) -> Received:
    with writing() as session:
        return submit.at_door(session, site, given)


def test_a_stranger_waits_unflagged_and_is_told_apart_by_the_mode_alone(app):
    comment = sent(the_site(), submission()).comment

    assert comment.status is Status.PENDING
    assert (comment.flagged, comment.because) == (False, "First comment here")
    assert (comment.number, comment.decided_by, comment.version) == (None, None, 1)


def test_an_author_with_an_approved_comment_is_published_at_once_and_numbered(app):
    first = make_comment(name="Rosa", email="rosa@mail.example", status="approved")

    second = sent(the_site(), submission(name="Rosa", email="rosa@mail.example")).comment

    assert (reload(first).number, second.number) == (1, 2)
    assert second.status is Status.APPROVED
    assert (second.decided_kind, second.decided_by) == (ActorKind.RULES, "rules")


def test_a_name_alone_does_not_make_an_author_known(app):
    make_comment(name="Rosa", email="rosa@mail.example", status="approved")

    forged = sent(the_site(), submission(name="Rosa", email="rosa@elsewhere.example")).comment

    assert forged.status is Status.PENDING


def test_one_spam_ends_the_trust_in_an_author(app):
    make_comment(name="Rosa", email="rosa@mail.example", status="approved")
    make_comment(name="Rosa", email="rosa@mail.example", status="spam")

    third = sent(the_site(), submission(name="Rosa", email="rosa@mail.example")).comment

    assert third.status is Status.PENDING


def test_a_blocked_word_makes_spam_that_nobody_has_looked_at(app):
    site = make_site(rules=CASINO)

    comment = sent(site, submission(site, text="Come to my casino tonight")).comment

    assert comment.status is Status.SPAM
    assert comment.decided_kind is ActorKind.RULES
    assert [(s["rule"], s["quotes"]) for s in comment.signals] == [("blocked_words", ["casino"])]
    assert comment.number is None


def test_points_hold_what_the_mode_would_publish(app):
    site = make_site(rules={"mode": "unflagged"})

    fine = sent(site, submission(site)).comment
    trapped = sent(site, submission(site, honeypot="https://pills.example/")).comment

    assert fine.status is Status.APPROVED
    assert (trapped.status, trapped.flagged) == (Status.PENDING, True)
    assert trapped.points == 6


def test_nothing_is_published_where_the_owner_wants_to_read_everything(app):
    site = make_site(rules={"mode": "never"})
    make_comment(site, name="Rosa", email="rosa@mail.example", status="approved")

    comment = sent(site, submission(site, name="Rosa", email="rosa@mail.example")).comment

    assert comment.status is Status.PENDING


def test_mentions_wait_even_where_everything_unflagged_is_published(app):
    site = make_site(rules={"mode": "unflagged"})

    mentions = [make_mention(site, kind=kind, status=None) for kind in Kind if kind.is_mention]

    assert {mention.status for mention in mentions} == {Status.PENDING}
    assert {mention.because for mention in mentions} == {"Mentions wait for a moderator"}


def test_a_member_is_published_whatever_the_rules_say(app):
    site = make_site(rules=CASINO)
    member = make_user("Olga", role="owner", site=site)
    given = submission(site, name="Olga", email=member.email, text="A casino opened beside my garden")

    with writing() as session:
        received = submit.at_door(session, site, submit.signed(session, site, given))

    assert received.comment.status is Status.APPROVED
    assert received.comment.member_id == member.id


def test_a_typed_address_of_a_member_is_nobody_s_signature(app):
    member = make_user("Olga", role="owner")

    comment = sent(the_site(), submission(name="Olga", email=member.email)).comment

    assert (comment.status, comment.member_id) == (Status.PENDING, None)


def test_a_member_of_another_site_is_a_stranger_here(app):
    member = make_user("Stan", role="moderator", site=make_site("elsewhere"))
    given = submission(email=member.email)

    with reading() as session:
        signed = submit.signed(session, the_site(), given)

    assert signed.member_id is None


def test_what_was_known_is_kept_with_the_comment_as_it_was(app):
    make_comment(name="Rosa", email="rosa@mail.example", status="approved")
    comment = make_comment(name="Rosa", email="rosa@mail.example", status=None)
    make_comment(name="Rosa", email="rosa@mail.example", status="approved")

    with reading() as session:
        facts = comments.facts_of(session, comment.id)

    assert facts["author_approved"] == 1


def test_the_same_submission_twice_is_one_comment_and_the_first_stands(app):
    given = submission()
    first = sent(the_site(), given)

    again = sent(the_site(), replace(given, text="Something else by now"))

    assert (first.is_new, again.is_new) == (True, False)
    assert again.comment.id == first.comment.id
    assert reload(first.comment).text == given.text


def test_two_sites_may_use_the_same_name_for_a_submission(app):
    one, other = make_site("one"), make_site("other")

    first = sent(one, submission(one, origin="api:1"))
    second = sent(other, submission(other, origin="api:1"))

    assert first.is_new
    assert second.is_new


@pytest.mark.parametrize("mode", ["known", "unflagged"])
def test_a_submission_sent_several_times_at_once_is_one_comment_and_all_get_it(app, mode):
    site = make_site(rules={"mode": mode})
    given = submission(site)

    received = at_once(app, *[lambda: sent(site, given)] * 4)

    assert len({each.comment.id for each in received}) == 1
    assert sorted(each.is_new for each in received) == [False, False, False, True]
    assert page_of(received[0].comment).last_number == (1 if mode == "unflagged" else 0)


def test_first_comments_at_once_make_one_page(app):
    site = make_site(rules={"mode": "unflagged"})
    given = [submission(site) for _ in range(4)]

    received = at_once(app, *[lambda one=one: sent(site, one) for one in given])

    assert len({each.comment.page_id for each in received}) == 1
    assert {each.comment.number for each in received} == {1, 2, 3, 4}


def test_a_reply_stands_one_deeper_below_the_same_root(app):
    root = make_comment(status="approved")
    reply = make_comment(parent=root, status="approved")

    deeper = make_comment(parent=reply, status="approved")

    assert (deeper.parent_id, deeper.root_id, deeper.depth) == (reply.id, root.id, 2)
    assert reload(root).shown_below == 3


def test_what_comes_in_is_logged_with_who_decided(app):
    comment = make_comment(status=None)

    with reading() as session:
        event = events.arrival(session, comment.id)

    assert (event.action, event.before, event.after) == ("received", None, Status.PENDING)
    assert (event.actor_kind, event.actor_name) == (RULES.kind, RULES.name)
