"""Shipped phrases (`lists/<key>.<language>.txt`) and a site's own, looked for word by word in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from moderation.rules.matcher import Matcher, Needle
from moderation.rules.pattern import Node, Pattern, follow, patterns_of
from moderation.text.fold import WORD, fold, original_span

LISTS = files("moderation.rules") / "lists"
PLAIN_WORD = re.compile(WORD)
OWN_WORD = re.compile(rf"{WORD}\*?|\*")

Words = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A phrase found: the words as they stand in the text, and in the one form of letters."""

    quote: str
    folded: tuple[str, ...]


class Phrases:
    """Many patterns in one graph of words, so that their number costs nothing at the text.

    Words that are `left_out` are passed over in the text, as if they did not stand there.
    """

    def __init__(self, patterns: Iterable[Pattern], left_out: frozenset[str] = frozenset()) -> None:
        self.left_out = left_out
        self.root = Node()
        end = Node(ends=True)
        for pattern in patterns:
            self.root.absorb(follow(pattern, end))
        self._beginnings = tuple(self.root.beginnings)

    def find(self, text: str) -> list[Hit]:
        """The phrases in a text, the longest at each place; each wording once."""
        words = beside(self.left_out, words_with_places(text))
        found: dict[tuple[str, ...], Hit] = {}
        at = 0
        while at < len(words):
            end = longest(self.root, words, at) if self._begins(words[at][0]) else at
            if end > at:
                said = tuple(word for word, _, _ in words[at:end])
                quote = original_span(text, words[at][1], words[end - 1][2])
                found.setdefault(said, Hit(quote=quote, folded=said))
            at = max(end, at + 1)
        return list(found.values())

    def _begins(self, word: str) -> bool:
        """Whether any phrase begins with this word, which few words of a text do."""
        return word in self.root.next or word.startswith(self._beginnings)


def longest(node: Node, words: Words, at: int) -> int:
    """Where the longest phrase ends that goes on from this node with this word; 0 where none does."""
    best = at if node.ends else 0
    if at < len(words):
        for after in node.on(words[at][0]):
            best = max(best, longest(after, words, at + 1))
    return best


def beside(left_out: frozenset[str], words: Words) -> Words:
    """The words without those that are left out."""
    return tuple(word for word in words if word[0] not in left_out) if left_out else words


@lru_cache(maxsize=32)
def words_with_places(text: str) -> Words:
    """The folded words of a text, cut at apostrophes too, with where they stand in the folded text."""
    return tuple((found[0], found.start(), found.end()) for found in PLAIN_WORD.finditer(fold(text)))


@lru_cache(maxsize=256)
def phrases(key: str, own: tuple[str, ...] = (), left_out: str = "") -> Phrases:
    """The shipped phrases of a key in all languages, and a site's own (plain words and `*`).

    `left_out` names a list of words (see `word_list`) that are passed over in texts and own phrases.
    """
    passed = word_list(left_out) if left_out else frozenset()
    own_words = (OWN_WORD.findall(fold(line)) for line in own)
    lines = (tuple(word for word in line if word not in passed) for line in own_words)
    return Phrases([*shipped(key), *lines], passed)


@cache
def shipped(key: str) -> tuple[Pattern, ...]:
    """The patterns of a key's lists in all languages."""
    return tuple(pattern for text in texts_of(key) for pattern in patterns_of(text))


@cache
def word_list(key: str) -> frozenset[str]:
    """The words of a key's lists in all languages: folded, any number on a line, `#` remarks."""
    lines = (line for text in texts_of(key) for line in text.splitlines())
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


def texts_of(key: str) -> list[str]:
    """What stands in the lists of a key (`lists/<key>.<language>.txt`), by the alphabet of languages."""
    files_of_key = (file for file in LISTS.iterdir() if file.name.startswith(f"{key}."))
    return [file.read_text(encoding="utf-8") for file in sorted(files_of_key, key=lambda file: file.name)]


def fragments(key: str, address: str) -> list[str]:
    """What a shipped list of fragments finds anywhere in an address, as it stands there."""
    return [address[start:end] for start, end in fragment_matcher(key).find(address.lower())]


@cache
def fragment_matcher(key: str) -> Matcher:
    """A list of fragments (`lists/<key>.txt`, one a line, `#` remarks), made ready once."""
    lines = (LISTS / f"{key}.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return Matcher(Needle(parts=(part,), open_before=True, open_after=True) for part in parts)
