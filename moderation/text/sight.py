"""Whether there is anything to see: a text may have characters and yet be empty to the eye."""

import unicodedata

BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a pattern by category, nothing to the eye: fillers and the empty Braille cell."""


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing of this text."""
    return not any(map(is_visible, text))


def is_visible(letter: str) -> bool:
    """Whether a reader sees this character by itself."""
    kind = unicodedata.category(letter)  # Cn stays: an emoji may be younger than our tables
    return kind[0] not in "MZ" and kind not in ("Cc", "Cf", "Cs") and letter not in BLANKS
