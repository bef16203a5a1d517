"""Counts what became of labelled comments: by source, by rule, and the worst mistakes."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from itertools import count
from statistics import median

from moderation.domain.measure import Judged, speaks
from moderation.words import Status

WORST = 10
"""So many of the worst mistakes of each sort are kept."""


@dataclass(kw_only=True)
class Counts:
    """How many genuine comments (ham) and how much spam there was, and what became of them."""

    ham: int = 0
    spam: int = 0
    spam_held: int = 0
    spam_binned: int = 0
    ham_held: int = 0
    ham_binned: int = 0
    seconds: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, judged: Judged) -> None:
        """Count one more."""
        label = "spam" if judged.is_spam else "ham"
        for name in (label, *_fate(label, judged.status)):
            setattr(self, name, getattr(self, name) + 1)
        self.seconds.append(judged.seconds)

    @property
    def caught(self) -> int:
        """Spam that was not published."""
        return self.spam_held + self.spam_binned

    @property
    def stopped(self) -> int:
        """Genuine comments that were not published."""
        return self.ham_held + self.ham_binned

    @property
    def precision(self) -> float | None:
        """The share of spam in what was not published."""
        return share(self.caught, self.caught + self.stopped)

    @property
    def recall(self) -> float | None:
        """The share of spam that was not published."""
        return share(self.caught, self.spam)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return share(2 * self.caught, self.spam + self.caught + self.stopped)

    @property
    def ms_median(self) -> float:
        """How long one check took, in milliseconds."""
        return round(1000 * median(self.seconds), 3) if self.seconds else 0.0


@dataclass(kw_only=True)
class Hits:
    """What one rule found."""

    spam: int = 0
    ham: int = 0
    right: int = 0
    """Hits that speak against spam, or for a genuine comment: each as it points, for some rules do both."""
    alone_spam: int = 0
    """Spam that would have been published without this rule."""
    alone_ham: int = 0
    """Genuine comments that would have been."""

    @property
    def precision(self) -> float | None:
        """The share of hits that point the right way."""
        return share(self.right, self.spam + self.ham)


class Score:
    """All that is counted of a replay; what is kept does not grow with the comments but for a number each."""

    def __init__(self) -> None:
        self.total = Counts()
        self.sources: defaultdict[str, Counts] = defaultdict(Counts)
        self.rules: defaultdict[str, Hits] = defaultdict(Hits)
        self._stopped, self._passed = Worst(), Worst()

    def add(self, judged: Judged) -> None:
        """Count one more."""
        self.total.add(judged)
        self.sources[judged.labelled.source].add(judged)
        for rule, way in _rules_of(judged).items():
            self._add_hit(judged, rule, way)
        points = judged.verdict.points
        if judged.is_spam and judged.status is Status.APPROVED:
            self._passed.add(judged, (-points,))
        elif not judged.is_spam and judged.status is not Status.APPROVED:
            self._stopped.add(judged, (judged.status is Status.SPAM, points))

    @property
    def stopped(self) -> list[Judged]:
        """Genuine comments that were called spam, or held, with most points."""
        return self._stopped.found()

    @property
    def passed(self) -> list[Judged]:
        """Spam that was published, with the fewest points."""
        return self._passed.found()

    def _add_hit(self, judged: Judged, rule: str, way: int) -> None:
        hits = self.rules[rule]
        hits.right += (way > 0) == judged.is_spam
        if judged.is_spam:
            hits.spam += 1
            hits.alone_spam += rule in judged.alone
        else:
            hits.ham += 1
            hits.alone_ham += rule in judged.alone


class Worst:
    """The few that are worst; of equals those that came first."""

    def __init__(self) -> None:
        self._heap: list[tuple[tuple[int, ...], int, Judged]] = []
        self._order = count()

    def add(self, judged: Judged, badness: tuple[int, ...]) -> None:
        """Keep one more, if it is among the worst."""
        entry = (badness, -next(self._order), judged)
        if len(self._heap) < WORST:
            heappush(self._heap, entry)
        else:
            heappushpop(self._heap, entry)

    def found(self) -> list[Judged]:
        """The worst first."""
        return [judged for *_, judged in sorted(self._heap, reverse=True)]


def score(judged: Iterable[Judged]) -> Score:
    """The counts of a whole replay."""
    made = Score()
    for each in judged:
        made.add(each)
    return made


def share(part: int, whole: int) -> float | None:
    """A share from 0 to 1; None of nothing."""
    return part / whole if whole else None


def _fate(label: str, status: Status) -> Iterator[str]:
    if status is not Status.APPROVED:
        yield f"{label}_binned" if status is Status.SPAM else f"{label}_held"


def _rules_of(judged: Judged) -> dict[str, int]:
    """The rules that found something, and which way they speak."""
    ways: Counter[str] = Counter()
    for signal in judged.verdict.signals:
        ways[signal.rule] += speaks(signal)
    return {rule: way for rule, way in ways.items() if way}
