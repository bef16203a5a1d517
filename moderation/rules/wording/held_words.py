"""The site's own list of words that a person should look at."""

from dataclasses import dataclass
from functools import cached_property

from moderation.rules.entry import Entry
from moderation.rules.example import Example
from moderation.rules.finder import Finder
from moderation.rules.listed import ListedWords
from moderation.rules.rule import param
from moderation.words import N_, Facts, Signal, Status, Submission

NEIGHBOURS = (Entry(text="mayor"), Entry(text="lawsuit*"))


@dataclass(frozen=True, kw_only=True)
class HeldWords(ListedWords):
    """Your own list of words that make a comment wait for a moderator, even by a known author.

    For what is no spam but wants a look: a name, a quarrel, a recall. Lines are written as for
    blocked words, which win where both find something.
    """

    title = N_("Held words")

    points: int = param(1, N_("Points"), low=0, high=20)

    flags = (
        Example(text="Ask the Mayor, he knows.", setting={"words": NEIGHBOURS}),
        Example(text="There were two lawsuits about it.", setting={"words": NEIGHBOURS}),
    )
    passes = (
        "Ask the Mayor, he knows.",
        Example(text="We ate it with mayonnaise.", setting={"words": NEIGHBOURS}),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """A hold where a line of the list is found."""
        return self.found(submission, Status.PENDING, N_("Holds words of your list of held words"))

    @cached_property
    def finder(self) -> Finder:
        """The list made ready. WordPress reads a text without its tags for disallowed keys alone."""
        return Finder(self.words, untagged=False)
