"""The same text, in another place or under another name."""

from dataclasses import dataclass, replace
from typing import Any

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.text.fold import words_of
from moderation.text.quote import excerpt
from moderation.words import N_, Alike, Facts, Signal, Submission

SAME_SPAM = (
    N_("The same text is spam elsewhere"),
    N_("The same text is spam elsewhere, {n} times"),
)
NEAR_SPAM = (
    N_("Nearly the same text ({percent} %) is spam elsewhere"),
    N_("Nearly the same text (up to {percent} %) is spam elsewhere, {n} times"),
)
SAME = (
    N_("The same text stands on another page or under another name"),
    N_("The same text stands on other pages or under other names, {n} times"),
)
NEAR = (
    N_("Nearly the same text ({percent} %) stands on another page or under another name"),
    N_("Nearly the same text (up to {percent} %) stands elsewhere or under other names, {n} times"),
)
PITCH = "Our new collection of costume jewellery is online!"


@dataclass(frozen=True, kw_only=True)
class SaidElsewhere(Rule):
    """Finds a text that came in the last 30 days, or nearly that text, on another page or under another name.

    Weighs more if the other one was spam, and less in short texts, which many write: “thanks a lot,
    I learned something”. Somebody who sends a comment twice to the same page is not meant, nor who quotes one
    and answers it: how much is the same is measured against the longer text.
    """

    title = N_("Said elsewhere")

    points: int = param(4, N_("Points"), low=0, high=20)
    spam_points: int = param(6, N_("Points if the other one is spam"), low=0, high=20)
    similarity: int = param(90, N_("Nearly the same from"), unit="%", low=60, high=100)
    spam_similarity: int = param(80, N_("Nearly the same as spam from"), unit="%", low=60, high=100)
    least: int = param(4, N_("Only texts of at least"), unit=N_("words"), low=1, high=100)
    short: int = param(8, N_("Half the points in texts under"), unit=N_("words"), low=1, high=100)

    flags = (
        Example(text=PITCH, facts=replace(STRANGER, same_text=3)),
        Example(text=PITCH, facts=replace(STRANGER, same_text=1, same_text_spam=1)),
        Example(text=PITCH, facts=replace(STRANGER, alike=(Alike(percent=92, is_spam=False),))),
    )
    passes = (
        PITCH,
        Example(text="Merci !", facts=replace(STRANGER, same_text=9)),
        Example(text=PITCH, facts=replace(STRANGER, alike=(Alike(percent=70, is_spam=True),))),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for the same text elsewhere, more where it is spam there."""
        n_words = len(words_of(submission.text))
        if n_words < self.least:
            return None
        if facts.same_text is None or facts.same_text_spam is None:
            return self.unknown(N_("Whether the same text stands elsewhere is not known"))
        return self._spam(submission, facts) or self._said(
            submission, facts, self.points // 2 if n_words < self.short else self.points
        )

    def _spam(self, submission: Submission, facts: Facts) -> Signal | None:
        found: dict[str, Any] = {"points": self.spam_points, "quotes": (excerpt(submission.text),)}
        if facts.same_text_spam:
            one, many = SAME_SPAM
            return self.counts(facts.same_text_spam, one, many, **found)
        near = [each.percent for each in facts.alike or () if each.is_spam]
        near = [percent for percent in near if percent >= self.spam_similarity]
        one, many = NEAR_SPAM
        return self.counts(len(near), one, many, percent=max(near), **found) if near else None

    def _said(self, submission: Submission, facts: Facts, points: int) -> Signal | None:
        found: dict[str, Any] = {"points": points, "quotes": (excerpt(submission.text),)}
        if facts.same_text:
            one, many = SAME
            return self.counts(facts.same_text, one, many, **found)
        near = [each.percent for each in facts.alike or () if each.percent >= self.similarity]
        one, many = NEAR
        return self.counts(len(near), one, many, percent=max(near), **found) if near else None
