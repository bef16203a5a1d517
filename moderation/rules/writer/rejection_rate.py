"""Writers much of whose last comments were rejected."""

from dataclasses import dataclass, replace
from datetime import timedelta

from moderation.rules.example import NOON, STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Decided, Facts, Kind, Signal, Submission


def past(*, rejected: int, of: int, days: int = 1) -> Facts:
    """Somebody of whose last comments so many were rejected, all of them so many days ago."""
    at = NOON - timedelta(days=days)
    return replace(
        STRANGER, author_decided=tuple(Decided(at=at, is_rejected=n < rejected) for n in range(of))
    )


@dataclass(frozen=True, kw_only=True)
class RejectionRate(Rule):
    """Holds up somebody who writes what you keep rejecting, though it is no spam.

    Only what people decided counts, by name and e-mail together. This is the only rule that looks at
    rejections: they teach nothing else.
    """

    title = N_("Often rejected")
    kinds = (Kind.COMMENT,)

    points: int = param(3, N_("Points"), low=0, high=20)
    share: int = param(30, N_("From"), unit="%", low=1, high=100)
    least: int = param(5, N_("Of at least"), unit=N_("decided comments"), low=2, high=20)
    days: int = param(7, N_("Within"), unit=N_("days"), low=1, high=365)

    flags = (Example(facts=past(rejected=2, of=5)),)
    passes = (
        Example(),
        Example(facts=past(rejected=1, of=5)),
        Example(facts=past(rejected=4, of=4)),
        Example(facts=past(rejected=5, of=5, days=8)),
        Example(email="", facts=past(rejected=5, of=5)),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where the share of rejections is reached."""
        author = submission.author
        if not author.name.strip() or not author.email.strip():
            return None
        if facts.author_decided is None:
            return self.unknown(N_("What became of this author’s last comments is not known"))
        since = submission.received_at - timedelta(days=self.days)
        recent = [past.is_rejected for past in facts.author_decided if past.at >= since]
        rejected = sum(recent)
        if len(recent) < self.least or 100 * rejected < self.share * len(recent):
            return None
        return self.counts(
            rejected,
            N_("{n} of the last {all} comments of this author was rejected"),
            N_("{n} of the last {all} comments of this author were rejected"),
            all=len(recent),
        )
