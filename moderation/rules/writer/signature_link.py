"""A link under one's name at the end."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.linked import links_away
from moderation.rules.rule import Rule, param
from moderation.text.fold import words_of
from moderation.text.links import Link
from moderation.words import N_, Facts, Kind, Signal, Submission

FARTHEST = 300
"""Names of the end of a text are looked for in so many signs before its last link."""


@dataclass(frozen=True, kw_only=True)
class SignatureLink(Rule):
    """The text ends with the writer's name and a link, though there is a field for the website.

    The name stands before the link or is what one clicks on. Somebody whose site bears the same name
    (“Mina” and mina.example) is not meant, and links to your own site do not count.
    """

    title = N_("Signed with a link")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(3, N_("Points"), low=0, high=20)

    flags = (
        Example(name="Pots and Pans", text="So true!\n\nPots and Pans\nhttps://kitchen.example/"),
        Example(name="pots & pans", text="So true! [Pots & Pans](https://kitchen.example/)."),
    )
    passes = (
        Example(name="Mina", text="I am Mina, and I cooked it like this: https://soups.example/leek"),
        Example(name="Mina", text="See https://soups.example/leek\n\nMina"),
        Example(name="Mina K.", text="So true!\nMina K.\nhttps://www.mina-k.example/"),
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
        if words_of(after) or is_named_so(last.host, name) or not signs(name, last, before[-FARTHEST:]):
            return None
        return self.fires(N_("Signed with a name and a link"), quotes=(last.quote,))


def is_named_so(host: str, name: tuple[str, ...]) -> bool:
    """Whether a host bears the name."""
    return "".join(name) in "".join(sign for sign in host if sign.isalnum())


def signs(name: tuple[str, ...], link: Link, before: str) -> bool:
    """Whether a name is what one clicks on, or the last words before the link."""
    return words_of(link.label) == name or words_of(before)[-len(name) :] == name
