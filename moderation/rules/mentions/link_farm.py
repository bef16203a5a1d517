"""Pages that are made of links."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import MENTIONS, Rule, param
from moderation.words import N_, Facts, Kind, Sight, Signal, Submission


def seen(*, is_hidden: bool = False, outgoing: int = 1, to_us: int = 1) -> Example:
    """A webmention at whose source we saw this."""
    sight = Sight(has_link=True, is_hidden=is_hidden, outgoing=outgoing, to_us=to_us)
    return Example(kind=Kind.WEBMENTION, facts=replace(STRANGER, sight=sight))


@dataclass(frozen=True, kw_only=True)
class LinkFarm(Rule):
    """The page that mentions yours links to very many places, to many of your pages, or hides the link.

    Link farms copy what they find, to be linked in return.
    """

    title = N_("Link farm")
    kinds = MENTIONS

    points: int = param(3, N_("Points"), low=0, high=20)
    outgoing: int = param(100, N_("Links to other hosts over"), low=1, high=10_000)
    to_us: int = param(5, N_("Links to your site over"), low=1, high=1000)

    flags = (seen(outgoing=101), seen(to_us=6), seen(is_hidden=True))
    passes = (Example(kind=Kind.WEBMENTION), seen(outgoing=100, to_us=5))

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for the plainest of what is wrong with the source."""
        sight = facts.sight
        if sight is None:
            return None
        if sight.is_hidden:
            return self.fires(N_("The source hides the link to your page from its readers"))
        if sight.to_us > self.to_us:
            return self.fires(N_("The source links to {count} addresses of your site"), count=sight.to_us)
        if sight.outgoing > self.outgoing:
            return self.fires(
                N_("The source links to {count} addresses on other hosts"), count=sight.outgoing
            )
        return None
