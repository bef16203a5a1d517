"""Finding the entries of a word list in the fields of a submission."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from moderation.rules.entry import Entry
from moderation.rules.matcher import Matcher, Needle
from moderation.text.fold import fold, fold_with_map, original_span
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
                for start, end in spans_in(text, case, matcher):
                    found.setdefault(fold(text[start:end]), text[start:end])
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
    """The fields to look at."""
    author = submission.author
    of_letter = {
        "N": (author.name,),
        "E": (author.email,),
        "W": (author.website, submission.source),
        "T": (submission.text,),
        "I": (author.ip,),
        "A": (author.user_agent,),
    }
    for letter in fields:
        yield from of_letter[letter]


def spans_in(text: str, case: bool, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """Where the matcher finds something in a text: as it stands, and as it reads without its tags."""
    yield from plain_spans(text, case, matcher)
    tags = list(TAG.finditer(text)) if "<" in text else []
    if tags:
        places = [at for start, end in between(tags, len(text)) for at in range(start, end)]
        for start, end in plain_spans("".join(text[at] for at in places), case, matcher):
            yield places[start], places[end - 1] + 1


def plain_spans(text: str, case: bool, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """Where the matcher finds something in a text as it stands."""
    if case:
        yield from matcher.find(SPACE.sub(" ", text))
    else:
        folded, places = fold_with_map(text)
        for start, end in matcher.find(folded):
            yield places[start], places[start] + len(original_span(text, start, end))


def between(tags: list[re.Match[str]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are no tags."""
    ends = [0, *(tag.end() for tag in tags)]
    starts = [*(tag.start() for tag in tags), length]
    return zip(ends, starts, strict=True)
