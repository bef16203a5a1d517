"""Compares ways to learn from decisions, on labelled comments in order of time: figures for docs/learned.md.

    python -m tools.learners FILE.jsonl…

Each source is a site of its own; what a method says of a comment counts from 50 decisions of each side on, as
in the program. AUC is the chance that a spam comment scores above a genuine one; the recall is that of the
score which one genuine comment in a hundred reaches.
"""

import sys
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt
from pathlib import Path

from moderation.domain import labelled, learn, measure
from moderation.domain.measure import Judged
from moderation.rules.book import parse
from moderation.rules.findings import findings_of
from moderation.text.features import features_of, finding_numbers, number_of
from moderation.text.fold import words_of

LEAST = 50
WITHOUT = {"rules": {"learned": {"on": False}}}

Numbers = frozenset[int]


@dataclass
class Learner(ABC):
    """Something that learns, a comment at a time."""

    n: Counter[bool] = field(default_factory=Counter)

    @abstractmethod
    def score(self, numbers: Numbers) -> float:
        """How much speaks for spam."""

    @abstractmethod
    def learn(self, numbers: Numbers, is_spam: bool) -> None:
        """Take in a decision."""


@dataclass
class NaiveBayes(Learner):
    """Counts, smoothed; every feature speaks by itself."""

    counts: Mapping[bool, Counter[int]] = field(default_factory=lambda: {True: Counter(), False: Counter()})

    def score(self, numbers: Numbers) -> float:
        known = [number for number in numbers if self.counts[True][number] + self.counts[False][number]]
        return sum(self._log(number, True) - self._log(number, False) for number in known)

    def learn(self, numbers: Numbers, is_spam: bool) -> None:
        self.counts[is_spam].update(numbers)
        self.n[is_spam] += 1

    def _log(self, number: int, is_spam: bool) -> float:
        return log((self.counts[is_spam][number] + 0.1) / (self.n[is_spam] + 0.2))


class Robinson(NaiveBayes):
    """The same counts as SpamBayes weighs them: rates, drawn to the middle where few are known."""

    def score(self, numbers: Numbers) -> float:
        found = [self._odds(number) for number in numbers]
        return sum(found) / sqrt(len(found))

    def _odds(self, number: int) -> float:
        spam, ham = self.counts[True][number], self.counts[False][number]
        if not spam + ham:
            return 0.0
        rates = spam / max(1, self.n[True]), ham / max(1, self.n[False])
        share = (0.5 + (spam + ham) * rates[0] / sum(rates)) / (1 + spam + ham)
        return log(share / (1 - share))


@dataclass
class Weights(Learner):
    """One weight for each feature, of a length that does not hang on the comment's."""

    weights: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))

    def score(self, numbers: Numbers) -> float:
        return sum(self.weights.get(number, 0.0) for number in numbers) / sqrt(len(numbers))

    def told(self, numbers: Numbers, is_spam: bool) -> float:
        """By how much the score is wrong."""
        return is_spam - 1 / (1 + exp(-max(-30.0, min(30.0, self.score(numbers)))))


class Sgd(Weights):
    """Logistic regression by gradient descent: what the program does, of which a step can be taken back."""

    def learn(self, numbers: Numbers, is_spam: bool) -> None:
        step = learn.RATE * self.told(numbers, is_spam) / sqrt(len(numbers))
        for number in numbers:
            self.weights[number] += step
        self.n[is_spam] += 1


@dataclass
class AdaGrad(Weights):
    """The same with a rate for each feature (Duchi et al. 2011)."""

    squares: defaultdict[int, float] = field(default_factory=lambda: defaultdict(lambda: 0.01))

    def learn(self, numbers: Numbers, is_spam: bool) -> None:
        slope = self.told(numbers, is_spam) / sqrt(len(numbers))
        for number in numbers:
            self.squares[number] += slope**2
            self.weights[number] += slope / sqrt(self.squares[number])
        self.n[is_spam] += 1


class PassiveAggressive(Weights):
    """As little change as gets the comment right with a margin (Crammer et al. 2006, PA-I)."""

    def learn(self, numbers: Numbers, is_spam: bool) -> None:
        side = 1 if is_spam else -1
        step = side * min(1.0, max(0.0, 1 - side * self.score(numbers))) / sqrt(len(numbers))
        for number in numbers:
            self.weights[number] += step
        self.n[is_spam] += 1


METHODS: dict[str, Callable[[], Learner]] = {
    "naive Bayes": NaiveBayes,
    "Robinson, as SpamBayes": Robinson,
    "passive-aggressive": PassiveAggressive,
    "logistic regression, AdaGrad": AdaGrad,
    "logistic regression, SGD": Sgd,
}


def words_only(judged: Judged) -> Numbers:
    """The words of the text."""
    return frozenset(number_of("word", word) for word in words_of(judged.labelled.submission.text)) or _any()


def without_findings(judged: Judged) -> Numbers:
    """Words, pairs, pieces, name, length."""
    submission = judged.labelled.submission
    author = submission.author
    return features_of(author.name, submission.text, has_website=bool(author.website)).every


def everything(judged: Judged) -> Numbers:
    """The same, and what the other rules found: what the program learns from."""
    found = finding_numbers(findings_of(judged.verdict.signals))
    return without_findings(judged) | set(found.values())


FEATURES = {
    "words": words_only,
    "words, pairs, pieces": without_findings,
    "all of these and findings": everything,
}


def _any() -> Numbers:
    return frozenset({0})


def scored(
    lines: Sequence[Judged], learner: Learner, features: Callable[[Judged], Numbers]
) -> Iterator[tuple[float, bool]]:
    """What a method says of each comment, once it has seen enough of both sides."""
    for judged in lines:
        numbers = features(judged)
        if min(learner.n[True], learner.n[False]) >= LEAST:
            yield learner.score(numbers), judged.is_spam
        learner.learn(numbers, judged.is_spam)


def auc(found: Sequence[tuple[float, bool]]) -> float:
    """The chance that spam scores above what is genuine; half of the ties."""
    genuine = sorted(score for score, is_spam in found if not is_spam)
    spam = [score for score, is_spam in found if is_spam]
    above = sum(bisect_left(genuine, score) + bisect_right(genuine, score) for score in spam)
    return above / 2 / (len(genuine) * len(spam))


def recall(found: Sequence[tuple[float, bool]]) -> float:
    """The share of spam above the score that one genuine comment in a hundred reaches."""
    genuine = sorted((score for score, is_spam in found if not is_spam), reverse=True)
    limit = genuine[len(genuine) // 100]
    spam = [score for score, is_spam in found if is_spam]
    return sum(score > limit for score in spam) / len(spam)


def main(files: Sequence[str]) -> None:
    """Print the table."""
    by_source: defaultdict[str, list[Judged]] = defaultdict(list)
    lines = (line for name in files for line in labelled.read(Path(name).read_bytes().splitlines(), name))
    for judged in measure.measure(lines, parse(WITHOUT)):
        by_source[judged.labelled.source].append(judged)
    sides = {source: Counter(judged.is_spam for judged in found) for source, found in by_source.items()}
    sources = [source for source, n in sides.items() if min(n[True], n[False]) > LEAST]
    print("| method | features | " + " | ".join(sources) + " |")  # noqa: T201
    print("|---|---|" + "---|" * len(sources))  # noqa: T201
    for name, method in METHODS.items():
        for what, features in FEATURES.items():
            told = [list(scored(by_source[source], method(), features)) for source in sources]
            cells = [f"{auc(found):.3f}, {recall(found):.0%}" for found in told]
            print(f"| {name} | {what} | " + " | ".join(cells) + " |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
