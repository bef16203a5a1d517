"""What rules found, in words that can be learned: `+links` where one speaks against, `-known_author` for."""

from collections.abc import Iterable

from moderation.words import Signal, Status

LEARNER = "learned"
"""The rule that learns them; what it says itself teaches it nothing."""


def findings_of(signals: Iterable[Signal]) -> tuple[str, ...]:
    """Which rules spoke, and which way; what could not be checked is no finding."""
    return tuple(
        f"{way(signal)}{signal.rule}" for signal in signals if way(signal) and signal.rule != LEARNER
    )


def way(signal: Signal) -> str:
    """`+` where a signal speaks against a comment, `-` where it speaks for it, else empty."""
    if signal.points > 0 or signal.verdict not in (None, Status.APPROVED):
        return "+"
    return "-" if signal.points < 0 or signal.verdict is Status.APPROVED else ""
