"""One form of letters, so that texts can be compared; and the way back to the words as they stand."""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

TYPED_DIFFERENTLY = {
    **dict.fromkeys("‘’‚‛ʹʻʼʽʾʿˈ′‵´‹›", "'"),
    **dict.fromkeys("“”„‟«»″‶〝〞〟", '"'),
    **dict.fromkeys("‐‑‒–—―−⁃﹘", "-"),
    **dict.fromkeys("œŒ", "oe"),
    **dict.fromkeys("æÆ", "ae"),
    **dict.fromkeys("øØ", "o"),
    **dict.fromkeys("łŁ", "l"),
    **dict.fromkeys("đĐ", "d"),
    **dict.fromkeys("ħĦ", "h"),
    "ı": "i",
}
"""Signs which people and keyboards set in several ways, and letters that Unicode takes for no accent."""

SMALL_FORMS = (("ς", "σ"), ("ſ", "s"), ("µ", "μ"))
"""Letters that have another small form: at the end of a word, of old, of a unit."""

# Nothing is seen of these, whatever Unicode calls them: grapheme joiner, fillers, variation selectors.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)

# Python's \w leaves out the vowel signs of South and South East Asia and the voicing marks of kana.
WORD = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e01-\u0e3e\u0e40-\u109f\u1780-\u17d3\u3099\u309a])+"
WORDS = re.compile(f"{WORD}(?:'{WORD})*")
ASCII_CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x1C), 0x7F])
BLACK = re.compile(r"\S+")


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """The text without the differences of case, accents, typography, unseen signs and white space."""
    if text.isascii():
        plain = text.lower().translate(ASCII_CONTROLS)
    else:
        plain = unicodedata.normalize("NFC", text.translate(FOLDED))
    return " ".join(plain.split())


@lru_cache(maxsize=64)
def fold_with_map(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters where it stands in the original."""
    folded = fold(text)
    letters, places = _letters(text)
    if len(folded) == len(letters):
        return folded, places
    else:
        return folded, _without_spaces(letters, places)


def original_span(text: str, start: int, end: int) -> str:
    """The words of the original that were folded into `fold(text)[start:end]`."""
    places = fold_with_map(text)[1]
    inside = places[start:end]
    if not inside:
        return ""
    following = places[end] if end < len(places) else len(text)
    return text[inside[0] : max(inside[-1] + 1, following)].strip()


def lower_in_place(text: str) -> str:
    """The text in small letters, each where it was; those of several small forms have one."""
    lower = text.lower()
    if text.isascii():
        return lower
    if len(lower) != len(text):  # "İ" becomes two signs
        lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    for form, usual in SMALL_FORMS:
        lower = lower.replace(form, usual)
    return lower


@lru_cache(maxsize=256)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words: letters, digits, and apostrophes within a word."""
    return tuple(WORDS.findall(fold(text)))


def text_key(text: str) -> bytes:
    """16 bytes, the same for texts that differ in case, accents, punctuation and white space only."""
    same = " ".join(words_of(text)) or fold(text)
    return blake2b(same.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    room = 20_000  # the characters that people write; a text of all others shall not fill the memory

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < self.room:
            self[code] = folded
        return folded


FOLDED = _Folded()


def _fold_character(char: str) -> str:
    typed = TYPED_DIFFERENTLY.get(char, char)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", typed).casefold())
    kept = (TYPED_DIFFERENTLY.get(c, c) for c in plain if not _is_unseen(c))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_unseen(char: str) -> bool:
    """Accents, format signs and controls; marks which make another letter of it stay."""
    category, marks = unicodedata.category(char), unicodedata.combining(char)
    if category in ("Cc", "Cf"):
        return not char.isspace()
    if marks:
        # 1: overlays; 10 to 36: points of Hebrew and Arabic; 200 and more: accents of all scripts.
        return marks == 1 or 10 <= marks <= 36 or marks >= 200
    return category == "Me" or UNSEEN.match(char) is not None


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """The folded letters with all white space, and where each stands."""
    if text.isascii():
        plain = text.lower().translate(ASCII_CONTROLS)
        if len(plain) == len(text):
            return plain, range(len(text))
    letters: list[str] = []
    places = array("I")
    for place, char in enumerate(text):
        folded = FOLDED[ord(char)]
        letters.append(folded)
        places.extend([place] * len(folded))
    return _composed("".join(letters), places)


def _composed(letters: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The letters with their marks put together, as the Normalization Form C of the whole has them."""
    if unicodedata.is_normalized("NFC", letters):
        return letters, places
    composed: list[str] = []
    kept = array("I")
    for start, group in _groups(letters):
        together = unicodedata.normalize("NFC", group)
        composed.append(together)
        kept.extend([places[start]] * len(together))
    return "".join(composed), kept


def _groups(plain: str) -> Iterator[tuple[int, str]]:
    """The text cut where what follows does not change by what stands before it."""
    start = 0
    for place in range(1, len(plain)):
        if not _joins(plain[start:place], plain[place]):
            yield start, plain[start:place]
            start = place
    yield start, plain[start:]


def _joins(group: str, char: str) -> bool:
    if unicodedata.combining(char):
        return True
    return not unicodedata.is_normalized("NFC", unicodedata.normalize("NFC", group)[-1] + char)


def _without_spaces(letters: str, places: Sequence[int]) -> Sequence[int]:
    """The places of what is left when runs of white space become one space and the ends are trimmed."""
    kept = array("I")
    for word in BLACK.finditer(letters):
        if kept:
            kept.append(places[word.start() - 1])
        kept.extend(places[word.start() : word.end()])
    return kept
