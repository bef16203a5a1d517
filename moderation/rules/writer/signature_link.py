"""A link under one's name at the end."""

import re
import unicodedata
from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.linked import links_away
from moderation.rules.rule import Rule, param
from moderation.text.fold import fold, words_of
from moderation.text.links import Link, unicode_host
from moderation.words import N_, Facts, Kind, Signal, Submission

FARTHEST = 300
"""Names of the end of a text are looked for in so many signs before its last link."""
MOST_WORDS = 2
"""A host of more words is a keyword string, not somebody's name; “Jean-Pierre” is one word."""
BREAK = re.compile(r"[\n\r]+|[–—―~]+|(?<!\S)-+|[.!?…]+(?=\s)")
"""After these a name stands by itself: the end of a line or a sentence, or a dash."""
UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ø": "oe", "å": "aa"}
)
"""As they are written where they cannot be typed; ß becomes ss when it is folded."""


@dataclass(frozen=True, kw_only=True)
class SignatureLink(Rule):
    """The text ends with the writer's name and a link, though there is a field for the website.

    The name stands by itself before the link, or is what one clicks on: “Hi Mina” is a greeting. Somebody
    whose site bears the same name (“Zoé Müller” and zoe-mueller.example) is not meant, unless the name
    has more than two words. Links to your own site do not count.
    """

    title = N_("Signed with a link")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(3, N_("Points"), low=0, high=20)

    flags = (
        Example(name="Pots and Pans", text="So true!\n\nPots and Pans\nhttps://kitchen.example/"),
        Example(
            name="Cheap Car Insurance",
            text="Nice.\nCheap Car Insurance\nhttps://cheap-car-insurance.example/",
        ),
        Example(name="pots & pans", text="So true! [Pots & Pans](https://kitchen.example/)."),
    )
    passes = (
        Example(name="Mina", text="I am Mina, and I cooked it like this: https://soups.example/leek"),
        Example(name="Mina", text="See https://soups.example/leek\n\nMina"),
        Example(name="Mina K.", text="So true!\nMina K.\nhttps://www.mina-k.example/"),
        Example(name="Mina", text="Hi Mina https://soups.example/leek"),
        Example(name="Mina", text="So true! Mina", website="https://soups.example/"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for a last link that the writer's name stands on or before."""
        name = words_of(submission.author.name)
        links = links_away(submission.text, facts.own_hosts)
        if not name or not links:
            return None
        last = links[-1]
        before, _, after = submission.text.rpartition(last.quote)
        if words_of(after) or not signs(name, last, before[-FARTHEST:]):
            return None
        if is_named_so(last.host, submission.author.name):
            return None
        return self.fires(N_("Signed with a name and a link"), quotes=(last.quote,))


def is_named_so(host: str, name: str) -> bool:
    """Whether a host bears the name of a person: whole labels of it, and no more than two words."""
    own = {joined(spelled) for spelled in spellings(name)}
    labels = (label for label in unicode_host(host).split(".")[:-1])
    return len(name.split()) <= MOST_WORDS and any(joined(s) in own for x in labels for s in spellings(x))


def spellings(name: str) -> tuple[str, str]:
    """A name with its umlauts as bare letters, and as two (ü, ue)."""
    return name, unicodedata.normalize("NFC", name).translate(UMLAUTS)


def joined(name: str) -> str:
    """The letters of a name as a host has them, without spaces and signs."""
    return "".join(sign for sign in fold(name) if sign.isalnum())


def signs(name: tuple[str, ...], link: Link, before: str) -> bool:
    """Whether a name is what one clicks on, or stands by itself before the link."""
    starts = [0, *(found.end() for found in BREAK.finditer(before))]
    return words_of(link.label) == name or any(words_of(before[at:]) == name for at in starts)
