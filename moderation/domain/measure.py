"""Measures rules on labelled comments.

Each source is a site of its own, where a person decides rightly after each comment.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter

from moderation.domain.labelled import HOME, Labelled
from moderation.domain.memory import Memory
from moderation.rules.book import Book
from moderation.rules.findings import findings_of
from moderation.rules.rule import Check
from moderation.rules.verdict import by_points, outright, weigh
from moderation.rules.writer.first_comment import FirstComment
from moderation.words import Mode, Signal, Status, Verdict

KEY = b"of a memory that is not kept"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A labelled comment with what the rules say of it, and how long they took."""

    labelled: Labelled
    verdict: Verdict
    seconds: float
    alone: frozenset[str] = frozenset()
    """Rules without any one of which it would not be flagged."""

    @property
    def is_spam(self) -> bool:
        """Whether it is spam, as its label has it."""
        return self.labelled.is_spam

    @property
    def status(self) -> Status:
        """What becomes of it where all is published that is not flagged."""
        return self.verdict.status if self.verdict.flagged else Status.APPROVED


def measure(lines: Iterable[Labelled], book: Book) -> Iterator[Judged]:
    """Every comment judged by what its source has received before, or by its own history alone.

    What waits by the mode alone is not flagged; `first_comment` holds everybody by design and is left out.
    """
    book = replace(book, mode=Mode.UNFLAGGED, rules=tuple(map(_without_firsts, book.rules)))
    memories: defaultdict[str, Memory] = defaultdict(_memory)
    for labelled in lines:
        memory = memories[labelled.source] if labelled.history is None else _memory_of(labelled)
        judged = _judged(labelled, memory, book)
        if labelled.history is None:
            memory.decide(labelled.submission, labelled.is_spam, findings_of(judged.verdict.signals))
        yield judged


def speaks(signal: Signal) -> int:
    """1 for a signal against a comment, -1 for one that speaks for it, 0 for one that only informs."""
    if signal.aim is None:
        return 0
    return -1 if signal.aim is Status.APPROVED else 1


def _without_firsts(rule: Check) -> Check:
    return replace(rule, on=False) if isinstance(rule, FirstComment) else rule


def _memory() -> Memory:
    return Memory((HOME,), KEY)


def _memory_of(labelled: Labelled) -> Memory:
    memory = _memory()
    for past in labelled.history or ():
        memory.decide(past.submission, past.is_spam)
    return memory


def _judged(labelled: Labelled, memory: Memory, book: Book) -> Judged:
    begun = perf_counter()
    verdict = weigh(labelled.submission, memory.facts(labelled.submission), book)
    seconds = perf_counter() - begun
    return Judged(labelled=labelled, verdict=verdict, seconds=seconds, alone=_alone(verdict, book))


def _alone(verdict: Verdict, book: Book) -> frozenset[str]:
    if not verdict.flagged:
        return frozenset()
    against = {signal.rule for signal in verdict.signals if speaks(signal) > 0}
    return frozenset(rule for rule in against if not _is_flagged_without(rule, verdict, book))


def _is_flagged_without(rule: str, verdict: Verdict, book: Book) -> bool:
    rest = tuple(signal for signal in verdict.signals if signal.rule != rule)
    status = outright(rest) or by_points(sum(signal.points for signal in rest), book)
    return status not in (None, Status.APPROVED)
