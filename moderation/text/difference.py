"""What changed from one text to the next, in pieces: words, or whole sentences where much did."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

MOST = 600
"""So many that differ are compared one by one; twice as many can take eight times as long."""

WORDS = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")
SENTENCES = re.compile(r"[^.!?。！？…\n]*[.!?。！？…\n]*\s*")


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """Both texts in pieces: "same" in both, "gone" with the older, "new" with the newer one.

    The pieces that are not new are the older text again, those that are not gone the newer one.
    """
    for cut in (WORDS, SENTENCES):
        old, new = cut.findall(before), cut.findall(after)
        head = _shared(old, new)
        tail = _shared(reversed(old[head:]), reversed(new[head:]))
        old_end, new_end = len(old) - tail, len(new) - tail
        if max(old_end, new_end) - head <= MOST:
            changed = _compared(old[head:old_end], new[head:new_end])
            return _joined([(old[:head], "same"), *changed, (old[old_end:], "same")])
    return _joined([([before], "gone"), ([after], "new")])


def shortened(parts: Sequence[tuple[str, str]], keep: int = 60) -> list[tuple[str, str]]:
    """The same pieces; of a long one that is in both, no more than what stands beside a change."""
    last = len(parts) - 1
    short: list[tuple[str, str]] = []
    for place, (text, sort) in enumerate(parts):
        if sort == "same" and last and len(text) > 3 * keep:
            head = f"{text[:keep].rstrip()} " if place > 0 else ""
            tail = f" {text[-keep:].lstrip()}" if place < last else ""
            text = f"{head}…{tail}"
        short.append((text, sort))
    return short


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many are the same from the start on."""
    n = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        n += 1
    return n


def _compared(old: Sequence[str], new: Sequence[str]) -> list[tuple[Sequence[str], str]]:
    found: list[tuple[Sequence[str], str]] = []
    for what, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            found.append((old[old_start:old_end], "same"))
        else:
            found += [(old[old_start:old_end], "gone"), (new[new_start:new_end], "new")]
    return found


def _joined(parts: Sequence[tuple[Sequence[str], str]]) -> list[tuple[str, str]]:
    """The parts as text, without the empty ones, neighbours of one sort together."""
    joined: list[tuple[str, str]] = []
    for words, sort in parts:
        text = "".join(words)
        if joined and joined[-1][1] == sort:
            joined[-1] = (joined[-1][0] + text, sort)
        elif text:
            joined.append((text, sort))
    return joined
