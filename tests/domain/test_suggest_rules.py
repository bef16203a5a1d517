"""Authors to trust, wrong rules, thresholds and idle lines: suggested where the past supports it."""

import pytest

from moderation.domain.comparison import Move
from moderation.domain.gather import LEAST
from moderation.domain.proposal import Change, What
from moderation.store import tallies
from moderation.store.db import writing
from moderation.words import Status
from tests.factories import the_site, tick
from tests.lists import WORDS, found_by, put
from tests.offers import aged, by_one, genuine, held_and_approved, opened, shouted, spam, the
from tests.past import LOUD, changed_rules, decided

HELD_BY_FOUR = {"rules": {"shouting": {"on": True, "points": 4}, "honeypot": {"points": 20}}}


# Trust


def test_whom_people_always_approve_and_rules_hold_is_to_be_trusted(app):
    held_and_approved()

    told = the(What.TRUST)

    assert told.change == Change(on="trusted.who", new=["lea@mail.example"], gone=[])
    assert (told.row.evidence["n"], told.row.evidence["held"]) == (LEAST, LEAST)
    assert told.effect.moved == {Move.FREED: LEAST}


@pytest.mark.parametrize("status", ["spam", "rejected"])
def test_one_unwanted_comment_speaks_against_trust(app, status):
    held_and_approved()
    decided(status, name="Somebody", email="LEA@mail.example")

    assert opened(What.TRUST) == []


def test_whom_no_rule_holds_needs_no_trust(app):
    by_one(2 * LEAST, status="approved")

    assert opened(What.TRUST) == []


# A rule that is wrong


def hits(rule: str, spam: int, approved: int) -> None:
    """What people decided of what a rule found lately."""
    now = tick()
    with writing() as session:
        for status, n in ((Status.SPAM, spam), (Status.APPROVED, approved)):
            key = the_site().id, tallies.HITS[Status.SPAM], f"{now:%Y-%m-%d} {rule}", status
            tallies.add(session, key, n, now)


def test_a_rule_that_is_more_often_wrong_than_right_is_to_count_less(app):
    held_and_approved(20)

    told = the(What.WRONG_RULE)

    assert told.row.evidence["rule"] == "shouting"
    assert (told.row.evidence["confirmed"], told.row.evidence["decided"]) == (0, 20)
    assert told.change.values == (("rules.shouting.points", 5, 2),)
    assert told.effect.moved == {Move.FREED: 20}


def test_a_rule_that_is_right_as_often_or_seldom_asked_is_none(app):
    held_and_approved(19)
    hits("honeypot", 10, 10)

    assert opened(What.WRONG_RULE) == []


def test_where_fewer_points_help_nobody_the_rule_is_to_be_off(app):
    changed_rules(
        the_site(), {"hold_from": 1, **LOUD, "rules": {**LOUD["rules"], "known_author": {"on": False}}}
    )
    for n in range(20):
        decided("approved", text=shouted(n))

    assert the(What.WRONG_RULE).change.values == (("rules.shouting.on", True, False),)


def test_a_wrong_rule_that_stops_more_than_it_hinders_stays(app):
    held_and_approved(5)
    for n in range(6):
        decided("spam", text=shouted(100 + n))
    hits("shouting", 0, 20)

    assert opened(What.WRONG_RULE) == []


# A threshold


def test_a_threshold_that_frees_genuine_comments_and_no_spam_is_suggested(app):
    changed_rules(the_site(), HELD_BY_FOUR)
    genuine()
    spam(LEAST, honeypot="x")
    for n in range(3):
        decided("approved", text=shouted(n))

    told = the(What.THRESHOLD)

    assert told.change.values == (("hold_from", 4, 5),)
    assert told.effect.moved == {Move.FREED: 3}
    assert len(told.examples) == 3


def test_not_where_one_spam_comment_would_come_through(app):
    changed_rules(the_site(), HELD_BY_FOUR)
    genuine()
    spam(LEAST, honeypot="x")
    for n in range(3):
        decided("approved", text=shouted(n))
    decided("spam", text=shouted(100))

    assert opened(What.THRESHOLD) == []


def test_two_comments_are_too_few_for_another_threshold(app):
    changed_rules(the_site(), HELD_BY_FOUR)
    genuine()
    spam(LEAST, honeypot="x")
    for n in range(2):
        decided("approved", text=shouted(n))

    assert opened(What.THRESHOLD) == []


def test_a_threshold_that_catches_more_spam_and_holds_nobody_is_suggested(app):
    changed_rules(the_site(), {"rules": {"shouting": {"on": True, "points": 3}}})
    genuine()
    for n in range(LEAST):
        decided("spam", text=shouted(n))

    told = the(What.THRESHOLD)

    assert told.change.values == (("hold_from", 4, 3),)
    assert told.effect.moved == {Move.CAUGHT: LEAST}


# Lines that find nothing


def test_old_lines_that_never_hit_are_to_go(app):
    put("casino", "bingo", "poker")
    found_by("bingo")
    aged()
    decided("approved")

    told = the(What.IDLE_LINES)

    assert told.row.evidence == {"list": WORDS, "n": 2, "lines": ["casino", "poker"]}
    assert told.change == Change(on=WORDS, gone=["casino", "poker"], new=[])


def test_young_lines_may_still_hit_and_so_may_those_of_a_rule_that_is_off(app):
    put("casino")
    put("dan@mail.example", name="blocked_author.quiet")
    decided("approved")
    assert opened(What.IDLE_LINES) == []
    aged()
    changed_rules(the_site(), {"rules": {"blocked_author": {"on": False}}})

    assert the(What.IDLE_LINES).change.on == WORDS


def test_a_line_that_would_have_hit_before_it_was_counted_is_not_idle(app):
    decided("spam", text="The best casino in town")
    put("casino", "bingo")
    aged()

    assert list(the(What.IDLE_LINES).change.gone) == ["bingo"]


def test_whom_one_trusts_is_no_idle_line(app):
    put("lea@mail.example", name="trusted.who")
    aged()
    decided("approved")

    assert opened(What.IDLE_LINES) == []
