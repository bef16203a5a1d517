"""The notation of the phrase lists, and the graph of words that it stands for.

One phrase a line; signs between words, capitals and accents make no difference.

    # …            a remark
    word*          a word that begins so; a lone * is any one word
    (a|b c|)       one of these; an empty one may be left out; groups stand within groups
    my = my, our   a set of phrases, made before it is used; {my} stands for one of them
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from moderation.text.fold import WORD, fold

TOKEN = re.compile(rf"\{{(?P<set>\w+)\}}|[(|)]|{WORD}\*?|\*")

Pattern = tuple["str | tuple[Pattern, ...]", ...]
"""Words in a row; a tuple among them holds the patterns of which one stands there."""


@dataclass(eq=False)
class Node:
    """A place between words: the ways on from it, and whether a phrase may end here."""

    ends: bool = False
    next: dict[str, list[Self]] = field(default_factory=dict)
    beginnings: dict[str, list[Self]] = field(default_factory=dict)

    def on(self, word: str) -> Iterator[Self]:
        """The places to which this word leads."""
        yield from self.next.get(word, ())
        for beginning, places in self.beginnings.items():
            if word.startswith(beginning):
                yield from places

    def way(self, word: str, place: Self) -> None:
        """One more way on; a word that ends in `*` stands for all that begin so."""
        ways = self.beginnings if word.endswith("*") else self.next
        ways.setdefault(word.removesuffix("*"), []).append(place)

    def absorb(self, other: Self) -> None:
        """All that goes on from the other goes on from here too."""
        self.ends = self.ends or other.ends
        for word, places in other.next.items():
            self.next.setdefault(word, []).extend(places)
        for beginning, places in other.beginnings.items():
            self.beginnings.setdefault(beginning, []).extend(places)


def follow(pattern: Pattern, end: Node) -> Node:
    """The place from which a pattern leads to the end; built from its last word to its first."""
    place = end
    for part in reversed(pattern):
        before = Node()
        if isinstance(part, str):
            before.way(part, place)
        else:
            for choice in part:
                before.absorb(follow(choice, place))
        place = before
    return place


def patterns_of(text: str) -> Iterator[Pattern]:
    """The patterns of a list, as its file has them. Raises KeyError for a set that is not made yet."""
    sets: dict[str, tuple[Pattern, ...]] = {}
    for line in text.splitlines():
        said = fold(line.partition("#")[0])
        name, is_set, members = said.partition("=")
        if is_set:
            sets[name.strip()] = tuple(pattern_of(member, sets) for member in members.split(","))
        elif said:
            yield pattern_of(said, sets)


def pattern_of(line: str, sets: Mapping[str, tuple[Pattern, ...]]) -> Pattern:
    """One line, or one member of a set, as a pattern."""
    choices = choices_of(TOKEN.finditer(line), sets)
    return choices[0] if len(choices) == 1 else (choices,)


def choices_of(
    tokens: Iterator[re.Match[str]], sets: Mapping[str, tuple[Pattern, ...]]
) -> tuple[Pattern, ...]:
    """What stands between here and the end of this group: one pattern for each choice."""
    choices: list[Pattern] = [()]
    for token in tokens:
        if token[0] == ")":
            break
        if token[0] == "|":
            choices.append(())
        elif token[0] == "(":
            choices[-1] += (choices_of(tokens, sets),)
        elif token["set"]:
            choices[-1] += (sets[token["set"]],)
        else:
            choices[-1] += (token[0],)
    return tuple(choices)
