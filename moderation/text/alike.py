"""Texts that are nearly the same: how much they share, and the keys under which such texts meet.

A text is the set of its shingles, each three words that follow each other. How alike two texts are is
measured against the longer one: whoever quotes a comment and answers it says something else. Texts that share
most of their shingles have a band key in common, so an index finds them (MinHash with bands: Broder 1997;
Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3).

The keys are kept: another way to make them needs a revision that makes the rows of `alike` anew.
"""

import struct
from functools import lru_cache
from hashlib import blake2b

from moderation.text.fold import words_of

FEWEST = 4
"""Texts of fewer words say what many say; they have no keys."""
SPAN = 3
"""Words of a shingle. Of two, more genuine texts are 80 % alike: 8 of 3,478 on one blog instead of 3."""
LETTERS = 4_000
"""So many characters of a text are looked at."""
BANDS = 8
ROWS = 2
"""Minima in a band. Of 100 pairs that are 80 % alike eight bands of two let 99 meet, 80 at 60 %."""
HASHES = struct.Struct(f"<{BANDS * ROWS}I")


@lru_cache(maxsize=64)
def shingles(text: str) -> frozenset[str]:
    """What a text is compared by; empty where it has too few words."""
    words = words_of(text[:LETTERS])
    if len(words) < FEWEST:
        return frozenset()
    return frozenset(" ".join(words[place : place + SPAN]) for place in range(len(words) - SPAN + 1))


def percent(one: str, other: str) -> int:
    """How much of the longer of two texts stands in the other, 0 to 100; 0 where one has too few words."""
    mine, theirs = shingles(one), shingles(other)
    longer = max(len(mine), len(theirs))
    return 100 * len(mine & theirs) // longer if longer else 0


@lru_cache(maxsize=64)
def band_keys(text: str) -> tuple[int, ...]:
    """The signed 64-bit numbers by which similar texts meet, the same in every process; none of short ones.

    A number tells which band it is of, so that one column takes them all.
    """
    every = (blake2b(each.encode("utf-8", "surrogatepass")).digest() for each in shingles(text))
    minima = [min(column) for column in zip(*map(HASHES.unpack, every), strict=True)]
    return tuple(_number(place, *minima[place : place + ROWS]) for place in range(0, len(minima), ROWS))


def family_key(text_key: bytes) -> int:
    """The number of a family that begins with a text, from the digest of its words (`fold.text_key`)."""
    return int.from_bytes(text_key[:8], "little", signed=True) or 1  # so that it is never taken for none


def _number(place: int, *minima: int) -> int:
    packed = struct.pack(f"<{1 + ROWS}I", place, *minima)
    return int.from_bytes(blake2b(packed, digest_size=8).digest(), "little", signed=True)
