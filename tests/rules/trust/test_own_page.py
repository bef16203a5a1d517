"""One page of the site mentions another."""

from dataclasses import replace

import pytest

from moderation.rules.book import parse
from moderation.rules.example import Example
from moderation.rules.trust.own_page import OWN
from moderation.rules.verdict import weigh
from moderation.words import Kind, Sight, Status

MENTION = Example(kind=Kind.WEBMENTION, name="Casino soup", source="https://blog.example/7")
BOOK = parse({"mode": "never", "rules": {"blocked_words": {"words": ["casino"]}}})


def test_a_page_of_one_s_own_is_published_before_all_else():
    verdict = weigh(MENTION.submission(), OWN, BOOK)

    assert (verdict.status, verdict.flagged) == (Status.APPROVED, False)
    assert {"own_page", "blocked_words"} <= {signal.rule for signal in verdict.signals}


@pytest.mark.parametrize("sight", [None, Sight(has_link=False)])
def test_an_address_of_one_s_own_that_was_not_seen_to_link_opens_nothing(sight):
    facts = replace(OWN, sight=sight)

    verdict = weigh(MENTION.submission(), facts, BOOK)

    assert verdict.status is Status.SPAM


def test_a_trackback_in_the_name_of_a_page_of_one_s_own_waits():
    trackback = replace(MENTION, kind=Kind.TRACKBACK, name="Soup")

    assert weigh(trackback.submission(), OWN, BOOK).status is Status.PENDING
