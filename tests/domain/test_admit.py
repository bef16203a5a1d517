"""The door: what a writer is told to the face, and what it does not learn."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from moderation.domain import submit, tune
from moderation.errors import Invalid, TooMany
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.words import Kind, Status, Submission
from tests.factories import make_comment, make_mention, make_site, moderator, submission, the_site, tick
from tests.people import olga, viewer

HERE = "192.0.2.7"


def sent(site: Site, given: Submission) -> Comment:
    with writing() as session:
        return submit.at_door(session, site, given).comment


def refused(site: Site, given: Submission) -> Invalid:
    with pytest.raises(Invalid) as told:
        sent(site, given)
    return told.value


def fields(told: Invalid) -> list[str]:
    return [problem.on for problem in told.problems]


def later(given: Submission, seconds: float, **author: str) -> Submission:
    """Another comment of the same writer, so many seconds after."""
    at = given.received_at + timedelta(seconds=seconds)
    told = replace(given.author, **author)
    return replace(given, author=told, origin=f"{given.origin}+{seconds}", text=f"{seconds}!", received_at=at)


def test_all_that_is_wrong_is_told_at_once(app):
    told = refused(the_site(), submission(name=" ", email="", text="\u200b \n"))

    assert sorted(fields(told)) == ["email", "name", "text"]
    assert not isinstance(told, TooMany)


def test_what_is_refused_leaves_nothing_behind(app):
    site = the_site()
    first = submission(email="")
    refused(site, first)

    mended = sent(site, replace(first, author=replace(first.author, email="rosa@mail.example")))

    assert mended.id == 1
    assert mended.page_id == 1


LONGEST: dict[str, Any] = {
    "text": "a" * 10_000,
    "name": "a" * 245,
    "email": f"{'a' * 87}@mail.example",
    "website": f"https://a.example/{'a' * 182}",
}


def test_what_is_one_character_too_long_is_told_beside_its_field(app):
    site = the_site()

    for field, longest in LONGEST.items():
        longer: dict[str, Any] = {field: f"a{longest}" if field == "email" else f"{longest}a"}
        told = refused(site, submission(**longer))
        assert fields(told) == [field]
        assert told.problem.values == {"n": 1, "length": len(longest) + 1, "most": len(longest)}
    assert sent(site, submission(**LONGEST))


def test_a_writer_in_haste_is_told_how_long_to_wait(app):
    site, first = the_site(), submission(ip=HERE)
    sent(site, first)

    told = refused(site, later(first, 5, email="other@mail.example"))

    assert isinstance(told, TooMany)
    assert told.retry_after == 10
    assert sent(site, later(first, 15, email="other@mail.example"))


def test_a_writer_who_changes_the_address_is_known_by_the_e_mail(app):
    site, first = the_site(), submission(ip=HERE)
    sent(site, first)

    told = refused(site, later(first, 5, ip="203.0.113.9"))

    assert isinstance(told, TooMany)


def test_a_neighbourhood_may_send_five_in_ten_minutes(app):
    site, start = the_site(), submission(ip="192.0.2.1")
    for n in range(5):
        sent(site, later(start, 60 * n, ip=f"192.0.2.{n}", email=f"reader{n}@street.example"))

    told = refused(site, later(start, 300, ip="192.0.2.200", email="sixth@street.example"))

    assert isinstance(told, TooMany)
    assert told.retry_after == 300
    assert sent(site, later(start, 301, ip="192.0.3.1", email="next@street.example"))
    assert sent(site, later(start, 600, ip="192.0.2.200", email="sixth@street.example"))


def test_haste_is_judged_by_receipt_and_not_by_what_the_writer_says(app):
    site, first = the_site(), submission(ip=HERE)
    sent(site, first)

    told = refused(site, replace(later(first, 5), posted_at=first.posted_at - timedelta(days=1)))

    assert isinstance(told, TooMany)


def test_another_site_does_not_count(app):
    one, other = make_site("one"), make_site("other")
    first = submission(one, ip=HERE)
    sent(one, first)

    assert sent(other, replace(later(first, 1), page_url="https://other.example/soup"))


@pytest.mark.parametrize(
    ("limits", "seconds"),
    [({"pause": 3600}, 3599), ({"most": 1, "minutes": 90}, 5399)],
)
def test_limits_reach_as_far_back_as_the_owner_says(app, limits, seconds):
    site = make_site(rules={"rules": {"flood": limits}})
    first = submission(site, ip=HERE)
    sent(site, first)

    assert isinstance(refused(site, later(first, seconds)), TooMany)
    assert sent(site, later(first, seconds + 1))


def test_a_generous_limit_still_counts(app):
    site = make_site(rules={"rules": {"flood": {"most": 30, "pause": 0}}})
    first = submission(site, ip=HERE)
    for n in range(30):
        sent(site, later(first, n))

    assert isinstance(refused(site, later(first, 31)), TooMany)


def test_programs_and_members_are_never_in_haste(app):
    site = the_site()
    member = olga(site)
    first = submission(ip=HERE, origin="api:1")
    own = submission(ip=HERE, member_id=member.id)
    sent(site, first)

    assert sent(site, replace(later(first, 0), origin="api:2"))
    assert sent(site, own)
    assert sent(site, later(own, 1))


def test_the_same_words_of_the_same_writer_in_the_same_place_were_said_already(app):
    first = make_comment()
    again = submission(name=first.name, email=first.email, text=first.text)

    told = refused(the_site(), again)

    assert (fields(told), told.problem.why) == (["text"], "You said this already.")


def test_the_same_words_elsewhere_or_by_another_are_let_in(app):
    parent = make_comment(status="approved")
    first = make_comment()
    said: dict[str, Any] = {"name": first.name, "email": first.email, "text": first.text}

    sent(the_site(), submission(**said, page="/bread"))
    sent(the_site(), submission(**said, parent_id=parent.id))
    sent(the_site(), submission(**{**said, "email": "other@mail.example"}))
    assert sent(the_site(), submission(**{**said, "text": "Something else"})).page_id == first.page_id


def test_what_was_rejected_may_be_said_again(app):
    first = make_comment(status="rejected")

    assert sent(the_site(), submission(name=first.name, email=first.email, text=first.text))


def test_a_double_of_spam_is_spam_and_answered_like_any_other(app):
    first = make_comment(status="spam")

    double = sent(the_site(), submission(name=first.name, email=first.email, text=first.text))

    assert double.id != first.id
    assert double.status is Status.SPAM
    assert [signal["rule"] for signal in double.signals if signal["verdict"]] == ["duplicate"]


def test_a_page_that_its_owner_closed_takes_no_more_and_opens_again(app):
    site, page_id = the_site(), make_comment().page_id
    owner = viewer(olga(site))
    with writing() as session:
        tune.switch_page(session, owner, page_id, is_open=False, now=tick())

    told = refused(site, submission())

    assert told.problem.why == "Comments on this page are closed."
    assert sent(site, submission(page="/bread"))
    with writing() as session:
        tune.switch_page(session, owner, page_id, is_open=True, now=tick())
    assert sent(site, submission())


def test_an_old_page_closes_by_itself_counted_from_its_first_comment(app):
    site = make_site(rules={"rules": {"closed": {"by_age": True, "days": 14}}})
    first = submission(site)
    sent(site, first)

    assert sent(site, later(first, 14 * 24 * 3600))
    assert refused(site, later(first, 14 * 24 * 3600 + 1)).problem.why == "Comments on this page are closed."


def test_a_paused_site_takes_nothing(app):
    site = make_site(rules={"rules": {"closed": {"paused": True}}})

    told = refused(site, submission(site))

    assert told.problem.why == "This site takes no comments for the moment."


def test_what_is_not_shown_cannot_be_answered(app):
    for status in ("pending", "rejected", "spam"):
        hidden = make_comment(status=status)
        assert fields(refused(the_site(), submission(parent_id=hidden.id))) == ["parent"]


def test_only_a_comment_of_the_same_page_can_be_answered(app):
    site = the_site()
    elsewhere = make_comment(status="approved", page="/bread")
    mention = make_mention(status="approved")
    foreign = make_comment(make_site("other"), status="approved")

    for parent_id in (elsewhere.id, mention.id, foreign.id, 999_999, 2**70):
        assert fields(refused(site, submission(parent_id=parent_id))) == ["parent"]


def test_a_mention_answers_nobody(app):
    parent = make_comment(status="approved")

    told = refused(the_site(), submission(kind=Kind.PINGBACK, parent_id=parent.id))

    assert fields(told) == ["parent"]


def test_what_was_answered_and_is_approved_can_be_answered(app):
    parent = make_comment(status="approved", by=moderator())

    assert sent(the_site(), submission(parent_id=parent.id)).parent_id == parent.id
