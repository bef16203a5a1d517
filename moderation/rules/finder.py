"""Finding the entries of a word list in the fields of a submission."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from moderation.rules.entry import Entry
from moderation.rules.matcher import Matcher, Needle
from moderation.text.fold import fold, original_span
from moderation.words import Submission

MOST_QUOTES = 10
TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
SPACE = re.compile(r"\s")


class Finder:
    """One list of entries, made ready once and looked for in many submissions."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        needles: dict[tuple[str, bool], list[Needle]] = defaultdict(list)
        for entry in entries:
            needle = needle_of(entry)
            if needle:
                needles[entry.fields, entry.case].append(needle)
        self.lists = [(fields, case, Matcher(group)) for (fields, case), group in needles.items()]

    def quotes(self, submission: Submission) -> tuple[str, ...]:
        """The words found, as they stand in the submission; each once, ten at most."""
        found: dict[str, str] = {}
        for fields, case, matcher in self.lists:
            for text in texts_of(submission, fields):
                for quote in quotes_in(text, case, matcher):
                    found.setdefault(fold(quote), quote)
        return tuple(found.values())[:MOST_QUOTES]


def needle_of(entry: Entry) -> Needle | None:
    """What to look for; None where nothing is left of the entry's letters."""
    parts = entry.parts if entry.case else [folded(part) for part in entry.parts]
    kept = tuple(part for part in parts if part)
    if not kept:
        return None
    return Needle(
        parts=kept,
        open_before=not entry.whole or not parts[0],
        open_after=not entry.whole or not parts[-1],
    )


def folded(part: str) -> str:
    """A part in the one form of letters, with a space at its ends where it had one."""
    before, after = " " * part.startswith(" "), " " * (part.endswith(" ") and bool(part.strip()))
    return before + fold(part) + after


def texts_of(submission: Submission, fields: str) -> Iterator[str]:
    """The fields to look at; the text also as it reads without its tags."""
    author = submission.author
    if "N" in fields:
        yield author.name
    if "E" in fields:
        yield author.email
    if "W" in fields:
        yield author.website
        yield submission.source
    if "T" in fields:
        yield submission.text
        if "<" in submission.text:
            yield TAG.sub("", submission.text)
    if "I" in fields:
        yield author.ip
    if "A" in fields:
        yield author.user_agent


def quotes_in(text: str, case: bool, matcher: Matcher) -> Iterator[str]:
    """What the matcher finds, in the words of the original."""
    if case:
        for start, end in matcher.find(SPACE.sub(" ", text)):
            yield text[start:end]
    else:
        for start, end in matcher.find(fold(text)):
            yield original_span(text, start, end)
