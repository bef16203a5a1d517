"""The words of a folded text, as they are compared with those of lists: letters and digits in a row."""

import re
from functools import lru_cache

UNSPACED = ("\u2e80", "\ua4cf")
"""Scripts that are written without spaces between words: there, every sign is a word."""
WORD = re.compile(rf"[^\W_{UNSPACED[0]}-{UNSPACED[1]}]+")
BETWEEN_WORDS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
LONE = bytes((1, 1, 1))


@lru_cache(maxsize=64)
def tokens_of(text: str) -> tuple[str, ...]:
    """The words of a folded text in their order."""
    if text.isascii():
        return tuple(text.translate(BETWEEN_WORDS).split())
    return tuple(WORD.findall(text))


def has_lone_letters(text: str) -> bool:
    """Whether three words of one sign stand in a row in a folded text."""
    lengths = map(len, tokens_of(text))
    try:
        return LONE in bytes(lengths)
    except ValueError:  # a word of 256 signs
        return True


def is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends at this place."""
    return not (0 < at < len(text) and goes_on(text[at - 1]) and goes_on(text[at]))


def goes_on(sign: str) -> bool:
    """Whether a word may go on beyond this sign."""
    return sign.isalnum() and not UNSPACED[0] <= sign <= UNSPACED[1]
