"""A fingerprint tells which rules would say the same again, and hangs on nothing else."""

from typing import Any

import pytest

from moderation.rules.book import Book, parse
from moderation.rules.fingerprint import ruling_of


def other_than_shipped(change: dict[str, Any]) -> set[str]:
    """The rules whose fingerprint a change of the shipped rules changes."""
    shipped, changed = ruling_of(Book()), ruling_of(parse(change))
    assert (shipped.digest == changed.digest) is (shipped.prints == changed.prints)
    return {key for key in shipped.prints if shipped.prints[key] != changed.prints[key]}


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, set()),
        ({"mode": "never", "hold_from": 2, "spam_from": 20}, set()),
        ({"rules": {"links": {"points": 3}}}, {"links"}),
        ({"rules": {"links": {"on": False}}}, {"links"}),
        ({"rules": {"shouting": {"share": 70}}}, set()),
        ({"rules": {"trusted": {"who": ["ann@mail.example"]}}}, {"trusted"}),
        ({"rules": {"trusted": {"who": ["a.example"]}}}, {"trusted", "links"}),
        ({"rules": {"trusted": {"exceptions": ["links: a.example"]}}}, {"trusted", "links"}),
        ({"rules": {"blocked_words": {"words": [{"text": "casino"}]}}}, {"blocked_words"}),
    ],
)
def test_only_rules_that_would_say_something_else_have_another(change, rules):
    assert other_than_shipped(change) == rules


def test_the_sites_own_shorteners_are_looked_at_by_more_than_one_rule():
    assert {"shortener", "spam_history"} <= other_than_shipped(
        {"rules": {"shortener": {"hosts": ["a.example"]}}}
    )


def test_a_rule_that_is_off_says_nothing_by_whatever_setting():
    assert ruling_of(Book()).prints["shouting"] == ""


def test_the_same_rules_have_the_same_ruling():
    assert ruling_of(Book()) == ruling_of(parse({"hold_from": 3}))
