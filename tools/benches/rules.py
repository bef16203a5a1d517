"""What a list of 60,000 words costs a comment, and what one check costs a site that has seen much."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from moderation.domain.memory import Memory
from moderation.rules.book import Book
from moderation.rules.entry import Entry
from moderation.rules.example import Example
from moderation.rules.finder import Finder
from moderation.rules.verdict import weigh
from moderation.text.fold import fold, fold_with_map
from moderation.words import Submission
from tools.benches.figure import Figure

TITLE = "Rules"
ABOUT = """
What a list adds to the check of a new comment of 1,000 characters once it is built: the median of 300, each
folded already as other rules have it done, beside a list of three words, so that what remains is the number
of lines. One check is all shipped rules and the facts that they ask for, of a comment of 300 characters on a
site that has seen 100,000, with the memory that `rules measure` uses in place of a database.
"""
LINES, HISTORY, TRIED = 60_000, 100_000, 300
OFTEN, ALL = "etaoinsrhl", "abcdefghijklmnopqrstuvwxyz"
"""The letters of texts, and those of lists."""


def run(home: Path) -> Iterator[Figure]:
    """Measure lists of both kinds, then a check."""
    chance = random.Random(6)  # noqa: S311  nothing is to be kept secret
    said = [submission(chance, n, 1_000) for n in range(TRIED)]
    few = taken(said, Finder([Entry(text=word(chance, 8, ALL)) for _ in range(3)]).found)
    for what, is_whole in (("whole words", True), ("words inside others", False)):
        begun = time.perf_counter()
        finder = Finder(Entry(text=word(chance, 8, ALL), whole=is_whole) for _ in range(LINES))
        built = time.perf_counter() - begun
        more = taken(said, finder.found) - few
        yield Figure(what=f"{LINES:,} {what}: added to a check", n=more * 1e6, unit="µs", most=50)
        yield Figure(what=f"{LINES:,} {what}: built, once", n=built, unit="s")
    yield from history(chance)


def history(chance: random.Random) -> Iterator[Figure]:
    """One check after a long history."""
    memory, book = Memory(("https://bench.example",), b"bench"), Book()
    for n in range(HISTORY):
        memory.decide(submission(chance, n, 300), is_spam=n % 5 == 0)
    new = [submission(chance, HISTORY + n, 300) for n in range(TRIED)]
    found = taken(new, lambda given: weigh(given, memory.facts(given), book), is_folded=False)
    yield Figure(what=f"one check, {HISTORY:,} comments before", n=found * 1e3, unit="ms", most=2)


def taken(
    said: Sequence[Submission], check: Callable[[Submission], object], *, is_folded: bool = True
) -> float:
    """The median time of a check, in seconds."""
    times = []
    for given in said:
        if is_folded:
            fold(given.text)
            fold_with_map(given.text)
        begun = time.perf_counter()
        check(given)
        times.append(time.perf_counter() - begun)
    return median(times)


def submission(chance: random.Random, n: int, length: int) -> Submission:
    """A comment of so many characters like no other, a minute after the one before."""
    text = " ".join(word(chance, chance.randint(1, 9), OFTEN) for _ in range(length // 4))[:length]
    given = Example(text=text, name=f"Ann {n % 5_000}", email=f"ann{n % 5_000}@mail.example").submission()
    at = given.received_at + timedelta(minutes=n)
    return replace(given, received_at=at, posted_at=at, origin=f"bench:{n}")


def word(chance: random.Random, length: int, letters: str) -> str:
    """Letters as they come."""
    return "".join(chance.choices(letters, k=length))
