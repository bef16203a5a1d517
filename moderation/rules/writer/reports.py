"""Comments that readers report."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Signal, Status, Submission


@dataclass(frozen=True, kw_only=True)
class Reports(Rule):
    """Holds a published comment again that several readers have reported, until one of you has looked at it.

    Readers have a link for that under each comment but those of your members. Each net of addresses counts
    once, and what was reported before one of you decided on the comment counts no more. Approve it again, or
    undo the hold, and further reports do nothing to it: nobody can report away what you want to keep. Nor can
    a crowd empty your pages: only so many comments a day are held in this way.
    """

    title = N_("Reported by readers")

    points: int = param(0, N_("Points"), low=0, high=20)
    readers: int = param(3, N_("From"), unit=N_("readers"), low=1, high=50)
    a_day: int = param(10, N_("Held in this way at most"), unit=N_("a day"), low=1, high=1000)

    flags = (
        Example(facts=replace(STRANGER, reports=3)),
        Example(facts=replace(STRANGER, reports=1), setting={"readers": 1}),
    )
    passes = (
        Example(),
        Example(facts=replace(STRANGER, reports=2)),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """A hold from so many reports on."""
        if facts.reports is None:
            return self.unknown(N_("Whether readers reported this is not known"))
        if facts.reports < self.readers:
            return None
        signal = self.counts(facts.reports, N_("{n} reader reported this"), N_("{n} readers reported this"))
        return signal.with_verdict(Status.PENDING)
