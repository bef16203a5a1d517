"""Words and addresses that are written so that people read them and programs do not."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from moderation.text.fold import WORD as FOLDED_WORD
from moderation.text.fold import fold
from moderation.text.links import ENDINGS

LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
GREEK = "\u0370-\u03ff\u1f00-\u1fff"
CYRILLIC = "\u0400-\u052f"
IS_LATIN, IS_CYRILLIC = re.compile(f"[{LATIN}]"), re.compile(f"[{CYRILLIC}]")
STRANGE = re.compile(f"[{GREEK}{CYRILLIC}]")
WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 4
"""A mixture of fewer letters is a formula (Δt), or a slip of the keyboard ("CSS" with a Cyrillic C)."""

TWINS = frozenset("авгеикмнопрстухьіјѕһӏԁԛԝАВЕЗКМНОРСТУХІЈЅӀԌαγεικνοπρτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
"""Cyrillic and Greek letters that pass for Latin ones."""
LATIN_TWINS = frozenset("abcdehijkmnopqrstuvwxyABCEHIJKMNOPSTXYZ")
"""Latin letters that pass for Cyrillic or Greek ones."""

LOOKS = str.maketrans(
    "АВЕКМНОРСТУХІЈЅӀԌԚԜагекмопрстухіјѕһӏԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχɑɡᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "ABEKMHOPCTYXIJSIGQWarekmonpctyxijshldqwABEZHIKMNOPTYXayikvopuxagABCDEFGHIJKLMNOPRSTUVWYZ",
)
"""The twins that look like one Latin letter in this very case: a small В is none."""
ALIKE = str.maketrans("Il1|0", "ǀǀǀǀO")
"""Signs of one look: a capital i is a small L and a one. A capital L and a small i are none of them."""

# Joiners are spelling between Arabic and Indian letters and within emoji; soft hyphens come from typesetters.
UNSEEN = "\u034f\u180e\u200b-\u200d\u2060\ufeff"
LETTERS = f"[{LATIN}{GREEK}{CYRILLIC}]++"
CUT = re.compile(f"(?<![{LATIN}{GREEK}{CYRILLIC}]){LETTERS}(?:[{UNSEEN}]++{LETTERS})+")

START = r"(?<![\w@.-])"
NO_NAME = (
    r"(?!(?:another|are|big|biggest|early|every|failed|first|former|great|how|last|late|many|most|new|old|other|our"
    r"|post|pre|some|the|these|this|those|was|were|your)\b)"
)
ADDRESSES = {
    # example (dot) com, example[.]com
    "bracketed": rf"{START}\w[\w.-]{{1,80}}"
    r"(?:(?:[ ]?[(\[{][ ]?(?:dot|point)[ ]?[)\]}][ ]?|[(\[]\.[)\]])\w[\w-]{1,62}){1,9}",
    # example dot com, but not "the dot com bubble"
    "spelled": rf"{START}{NO_NAME}\w[\w-]{{2,62}}[ ]dot[ ](?:com|info|org)\b"
    r"(?![ -](?:bo+m|bubble|bust|compan|crash|days|eras?\b|startup|stock|times|world|years))",
    # example . com, example. com/page, but not "every .com"
    "spaced": rf"{START}(?=\w*?[^\W\d])\w[\w.-]{{1,80}}"
    r"(?:[ ]\.[ ](?:com|info|org)\b|(?:[ ]\.|\.[ ])(?:com|info|net|org)/\w)",
    # www example com
    "without_dots": r"\bwww(?:[ ][.,]?[ ]?|[.,][ ]|,)\w[\w-]{1,62}[ .,]{1,3}(?:com|info|net|org)\b",
    # e x a m p l e . c o m
    "by_letters": r"(?<!\S)(?<!\b\w )\w(?:[ ]\w\b){2,62}(?:[ ]?\.[ ]?(?:\w{2,24}\b|\w(?:[ ]\w\b){1,23}))+",
}
ADDRESS = re.compile("|".join(f"(?P<{way}>{pattern})" for way, pattern in ADDRESSES.items()), re.IGNORECASE)
# To hide one's e-mail from those who collect them is no disguise before readers.
AT = r"@|[(\[{]\s?(?:at|à|arobase)\s?[)\]}]"
AFTER_AT = re.compile(rf"(?:{AT})\s?$", re.IGNORECASE)
AFTER_SAID_AT = re.compile(r"\b(?:at|arobase)\s$", re.IGNORECASE)
BEFORE_AT = re.compile(rf"\s?(?:{AT})", re.IGNORECASE)


def disguised_words(text: str) -> list[str]:
    """Words with look-alike letters of another script in them, or cut by signs that nobody sees."""
    if text.isascii():
        return []
    return [*mixed_words(text), *(found[0] for found in CUT.finditer(text))]


def plain(text: str) -> str:
    """How a name looks: folded, in Latin letters where others look like them, without spaces and signs."""
    letters = unicodedata.normalize("NFD", text).translate(LOOKS)
    return "".join(re.findall(FOLDED_WORD, fold(letters)))


def name_at_sight(name: str) -> str:
    """The same for names that look the same: like `plain`, and I is l, 0 is O."""
    return "".join(re.findall(FOLDED_WORD, at_sight(name)))


def at_sight(text: str) -> str:
    """The same for texts that look the same; their signs stay."""
    letters = unicodedata.normalize("NFKD", text).translate(LOOKS)
    return fold(letters.translate(ALIKE))


def disguised_addresses(text: str) -> list[str]:
    """Addresses with a word, brackets or spaces where the dot belongs, or a space after each letter."""
    return [found[0] for found in ADDRESS.finditer(text) if is_host(found) and not is_email(found)]


def mixed_words(text: str) -> Iterator[str]:
    """Words of two scripts, of which one has only letters that look like the other's."""
    if STRANGE.search(text):
        for word in WORD.findall(text):
            if len(word) >= SHORTEST and IS_LATIN.search(word) and STRANGE.search(word) and is_mixed(word):
                yield word


def is_mixed(word: str) -> bool:
    """Whether the scripts change as only a disguise has them.

    A Latin word may take a Cyrillic ending ("SMSка"), and a formula may begin with a Greek letter.
    """
    strange = [IS_LATIN.match(letter) is None for letter in word]
    many = 2 * sum(strange) > len(word)
    twins = LATIN_TWINS if many else TWINS
    changes = sum(one != other for one, other in pairwise(strange))
    few = {letter for letter, is_strange in zip(word, strange, strict=True) if is_strange != many}
    return few <= twins and (changes > 1 or IS_CYRILLIC.match(word) is not None)


def is_host(found: re.Match[str]) -> bool:
    """Whether what is spelled letter by letter ends as a host does; all else does by its pattern."""
    ending = found[0].replace(" ", "").rpartition(".")[2].lower()
    return found.lastgroup != "by_letters" or ENDINGS.fullmatch(ending) is not None


def is_email(found: re.Match[str]) -> bool:
    """Whether this is one side of an e-mail address; a bare "at" is a sign of it beside a bare "dot"."""
    before = found.string[max(0, found.start() - 16) : found.start()]
    if found.lastgroup == "spelled" and AFTER_SAID_AT.search(before):
        return True
    return bool(AFTER_AT.search(before) or BEFORE_AT.match(found.string, found.end()))
