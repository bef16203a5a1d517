"""What is written so that rules do not read it."""

from dataclasses import dataclass

from moderation.rules.rule import Rule, param
from moderation.text.disguise import disguised_addresses, disguised_words, dressed_words
from moderation.words import N_, Facts, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class Disguise(Rule):
    """Finds words and addresses that people read and word lists do not.

    Letters of another alphabet within a word, Latin letters set in signs for other uses, signs that
    nobody sees between letters, and addresses such as “shop (dot) com” or “s h o p . c o m”. Words
    wholly in another alphabet, formulas, emoji and e-mail addresses are not meant.
    """

    title = N_("Disguised words")

    points: int = param(3, N_("Points each"), low=0, high=20)
    most: int = param(6, N_("Points at most"), low=0, high=40)

    flags = (
        "The best c\u0430sino in town",
        "A pay\u200bday lo\u200ban in five minutes",
        "Go to cheapfollowers (dot) com for more",
        "See s o u p s . c o m",
    )
    passes = (
        "Δt = λ/μ, and 3 kΩ are enough.",
        "Спасибо, отличный суп! Написал в SMSке.",
        "Lovely 👩‍👩‍👧 soup, merci\u00a0!",
        "Write to mina (at) soups (dot) example",
        "Call console[.]log, or data (dot) frame.",
        "I lost my job when the dot com bubble burst.",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for each disguise in the name and the text, up to the most."""
        fields = (submission.author.name, submission.text)
        ways = (disguised_words, disguised_addresses)
        found = [quote for field in fields for way in ways for quote in way(field)]
        found += dressed_words(submission.text)
        quotes = list({quote.casefold(): quote for quote in reversed(found)}.values())[::-1]
        if not quotes:
            return None
        return self.counts(
            len(quotes),
            N_("{n} word or address is disguised"),
            N_("{n} words or addresses are disguised"),
            points=min(self.most, self.points * len(quotes)),
            quotes=quotes[:20],
        )
