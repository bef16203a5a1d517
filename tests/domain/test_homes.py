"""What a site knows of the source of a mention and of its author, and that it stays right."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from moderation.domain import submit
from moderation.domain.know import know
from moderation.store import comments, mentions, tallies
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from moderation.text.pair import pair_of
from moderation.words import Errand, Facts, Kind, Sight
from tests.factories import (
    edited,
    erased,
    make_comment,
    make_mention,
    make_site,
    number,
    reload,
    submission,
    the_site,
    tick,
    turned,
    undone,
)
from tests.ledger import kept, recounted
from tests.many import selected, taken_back
from tests.store.test_plans import watched

BLOG = "https://www.ann.example/2026/soup"
BRIDGE = "https://brid.gy/comment/mastodon/@potager/1/2"
LINKED = Sight(has_link=True)
NOW = tick()


def known(source: str = BLOG, **given: Any) -> Facts:
    """What is known of a mention as it comes in."""
    usual = {"kind": Kind.WEBMENTION, "source": source, "sight": LINKED}
    with reading() as session:
        return know(session, the_site(), None, submission(**{**usual, **given}))


def past(facts: Facts) -> tuple[int | None, int | None]:
    return facts.source_approved, facts.source_spam


def sources() -> dict[tuple[str, str, str], int]:
    """The counts of homes alone."""
    return {key: n for key, n in kept(the_site()).items() if key[0] == tallies.SOURCE}


def announced(source: str, *, minutes_ago: float, on: Site | None = None) -> None:
    """A mention that came in some minutes before NOW."""
    n, site = number(), on or the_site()
    with writing() as session:
        mentions.add(
            session,
            {
                "site_id": site.id,
                "key": f"key{n}",
                "pair": pair_of(source, "potager.example/soup"),
                "kind": Kind.WEBMENTION,
                "source": source,
                "target": "https://potager.example/soup",
                "host": "ann.example",
                "page_key": "potager.example/soup",
                "given": {},
                "state": Errand.DUE,
                "received_at": NOW - timedelta(minutes=minutes_ago),
                "due_at": None,
                "taken_until": None,
            },
        )


def test_of_a_comment_nothing_is_known_that_is_a_mention_s(app):
    with reading() as session:
        facts = know(session, the_site(), None, submission(website=BLOG))

    assert past(facts) == (None, None)
    assert (facts.sight, facts.host_burst, facts.is_own_source) == (None, None, None)


def test_a_source_is_known_by_what_was_decided_of_its_blog(app):
    make_mention(source="http://ann.example/other", status="approved")
    make_mention(source=BLOG, status="rejected")
    make_mention(source="https://ann.example/third", status="pending")
    make_mention(source="https://ben.example/soup", status="spam")

    assert past(known()) == (1, 0)
    assert past(known("https://ben.example/")) == (0, 1)


def test_on_a_host_of_many_only_the_account_is_known(app):
    make_mention(source="https://medium.com/@ann/1", status="approved")

    assert past(known("https://medium.com/@Ann/2")) == (1, 0)
    assert past(known("https://medium.com/@dan/1")) == (0, 0)


def test_an_author_is_known_through_a_bridge_that_all_use(app):
    make_mention(source=BRIDGE, website="https://social.example/@ann", status="approved")

    assert past(known(BRIDGE, website="https://social.example/@ann")) == (1, 0)
    assert past(known(BRIDGE, website="https://social.example/@dan")) == (0, 0)
    assert past(known(BRIDGE)) == (0, 0)


def test_nobody_is_known_by_naming_somebody_s_blog_as_the_author_nor_spoils_it(app):
    make_mention(source=BLOG, status="approved")

    assert past(known("https://dan.example/", website=BLOG)) == (0, 0)

    make_mention(source="https://dan.example/", website=BLOG, status="spam")
    assert past(known()) == (1, 0)
    assert past(known("https://dan.example/")) == (0, 1)


def test_an_author_with_spam_is_not_known(app):
    website = "https://social.example/@dan"
    make_mention(source=BRIDGE, website=website, status="approved")
    make_mention(source=BRIDGE, website=website, status="spam")

    assert past(known(BRIDGE, website=website)) == (0, 0)


def test_a_source_that_does_not_link_is_neither_for_nor_against_its_blog(app):
    sight = Sight(has_link=False)
    make_mention(kind=Kind.TRACKBACK, source=BLOG, sight=sight, status="spam")
    make_mention(source=BLOG, status="approved")

    assert past(known()) == (1, 0)
    assert past(known(sight=sight)) == (0, 0)


def test_a_source_of_another_site_is_not_known_here(app):
    make_mention(make_site("other"), source=BLOG, status="approved")

    assert past(known()) == (0, 0)


def test_what_we_saw_and_whether_it_is_our_own_page_is_known(app):
    assert known().sight is LINKED
    assert known("https://www.potager.example/bread").is_own_source is True
    assert known("https://potager.example.org/bread").is_own_source is False


def test_the_mentions_of_a_host_within_an_hour_are_counted_without_this_one(app):
    announced(BLOG, minutes_ago=0)
    for minutes in (1, 59, 61):
        announced(f"{BLOG}?{minutes}", minutes_ago=minutes)
    announced(f"{BLOG}?other", minutes_ago=1, on=make_site("other"))

    assert known(at=NOW).host_burst == 2
    assert known("https://ann.example/unannounced", at=NOW).host_burst == 3
    assert known("https://ben.example/", at=NOW).host_burst == 0
    assert known("no address", at=NOW).host_burst == 0


def test_a_visit_that_came_late_changes_nothing_of_what_came_at_once(app):
    announced(BLOG, minutes_ago=300)
    for minutes in (301, 302, 299, 0):
        announced(f"{BLOG}?{minutes}", minutes_ago=minutes)

    assert known(at=NOW).host_burst == 2


def test_a_page_that_mentions_two_of_ours_in_the_same_words_repeats_nobody(app):
    words = "I tried both recipes last week, and they are wonderful."
    make_mention(source=BLOG, text=words, page="/bread")

    assert known(text=words).same_text == 0
    assert known("https://ben.example/", text=words).same_text == 1


def test_undone_decisions_give_the_same_counts_back(app):
    mention = make_mention(source=BLOG, website="https://social.example/@ann")
    assert sources() == {}

    approved = turned(mention, "approve").event
    counts = sources()
    assert sorted(counts.values()) == [1, 1]
    spam = turned(mention, "spam").event
    assert {status for _, _, status in sources()} == {"spam"}

    undone(spam.id, mention)
    assert sources() == counts
    undone(approved.id, mention)
    assert sources() == {}


def test_an_act_on_many_counts_and_its_undo_takes_back(app):
    many = [make_mention(source=BLOG) for _ in range(3)] + [make_comment()]

    act = selected("approve", many)
    assert list(sources().values()) == [3]
    assert kept(the_site()) == recounted(the_site())

    taken_back(act)
    assert sources() == {}


@pytest.mark.parametrize("website", ["", "https://elsewhere.example/"])
def test_an_edit_of_the_website_lets_no_count_drift(app, website):
    mention = make_mention(source=BLOG, website="https://social.example/@ann")
    approved = turned(mention, "approve").event
    counts = sources()

    edited(mention, website=website)
    assert sources() == counts == {k: n for k, n in recounted(the_site()).items() if k[0] == "source"}

    undone(approved.id, mention)
    assert sources() == {}


@pytest.mark.parametrize("status", ["approved", "spam"])
def test_a_page_that_names_another_author_now_is_counted_as_it_is_now(app, status):
    mention = make_mention(source=BLOG, website="https://social.example/@ann", status=status)
    told = submission(kind=Kind.PINGBACK, source=BLOG, website="https://social.example/@ben", sight=LINKED)
    before = sources()

    with writing() as session:
        submit.revise(session, the_site(), comments.again(session, mention.id), told)

    assert reload(mention).website == "https://social.example/@ben"
    assert kept(the_site()) == recounted(the_site())
    assert sources() != before


def test_deleted_for_good_a_mention_teaches_no_more_and_no_word_of_its_source_stays(app):
    erased(make_mention(source=BLOG, status="approved"))

    assert sources() == {}
    assert past(known()) == (0, 0)
    with reading() as session:
        values = session.scalars(select(tallies.Tally.value)).all()
    assert not any("ann" in value for value in values)


def test_a_mention_costs_two_statements_more_than_a_comment_and_the_counts_none(app):
    def cost(kind: Kind, source: str) -> tuple[int, int]:
        with watched() as ran:
            make_comment(kind=kind, source=source, website="https://social.example/@ann", status=None)
        return len(ran), sum("FROM tally" in statement for statement, _ in ran)

    cost(Kind.COMMENT, "")  # the first one makes the page

    comment, mention = cost(Kind.COMMENT, ""), cost(Kind.PINGBACK, BLOG)

    assert mention == (comment[0] + 2, comment[1])
