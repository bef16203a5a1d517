"""The one way in: what becomes of a submission, and that the same one twice is one comment."""

from dataclasses import replace

import pytest

from moderation.domain import submit
from moderation.domain.submit import Received
from moderation.errors import Invalid
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
    tick,
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


TWINS = (
    "https://potager.example/soup",
    "http://potager.example/soup",
    "https://www.potager.example/soup/",
    "https://POTAGER.example:443/soup#comment-3",
    "https://potager.example/soup?utm_source=letter",
    "https://potager.example/leeks/../soup?fbclid=abc",
    " https://potager.example/%73oup ",
)


def test_the_ways_to_write_an_address_are_one_page(app):
    made = [sent(the_site(), submission(url=twin)).comment for twin in TWINS]

    assert {comment.page_id for comment in made} == {made[0].page_id}
    assert page_of(made[-1]).url == "https://potager.example/soup"


def test_a_query_that_says_something_is_another_page(app):
    first = make_comment(page="/?p=1")

    second = make_comment(page="/?p=2")

    assert second.page_id != first.page_id


FOREIGN, NONE = "This page does not belong to this site.", "This is not the address of a page."


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://elsewhere.example/soup", FOREIGN),
        ("https://potager.example.evil.example/soup", FOREIGN),
        ("https://user@potager.example/soup", NONE),
        ("javascript:alert(1)", NONE),
        ("/soup", NONE),
        ("", NONE),
        ("https://potager.example/" + "a" * 2048, NONE),
    ],
)
def test_an_address_that_is_no_page_of_the_site_is_refused(url, why):
    site = Site(url="https://potager.example/", aliases=[])
    given = Submission(page_url=url, text="Hi", origin="form:1", posted_at=tick(), received_at=tick())

    with pytest.raises(Invalid) as refused:
        submit.storable(site, given)

    assert [(p.on, p.why) for p in refused.value.problems] == [("url", why)]


def test_a_site_below_a_path_takes_only_what_lies_under_it(app):
    site = make_site(url="https://host.example/~rosa")

    assert sent(site, submission(site, page="/soup")).is_new
    with pytest.raises(Invalid):
        sent(site, submission(site, url="https://host.example/~rosalind/soup"))


def test_a_page_learns_its_title_from_the_first_who_knows_it(app):
    comment = make_comment(page_title="")
    make_comment(page_title="Leek soup")
    make_comment(page_title="Something else")

    assert page_of(comment).title == "Leek soup"


def test_what_no_database_takes_is_replaced_wherever_it_stands(app):
    odd = "\ud800 and \x00"
    given = submission(
        kind=Kind.TRACKBACK,
        text=f"A text {odd}",
        name=f"Rosa {odd}",
        email=odd,
        website=f"https://rosa.example/{odd}",
        ip=odd,
        user_agent=odd,
        source=f"https://rosa.example/{odd}",
        page_title=odd,
        origin=f"form:{odd}",
    )

    comment = sent(the_site(), given).comment

    assert reload(comment).text == "A text \ufffd and \ufffd"
    assert reload(comment).name == "Rosa \ufffd and \ufffd"


def test_a_website_that_is_no_web_address_is_left_out(app):
    assert make_comment(website="javascript:alert(1)").website == ""
    assert make_comment(website="rosa.example").website == "http://rosa.example"


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
