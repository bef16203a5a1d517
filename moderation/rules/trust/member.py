"""The site's own people."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Status, Submission


@dataclass(frozen=True, kw_only=True)
class Member(Rule):
    """Publishes at once what a signed-in member of your site writes.

    A program with your token may write for a member too. A member's address that somebody merely
    typed into the form opens nothing.
    """

    title = N_("Member of the site")
    kinds = (Kind.COMMENT,)

    points: int = param(0, N_("Points"), low=-20, high=0)

    flags = (Example(member_id=7), Example(facts=replace(STRANGER, is_member=True)))
    passes = (Example(name="Mina", email="mina@example.org"),)

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Approval for a member whom the door has made sure of."""
        if submission.member_id is not None or facts.is_member:
            return self.outright(Status.APPROVED, N_("A member of this site"))
        return None
