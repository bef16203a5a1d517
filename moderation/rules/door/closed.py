"""Pages and sites that take no comments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from moderation.rules.example import NOON, Example
from moderation.rules.rule import Check, param
from moderation.words import N_, DoorFacts, Refusal, Submission


@dataclass(frozen=True, kw_only=True)
class Closed(Check):
    """Takes no more comments on a page that you switched off, on old pages, or on the whole site.

    Old is counted from a page's first comment. What was said stays to be read.
    """

    title = N_("Closed pages")

    paused: bool = param(False, N_("Pause the whole site"))
    by_age: bool = param(False, N_("Close old pages"))
    days: int = param(14, N_("Close after"), unit=N_("days"), low=1, high=3_650)

    flags = (
        Example(door=DoorFacts(page_is_open=False)),
        Example(setting={"paused": True}),
        Example(door=DoorFacts(page_opened_at=NOON - timedelta(days=15)), setting={"by_age": True}),
    )
    passes = (
        Example(door=DoorFacts(page_opened_at=NOON - timedelta(days=900))),
        Example(door=DoorFacts(page_opened_at=NOON - timedelta(days=13)), setting={"by_age": True}),
        Example(door=DoorFacts(page_opened_at=None), setting={"by_age": True}),
    )

    def refuse(self, submission: Submission, door: DoorFacts) -> Iterator[Refusal]:
        """A refusal where the site is paused, the page is switched off or too old."""
        if self.paused:
            yield Refusal(on="", why=N_("This site takes no comments for the moment."))
        elif not door.page_is_open or self.is_old(submission, door):
            yield Refusal(on="", why=N_("Comments on this page are closed."))

    def is_old(self, submission: Submission, door: DoorFacts) -> bool:
        """Whether the page's first comment came longer ago than old pages are open."""
        opened = door.page_opened_at
        if not self.by_age or opened is None:
            return False
        return submission.received_at - opened > timedelta(days=self.days)
