"""Links that lead elsewhere than they say."""

import unicodedata
from dataclasses import dataclass

from moderation.rules.hosts import is_same_site
from moderation.rules.linked import links_away
from moderation.rules.rule import Rule, param
from moderation.text.links import Link, links_of
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class HiddenLink(Rule):
    """The words to click on name another address than the link's, or there is nothing to click on.

    A link on a full stop is put there for search engines. This is about where the link leads; how it
    was typed is another rule's matter, and the points of both add up.
    """

    title = N_("Hidden link")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(3, N_("Points"), low=0, high=20)

    flags = (
        "See [www.soups.example](https://pills.example/).",
        'I agree with all of it<a href="https://pills.example/">.</a> Thanks!',
    )
    passes = (
        "See [my soup](https://soups.example/leek).",
        "See [soups.example](https://www.soups.example/leek) and https://pots.example/",
        "See [soups.example/…/leek](https://soups.example/winter/leek).",
        "See [👍](https://soups.example/leek), and how to [stop.it](https://soups.example/stop).",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where a link to somewhere else hides it."""
        links = links_away(submission.text, facts.own_hosts)
        unseen = [link.quote for link in links if is_unseen(link)]
        if unseen:
            return self.fires(N_("A link with nothing to click on"), quotes=unseen[:20])
        false = [link.quote for link in links if names_another_host(link)]
        if false:
            return self.fires(N_("A link leads elsewhere than its words say"), quotes=false[:20])
        return None


def is_unseen(link: Link) -> bool:
    """Whether the words to click on are only signs or blanks; with none at all it is a slip."""
    return link.label != "" and all(unicodedata.category(sign)[0] in "CMPZ" for sign in link.label)


def names_another_host(link: Link) -> bool:
    """Whether the words to click on are an address on another host than the link's."""
    label = link.label.strip()
    named = links_of(label)
    if not named or named[0].quote.split() != label.split()[:1] or " " in label:
        return False
    return not is_same_site(named[0].host, link.host)
