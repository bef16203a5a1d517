"""Links typed as HTML."""

from dataclasses import dataclass

from moderation.rules.linked import links_meant, words_beside_links
from moderation.rules.rule import Rule, param
from moderation.text.labelled import Way
from moderation.text.links import Link, links_of
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class TypedHtml(Rule):
    """A short comment with a link typed as “<a href=…>”, which does not work here.

    Robots type it everywhere. So do readers who are used to blogs where it works, but they have more
    to say than the link. An address as the words to click on does not count: some editors make it so. Nor
    does what stands in code or in a quote.
    """

    title = N_("Typed HTML")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(1, N_("Points"), low=0, high=20)
    short: int = param(20, N_("Only texts of at most"), unit=N_("words"), low=1, high=10_000)

    flags = (
        'Nice. <a href="https://pills.example/">Pills</a>',
        "<A class=x HREF=https://pills.example/>Pills",
    )
    passes = (
        'Write `<a href="https://soups.example/">soup</a>` there.',
        "See [my soup](https://soups.example/leek).",
        "Put it between <a> and </a>, then <b>stir</b>: 3 < 4.",
        'It is at <a href="https://soups.example/leek">soups.example/leek</a>',
        'It burns if you stir late. <a href="https://soups.example/leek">The other recipe</a> starts with'
        " cold water, adds the cream at the end, and takes twenty minutes less than yours does.",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for links in HTML beside few words."""
        links = links_meant(submission.text, facts.own_hosts)
        quotes = [link.quote for link in links if is_typed(link)]
        if quotes and words_beside_links(submission.text) <= self.short:
            return self.fires(N_("Little more than a link typed as HTML"), quotes=quotes[:20])
        return None


def is_typed(link: Link) -> bool:
    """Whether a link is HTML with words to click on."""
    return link.way is Way.HTML and not links_of(link.label)
