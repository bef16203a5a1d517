"""Readers whose comments were approved before."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from moderation.rules.example import NOON, STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Submission

REGULAR = replace(STRANGER, author_approved=2, author_last_approved_at=NOON - timedelta(days=40))


@dataclass(frozen=True, kw_only=True)
class KnownAuthor(Rule):
    """Speaks for somebody who had comments approved here before, by name and e-mail together.

    Two by default, so that one overlooked advertiser does not open the door. The first comment of
    theirs that you call spam ends it.
    """

    title = N_("Known author")
    kinds = (Kind.COMMENT,)

    points: int = param(-3, N_("Points"), low=-20, high=0)
    approved: int = param(2, N_("Approved before"), unit=N_("comments"), low=1, high=100)
    months: int = param(0, N_("The last one within (0: at any time)"), unit=N_("months"), low=0, high=120)

    flags = (Example(facts=REGULAR), Example(facts=REGULAR, setting={"months": 2}))
    passes = (
        Example(),
        Example(email="", facts=REGULAR),
        Example(facts=replace(REGULAR, author_approved=1)),
        Example(facts=replace(REGULAR, author_spam=1)),
        Example(facts=REGULAR, setting={"months": 1}),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Trust for name and e-mail with enough approved comments and no spam."""
        author = submission.author
        if not author.name.strip() or not author.email.strip():
            return None
        if facts.author_approved is None or facts.author_spam is None:
            return self.unknown(N_("What this author wrote before is not known"))
        is_regular = facts.author_approved >= self.approved and not facts.author_spam
        if not is_regular or not self.is_recent(submission, facts):
            return None
        return self.counts(
            facts.author_approved,
            N_("{n} comment of this author was approved before"),
            N_("{n} comments of this author were approved before"),
        )

    def is_recent(self, submission: Submission, facts: Facts) -> bool:
        """Whether the last approval is recent enough; one whose time is not known is not."""
        if not self.months:
            return True
        last = facts.author_last_approved_at or datetime.min.replace(tzinfo=submission.received_at.tzinfo)
        return submission.received_at - last <= timedelta(days=30 * self.months)
