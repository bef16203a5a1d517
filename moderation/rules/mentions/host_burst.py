"""Hosts that mention much at once."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.hosts import is_everybodys
from moderation.rules.rule import MENTIONS, Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Kind, Signal, Submission

BURST = replace(STRANGER, host_burst=2)
FARM = "https://farm.example/7"


@dataclass(frozen=True, kw_only=True)
class HostBurst(Rule):
    """Many mentions within an hour from one host, from which you have approved nothing yet.

    Hosts where everybody has pages are not meant, nor is your own site.
    """

    title = N_("Many mentions at once")
    kinds = MENTIONS

    points: int = param(3, N_("Points"), low=0, high=20)
    mentions: int = param(3, N_("From"), unit=N_("mentions within an hour"), low=2, high=100)

    flags = (Example(kind=Kind.WEBMENTION, source=FARM, facts=BURST),)
    passes = (
        Example(kind=Kind.WEBMENTION, source=FARM),
        Example(kind=Kind.WEBMENTION, source=FARM, facts=replace(BURST, host_burst=1)),
        Example(kind=Kind.WEBMENTION, source=FARM, facts=replace(BURST, source_approved=1)),
        Example(kind=Kind.WEBMENTION, source=FARM, facts=replace(BURST, is_own_source=True)),
        Example(kind=Kind.WEBMENTION, source="https://brid.gy/like/7", facts=BURST),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where this one is one of too many by a host that nobody knows."""
        if facts.host_burst is None or facts.source_approved is None:
            return self.unknown(N_("How much its host mentioned within the hour is not known"))
        n, host = facts.host_burst + 1, host_of(submission.source)
        if n < self.mentions or facts.source_approved or facts.is_own_source or is_everybodys(host):
            return None
        return self.fires(N_("{count} mentions by {host} within an hour"), count=n, host=host)
