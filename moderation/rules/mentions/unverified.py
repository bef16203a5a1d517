"""Mentions that mention nothing."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import MENTIONS, Rule, param
from moderation.words import N_, Facts, Kind, Sight, Signal, Status, Submission

UNLINKED = replace(STRANGER, sight=Sight(has_link=False))


@dataclass(frozen=True, kw_only=True)
class Unverified(Rule):
    """The page that is said to mention yours was looked at, and has no link to it.

    That costs a trackback points; a pingback or a webmention waits, whatever else speaks for it. A program
    with your token vouches for what it hands in.
    """

    title = N_("No link at the source")
    kinds = MENTIONS

    points: int = param(6, N_("Points of a trackback"), low=0, high=20)

    flags = (
        Example(kind=Kind.TRACKBACK, facts=UNLINKED),
        Example(kind=Kind.PINGBACK, facts=UNLINKED),
        Example(kind=Kind.WEBMENTION, facts=UNLINKED),
    )
    passes = (
        Example(kind=Kind.TRACKBACK),
        Example(kind=Kind.TRACKBACK, facts=replace(STRANGER, sight=Sight(has_link=True))),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points, or a hold, where we looked and found no link."""
        if facts.sight is None or facts.sight.has_link:
            return None
        why = N_("The source has no link to your page")
        if submission.kind is Kind.TRACKBACK:
            return self.fires(why)
        else:
            return self.fires(why, points=0).with_verdict(Status.PENDING)
