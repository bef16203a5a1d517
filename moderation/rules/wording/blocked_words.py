"""The site's own list of words that make spam."""

from dataclasses import dataclass
from functools import cached_property

from moderation.rules.entry import Entry
from moderation.rules.example import Example
from moderation.rules.finder import Finder
from moderation.rules.listed import ListedWords
from moderation.rules.rule import param
from moderation.words import N_, Facts, Signal, Status, Submission

CASINO = (Entry(text="casino"), Entry(text="buy*pills"), Entry(text="SEO", case=True))


@dataclass(frozen=True, kw_only=True)
class BlockedWords(ListedWords):
    """Your own list of words that make a comment spam, whatever else speaks for it.

    Each line finds whole words, in the name, e-mail, website and text, unless you say otherwise.
    “*” stands for any letters. Words are found in disguise too: “c a s i n o”, “c4s1no”, “cas<b>ino”,
    letters of other alphabets. Nobody but you and your moderators sees what is on the list.
    """

    title = N_("Blocked words")

    points: int = param(6, N_("Points"), low=0, high=20)

    flags = (
        Example(text="The best CASINO in town", setting={"words": CASINO}),
        Example(text="cas<b></b>ino", setting={"words": CASINO}),
        Example(name="Buy-cheap-pills", setting={"words": CASINO}),
        Example(text="c a s i n o, or c4s1n0?", setting={"words": CASINO}),
        Example(text="A c\u0430sin\u043e \u200bnear you", setting={"words": CASINO}),
        Example(text="Our SEO-agency", setting={"words": (Entry(text=r"\bseo\W+agenc", expression=True),)}),
        Example(text="WordPress", setting={"words": (Entry(text="press", whole=False, wordpress=True),)}),
    )
    passes = (
        "The best casino in town",
        Example(text="The occasion arose, and Seo-yeon came.", setting={"words": CASINO}),
        Example(text="I need it a s a p.", setting={"words": (Entry(text="sap"),)}),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Spam where a line of the list is found."""
        return self.found(submission, Status.SPAM, N_("Holds words of your list of blocked words"))

    @cached_property
    def finder(self) -> Finder:
        """The list made ready; what a digit hides is read too."""
        return Finder(self.words, digits=True)
