"""Addresses that do not say where they lead."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.hosts import is_under_one_of, shorteners
from moderation.rules.linked import foreign_links, words_beside_links
from moderation.rules.rule import Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Signal, Submission

SHORT = "Look at this soup, it is better: https://bit.ly/3xSoup"


@dataclass(frozen=True, kw_only=True)
class Shortener(Rule):
    """A link, or the website, goes through a service that shortens addresses: nobody sees where it leads.

    Half the points in a longer comment, whose writer has more to say than the link. Well-known
    services are built in, and you can add your own, one host a line.
    """

    title = N_("Shortened address")

    points: int = param(2, N_("Points"), low=0, high=20)
    long: int = param(20, N_("Half the points in texts over"), unit=N_("words"), low=1, high=10_000)
    hosts: tuple[str, ...] = param((), N_("Your own hosts"), shape="lines")

    flags = (
        SHORT,
        Example(website="http://tinyurl.com/soup88"),
        Example(text="See https://go.soups.example/1", setting={"hosts": ("soups.example",)}),
    )
    passes = (
        "Look at this soup: https://soups.example/leek",
        "I typed rabbit.ly and got nothing.",
        Example(text="See https://go.soups.example/1"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for an address on a shortener's host."""
        known = shorteners(self.hosts)
        links = foreign_links(submission.text, facts.own_hosts)
        quotes = [link.quote for link in links if is_under_one_of(link.host, known)]
        website = submission.author.website
        if is_under_one_of(host_of(website), known):
            quotes.append(website)
        if not quotes:
            return None
        is_long = words_beside_links(submission.text) > self.long
        return self.fires(
            N_("A shortened address does not say where it leads"),
            points=self.points // 2 if is_long else self.points,
            quotes=quotes[:20],
        )
