"""Comments in quick succession from one place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from moderation.rules.example import NOON, Example
from moderation.rules.rule import Check, param
from moderation.words import N_, DoorFacts, Kind, Refusal, Submission


def ago(*seconds: int) -> tuple[datetime, ...]:
    """Receipts so many seconds before an example's noon."""
    return tuple(NOON - timedelta(seconds=n) for n in seconds)


@dataclass(frozen=True, kw_only=True)
class Flood(Check):
    """Asks a writer to wait who sends comment after comment, and says how long.

    One address or e-mail has to pause between two comments, and a whole neighbourhood of addresses
    may send only so many in a few minutes. Members, and programs with your token, are never asked.
    """

    title = N_("Flood")
    kinds = (Kind.COMMENT,)

    pause: int = param(15, N_("Between two comments"), unit=N_("seconds"), low=0, high=3_600)
    most: int = param(5, N_("At most"), unit=N_("comments"), low=1, high=1_000)
    minutes: int = param(10, N_("Within"), unit=N_("minutes"), low=1, high=1_440)

    flags = (
        Example(door=DoorFacts(by_sender=ago(14))),
        Example(door=DoorFacts(by_net=ago(60, 120, 180, 240, 599))),
    )
    passes = (
        Example(door=DoorFacts(by_sender=ago(15), by_net=ago(15, 120, 180, 240))),
        Example(door=DoorFacts(by_net=ago(60, 120, 180, 240, 600))),
        Example(door=DoorFacts(by_sender=ago(1), is_trusted=True)),
    )

    def refuse(self, submission: Submission, door: DoorFacts) -> Iterator[Refusal]:
        """A refusal with the seconds to wait, the longer of the two limits."""
        if not door.is_trusted:
            now = submission.received_at
            wait = max(self.sender_waits(now, door.by_sender), self.net_waits(now, door.by_net))
            if wait > 0:
                yield try_again(wait)

    def sender_waits(self, now: datetime, receipts: tuple[datetime, ...]) -> int:
        """Seconds until this sender may write again; 0 or less for at once."""
        return ceil(self.pause - seconds_since(receipts[0], now)) if receipts else 0

    def net_waits(self, now: datetime, receipts: tuple[datetime, ...]) -> int:
        """Seconds until this net may write again; 0 or less for at once."""
        if len(receipts) < self.most:
            return 0
        return ceil(60 * self.minutes - seconds_since(receipts[self.most - 1], now))


def seconds_since(then: datetime, now: datetime) -> float:
    """Seconds between two times; a receipt from a clock that runs ahead counts as now."""
    return max(0.0, (now - then).total_seconds())


def try_again(wait: int) -> Refusal:
    """What a writer in haste is told."""
    if wait < 120:
        one, many, n = N_("Please try again in {n} second."), N_("Please try again in {n} seconds."), wait
    else:
        one, many = N_("Please try again in {n} minute."), N_("Please try again in {n} minutes.")
        n = ceil(wait / 60)
    return Refusal(on="", why=one, many=many, values={"n": n}, retry_after=wait)
