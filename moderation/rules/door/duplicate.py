"""The same comment, sent again by the same writer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Check
from moderation.words import N_, DoorFacts, Facts, Kind, Refusal, Signal, Status, Submission


@dataclass(frozen=True, kw_only=True)
class Duplicate(Check):
    """Tells a writer who sends the same comment to the same place again that it is there already.

    If the first one was spam, the second is put to it without a word: the answer is that of any
    comment that waits, so that nobody learns from it.
    """

    title = N_("Said already")
    kinds = (Kind.COMMENT,)

    flags = (
        Example(door=DoorFacts(said_already=True)),
        Example(facts=replace(STRANGER, repeats_spam=True)),
    )
    passes = (Example(),)

    def refuse(self, submission: Submission, door: DoorFacts) -> Iterator[Refusal]:
        """A refusal where the same text of this writer waits or stands on the page."""
        if door.said_already:
            yield Refusal(on="text", why=N_("You said this already."))

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Spam where the same text of this writer on this page is spam."""
        if facts.repeats_spam:
            return self.outright(Status.SPAM, N_("The same writer's same text here is spam already"))
        return None
