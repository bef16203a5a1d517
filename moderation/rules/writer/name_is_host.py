"""A name that is the address it links to."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class NameIsHost(Rule):
    """The name is the host of the writer's own website: “best-shoes.example”.

    A web address for a name already says that nobody was given it; that it is the writer's own says
    who is advertised, so these points come on top. “Julie Morel” with julie-morel.example is not meant.
    """

    title = N_("Name is the website")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(2, N_("Points"), low=0, high=20)

    flags = (
        Example(name="best-shoes.example", website="https://www.best-shoes.example/sale"),
        Example(name="http://Best-Shoes.example/", website="best-shoes.example"),
    )
    passes = (
        Example(name="Julie Morel", website="https://julie-morel.example/"),
        Example(name="best-shoes.example"),
        Example(name="soups.example", website="https://pots.example/"),
        Example(name="Mina", website=""),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for a name that is the website's host, however it is typed."""
        author = submission.author
        host = host_of(author.website)
        if "." in author.name and host and host_of(author.name) == host:
            return self.fires(N_("The name is the address of the website"), quotes=(author.name.strip(),))
        return None
