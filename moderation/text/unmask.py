"""How a text reads once its disguises are off, with the way back to the words as they stand.

Only where there is a sign of a disguise: most texts have no other reading than their own.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from moderation.text.disguise import LOOKS, addresses
from moderation.text.fold import fold
from moderation.text.tokens import has_lone_letters

AROUND = 40
"""So many signs on each side are read with what was disguised: a phrase may go on there."""
MOST = 50
"""So many disguises of a kind are taken off in one text."""
MOST_ROWS = 12
"""So many rows of lone letters are read: each may hold words anywhere within it."""

PASSES_FOR = {
    "a": "ᴀАᎪꓮ",
    "b": "ЬьƅɓᏏᏴꓐ",
    "c": "ϲⅽƈᏟⲥꓚ",
    "d": "ԁⅾɗɖᎠꓓ",
    "e": "еєҽɛᎬꓰ",
    "f": "ƒꓝ",
    "g": "ɡցɠᏀꓖ",
    "h": "һհɦᎻꓧ",
    "i": "ɩӏɨᎥꓲ",
    "j": "јյʝᎫꓙ",
    "k": "κƙᏦꓗ",
    "l": "ӏⅼɭլᏞꓡ",
    "m": "ⅿɱᎷꓟ",
    "n": "ոηɲɳŋꓠ",
    "o": "օοσⲟᧁ᧐০೦௦๐໐൦ߋꓳ",
    "p": "ρрƥᏢꓑ",
    "q": "ԛզգʠ",
    "r": "гɾɼɽᎡꓣ",
    "s": "ѕʂᏚꓢ",
    "t": "тτƭʈᎢꓔ",
    "u": "սυʋᴜꓴ",
    "v": "νѵʋᏙꓦ",
    "w": "ѡԝɯᎳꓪ",
    "x": "хχҳꓫ",
    "y": "уүγƴʏꓬ",
    "z": "ᴢʐʑᏃꓜ",
}
"""Letters of other alphabets and of phonetics that pass for Latin ones, beside those of LOOKS."""
SEEN = {ord(sign): letter for letter, signs in PASSES_FOR.items() for sign in signs} | LOOKS
STRANGE = re.compile(f"[{''.join(map(chr, SEEN))}]")
WORD = re.compile(r"[^\W_]+")
LATIN = re.compile("[A-Za-z]")

# c a s i n o, c.a.s.i.n.o, c - a - s - i - n - o: lone letters, or signs that may stand for one.
RUN = re.compile(
    r"(?<![^\W_])[^\W_](?:(?:[ \t_]{1,2}|[ ]?[^\w\s][ ]?)(?:[^\W_](?![^\W_])|[@$](?![\w@$]))){2,59}",
)

FOR_LETTERS = "01345789@$€!|"
LETTERS = ("oieastbgaseil", "oleastbgaseli")
"""What digits and signs stand for; a one, a bar and an exclamation mark for two each."""
GUESSES = tuple(str.maketrans(FOR_LETTERS, letters) for letters in LETTERS)
SIGN = "[0-9@$€!|]"
BESIDE = re.compile(rf"{SIGN}(?:(?=[^\W\d_])|(?<=[^\W\d_]{SIGN}))")
NO_SIGNS = dict.fromkeys(map(ord, "0123456789@$€!|"))
TWOFOLD = re.compile("[1!|]")
NUMBER = re.compile("[0-9]{3}|^[0-9]{2}[^0-9]*$")
TYPED = re.compile(r"[\w@$€!|]+")
LONGEST = 40
"""Of a longer row of letters and digits nobody reads a word."""

HOST_GOES_ON = re.compile(r"[.-]\w")

DOTS = {
    "bracketed": re.compile(r"[ ]?[(\[{][ ]?(?:dot|point|\.)[ ]?[)\]}][ ]?", re.IGNORECASE),
    "spelled": re.compile("[ ]dot[ ]", re.IGNORECASE),
    "after_www": re.compile("[ ](?:dot|point)[ ]", re.IGNORECASE),
    "wide_dot": re.compile("[\u3002\uff0e\uff61]"),
    "without_dots": re.compile("[ .,]+"),
}
NOWHERE = re.compile("(?!)")

Piece = tuple[int, int, str, Sequence[int]]
"""A stretch of a text, how it reads, and where each character of that stands."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A stretch of a text as it reads without its disguises.

    `places` says of each character where it stands in the text. `meant` is what of the reading was
    disguised: beside it, all is found in the text as it stands.
    """

    text: str
    places: Sequence[int]
    meant: tuple[tuple[int, int], ...]
    is_spelled: bool = False
    """Whether these are letters in a row, which have no borders of words between them."""
    is_guess: bool = False
    """Whether digits were taken for letters."""

    def is_meant(self, start: int, end: int) -> bool:
        """Whether a find touches what was disguised."""
        return any(start < until and end > since for since, until in self.meant)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where that stands in the text which stands here in the reading."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=64)
def readings(text: str, *, digits: bool = False) -> tuple[Reading, ...]:
    """All other readings of a text; `digits` takes digits and signs for letters too."""
    latin = as_seen(text)
    pieces = [*differences(text, latin), *map(address, addresses(latin)[:MOST])]
    found = together(latin, pieces) if pieces else []
    if has_lone_letters(fold(latin)):
        found += spelled(latin, digits=digits)
    if digits:
        found += guessed(latin)
    return tuple(found)


def as_seen(text: str) -> str:
    """The text with Latin letters where others only look like them; each character stays where it is.

    In words that hold Latin letters too, and in those wholly of such letters if the rest is Latin.
    """
    if text.isascii() or not STRANGE.search(text):
        return text
    n_latin = len(LATIN.findall(text))
    is_latin = n_latin > sum(letter.isalpha() for letter in text) - n_latin
    return WORD.sub(lambda word: _as_seen(word[0], is_latin), text)


def _as_seen(word: str, is_latin: bool) -> str:
    seen = word.translate(SEEN) if not word.isascii() else word
    if seen != word and fold(seen).isascii() and (is_latin or LATIN.search(word)):
        return seen
    return word


def differences(text: str, other: str) -> list[Piece]:
    """The words of a text that another of the same length has otherwise."""
    words = [word.span() for word in WORD.finditer(text)] if other is not text else ()
    changed = [(start, end) for start, end in words if text[start:end] != other[start:end]]
    return [_same_length(start, other[start:end]) for start, end in changed[:MOST]]


def _same_length(at: int, said: str) -> Piece:
    return at, at + len(said), said, range(at, at + len(said))


def address(found: re.Match[str]) -> Piece:
    """An address as a browser would take it."""
    typed, dots = found[0], DOTS.get(found.lastgroup or "", NOWHERE)
    signs: list[str] = []
    places = array("I")
    done = 0
    for start, end in [*(dot.span() for dot in dots.finditer(typed)), (len(typed), len(typed))]:
        kept = [at for at in range(done, start) if typed[at] != " "]
        signs += [typed[at] for at in kept] + ["."] * (end > start)
        places.extend(found.start() + at for at in ([*kept, start] if end > start else kept))
        done = end
    return found.start(), found.end(), "".join(signs), places


def spelled(text: str, *, digits: bool) -> Iterator[Reading]:
    """The letters of each row of lone letters, without what stands between them."""
    for run in islice(RUN.finditer(text), MOST_ROWS):
        places = [at for at in range(*run.span()) if text[at].isalnum() or text[at] in "@$"]
        letters = "".join(text[at] for at in places)
        for said in dict.fromkeys((letters, *(letters.translate(guess) for guess in GUESSES[: 2 * digits]))):
            yield Reading(text=said, places=places, meant=((0, len(said)),), is_spelled=True)


def guessed(text: str) -> list[Reading]:
    """The text with letters where digits and signs may stand for them; twice where one has two meanings."""
    words = with_signs(text)
    is_twofold = any(TWOFOLD.search(word) for _, word in words)
    found: list[Reading] = []
    for guess in GUESSES[: 1 + is_twofold] if words else ():
        pieces = [_same_length(at, word.translate(guess)) for at, word in words]
        found += together(text, pieces, is_guess=True)
    return found


def with_signs(text: str) -> list[tuple[int, str]]:
    """The words in which digits and signs may stand for letters, and where; at least as many are letters."""
    found: list[tuple[int, str]] = []
    done = 0
    for sign in BESIDE.finditer(text):
        if sign.start() < done:
            continue
        start = max(done, sign.start() - LONGEST)
        typed = next(row for row in TYPED.finditer(text, start) if row.end() > sign.start())
        done = typed.end()
        word = typed[0].strip("!|")
        is_email = "@" in word.strip("@") and HOST_GOES_ON.match(text, done) is not None
        if may_be_word(word) and not is_email:
            found.append((text.index(word, typed.start()), word))
    return found[:MOST]


def may_be_word(word: str) -> bool:
    """Whether a word may be one with other letters: no number with a unit, no key, no name with a year."""
    n_signs = len(word) - len(word.translate(NO_SIGNS))
    if not 0 < 2 * n_signs <= len(word) <= LONGEST or NUMBER.search(word):
        return False
    return len(word) > 3 or (len(word) == 3 and (word[1] in FOR_LETTERS or word[0] in "$@"))


def together(text: str, pieces: list[Piece], *, is_guess: bool = False) -> list[Reading]:
    """Readings of a text with other pieces in it, each with what stands around them."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece[:2]):
        if found and piece[0] < found[-1][-1][1]:
            continue
        if found and piece[0] - found[-1][-1][1] <= AROUND:
            found[-1].append(piece)
        else:
            found.append([piece])
    return [_reading(text, near, is_guess) for near in found]


def _reading(text: str, pieces: list[Piece], is_guess: bool) -> Reading:
    start, end = beginning(text, pieces[0][0]), ending(text, pieces[-1][1])
    signs: list[str] = []
    places = array("I")
    meant: list[tuple[int, int]] = []
    done = start
    for since, until, said, where in pieces:
        signs += [text[done:since], said]
        places.extend(range(done, since))
        meant.append((len(places), len(places) + len(said)))
        places.extend(where)
        done = until
    signs.append(text[done:end])
    places.extend(range(done, end))
    return Reading(text="".join(signs), places=places, meant=tuple(meant), is_guess=is_guess)


def beginning(text: str, at: int) -> int:
    """Where to begin to read for what stands here: not within a word, if there is a border in reach."""
    least = max(0, at - AROUND)
    return least if least == 0 else max(least, text.find(" ", least, at))


def ending(text: str, at: int) -> int:
    """Where to end to read, likewise."""
    most = min(len(text), at + AROUND)
    return most if most == len(text) else max(at, text.rfind(" ", at, most)) if " " in text[at:most] else most
