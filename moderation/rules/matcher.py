"""Looking for thousands of entries in one text at the price of one walk along it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

ANCHOR = 3
"""Needles are filed under so many of their first signs. With three, few share a place."""

FEW = 100
"""So many anchors are looked for at once; of more, their first signs."""

FARTHEST = 200
"""A wildcard runs over so many signs at most, which bounds the work on a text without spaces."""

UNSPACED = ("\u2e80", "\ua4cf")
"""Scripts that are written without spaces between words: there, every sign is a word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Needle:
    """What is looked for: parts with a wildcard between them, and whether words may go on around it."""

    parts: tuple[str, ...]
    open_before: bool = False
    open_after: bool = False

    def end(self, text: str, start: int) -> int | None:
        """Where this ends if it stands at `start`; None if it does not."""
        first, *rest = self.parts
        if not text.startswith(first, start) or not (self.open_before or is_edge(text, start)):
            return None
        at = start + len(first)
        for part in rest[:-1]:
            at = next(places(text, part, at), -1)
            if at < 0:
                return None
        ends = places(text, rest[-1], at) if rest else iter((at,))
        return next((end for end in ends if self.open_after or is_edge(text, end)), None)


class Matcher:
    """The needles of one list, filed once and looked for in many texts."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self.filed: dict[str, list[Needle]] = defaultdict(list)
        for needle in needles:
            self.filed[needle.parts[0][:ANCHOR]].append(needle)
        self.sizes = sorted({len(anchor) for anchor in self.filed})
        self.starts = starts_of(self.filed)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each find, the longest at its place; finds do not overlap."""
        start = self.starts.search(text)
        while start:
            at = start.start()
            end = self.longest(text, at)
            if end:
                yield at, end
            start = self.starts.search(text, end or at + 1)

    def longest(self, text: str, at: int) -> int:
        """The farthest end of a needle that stands here; 0 where none does."""
        here = [needle for size in self.sizes for needle in self.filed.get(text[at : at + size], ())]
        return max((needle.end(text, at) or 0 for needle in here), default=0)


def starts_of(anchors: Collection[str]) -> re.Pattern[str]:
    """Where it is worth to look: at one of a few anchors, or at the first sign of one of many."""
    if len(anchors) <= FEW:
        return re.compile("|".join(map(re.escape, anchors)) or r"(?!)")
    return re.compile(f"[{re.escape(''.join(sorted({anchor[0] for anchor in anchors})))}]")


def places(text: str, part: str, at: int) -> Iterator[int]:
    """The ends of a part that begins after a wildcard's run of signs from `at`."""
    space = text.find(" ", at, at + FARTHEST)
    last = (at + FARTHEST if space < 0 else space) + len(part)
    start = text.find(part, at, last)
    while start >= 0:
        yield start + len(part)
        start = text.find(part, start + 1, last)


def is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends at this place."""
    return not (0 < at < len(text) and goes_on(text[at - 1]) and goes_on(text[at]))


def goes_on(sign: str) -> bool:
    """Whether a word may go on beyond this sign."""
    return sign.isalnum() and not UNSPACED[0] <= sign <= UNSPACED[1]
