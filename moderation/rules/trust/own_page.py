"""The site's own pages."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import VERIFIED, Rule, param
from moderation.words import N_, Facts, Kind, Sight, Signal, Status, Submission

OWN = replace(STRANGER, is_own_source=True, sight=Sight(has_link=True))


@dataclass(frozen=True, kw_only=True)
class OwnPage(Rule):
    """Publishes at once that one of your own pages mentions another.

    The page has to lie under the address of your site, or of one of its other names, and really to link.
    """

    title = N_("Your own page")
    kinds = VERIFIED

    points: int = param(0, N_("Points"), low=-20, high=0)

    flags = (Example(kind=Kind.PINGBACK, facts=OWN),)
    passes = (
        Example(kind=Kind.PINGBACK),
        Example(kind=Kind.TRACKBACK, facts=OWN),
        Example(kind=Kind.PINGBACK, facts=replace(OWN, is_own_source=False)),
        Example(kind=Kind.PINGBACK, facts=replace(OWN, sight=Sight(has_link=False))),
        Example(kind=Kind.PINGBACK, facts=replace(OWN, sight=None)),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Approval for a page of the site on which we saw the link."""
        if facts.is_own_source and facts.sight is not None and facts.sight.has_link:
            return self.outright(Status.APPROVED, N_("A page of your own site"))
        return None
