"""Judges what was judged before by two books: only rules that would not say the same are asked anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.rules.book import Book
from moderation.rules.fingerprint import Prints, ruling_of
from moderation.rules.rule import Check
from moderation.rules.verdict import by_book, excused_by, learned_of, settle
from moderation.words import Facts, Kind, Signal, Submission, Verdict

Found = tuple[Signal, ...]


@dataclass(frozen=True, kw_only=True)
class Past:
    """What is kept of a comment: what came in, what was known of it then, and what rules found in it."""

    submission: Submission
    facts: Facts
    signals: Found
    judged_by: bytes | None
    """The digest of the ruling by which it was judged; None where that was not kept."""
    has_arrival: bool = True
    """Whether it is kept what only the door knew."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """Of one book: the rules whose kept signals stand, and those that are asked anew."""

    stands: frozenset[str]
    asked: tuple[Check, ...]
    late: tuple[Check, ...]
    """Those that judge by what the others found, and so are asked each time."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How comments of one kind that were judged by one ruling are judged by two books.

    What both ask alike is asked once.
    """

    now: Share
    then: Share
    alike: frozenset[str]


class Again:
    """Two books, by which what is kept is judged: the rules as they are now, and as they would be.

    `of_now` are the fingerprints of the first, where they are known: with long lists they take a moment.
    """

    def __init__(
        self, now: Book, then: Book, rulings: Mapping[bytes, Prints], *, of_now: Prints | None = None
    ) -> None:
        self.now, self.then = now, then
        self._rulings = rulings
        first = of_now if of_now is not None else ruling_of(now).prints
        self._prints = first, first if then is now else ruling_of(then).prints
        self._excusing = [
            [rule for rule in book.rules if rule.on and rule.may_excuse()] for book in (now, then)
        ]
        self._places = {rule.key: place for place, rule in enumerate(now.rules)}
        self.plan = lru_cache(maxsize=1024)(self._plan)

    def judge(self, past: Past) -> tuple[Verdict, Verdict]:
        """What becomes of a comment by the first book, and by the second."""
        submission, facts = past.submission, past.facts
        plan = self.plan(past.judged_by, submission.kind, past.has_arrival)
        first = self._asked(plan.now.asked, submission, facts, self.now, self._excusing[0])
        shared = {key: signal for key, signal in first.items() if key in plan.alike}
        rest = [check for check in plan.then.asked if check.key not in plan.alike]
        second = shared | self._asked(rest, submission, facts, self.then, self._excusing[1])
        return (
            settle(self._together(past, plan.now, first, self.now), submission, facts, self.now),
            settle(self._together(past, plan.then, second, self.then), submission, facts, self.then),
        )

    def asks(self, past: Past) -> bool:
        """Whether any rule is asked anew for a comment because its kept signals are of other rules."""
        plan = self.plan(past.judged_by, past.submission.kind, past.has_arrival)
        return bool(plan.now.asked)

    def _plan(self, judged_by: bytes | None, kind: Kind, has_arrival: bool) -> Plan:
        kept = self._rulings.get(judged_by) if judged_by is not None else None
        now, then = (
            _share(book, prints, kept, kind, has_arrival)
            for book, prints in zip((self.now, self.then), self._prints, strict=True)
        )
        of_now, of_then = self._prints
        asked = {check.key for check in now.asked} & {check.key for check in then.asked}
        return Plan(now=now, then=then, alike=frozenset(key for key in asked if of_now[key] == of_then[key]))

    def _asked(
        self,
        checks: Sequence[Check],
        submission: Submission,
        facts: Facts,
        book: Book,
        excusing: Iterable[Check],
    ) -> dict[str, Signal]:
        """What these rules find now, by key."""
        if not checks:
            return {}
        facts = by_book(facts, book)
        about = [check for check in excusing if submission.kind in check.kinds]
        excused = excused_by(about, submission, facts)
        found = {check.key: check.check(submission, facts) for check in checks if check.key not in excused}
        return {key: signal for key, signal in found.items() if signal is not None}

    def _together(self, past: Past, share: Share, asked: dict[str, Signal], book: Book) -> Found:
        """What all rules find; those that judge by what the others found come last."""
        kept = tuple(signal for signal in past.signals if signal.rule in share.stands)
        found = kept
        if asked:
            found = tuple(sorted((*kept, *asked.values()), key=lambda signal: self._places[signal.rule]))
        late = [check for check in share.late if check.key not in self._excused(past, book)]
        return (*found, *learned_of(found, late, past.submission, past.facts))

    def _excused(self, past: Past, book: Book) -> set[str]:
        excusing = self._excusing[book is not self.now]
        about = [check for check in excusing if past.submission.kind in check.kinds]
        return excused_by(about, past.submission, by_book(past.facts, book)) if about else set()


def _share(book: Book, prints: Prints, kept: Prints | None, kind: Kind, has_arrival: bool) -> Share:
    stands, asked = set(), []
    rules = list(book.checks_for(kind))
    for rule in (rule for rule in rules if not rule.needs_findings):
        same = kept is not None and kept.get(rule.key) == prints[rule.key]
        if same or (rule.of_arrival and not has_arrival):
            stands.add(rule.key)
        else:
            asked.append(rule)
    late = tuple(rule for rule in rules if rule.needs_findings)
    return Share(stands=frozenset(stands), asked=tuple(asked), late=late)
