"""What rules would have said of what people decided: counted for two books, with those that change side."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Self

from moderation.words import Signal, Status, Verdict

SHOWN = 50
"""So many of those that change side are kept on each side, the newest."""


class Move(StrEnum):
    """A way to change side. Who waits by the mode alone is not held: nothing speaks against that comment."""

    CAUGHT = "caught"
    """Spam that rules would hold or call spam now, and did not before."""
    MISSED = "missed"
    """Spam that they would let through, and did not before."""
    HELD = "held"
    """A genuine comment that they would newly hold or call spam."""
    FREED = "freed"
    """A genuine comment that they would hold no more."""


@dataclass(kw_only=True)
class Outcome:
    """What would have become of the decided comments by one book."""

    spam_caught: int = 0
    """Spam that was held or called spam by the rules."""
    spam_called: int = 0
    """How much of it was called spam, and bothered nobody."""
    spam_published: int = 0
    """Spam that would have been published at once."""
    genuine_held: int = 0
    """Genuine comments that were held or called spam by the rules."""
    genuine_called: int = 0
    """How many of them were called spam."""
    rejected_held: int = 0
    to_triage: int = 0
    """All that would have waited for a person, by the rules or by the mode."""

    def count(self, decided: Status, verdict: Verdict) -> None:
        """Count one comment that people decided so."""
        called = verdict.status is Status.SPAM
        if decided is Status.SPAM:
            self.spam_caught += verdict.flagged
            self.spam_called += called
            self.spam_published += verdict.status is Status.APPROVED
        elif decided is Status.APPROVED:
            self.genuine_held += verdict.flagged
            self.genuine_called += called
        else:
            self.rejected_held += verdict.flagged
        self.to_triage += verdict.status is Status.PENDING


@dataclass(frozen=True, kw_only=True)
class Example:
    """A comment that changes side, with the signals that go and those that come."""

    id: int
    gone: tuple[Signal, ...]
    new: tuple[Signal, ...]

    def as_json(self) -> dict[str, Any]:
        """This as it is kept."""
        gone, new = ([signal.as_json() for signal in signals] for signals in (self.gone, self.new))
        return {"id": self.id, "gone": gone, "new": new}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """What `as_json` wrote."""
        gone, new = (tuple(Signal.from_json(signal) for signal in data[name]) for name in ("gone", "new"))
        return cls(id=data["id"], gone=gone, new=new)


@dataclass(kw_only=True)
class Comparison:
    """What two books make of decided comments: the rules as they are, and with the changes."""

    spam: int = 0
    genuine: int = 0
    rejected: int = 0
    """Neither genuine nor spam; counted apart."""
    unknown: int = 0
    """Decided comments whose facts could not be had: they are in no other number."""
    anew: int = 0
    """For how many the present rules were asked anew, since other rules or another version judged them."""
    now: Outcome = field(default_factory=Outcome)
    then: Outcome = field(default_factory=Outcome)
    moved: Counter[Move] = field(default_factory=Counter)
    """How many change side, by the way they do."""
    examples: dict[Move, list[Example]] = field(default_factory=dict)
    """The newest of them, on each side at most SHOWN."""
    unsure: Counter[str] = field(default_factory=Counter)
    """By rule: of how many comments it could not be checked with the changes, for a fact was missing."""

    @property
    def judged(self) -> int:
        """How many comments the numbers are of."""
        return self.spam + self.genuine + self.rejected

    @property
    def decided(self) -> int:
        """How many decided comments were gone through."""
        return self.judged + self.unknown

    def ids(self, move: Move) -> list[int]:
        """The newest comments that change side so, as far as they are kept."""
        return [example.id for example in self.examples.get(move, ())]

    def count(self, comment_id: int, decided: Status, now: Verdict, then: Verdict) -> None:
        """Count one comment that people decided so, by what both books make of it."""
        self.spam += decided is Status.SPAM
        self.genuine += decided is Status.APPROVED
        self.rejected += decided is Status.REJECTED
        self.now.count(decided, now)
        self.then.count(decided, then)
        self.unsure.update(s.rule for s in then.signals if not s.points and s.verdict is None)
        if now.flagged is not then.flagged and decided is not Status.REJECTED:
            move = _move(decided, is_flagged=then.flagged)
            self.moved[move] += 1
            kept = self.examples.setdefault(move, [])
            if len(kept) < SHOWN:
                kept.append(_example(comment_id, now, then))

    def add(self, other: "Comparison") -> None:
        """Take in what came of other comments."""
        for name in ("spam", "genuine", "rejected", "unknown", "anew"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for own, more in ((self.now, other.now), (self.then, other.then)):
            for each in fields(Outcome):
                setattr(own, each.name, getattr(own, each.name) + getattr(more, each.name))
        self.moved += other.moved
        self.unsure += other.unsure
        for move, examples in other.examples.items():
            both = [*self.examples.get(move, ()), *examples]
            self.examples[move] = sorted(both, key=lambda example: -example.id)[:SHOWN]

    def without_words(self) -> Self:
        """The numbers alone."""
        return replace(self, examples={}, unsure=Counter())

    def as_json(self) -> dict[str, Any]:
        """This as it is kept, and handed from one process to another."""
        numbers = {name: getattr(self, name) for name in ("spam", "genuine", "rejected", "unknown", "anew")}
        examples = {move: [each.as_json() for each in kept] for move, kept in self.examples.items()}
        outcomes = {"now": asdict(self.now), "then": asdict(self.then)}
        return {**numbers, **outcomes, "moved": self.moved, "examples": examples, "unsure": self.unsure}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """What `as_json` wrote."""
        examples = {
            Move(move): [Example.from_json(each) for each in kept] for move, kept in data["examples"].items()
        }
        moved = Counter({Move(move): n for move, n in data["moved"].items()})
        outcomes = {name: Outcome(**data[name]) for name in ("now", "then")}
        return cls(
            **{**data, **outcomes, "moved": moved, "examples": examples, "unsure": Counter(data["unsure"])}
        )


def _move(decided: Status, *, is_flagged: bool) -> Move:
    if decided is Status.SPAM:
        return Move.CAUGHT if is_flagged else Move.MISSED
    return Move.HELD if is_flagged else Move.FREED


def _example(comment_id: int, now: Verdict, then: Verdict) -> Example:
    before, after = set(map(_said, now.signals)), set(map(_said, then.signals))
    return Example(
        id=comment_id,
        gone=tuple(_other(now.signals, after)),
        new=tuple(_other(then.signals, before)),
    )


def _other(signals: tuple[Signal, ...], said: set[tuple[Any, ...]]) -> Iterator[Signal]:
    return (signal for signal in signals if _said(signal) not in said)


def _said(signal: Signal) -> tuple[Any, ...]:
    return signal.rule, signal.points, signal.verdict, signal.why, tuple(sorted(signal.values.items()))
