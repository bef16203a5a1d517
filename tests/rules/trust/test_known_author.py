"""Authors known by name and e-mail."""

from dataclasses import replace
from datetime import timedelta

from moderation.rules.book import Book
from moderation.rules.example import NOON, Example
from moderation.rules.trust.known_author import REGULAR, KnownAuthor
from moderation.rules.verdict import weigh
from moderation.words import Facts

SOLICITING = "Subscribe to my channel!"


def test_the_sentence_counts_what_was_approved():
    signal = KnownAuthor().check(Example().submission(), REGULAR)

    assert signal is not None
    assert signal.many.format(**signal.values) == "2 comments of this author were approved before"
    assert signal.points == -3


def test_without_knowledge_of_the_past_the_rule_says_so():
    signal = KnownAuthor().check(Example().submission(), Facts())

    assert signal is not None
    assert signal.points == 0
    assert "not known" in signal.why


def test_an_approval_without_a_time_is_not_recent():
    timeless = replace(REGULAR, author_last_approved_at=None)

    assert KnownAuthor(months=1).check(Example().submission(), timeless) is None


def test_months_are_counted_back_from_the_comment():
    facts = replace(REGULAR, author_last_approved_at=NOON - timedelta(days=30))

    assert KnownAuthor(months=1).check(Example().submission(), facts)


def test_one_sign_alone_does_not_hold_somebody_known_but_two_do():
    one = Example(text=SOLICITING).submission()
    two = Example(text=f"{SOLICITING} Visit our online shop for cheap handbags.").submission()

    assert not weigh(one, REGULAR, Book()).flagged
    assert weigh(two, REGULAR, Book()).flagged
