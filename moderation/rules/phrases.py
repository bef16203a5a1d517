"""Shipped phrases (`lists/<key>.<language>.txt`) and a site's own, looked for word by word.

One phrase a line; signs between words, capitals and accents make no difference.

    # …            a remark
    word*          a word that begins so; a lone * is any one word
    (a|b c|)       one of these; an empty one may be left out
    my = my, our   a set of words or phrases, made before it is used; {my} stands for one of them
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Self

from moderation.text.fold import WORD, fold, original_span

LISTS = files("moderation.rules") / "lists"
PLAIN_WORD = re.compile(WORD)
PATTERN_WORD = re.compile(rf"{WORD}\*?|\*")
TOKEN = re.compile(r"\((?P<choice>[^()]*)\)|\{(?P<set>\w+)\}|(?P<words>[^\s(){}]+)")
MEANING = re.compile(r"[(){}|=#]")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A phrase found: the words as they stand in the text, and in the one form of letters."""

    quote: str
    folded: tuple[str, ...]


@dataclass
class Phrases:
    """A tree of words: each branch that may end is a phrase."""

    ends: bool = False
    next: dict[str, Self] = field(default_factory=dict)
    beginnings: dict[str, Self] = field(default_factory=dict)

    def add(self, words: Iterable[str]) -> None:
        """One more phrase; a word that ends in `*` stands for all that begin so."""
        node = self
        for word in words:
            branch = node.beginnings if word.endswith("*") else node.next
            node = branch.setdefault(word.removesuffix("*"), type(self)())
        node.ends = True

    def find(self, text: str) -> list[Hit]:
        """The phrases in a text, the longest at each place; each wording once."""
        words = words_with_places(text)
        found: dict[tuple[str, ...], Hit] = {}
        at = 0
        while at < len(words):
            end = self.longest(words, at)
            if end:
                said = tuple(word for word, _, _ in words[at:end])
                quote = original_span(text, words[at][1], words[end - 1][2])
                found.setdefault(said, Hit(quote=quote, folded=said))
            at = end or at + 1
        return list(found.values())

    def longest(self, words: "Words", at: int) -> int:
        """Where the longest phrase ends that begins with this word; 0 where none does."""
        best = at if self.ends else 0
        if at < len(words):
            word = words[at][0]
            for branch in self.branches(word):
                best = max(best, branch.longest(words, at + 1))
        return best

    def branches(self, word: str) -> Iterator[Self]:
        """The ways on from here with this word."""
        if word in self.next:
            yield self.next[word]
        for beginning, branch in self.beginnings.items():
            if word.startswith(beginning):
                yield branch


Words = tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=32)
def words_with_places(text: str) -> Words:
    """The folded words of a text, cut at apostrophes too, with where they stand in the folded text."""
    return tuple((found[0], found.start(), found.end()) for found in PLAIN_WORD.finditer(fold(text)))


@lru_cache(maxsize=256)
def phrases(key: str, own: tuple[str, ...] = ()) -> Phrases:
    """The shipped phrases of a key in all languages, and a site's own (plain words and `*`)."""
    tree = Phrases()
    for phrase in shipped(key):
        tree.add(phrase)
    for line in own:
        words = PATTERN_WORD.findall(fold(MEANING.sub(" ", line)))
        if words:
            tree.add(words)
    return tree


@cache
def shipped(key: str) -> frozenset[tuple[str, ...]]:
    """Every phrase that the lists of a key stand for."""
    lists = [file for file in LISTS.iterdir() if file.name.startswith(f"{key}.")]
    return frozenset(phrase for file in lists for phrase in read(file.read_text(encoding="utf-8")))


def read(text: str) -> Iterator[tuple[str, ...]]:
    """The phrases of a list as its file has them, all choices written out."""
    sets: dict[str, list[str]] = {}
    for line in text.splitlines():
        plain = line.partition("#")[0].strip()
        name, is_set, members = plain.partition("=")
        if is_set:
            sets[name.strip()] = [
                " ".join(words) for member in members.split(",") for words in written_out(member, sets)
            ]
        elif plain:
            yield from written_out(plain, sets)


def written_out(line: str, sets: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """All that one line stands for, each as its words."""
    choices = [choices_of(token, sets) for token in TOKEN.finditer(fold(line))]
    for chosen in product(*choices):
        words = tuple(PATTERN_WORD.findall(" ".join(chosen)))
        if words:
            yield words


def choices_of(token: re.Match[str], sets: Mapping[str, list[str]]) -> list[str]:
    """What may stand in one place of a phrase."""
    if token["set"]:
        return sets[token["set"]]
    if token["choice"] is not None:
        return token["choice"].split("|")
    return [token["words"]]
