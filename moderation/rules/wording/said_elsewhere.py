"""The same text, in another place or under another name."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.text.fold import words_of
from moderation.text.quote import excerpt
from moderation.words import N_, Facts, Signal, Submission

PITCH = "Our new collection of costume jewellery is online!"


@dataclass(frozen=True, kw_only=True)
class SaidElsewhere(Rule):
    """Finds a text that came in the last 30 days on another page or under another name.

    Weighs more if the other one was spam, and less in short texts, which many write: “thanks a lot,
    I learned something”. Somebody who sends a comment twice to the same page is not meant.
    """

    title = N_("Said elsewhere")

    points: int = param(4, N_("Points"), low=0, high=20)
    spam_points: int = param(6, N_("Points if the other one is spam"), low=0, high=20)
    least: int = param(4, N_("Only texts of at least"), unit=N_("words"), low=1, high=100)
    short: int = param(8, N_("Half the points in texts under"), unit=N_("words"), low=1, high=100)

    flags = (
        Example(text=PITCH, facts=replace(STRANGER, same_text=3)),
        Example(text=PITCH, facts=replace(STRANGER, same_text=1, same_text_spam=1)),
    )
    passes = (PITCH, Example(text="Merci !", facts=replace(STRANGER, same_text=9)))

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for the same text elsewhere, more where it is spam there."""
        n_words = len(words_of(submission.text))
        if n_words < self.least:
            return None
        if facts.same_text is None or facts.same_text_spam is None:
            return self.unknown(N_("Whether the same text stands elsewhere is not known"))
        quotes = (excerpt(submission.text),)
        if facts.same_text_spam:
            return self.counts(
                facts.same_text_spam,
                N_("The same text is spam elsewhere"),
                N_("The same text is spam elsewhere, {n} times"),
                points=self.spam_points,
                quotes=quotes,
            )
        if facts.same_text:
            return self.counts(
                facts.same_text,
                N_("The same text stands on another page or under another name"),
                N_("The same text stands on other pages or under other names, {n} times"),
                points=self.points // 2 if n_words < self.short else self.points,
                quotes=quotes,
            )
        return None
