"""What proposed changes would have made of the decisions so far, tried together on a piece after the other.

A new line of a list changes nothing where it is not found. So it is looked for by itself, and only where it
stands the comment is judged by the rules with the change: what comes of that is what `replay.compare` says,
at a price that hardly hangs on how many are tried, nor on how long the lists are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from moderation.domain import replay
from moderation.domain.comparison import Comparison, Move, Outcome
from moderation.domain.gather import SHOWN
from moderation.domain.proposal import Proposal
from moderation.rules.again import Again, Past
from moderation.rules.book import Book
from moderation.rules.fingerprint import Prints, ruling_of
from moderation.rules.lines import Item, ListOf, every, lists_of, text_of, with_lists
from moderation.rules.rule import Check
from moderation.store.db import Session
from moderation.store.replays import Span
from moderation.words import Status, Verdict

Touches = Callable[[Past], bool]
"""Whether a change may make something else of a comment than the rules as they are."""


@dataclass
class Trial:
    """One proposal and what came of it so far."""

    proposal: Proposal
    again: Again
    touches: Touches
    found: Comparison = field(default_factory=Comparison)
    """Of the comments that it touches alone."""
    better: set[int] = field(default_factory=set)
    """The spam that it catches, or calls spam, where it was not before."""

    def look(self, comment_id: int, decided: Status, past: Past, now: Verdict) -> None:
        """Try it on one comment."""
        if self.touches(past):
            _, then = self.again.judge(past)
            self.found.count(comment_id, decided, now, then)
            is_caught = then.flagged and not now.flagged
            is_called = then.status is Status.SPAM and now.status is not Status.SPAM
            if decided is Status.SPAM and (is_caught or is_called):
                self.better.add(comment_id)

    def with_examples(self) -> Proposal:
        """The proposal, with some comments that would change side where it names none."""
        moved = {id for move in Move for id in self.found.ids(move)}
        ids = sorted(moved or self.better, reverse=True)
        evidence = {"ids": ids[:SHOWN], **self.proposal.evidence}
        return replace(self.proposal, evidence=evidence)

    def effect(self, whole: Comparison) -> Comparison:
        """What it would have made of all decisions."""
        moved = {
            each.name: getattr(whole.now, each.name)
            + getattr(self.found.then, each.name)
            - getattr(self.found.now, each.name)
            for each in fields(Outcome)
        }
        return replace(whole, then=Outcome(**moved), moved=self.found.moved)


@dataclass
class Idle:
    """The lines of one list that found nothing since they were counted; those that would have are no more."""

    of: ListOf
    rule: Check
    lines: dict[str, None]

    def look(self, past: Past) -> None:
        """Let those be idle no more that a comment has."""
        signal = (
            self.rule.check(past.submission, past.facts) if past.submission.kind in self.rule.kinds else None
        )
        for line in signal.lines if signal is not None else ():
            self.lines.pop(line, None)


@dataclass
class Foresight:
    """Everything that is tried on one site, and what there was to try it on."""

    base: Again
    digest: bytes
    """Of the rules as they are."""
    trials: list[Trial]
    idle: list[Idle]
    whole: Comparison = field(default_factory=Comparison)

    def look(self, session: Session, site_id: int, span: Span) -> None:
        """Go through a piece of the decided comments."""
        for row, past in replay.pasts(session, site_id, span):
            if past is None:
                self.whole.unknown += 1
                continue
            now, _ = self.base.judge(past)
            self.whole.count(row.id, row.status, now, now)
            # Once the present rules have spoken, each trial asks those anew that it changes, and no others.
            past = replace(past, signals=now.signals, judged_by=self.digest)
            for trial in self.trials:
                trial.look(row.id, row.status, past, now)
            for idle in self.idle:
                idle.look(past)


def made_ready(
    book: Book,
    proposals: Iterable[Proposal],
    idle: Mapping[str, Iterable[str]],
    rulings: Mapping[bytes, Prints],
) -> Foresight:
    """All that shall be tried on a site with these rules; `idle` are lines by the name of their list."""
    ruling = ruling_of(book)
    present = {ruling.digest: ruling.prints}
    return Foresight(
        base=Again(book, book, rulings, of_now=ruling.prints),
        digest=ruling.digest,
        trials=[_trial(book, proposal, present, ruling.prints) for proposal in proposals],
        idle=[_idle(book, every()[name], dict.fromkeys(lines)) for name, lines in idle.items()],
    )


def _trial(book: Book, proposal: Proposal, rulings: Mapping[bytes, Prints], of_now: Prints) -> Trial:
    change = proposal.change
    if not change.on:
        again = Again(book, change.of_values(book), rulings, of_now=of_now)
        return Trial(proposal, again, lambda _: True)
    of = every()[change.on]
    alone = alone_with(book, of, proposal.items)
    # Beside the lines that are there it would find no more than by itself: one line is enough.
    then = with_lists(book, {of.name: proposal.items})
    return Trial(proposal, Again(book, then, rulings, of_now=of_now), lambda past: _finds(alone, past))


def alone_with(book: Book, of: ListOf, items: Iterable[Item]) -> Check:
    """A rule of the book whose lists hold nothing but these lines of one."""
    own: dict[str, Any] = {each.param: () for each in lists_of(of.kind.key)}
    return replace(book.rule(of.kind.key), **{**own, of.param: tuple(items)})


def _finds(rule: Check, past: Past) -> bool:
    return past.submission.kind in rule.kinds and rule.check(past.submission, past.facts) is not None


def _idle(book: Book, of: ListOf, lines: dict[str, None]) -> Idle:
    items = {line: of.kept(line) for line in lines}
    return Idle(of, alone_with(book, of, items.values()), {text_of(item): None for item in items.values()})
