"""The site's own list of words that a person should look at."""

from dataclasses import replace

from moderation.rules.book import Book, merge
from moderation.rules.example import STRANGER, Example
from moderation.rules.verdict import weigh
from moderation.words import Mode, Status

BOOK = merge(
    Book(mode=Mode.UNFLAGGED),
    {"rules": {"held_words": {"words": ["mayor", "soup"]}, "blocked_words": {"words": ["casino"]}}},
)


def test_a_held_word_holds_what_would_be_published():
    verdict = weigh(Example(text="Ask the Mayor.").submission(), STRANGER, BOOK)

    assert (verdict.status, verdict.flagged) == (Status.PENDING, True)
    assert verdict.signals[0].quotes == ("Mayor",)


def test_a_known_author_waits_too_and_a_member_does_not():
    known = replace(STRANGER, author_approved=9)
    submission = Example(text="Ask the mayor.").submission()

    assert weigh(submission, known, BOOK).status is Status.PENDING
    assert weigh(submission, replace(known, is_member=True), BOOK).status is Status.APPROVED


def test_a_blocked_word_wins():
    verdict = weigh(Example(text="The mayor owns a casino.").submission(), STRANGER, BOOK)

    assert verdict.status is Status.SPAM
    assert {"held_words", "blocked_words"} <= {signal.rule for signal in verdict.signals}


def test_an_empty_list_holds_nothing():
    assert weigh(Example().submission(), STRANGER, Book(mode=Mode.UNFLAGGED)).status is Status.APPROVED
