"""Expressions in RE2's notation, whose work grows with the text alone, however they are written."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import re2

from moderation.errors import Invalid, Problem
from moderation.words import N_

LONGEST = 1_000
"""Characters of one expression."""
LARGEST = 5_000
"""Instructions that one may come to. Where RE2 tries them one by one, each sign of a text costs so much."""
MEMORY = 4 << 20
TOGETHER = 20_000
"""Instructions of the expressions that are looked for in one walk."""
MEMORY_TOGETHER = 32 << 20
MOST = 100
"""So many finds of one expression are looked at in one text."""

SURROGATES = re.compile("[\ud800-\udfff]")
TOO_LARGE = N_("“{text}” is too large once it is worked out; repeat less, or name fewer signs.")
REASONS = {
    "missing )": N_("“{text}” opens a bracket that it does not close."),
    "unexpected )": N_("“{text}” closes a bracket that it does not open."),
    "missing ]": N_("“{text}” opens a square bracket that it does not close."),
    "no argument for repetition operator": N_("“{text}” repeats (*, +, ?) where nothing stands before it."),
    "bad repetition operator": N_("“{text}” repeats (*, +, ?) what is repeated already."),
    "invalid repetition size": N_("“{text}” repeats more than 1,000 times, or from more to less."),
    "invalid escape sequence": N_("“{text}” has a backslash before a sign that means nothing there."),
    "trailing \\": N_("“{text}” ends with a backslash."),
    "invalid character class range": N_("“{text}” names signs in brackets or by \\p that RE2 does not know."),
    "invalid perl operator": N_("“{text}” holds “(?…”: RE2 looks neither ahead nor back."),
    "pattern too large": TOO_LARGE,
}
"""What RE2 says, and how we say it."""


def compiled(text: str, *, case: bool) -> Any:
    """The expression made ready. Raises `Invalid` with the reason in a sentence."""
    if len(text) > LONGEST:
        raise wrong(
            N_("“{text}” is longer than {most} characters."), text=text[:40] + "…", most=f"{LONGEST:,}"
        )
    try:
        made = _compiled(text, case)
    except (re2.error, UnicodeEncodeError) as error:
        raise wrong(*_reason(text, error)) from None
    if made.programsize > LARGEST:
        raise wrong(TOO_LARGE, text=text)
    if made.search("") is not None:
        raise wrong(N_("“{text}” is found in an empty text too, so it would find everything."), text=text)
    return made


def of_words(parts: Sequence[str], *, whole: bool) -> str:
    """The expression that finds words, with any letters between their parts.

    RE2 knows of ASCII alone where a word ends: beside other letters nothing is asked.
    """
    found = r"\S*".join(re2.escape(part) for part in parts)
    before, after = (
        r"\b" if whole and part.isascii() and part.isalnum() else ""
        for part in (parts[0][:1], parts[-1][-1:])
    )
    return f"{before}{found}{after}"


def spans(expression: Any, text: str) -> Iterator[tuple[int, int]]:
    """Where an expression finds something in a text; a find of no signs is none."""
    for n, found in enumerate(expression.finditer(sound(text))):
        start, end = found.span()
        if end > start:
            yield start, end
        if n >= MOST:
            break


class Sieve:
    """Which of many expressions find something, at the price of one walk along the text for some hundreds."""

    def __init__(self, expressions: Sequence[Any], *, case: bool) -> None:
        self._expressions = expressions
        self._sets: list[tuple[range, Any]] = []
        start = size = 0
        for at, expression in enumerate(expressions):
            size += expression.programsize
            if size > TOGETHER or at == len(expressions) - 1:
                self._sets.append((range(start, at + 1), _set(expressions[start : at + 1], case)))
                start, size = at + 1, 0

    def finds(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The place in the list of each that finds something, with where it does."""
        for places, together in self._sets:
            found = together.Match(sound(text)) if together is not None else ()
            # The last of each set finds something in any text: without it, RE2 had too little memory to tell.
            for n in sorted(found)[:-1] if len(places) in found else range(len(places)):
                for start, end in spans(self._expressions[places[n]], text):
                    yield places[n], start, end


def sound(text: str) -> str:
    """The text as RE2 takes it, each character where it was."""
    return text if text.isascii() else SURROGATES.sub("\ufffd", text)


def _set(expressions: Sequence[Any], case: bool) -> Any:
    if len(expressions) == 1:
        return None
    made = re2.Set.SearchSet(_options(case, MEMORY_TOGETHER))
    for expression in expressions:
        made.Add(expression.pattern)
    made.Add("")
    made.Compile()
    return made


@lru_cache(maxsize=4096)
def _compiled(text: str, case: bool) -> Any:
    return re2.compile(text, _options(case))


def _options(case: bool, memory: int = MEMORY) -> Any:
    options = re2.Options()
    options.case_sensitive = case
    options.log_errors = False
    options.max_mem = memory
    return options


def _reason(text: str, error: Exception) -> tuple[str, str]:
    said = error.args[0].decode("utf-8", "replace") if isinstance(error, re2.error) else ""
    why = next((why for start, why in REASONS.items() if said.startswith(start)), None)
    return why or N_("“{text}” is no expression."), text


def wrong(why: str, text: str, **values: str | int) -> Invalid:
    """One problem with one expression."""
    shown = text if len(text) <= 80 else text[:79] + "…"
    return Invalid(Problem(why=why, values={"text": shown, **values}))
