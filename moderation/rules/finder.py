"""Finding the entries of a word list in the fields of a submission."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter

from moderation.rules.entry import Entry, as_line
from moderation.rules.expression import Sieve, compiled
from moderation.rules.matcher import LONG, Find, Matcher, Needle
from moderation.text.fold import fold, fold_with_map, lower_in_place, original_span
from moderation.text.tokens import is_edge
from moderation.text.unmask import Reading, readings
from moderation.words import Submission

MOST_QUOTES = 10
TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
SPACE = re.compile(r"\s")
WRITTEN = "NWT"
"""The fields that somebody writes for people to read, so that a disguise makes sense."""

TEXTS: dict[str, tuple[Callable[[Submission], str], ...]] = {
    "N": (attrgetter("author.name"),),
    "E": (attrgetter("author.email"),),
    "W": (attrgetter("author.website"), attrgetter("source")),
    "T": (attrgetter("text"),),
    "I": (attrgetter("author.ip"),),
    "A": (attrgetter("author.user_agent"),),
}

Place = tuple[int, int, Entry | None]
"""Where something stands in a text, and by which line it is found."""


class Way(Enum):
    """How the letters of a text are compared."""

    FOLDED = "without case, accents and disguises"
    CASE = "as they stand"
    WORDPRESS = "without case"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a list finds: the words as they stand, and the lines by which they are; ten of each at most."""

    quotes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class Finder:
    """One list of entries, made ready once and looked for in many submissions.

    `digits` takes digits and signs for letters where that gives a word of the list. What is of `wordpress`
    is found in the text as it reads without its tags only if that is `untagged`.
    """

    def __init__(self, entries: Iterable[Entry], *, digits: bool = False, untagged: bool = True) -> None:
        self._digits, self._untagged = digits, untagged
        needles: dict[tuple[str, Way], list[Needle]] = defaultdict(list)
        expressions: dict[tuple[str, bool], list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.expression:
                expressions[entry.fields, entry.case].append(entry)
            elif needle := needle_of(entry):
                needles[entry.fields, way_of(entry)].append(needle)
        self._lists = [(fields, way, Matcher(group)) for (fields, way), group in needles.items()]
        self._sieves = [
            (fields, group, Sieve([compiled(entry.text, case=case) for entry in group], case=case))
            for (fields, case), group in expressions.items()
        ]

    def quotes(self, submission: Submission) -> tuple[str, ...]:
        """The words found, as they stand in the submission; each once, ten at most."""
        return self.found(submission).quotes

    def found(self, submission: Submission) -> Found:
        """The words found, each once, with the lines by which they are found."""
        quotes: dict[str, str] = {}
        lines: dict[str, None] = {}
        for text, start, end, entry in self._places(submission):
            quotes.setdefault(fold(text[start:end]), text[start:end])
            if entry is not None and len(lines) < MOST_QUOTES:
                lines[as_line(entry)] = None
        return Found(quotes=tuple(quotes.values())[:MOST_QUOTES], lines=tuple(lines))

    def _places(self, submission: Submission) -> Iterator[tuple[str, int, int, Entry | None]]:
        for fields, way, matcher in self._lists:
            for letter, text in texts_of(submission, fields):
                for place in self._by_words(text, letter, way, matcher):
                    yield text, *place
        for fields, entries, sieve in self._sieves:
            for _, text in texts_of(submission, fields):
                for n, start, end in sieve.finds(text):
                    yield text, start, end, entries[n]
                for places, untagged in without_tags(text):
                    for n, start, end in sieve.finds(untagged):
                        yield text, places[start], places[end - 1] + 1, entries[n]

    def _by_words(self, text: str, letter: str, way: Way, matcher: Matcher) -> Iterator[Place]:
        yield from plain_places(text, way, matcher)
        if way is not Way.WORDPRESS or self._untagged:
            for places, untagged in without_tags(text):
                for start, end, entry in plain_places(untagged, way, matcher):
                    yield places[start], places[end - 1] + 1, entry
        if way is Way.FOLDED and letter in WRITTEN:
            for reading in readings(text, digits=self._digits):
                yield from disguised_places(reading, matcher)


def way_of(entry: Entry) -> Way:
    """How the letters of an entry are compared with those of a text."""
    if entry.wordpress:
        return Way.WORDPRESS
    return Way.CASE if entry.case else Way.FOLDED


def needle_of(entry: Entry) -> Needle | None:
    """What to look for; None where nothing is left of the entry's letters."""
    parts = [COMPARED[way_of(entry)](part) for part in entry.parts]
    kept = tuple(part for part in parts if part)
    if not kept:
        return None
    return Needle(
        parts=kept,
        open_before=not entry.whole or not parts[0],
        open_after=not entry.whole or not parts[-1],
        entry=entry,
    )


def folded(part: str) -> str:
    """A part in the one form of letters, with a space at its ends where it had one."""
    before, after = " " * part.startswith(" "), " " * (part.endswith(" ") and bool(part.strip()))
    return before + fold(part) + after


COMPARED: dict[Way, Callable[[str], str]] = {
    Way.FOLDED: folded,
    Way.CASE: str,
    Way.WORDPRESS: lower_in_place,
}


def texts_of(submission: Submission, fields: str) -> Iterator[tuple[str, str]]:
    """The fields to look at that hold something, each with its letter."""
    for letter in fields:
        for get in TEXTS[letter]:
            text = get(submission)
            if text:
                yield letter, text


def without_tags(text: str) -> Iterator[tuple[list[int], str]]:
    """The text as it reads without its tags, and where each character stands; nothing where it has none."""
    tags = list(TAG.finditer(text)) if "<" in text else []
    if tags:
        places = [at for start, end in between(tags, len(text)) for at in range(start, end)]
        yield places, "".join(text[start:end] for start, end in between(tags, len(text)))


def plain_places(text: str, way: Way, matcher: Matcher) -> Iterator[Place]:
    """Where the matcher finds something in a text as it stands."""
    if way is Way.FOLDED:
        for start, end, needle in once(matcher.finds(fold(text)), fold(text)):
            since = fold_with_map(text)[1][start]
            yield since, since + len(original_span(text, start, end)), needle.entry
    else:
        same = SPACE.sub(" ", text) if way is Way.CASE else lower_in_place(text)
        for start, end, needle in once(matcher.finds(same), same):
            yield start, end, needle.entry


def once(finds: list[Find], text: str) -> Iterable[Find]:
    """Those by which something is found that was not found before."""
    kept: dict[tuple[str, int], Find] = {}
    for find in finds:
        kept.setdefault((text[find.start : find.end], id(find.needle)), find)
    return kept.values()


def disguised_places(reading: Reading, matcher: Matcher) -> Iterator[Place]:
    """Where the matcher finds something in a text as it reads without a disguise."""
    letters, places = fold_with_map(reading.text)
    finds = matcher.spelled(letters) if reading.is_spelled else matcher.finds(letters)
    for find in finds:
        start, end = places[find.start], places[find.end - 1] + 1
        if reading.is_meant(start, end) and (not reading.is_guess or is_sure(find, letters)):
            yield *reading.original(start, end), find.needle.entry


def is_sure(find: Find, letters: str) -> bool:
    """Whether a word that digits were taken for is no chance: long enough, or a word by itself."""
    is_word = is_edge(letters, find.start) and is_edge(letters, find.end)
    return is_word or find.end - find.start >= LONG


def between(tags: list[re.Match[str]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are no tags."""
    ends = [0, *(tag.end() for tag in tags)]
    starts = [*(tag.start() for tag in tags), length]
    return zip(ends, starts, strict=True)
