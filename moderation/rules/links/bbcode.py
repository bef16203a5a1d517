"""Links typed as forums have them."""

from dataclasses import dataclass

from moderation.rules.linked import links_meant
from moderation.rules.rule import Rule, param
from moderation.text.labelled import Way
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class Bbcode(Rule):
    """A link typed as in a forum: “[url=…]”. It does not work here; robots try it everywhere.

    What stands in code or in a quote does not count.
    """

    title = N_("Forum code")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(4, N_("Points"), low=0, high=20)

    flags = (
        "[url=https://pills.example/]pills[/url]",
        "[URL]pills.example/cheap[/URL]",
        "[link=https://pills.example/]pills[/link]",
    )
    passes = (
        "See [my soup](https://soups.example/leek).",
        "The parameter [url] must be encoded.",
        "[b]Thanks[/b]",
        "Use `[url=https://soups.example/]soup[/url]` in phpBB.",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for links in forum code."""
        links = links_meant(submission.text, facts.own_hosts)
        quotes = [link.quote for link in links if link.way is Way.CODE]
        if quotes:
            return self.fires(N_("A link in forum code, which robots type"), quotes=quotes[:20])
        return None
