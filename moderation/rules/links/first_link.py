"""A link in what may be somebody's first comment."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.linked import (
    foreign_links,
    is_named_only,
    is_picture,
    seeks_audience,
    words_beside_links,
)
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Submission

LINKED = "I cooked it like this: https://soups.example/leek"


@dataclass(frozen=True, kw_only=True)
class FirstLink(Rule):
    """A link in a comment by somebody who has no approved comment here yet.

    Weighs more where there is hardly a word beside the link, unless that shows a picture or only names a
    host (“what about soups.example?”), and where it leads to a page on which people want to be followed,
    listened to or paid, such as facebook.com or gofundme.com. Links to your own site do not count, nor does
    the website field.
    """

    title = N_("Link from a stranger")
    kinds = (Kind.COMMENT,)

    points: int = param(2, N_("Points"), low=0, high=20)
    bare_points: int = param(4, N_("Points for a link and hardly a word"), low=0, high=20)
    audience_points: int = param(4, N_("Points for a link to a page to be followed or paid"), low=0, high=20)
    words: int = param(3, N_("Hardly a word is under"), unit=N_("words"), low=0, high=100)

    flags = (
        LINKED,
        "https://soups.example/leek Wow!",
        "I cook for a good cause, have a look: https://www.gofundme.com/soup",
    )
    passes = (
        Example(website="https://soups.example/"),
        Example(text=LINKED, facts=replace(STRANGER, author_approved=1)),
        Example(text=LINKED, facts=replace(STRANGER, own_hosts=("soups.example",))),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for a stranger's link to somewhere else."""
        links = foreign_links(submission.text, facts.own_hosts)
        if not links or facts.author_approved:
            return None
        if facts.author_approved is None:
            return self.unknown(N_("Whether the author of this link had comments approved is not known"))
        quotes = [link.quote for link in links][:20]
        are_unsaid = any(not is_named_only(link) and not is_picture(link) for link in links)
        if are_unsaid and words_beside_links(submission.text) < self.words:
            why = N_("Hardly a word beside a link, and no approved comment by this author yet")
            return self.fires(why, points=self.bare_points, quotes=quotes)
        seeking = [link.quote for link in links if seeks_audience(link)][:20]
        if seeking:
            why = N_("A link to a page to be followed or paid, and no approved comment by this author yet")
            return self.fires(why, points=self.audience_points, quotes=seeking)
        return self.fires(N_("A link, and no approved comment by this author yet"), quotes=quotes)
