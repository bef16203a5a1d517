"""What a classifier looks at in a contribution: words, pairs of words and pieces of long words, as numbers.

Numbers are checksums within a fixed room (the hashing trick; Weinberger et al. 2009), the same on every
machine and in every version, so that what was learned needs no dictionary and has a bound.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from zlib import crc32

from moderation.text.fold import WORDS, fold

VERSION = 1
"""Of what follows: lessons of another version cannot be taken back word by word."""
ROOM = 1 << 20
MOST_WORDS = 300
"""Words of a text that are looked at, from its beginning; what an advertiser has to say stands early."""
PIECE, LONG = 4, 5
"""Pieces are so many letters of words of at least so many: endings and misspellings share them."""
LONGEST = 40
"""Of a longer word only so much is looked at."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word of the text: where it stands in the folded text, and its features."""

    start: int
    end: int
    features: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Features:
    """The features of a contribution, each once, and by the words that have them."""

    every: frozenset[int]
    words: tuple[Word, ...]


def features_of(name: str, text: str, *, has_website: bool) -> Features:
    """The features of what somebody says, and of the name that they say it under."""
    found = [(match[0][:LONGEST], match.span()) for match in _some(text)]
    words = tuple(Word(start=start, end=end, features=tuple(_of_word(word))) for word, (start, end) in found)
    every = {number for word in words for number in word.features}
    every.update(number_of("pair", f"{one} {two}") for (one, _), (two, _) in pairwise(found))
    every.update(number_of("name", word) for word in WORDS.findall(fold(name))[:10])
    every.add(number_of("length", str(len(found).bit_length())))
    every.add(number_of("website", str(has_website)))
    return Features(every=frozenset(every), words=words)


def number_of(what: str, value: str) -> int:
    """The number of one feature."""
    return crc32(f"{what}:{value}".encode("utf-8", "replace")) % ROOM


def finding_numbers(findings: Iterable[str]) -> dict[str, int]:
    """The numbers of what rules found (rules/findings.py), by finding."""
    return {finding: number_of("finding", finding) for finding in findings}


def _some(text: str) -> Iterator[re.Match[str]]:
    return islice(WORDS.finditer(fold(text)), MOST_WORDS)


def _of_word(word: str) -> Iterator[int]:
    yield number_of("word", word)
    if len(word) >= LONG:
        around = f" {word} "
        for start in range(len(around) - PIECE + 1):
            yield number_of("piece", around[start : start + PIECE])
