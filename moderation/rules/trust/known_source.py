"""Pages whose mentions were approved before."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import VERIFIED, Rule, param
from moderation.words import N_, Facts, Kind, Signal, Submission

KNOWN = replace(STRANGER, source_approved=1)


@dataclass(frozen=True, kw_only=True)
class KnownSource(Rule):
    """Speaks for a mention from a blog, or by an author, of whom you approved mentions before.

    On hosts where everybody has pages only the same account counts. The first mention from there that you
    call spam ends it.
    """

    title = N_("Known source")
    kinds = VERIFIED

    points: int = param(-3, N_("Points"), low=-20, high=0)
    approved: int = param(1, N_("Approved before"), unit=N_("mentions"), low=1, high=100)

    flags = (
        Example(kind=Kind.PINGBACK, facts=KNOWN),
        Example(kind=Kind.WEBMENTION, facts=replace(KNOWN, source_approved=2), setting={"approved": 2}),
    )
    passes = (
        Example(facts=KNOWN),
        Example(kind=Kind.TRACKBACK, facts=KNOWN),
        Example(kind=Kind.PINGBACK),
        Example(kind=Kind.PINGBACK, facts=KNOWN, setting={"approved": 2}),
        Example(kind=Kind.PINGBACK, facts=replace(KNOWN, source_spam=1)),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Trust for a place or an author with enough approved mentions and no spam."""
        if facts.source_approved is None or facts.source_spam is None:
            return self.unknown(N_("What came from this source before is not known"))
        if facts.source_approved < self.approved or facts.source_spam:
            return None
        return self.counts(
            facts.source_approved,
            N_("{n} mention by this source or author was approved before"),
            N_("{n} mentions by this source or author were approved before"),
        )
