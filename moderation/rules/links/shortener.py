"""Addresses that do not say where they lead."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.rules.hosts import is_under_one_of, shorteners
from moderation.rules.linked import foreign_links, words_beside_links
from moderation.rules.rule import Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Signal, Submission

SHARED = frozenset({"maps.app.goo.gl", "photos.app.goo.gl"})
"""What people share from an application, which leads into that application."""

MAPS = re.compile(r"(?:https?://)?(?:www\.)?goo\.gl/(?:maps|photos)/", re.IGNORECASE)
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
        "We ate here: https://maps.app.goo.gl/3xSoup",
        "Look at this soup: https://soups.example/leek",
        "I typed rabbit.ly and got nothing.",
        Example(text="See https://go.soups.example/1"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for an address on a shortener's host."""
        known = shorteners(self.hosts)
        links = foreign_links(submission.text, facts.own_hosts)
        quotes = [link.quote for link in links if is_short(link.url, known)]
        named = (submission.author.website, submission.source)
        quotes += [address for address in named if is_short(address, known)]
        is_long = words_beside_links(submission.text) > self.long
        points = self.points // 2 if is_long else self.points
        if not quotes or not points:
            return None
        return self.fires(
            N_("A shortened address does not say where it leads"), points=points, quotes=quotes[:20]
        )

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Lines that name no host, and so could never be found."""
        for line in self.hosts:
            if "." not in host_of(line):
                why = N_("“{line}” is no host such as go.example.com.")
                yield Problem(on="hosts", why=why, values={"line": line[:60]})


def is_short(url: str, known: frozenset[str]) -> bool:
    """Whether an address is on one of these hosts, and does not say by its own form what it leads to."""
    host = host_of(url)
    if not is_under_one_of(host, known):
        return False
    return not is_under_one_of(host, SHARED) and not MAPS.match(url)
