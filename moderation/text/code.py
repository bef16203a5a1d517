"""What of a text is code, as its HTML shows it, and which lines only show something.

Whoever could make us take for code what a page shows as a link would hide it from all rules. So where it
is hard to tell, as in a fence within a list that is left early, nothing is taken for code.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

NOTHING = "\x00"
"""Stands where code stood: no part of a word, nor of an address."""

# Other line ends, and what `clean.calm` takes out before Markdown is read.
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\r(?!\n)")
MARK = r"(?:>|(?:[-*]|\d{1,9}[.)])[ \t])"
FENCE = re.compile(rf"^(?P<before>(?:[ \t]|{MARK})*+)(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})", re.MULTILINE)
QUOTE = re.compile(r"(?:> ?)*")
# Deeper than this the page may show the whole text as it was typed (`markdown.DEEPEST`).
DEEP = re.compile(rf"^(?:[ \t]*{MARK}){{8}}|^[ \t>]{{14,}}{MARK}", re.MULTILINE)

BLOCK = re.compile(r"(?:[^\n]*[^\s][^\n]*(?:\n|\Z))+")
NEW_BLOCK = re.compile(rf"\n[ \t]*{MARK}")
RUN = re.compile("`+")
# Where a run of backticks may begin code; what is escaped is passed over, and so is a link's address. A
# backtick within an address may belong to it, and nobody knows what those behind it are.
STEP = re.compile(r"\\[^\n]|\]\([^\s()`]*\)|(?P<unsure>(?:\]\(|://)[^\s`]*`)|(?P<run>`+)")

QUOTED = re.compile(r"^[ \t]*>[^\n]*", re.MULTILINE)
INDENTED = re.compile(r"(?:\A|^[ \t]*\n)(?P<shown>(?:(?: {4}| {0,3}\t)[^\n]*+\n?)++)", re.MULTILINE)

Span = tuple[int, int]


@lru_cache(maxsize=32)
def without_code(text: str) -> str:
    """The text of the same length, with NOTHING for each sign in a fence or between backticks."""
    spans = code_in(text)
    return blanked(text, spans, NOTHING) if spans else text


def is_shown(text: str, at: int) -> bool:
    """Whether a place stands in a line that quotes somebody (`> …`), or in one set in as code is."""
    spans = shown_lines(text)
    before = bisect_right(spans, (at, len(text))) - 1
    return before >= 0 and at < spans[before][1]


@lru_cache(maxsize=32)
def shown_lines(text: str) -> list[Span]:
    """Where such lines stand."""
    quoted = [line.span() for line in QUOTED.finditer(text)] if ">" in text else []
    return sorted(quoted + [lines.span("shown") for lines in INDENTED.finditer(text)])


def code_in(text: str) -> list[Span]:
    """Where code stands in a text, in its order."""
    if ("`" not in text and "~~~" not in text) or ODD.search(text):
        return []
    text = text.replace("\r\n", " \n")
    fences, sure = fences_in(text)
    beside = blanked(text[:sure], fences, "\n")
    return [] if DEEP.search(beside) else sorted([*fences, *spans_in(beside)])


def fences_in(text: str) -> tuple[list[Span], int]:
    """Where fences with what is in them stand, and up to where one can be sure of it."""
    fences: list[Span] = []
    opening = FENCE.search(text)
    while opening:
        end = end_of_fence(text, opening)
        if end is None:
            return fences, opening.start()
        fences.append((opening.start("fence"), end))
        opening = FENCE.search(text, end)
    return fences, len(text)


def end_of_fence(text: str, opening: re.Match[str]) -> int | None:
    """Where a fence ends: with its like, or with the quote it stands in; None where one cannot be sure.

    One that is set in, as those of lists are, must be closed, and all of it be set in as far.
    """
    before, fence = opening["before"], opening["fence"]
    n_quotes, set_in = before.count(">"), len(before)
    if not set_in or QUOTE.fullmatch(before):
        lines = re.compile(rf"[ \t]*(?:>[ \t]*){{{n_quotes}}}([^\n]*)")
    elif set_in < 4 and not before.strip(" "):
        lines = re.compile(rf"(?: {{{set_in}}}|[ \t]*$)([^\n]*)", re.MULTILINE)
    else:
        return None
    at = next_line(text, opening.end())
    while at < len(text):
        line = lines.match(text, at)
        if not line:
            return at if n_quotes else None
        typed = line[1].strip(" \t")
        if len(typed) >= len(fence) and not typed.strip(fence[0]):
            return line.end()
        at = next_line(text, line.end())
    return at if n_quotes or not set_in else None


def next_line(text: str, at: int) -> int:
    """Where the next line begins; behind the end where there is none."""
    return (text.find("\n", at) + 1) or len(text)


def spans_in(text: str) -> Iterator[Span]:
    """Code between backticks, block by block."""
    for block in BLOCK.finditer(text) if "`" in text else ():
        if "`" in block[0] and NEW_BLOCK.search(block[0]):
            yield from line_by_line(text, block.start(), block.end())
        elif "`" in block[0]:
            yield from between_backticks(text, block.start(), block.end())[0]


def line_by_line(text: str, start: int, end: int) -> Iterator[Span]:
    """The same where quotes or items follow each other, up to a backtick that has none in its line."""
    while start < end:
        line_end = min(next_line(text, start), end)
        spans, is_whole = between_backticks(text, start, line_end)
        yield from spans
        start = line_end if is_whole else end


def between_backticks(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    """Code from each run of backticks to the next as long; and whether each run had such a one."""
    runs: dict[int, list[int]] = defaultdict(list)
    for run in RUN.finditer(text, start, end):
        runs[len(run[0])].append(run.start())
    spans: list[Span] = []
    is_whole, at = True, start
    while step := STEP.search(text, at, end):
        at = step.end()
        if step["unsure"]:
            return spans, False
        if step["run"]:
            alike = runs[len(step["run"])]
            closing = bisect_right(alike, step.start())
            if closing < len(alike):
                at = alike[closing] + len(step["run"])
                spans.append((step.start(), at))
            else:
                is_whole = False
    return spans, is_whole


def blanked(text: str, spans: list[Span], sign: str) -> str:
    """The text with a sign in the place of each one in these spans."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], sign * (end - start)]
        done = end
    return "".join((*pieces, text[done:]))
