"""What rules found, in words that can be learned: `+links` where one speaks against, `-known_author` for."""

from collections.abc import Iterable

from moderation.words import Signal, Status

LEARNER = "learned"
"""The rule that learns them; what it says itself teaches it nothing."""


def findings_of(signals: Iterable[Signal]) -> tuple[str, ...]:
    """Which rules spoke, and which way; what could not be checked is no finding."""
    spoke = (signal for signal in signals if signal.aim is not None and signal.rule != LEARNER)
    return tuple(f"{'-' if signal.aim is Status.APPROVED else '+'}{signal.rule}" for signal in spoke)
