"""Names and e-mails that belong to somebody else."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Status, Submission


@dataclass(frozen=True, kw_only=True)
class ImitatesMember(Rule):
    """Holds a comment that bears the name or the e-mail of a member of the site who is not signed in.

    It may be the member on another computer, or somebody who wants to be taken for one.
    """

    title = N_("Name of a member")
    kinds = (Kind.COMMENT,)

    points: int = param(0, N_("Points"), low=0, high=20)

    flags = (
        Example(facts=replace(STRANGER, imitates=("name",))),
        Example(facts=replace(STRANGER, imitates=("name", "email"))),
    )
    passes = (Example(), Example(member_id=1, facts=replace(STRANGER, is_member=True)))

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """A hold where name or e-mail is a member's."""
        if facts.imitates is None:
            return self.unknown(N_("The members’ names are not known"))
        if not facts.imitates:
            return None
        if "name" in facts.imitates:
            why, quotes = N_("The name of a member who is not signed in"), [submission.author.name]
        else:
            why, quotes = N_("The e-mail of a member who is not signed in"), []
        return self.outright(Status.PENDING, why, quotes=quotes)
