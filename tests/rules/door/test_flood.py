"""Comments in quick succession."""

from datetime import timedelta

from moderation.rules.door.flood import Flood, ago
from moderation.rules.example import NOON, Example
from moderation.words import DoorFacts, Refusal


def refusal(door: DoorFacts, flood: Flood = Flood()) -> Refusal | None:  # noqa: B008 a frozen value
    """What somebody is told who writes at noon."""
    return next(flood.refuse(Example().submission(), door), None)


def test_a_sender_is_told_how_long_to_wait():
    told = refusal(DoorFacts(by_sender=ago(4, 300)))

    assert told is not None
    assert told.retry_after == 11
    assert told.many.format(**told.values) == "Please try again in 11 seconds."


def test_a_net_waits_until_the_oldest_of_its_comments_is_old_enough():
    told = refusal(DoorFacts(by_net=ago(10, 20, 30, 40, 300, 500)))

    assert told is not None
    assert told.retry_after == 300
    assert told.many.format(**told.values) == "Please try again in 5 minutes."


def test_the_longer_wait_is_told():
    told = refusal(DoorFacts(by_sender=ago(1), by_net=ago(1, 2, 3, 4, 5)))

    assert told is not None
    assert told.retry_after == 595


def test_a_clock_that_ran_ahead_keeps_nobody_waiting_longer():
    told = refusal(DoorFacts(by_sender=(NOON + timedelta(hours=3),)))

    assert told is not None
    assert told.retry_after == 15


def test_a_pause_of_nothing_asks_nobody_to_wait():
    assert refusal(DoorFacts(by_sender=ago(0)), Flood(pause=0)) is None
