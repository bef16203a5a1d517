"""How strange a word's letters are, whatever language it may be of."""

import re
from functools import cache
from itertools import pairwise
from string import ascii_lowercase

from moderation.rules.phrases import LISTS
from moderation.text.fold import fold

LEAST = 8
"""Shorter words are too often short for something."""

LAUGHTER = 4
"""So few different letters are a laugh, or keys held down: "wkwkwkwk", "aaaaargh"."""

CONSONANTS = re.compile("[bcdfghjklmnpqrstvxz]{6}")
CONSONANTS_WEIGH = 0.7


@cache
def rarity() -> dict[str, int]:
    """Of each pair of letters how rare it is, from 0 to 9 (`lists/letter_pairs.txt`)."""
    rows = (LISTS / "letter_pairs.txt").read_text(encoding="utf-8").splitlines()[-len(ascii_lowercase) :]
    return {
        row[0] + second: int(digit)
        for row in rows
        for second, digit in zip(ascii_lowercase, row[2:], strict=True)
    }


def strangeness(word: str) -> float:
    """The mean rarity of a word's pairs of letters, more for six consonants in a row.

    Half of all random words come to 2, and hardly one of any language does. 0 for what cannot be judged:
    short words, laughter, other scripts, and what is not letters alone.
    """
    letters = fold(word) if len(word) >= LEAST else ""
    if len(set(letters)) <= LAUGHTER or not letters.isascii() or not letters.isalpha():
        return 0
    pairs = [rarity()[first + second] for first, second in pairwise(letters)]
    return sum(pairs) / len(pairs) + CONSONANTS_WEIGH * bool(CONSONANTS.search(letters))
