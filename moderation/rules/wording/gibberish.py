"""Letters that no language puts together."""

import re
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.letters import strangeness
from moderation.rules.linked import beside_links, foreign_links
from moderation.rules.rule import Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Kind, Signal, Submission

STRANGE = 2.0
"""From here on it is a word of no language: one in 15,000 of those tried is as strange."""

STRANGE_NAME = 2.4
"""From here on it is no name: names of firms and hosts put letters together that no word does."""

PART = re.compile(r"[^\W\d_]+")
EDGES = ".,;:!?…()[]{}«»“”‘’\"'*_"


@dataclass(frozen=True, kw_only=True)
class Gibberish(Rule):
    """A text, a name or a host of letters that no language puts together, such as “gvbfdxkqpt”.

    Robots send them to try out a form. Only long words in Latin script are looked at, and in the
    text only where they are a good part of it. Acronyms, numbers, code and what follows the host in
    an address are not meant.
    """

    title = N_("Gibberish")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(3, N_("Points"), low=0, high=20)
    share: int = param(30, N_("In the text from"), unit="%", low=1, high=100)

    flags = (
        "xkqzvwjtrp gvbfdxkqpt",
        Example(name="GvbfDxkqPt"),
        Example(website="https://gvbfdxkqpt.example/"),
        "https://gvbfdxkqpt.example/soup",
    )
    passes = (
        Example(name="Krzysztof Wojciechowski"),
        "Llanfairpwllgwyngyll, Ystradgynlais, Cwmbwrla!",
        "It printed gvbfdxkqpt and then asked for more soup.",
        "HTTPXMLJSQWB",
        "https://soups.example/gvbfdxkqpt",
        "9f6b562dd12ef7b1f9e2f8e6f2ab6477790a6594",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where the name, a host or a good part of the text is gibberish."""
        name, addresses = submission.author.name, {submission.author.website, submission.source}
        links = foreign_links(submission.text, facts.own_hosts)
        quotes = [
            *(part for part in PART.findall(name) if strangeness(part) >= STRANGE_NAME),
            *self.in_text(submission.text),
            *(url for url in sorted(addresses) if is_strange(host_of(url))),
            *(link.quote for link in links if is_strange(link.host)),
        ]
        if not quotes:
            return None
        return self.fires(N_("Letters that no language puts together"), quotes=quotes[:20])

    def in_text(self, text: str) -> list[str]:
        """The strange words of a text, where they fill the share of it; addresses aside."""
        words = [word.strip(EDGES) for word in beside_links(text).split()]
        strange = [word for word in words if not word.isupper() and strangeness(word) >= STRANGE]
        n_signs, n_strange = sum(map(len, words)), sum(map(len, strange))
        return strange if 100 * n_strange >= self.share * n_signs else []


def is_strange(host: str) -> bool:
    """Whether the part of a host that somebody chose is gibberish: `soups` of `www.soups.co.uk`."""
    labels = host.split(".")[:-1]
    chosen = next((label for label in reversed(labels) if len(label) > 3), "")
    parts = [] if chosen.startswith("xn--") else chosen.split("-")
    return any(strangeness(part) >= STRANGE_NAME for part in parts)
