"""A name that nobody was given."""

import re
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.phrases import phrases, words_with_places
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Kind, Signal, Submission

DOMAIN = re.compile(
    r"(?:https?://|www\.)\S+|(?<![a-z0-9.@_-])[a-z0-9-]{2,}\.(?:com|org|info|biz|shop|store|online|site|xyz|top|club|fr|de|nl|co\.uk)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class AuthorIsAd(Rule):
    """The name is what is advertised: “Cheap Car Insurance”, “Serrurier Paris 15”, “best-shoes.example.com”.

    Advertisers put their keywords into the name, under one polite sentence. Words of trade in several
    languages are built in, and you can add your own, one a line; “*” stands for any one word. The
    title of a page that mentions yours is not looked at.
    """

    title = N_("Name is an advertisement")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(4, N_("Points"), low=0, high=20)
    domain_points: int = param(3, N_("Points for a web address"), low=0, high=20)
    most: int = param(4, N_("Only names of at most"), unit=N_("words"), low=1, high=20)
    words: tuple[str, ...] = param((), N_("Your own phrases"), shape="lines")

    flags = (
        Example(name="Cheap Car Insurance"),
        Example(name="Immobilien kaufen"),
        Example(name="Serrurier Paris 15"),
        Example(name="www.best-shoes.com"),
    )
    passes = (
        Example(name="Anne de Rozières"),
        Example(name="CWM Consulting"),
        Example(name="The Angry Gardener"),
        Example(name="Cheap Car Insurance", kind=Kind.PINGBACK),
        Example(name="https://www.soups.com/7", source="https://www.soups.com/7", kind=Kind.TRACKBACK),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for a short name that holds a domain or an advertiser's phrase."""
        name = submission.author.name
        if submission.source and submission.source.startswith(name):
            return None  # the address of a trackback stands for the title that it did not give
        domain = DOMAIN.search(name)
        if domain:
            return self.fires(N_("The name is a web address"), points=self.domain_points, quotes=(domain[0],))
        if len(words_with_places(name)) > self.most:
            return None
        hits = phrases(self.key, self.words).find(name)
        if not hits:
            return None
        return self.fires(N_("The name is an advertisement"), quotes=[hit.quote for hit in hits])
