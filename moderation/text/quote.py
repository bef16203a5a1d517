"""Quotes: where they stand in a text, and the first words of one."""

import unicodedata
from collections.abc import Iterable

from moderation.text.clean import calm_line

JOINER = "\u200d"


def marked(text: str, quotes: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is quoted; joined they are the text again."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in _spans(text, quotes):
        if start > done:
            pieces.append((text[done:start], False))
        pieces.append((text[start:end], True))
        done = end
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces


def excerpt(text: str, length: int = 120) -> str:
    """The first words in one line of at most `length` characters, with `…` where more follows."""
    line = calm_line(text)
    if len(line) <= length:
        return line
    end = length - 1
    space = line.rfind(" ", length // 2, end + 1)
    cut = space if space > 0 else _whole(line, end)
    return line[:cut].rstrip(" .,;:…") + "…"


def _spans(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    """Where quotes stand, in order; those that overlap are one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for quote in set(quotes) if quote for span in _places(text, quote)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _places(text: str, quote: str) -> Iterable[tuple[int, int]]:
    start = text.find(quote)
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)


def _whole(line: str, cut: int) -> int:
    """The next place before `cut` which leaves letters with their accents and emoji in one piece."""
    while cut > 1 and (_hangs_on(line[cut]) or line[cut - 1] == JOINER):
        cut -= 1
    return cut


def _hangs_on(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"
