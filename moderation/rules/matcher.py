"""Looking for tens of thousands of entries in one text at the price of one walk along it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import ahocorasick

from moderation.rules.entry import Entry
from moderation.text.tokens import WORD, is_edge, tokens_of

FARTHEST = 200
"""A wildcard runs over so many signs at most, which bounds the work on a text without spaces."""

MOST = 2_000
"""So many finds are looked at in one text; nobody shows more than a few."""

FEW = 8
"""So many are filed under one word. More that have only common ones, and differ in other signs, are not."""

OFTEN = {ord(sign): chr(place) for place, sign in enumerate(" etaoinsrhldcumfpgwybvkxjqz0123456789.,-'")}
"""Letters, the usual ones first: the automaton tries the ways on from a place in the order they came in."""

LONG = 5
"""So many letters in a row spell no word by chance."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Needle:
    """What is looked for: parts with a wildcard between them, and whether words may go on around it."""

    parts: tuple[str, ...]
    open_before: bool = False
    open_after: bool = False
    entry: Entry | None = None

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

    def finds(self, text: str) -> Iterator["Find"]:
        """Wherever this stands in a text."""
        if not all(part in text for part in self.parts):
            return
        start = text.find(self.parts[0])
        while start >= 0:
            end = self.end(text, start)
            if end:
                yield Find(start, end, self)
            start = text.find(self.parts[0], start + 1)


class Find(NamedTuple):
    """Where something begins and ends, and what it is."""

    start: int
    end: int
    needle: Needle


class Matcher:
    """The needles of one list, filed once and looked for in many texts.

    Whole words are filed under the rarest word of theirs, and asked for where it is among those of a text.
    All else is met by an automaton along the way: by itself, or by its longest part between wildcards.
    """

    def __init__(self, needles: Iterable[Needle]) -> None:
        parts: dict[str, list[Needle]] = defaultdict(list)
        self._words, others = by_word(once(needles))
        for needle in others:
            parts[max(needle.parts, key=len)].append(needle)
        self._automaton = automaton_of(parts) if parts else None

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each find, the longest at its place; finds do not overlap."""
        for start, end, _ in self.finds(text):
            yield start, end

    def finds(self, text: str) -> list[Find]:
        """The same with what was found: more than once at one place if two needles are the same there."""
        found = list(islice(self._all(text), MOST))
        return longest(found) if found else found

    def spelled(self, letters: str) -> list[Find]:
        """What stands in a row of single letters: all of it, or some that spell a word by no chance."""
        words = {letters[at:end] for at, end in stretches(len(letters))}
        single = (needle for word in self._words.keys() & words for needle in self._words[word])
        found = [find for needle in single for find in open_at_both_ends(needle).finds(letters)]
        found += self._along(letters)
        return longest([find for find in found if find.end - find.start >= min(LONG, len(letters))])

    def _all(self, text: str) -> Iterator[Find]:
        words = tokens_of(text) if self._words else ()
        if not self._words.keys().isdisjoint(words):
            for word in self._words.keys() & set(words):
                for needle in self._words[word]:
                    yield from needle.finds(text)
        yield from self._along(text)

    def _along(self, text: str) -> Iterator[Find]:
        others: dict[int, Needle] = {}
        for last, needles in self._automaton.iter(text) if self._automaton is not None else ():
            for needle in needles:
                if is_anywhere(needle):
                    yield Find(last + 1 - len(needle.parts[0]), last + 1, needle)
                else:
                    others[id(needle)] = needle
        for needle in others.values():
            yield from needle.finds(text)


def once(needles: Iterable[Needle]) -> Iterable[Needle]:
    """The needles without those that find just what one before them does."""
    kept: dict[tuple[tuple[str, ...], bool, bool], Needle] = {}
    for needle in needles:
        kept.setdefault((needle.parts, needle.open_before, needle.open_after), needle)
    return kept.values()


def by_word(needles: Iterable[Needle]) -> tuple[dict[str, list[Needle]], list[Needle]]:
    """Whole words by the word of theirs that fewest others have, of those the longest; and other needles."""
    others: list[Needle] = []
    whole: list[tuple[Needle, list[str]]] = []
    for needle in needles:
        words = WORD.findall(needle.parts[0]) if is_whole(needle) else []
        if words:
            whole.append((needle, words))
        else:
            others.append(needle)
    n_with = Counter(word for _, words in whole for word in set(words))
    filed: dict[str, list[Needle]] = defaultdict(list)
    for needle, words in whole:
        filed[min(words, key=lambda word: (n_with[word], -len(word)))].append(needle)
    crowded = [word for word, together in filed.items() if len(together) > FEW]
    others += [needle for word in crowded for needle in filed.pop(word)]
    return dict(filed), others


def automaton_of(parts: dict[str, list[Needle]]) -> Any:
    """What finds all these parts in one walk along a text."""
    automaton = ahocorasick.Automaton()
    for part in sorted(parts, key=lambda part: part.translate(OFTEN)):
        automaton.add_word(part, parts[part])
    automaton.make_automaton()
    return automaton


def longest(found: list[Find]) -> list[Find]:
    """The longest find at each place, from left to right, without those that overlap one before."""
    kept: list[Find] = []
    for find in sorted(found, key=lambda find: (find.start, -find.end)):
        if not kept or find.start >= kept[-1].end or find[:2] == kept[-1][:2]:
            kept.append(find)
    return kept


def stretches(length: int) -> Iterator[tuple[int, int]]:
    """Start and end of all that stands in a row of letters and is long enough to be meant."""
    yield 0, length
    for start in range(length):
        for end in range(start + LONG, min(length, start + 4 * LONG) + 1):
            yield start, end


def open_at_both_ends(needle: Needle) -> Needle:
    """The same inside words."""
    return Needle(parts=needle.parts, open_before=True, open_after=True, entry=needle.entry)


def is_whole(needle: Needle) -> bool:
    """Whether these are whole words without a wildcard."""
    return len(needle.parts) == 1 and not needle.open_before and not needle.open_after


def is_anywhere(needle: Needle) -> bool:
    """Whether this is found wherever its signs stand."""
    return len(needle.parts) == 1 and needle.open_before and needle.open_after


def places(text: str, part: str, at: int) -> Iterator[int]:
    """The ends of a part that begins after a wildcard's run of signs from `at`."""
    space = text.find(" ", at, at + FARTHEST)
    last = (at + FARTHEST if space < 0 else space) + len(part)
    start = text.find(part, at, last)
    while start >= 0:
        yield start + len(part)
        start = text.find(part, start + 1, last)
