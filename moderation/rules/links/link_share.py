"""How much of a text is links."""

from dataclasses import dataclass

from moderation.rules.linked import links_away
from moderation.rules.rule import Rule, param
from moderation.text.links import Link
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class LinkShare(Rule):
    """More than the given share of the text stands inside links.

    It comes switched off: short comments with one long address are written by readers as often as by
    advertisers.
    """

    title = N_("Share of links")
    kinds = (Kind.COMMENT,)

    on: bool = param(False, N_("On"))
    points: int = param(2, N_("Points"), low=0, high=20)
    share: int = param(40, N_("Share of the text over"), unit="%", low=1, high=99)

    flags = ("Soup: https://soups.example/leek", "[cheap pills and more pills](https://pills.example/) now")
    passes = (
        "I cooked it with leeks, onions and a little cream, as they do it here: https://soups.example/",
        "No link at all.",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where links fill more than the share of a text as it is read."""
        links = links_away(submission.text, facts.own_hosts)
        if not links:
            return None
        inside = sum(n_signs(shown(link)) for link in links)
        beside = n_signs(submission.text) - sum(n_signs(link.quote) for link in links)
        share = 100 * inside // max(1, inside + beside)
        if share <= self.share:
            return None
        quotes = [link.quote for link in links][:20]
        return self.fires(N_("Links fill much of the text ({share} %)"), share=share, quotes=quotes)


def shown(link: Link) -> str:
    """What a reader sees of a link."""
    return link.label or link.quote


def n_signs(text: str) -> int:
    """The length of a text without its white space."""
    return len("".join(text.split()))
