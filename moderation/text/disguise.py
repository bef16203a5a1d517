"""Words and addresses that are written so that people read them and programs do not."""

import re
import unicodedata
from functools import cache, lru_cache
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
UNSEEN = "\u034f\u115f\u180b-\u180e\u200b-\u200f\u2060-\u2064\ufeff"
LETTERS = f"[{LATIN}{GREEK}{CYRILLIC}]++"
CUT = re.compile(f"(?<![{LATIN}{GREEK}{CYRILLIC}]){LETTERS}(?:[{UNSEEN}]++{LETTERS})+")
# One of these alone is left between whole words by editors, whose line breaks a browser did not keep.
LEFT_BETWEEN = re.compile("(?P<before>[^\u200b\ufeff]+)[\u200b\ufeff](?P<after>[^\u200b\ufeff]+)")
LONG = 5
"""Of two pieces as long, each is taken for a word."""
COMMON = frozenset(
    (
        "and",
        "the",
        "that",
        "this",
        "with",
        "you",
        "your",
        "avec",
        "dans",
        "des",
        "les",
        "pour",
        "que",
        "qui",
        "une",
    )
)

# Latin letters in other clothes: wide, mathematical, in circles and squares, small capitals.
DRESSED = (
    "[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001d400-\U0001d6a3\U0001f110-\U0001f12a\U0001f130-\U0001f149"
    "\U0001f150-\U0001f169\U0001f170-\U0001f189\u1d00-\u1d22\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f\ua730\ua731]"
)
DRESSED_UP = re.compile(f"{DRESSED}{{4}}(?:[ ]?{DRESSED})*+")
OVERLAID = re.compile(f"(?:[{LATIN}{CYRILLIC}][\u0335\u0337\u0338]){{2,}}")
WIDE_SCRIPTS = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

START = r"(?<![\w@.-])"
NO_NAME = (
    r"(?!(?:another|are|big|biggest|early|every|failed|first|former|great|how|last|late|many|most|new|old|other|our"
    r"|post|pre|some|the|these|this|those|was|were|your)\b)"
)
NO_DOMAIN = (
    r"(?!(?:a|all|an|and|any|buy\w*|cheap|domains?|for|free|like|of|on|or|own\w*|regist\w*"
    r"|un|une|us\w*|with)\b)"
)
KNOWN = f"(?:{ENDINGS.pattern})"
ADDRESSES = {
    # example (dot) com, example[.]com; but not console[.]log
    "bracketed": rf"{START}{NO_NAME}\w[\w.-]{{1,80}}"
    r"(?:(?:[ ]?[(\[{][ ]?(?:dot|point)[ ]?[)\]}][ ]?|[(\[]\.[)\]])\w[\w-]{1,62}){1,9}",
    # example dot com, but not "the dot com bubble"
    "spelled": rf"{START}{NO_NAME}\w[\w-]{{2,62}}[ ]dot[ ](?:com|info|org)\b"
    r"(?![ -](?:bo+m|bubble|bust|compan|crash|days|eras?\b|startup|stock|times|world|years))",
    # www dot example dot com, www.exemple point fr
    "after_www": rf"\bwww(?:[ ](?:dot|point)[ ]|\.)\w[\w-]{{1,62}}[ ](?:dot|point)[ ]{KNOWN}\b",
    # example . com/page, www.example. com/page, but not "Go. net/http"
    "spaced": rf"{START}(?=\w*?[^\W\d])"
    r"(?:\w[\w.-]{1,80}[ ](?:\.[ ](?:com|info|org)(?=/\w)|\.(?:com|info|net|org)/\w)"
    r"|www\.[\w.-]{1,80}\.[ ](?:com|info|net|org)/\w)",
    # cheappills .com, but not "every .com"
    "one_space": rf"{START}{NO_NAME}{NO_DOMAIN}\w[\w-]{{7,62}}[ ]\.com\b"
    r"(?![ -](?:and|bo|bubble|crash|domain|extension|name|or|tld)|,)",
    # cheappills\u3002com
    "wide_dot": rf"{START}[a-z0-9][a-z0-9-]{{1,62}}"
    r"[\u3002\uff0e\uff61](?:com|info|net|org|ru|shop|top|xyz)(?![a-z])",
    "other_scheme": r"\bhxxps?://[^\s<>\"]{3,200}",
    # www example com
    "without_dots": r"\bwww(?:[ ][.,]?[ ]?|[.,][ ]|,)\w[\w-]{1,62}[ .,]{1,3}(?:com|info|net|org)\b",
    # e x a m p l e . c o m
    "by_letters": r"(?<!\S)(?<!\b\w )\w(?:[ ]\w\b){2,62}(?:[ ]?\.[ ]?(?:\w{2,24}\b|\w(?:[ ]\w\b){1,23}))+",
}
SIGNS = {
    "spelled": (" dot com", " dot info", " dot org"),
    "after_www": (" dot ", " point "),
    "spaced": tuple(f"{dot}{end}/" for dot in (". ", " .") for end in ("com", "info", "net", "org")),
    "one_space": (" .com",),
    "wide_dot": ("\u3002", "\uff0e", "\uff61"),
    "other_scheme": ("hxxp",),
    "without_dots": ("www ", "www,", "www. "),
}
"""No address of these kinds is without one of its signs. To look for them costs a hundredth."""
WAYS = {sign: way for way, signs in SIGNS.items() for sign in signs}
BRACKETED_DOT = re.compile(r"[(\[{][ ]?(?:dot|point|\.)[ ]?[)\]}]")
SPACED_DOT = re.compile(r"[ ]\w[ ]\w[ ]?\.")
# To hide one's e-mail from those who collect them is no disguise before readers.
AT = r"@|[(\[{]\s?(?:@|a|at|à|arobase)\s?[)\]}]"
AFTER_AT = re.compile(rf"(?:{AT})\s?$", re.IGNORECASE)
AFTER_SAID_AT = re.compile(r"\b(?:at|arobase)\s$", re.IGNORECASE)
BEFORE_AT = re.compile(rf"\s?(?:{AT})", re.IGNORECASE)


def disguised_words(text: str) -> list[str]:
    """Words with look-alike letters of another script in them, or cut by signs that nobody sees."""
    if text.isascii():
        return []
    cut = (found[0] for found in CUT.finditer(text) if not is_left_between(found[0]))
    return [*mixed_words(text), *cut, *(found[0] for found in OVERLAID.finditer(text))]


def dressed_words(text: str) -> list[str]:
    """Latin letters that are set in signs for other uses; wide ones are genuine beside wide scripts."""
    if text.isascii() or WIDE_SCRIPTS.search(text):
        return []
    return [found[0] for found in DRESSED_UP.finditer(text)]


def is_left_between(found: str) -> bool:
    """Whether a sign that nobody sees stands once, between two whole words."""
    pieces = LEFT_BETWEEN.fullmatch(found)
    if not pieces:
        return False
    before, after = pieces["before"].lower(), pieces["after"].lower()
    shorter = min(len(before), len(after))
    return shorter >= LONG or (shorter > 2 and bool({before, after} & COMMON))


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
    return [found[0] for found in addresses(text)]


@lru_cache(maxsize=64)
def addresses(text: str) -> tuple[re.Match[str], ...]:
    """The same with where they stand, and in which way (`lastgroup`)."""
    lower = text.lower()
    ways = [WAYS[sign] for sign in WAYS if sign in lower]
    ways += ["bracketed"] * (BRACKETED_DOT.search(lower) is not None)
    ways += ["by_letters"] * (SPACED_DOT.search(lower) is not None)
    found = _written(frozenset(ways)).finditer(text) if ways else ()
    return tuple(match for match in found if is_host(match) and not is_email(match))


@cache
def _written(ways: frozenset[str]) -> re.Pattern[str]:
    patterns = (f"(?P<{way}>{pattern})" for way, pattern in ADDRESSES.items() if way in ways)
    return re.compile("|".join(patterns), re.IGNORECASE)


def mixed_words(text: str) -> list[str]:
    """Words of two scripts, of which one has only letters that look like the other's."""
    if not STRANGE.search(text):
        return []
    n_strange, n_latin = len(STRANGE.findall(text)), len(IS_LATIN.findall(text))
    found = []
    for word in WORD.findall(text):
        if len(word) > 2 and IS_LATIN.search(word) and STRANGE.search(word):
            inside = len(STRANGE.findall(word))
            in_latin = n_latin - (len(word) - inside) > n_strange - inside
            if is_mixed(word, in_latin=in_latin):
                found.append(word)
    return [] if n_strange > n_latin and len(found) == 1 and is_slip(found[0]) else found


def is_slip(word: str) -> bool:
    """Whether a single letter is of the other script, as where somebody forgot to switch the keyboard."""
    n_strange = len(STRANGE.findall(word))
    return min(n_strange, len(word) - n_strange) == 1


def is_mixed(word: str, *, in_latin: bool) -> bool:
    """Whether the scripts change as only a disguise has them.

    A Latin word may take a Cyrillic ending ("SMSка"), and a formula may begin with a Greek letter.
    A short word, and a last letter alone, are a disguise only in a text that is Latin for the rest.
    """
    strange = [IS_LATIN.match(letter) is None for letter in word]
    many = 2 * sum(strange) > len(word)
    twins = LATIN_TWINS if many else TWINS
    changes = sum(one != other for one, other in pairwise(strange))
    few = {letter for letter, is_strange in zip(word, strange, strict=True) if is_strange != many}
    if not few <= twins:
        return False
    if len(word) < SHORTEST:
        return in_latin and sum(strange) == 1 and IS_CYRILLIC.search(word) is not None
    is_last = in_latin and sum(strange) == 1 and strange[-1]
    return changes > 1 or is_last or IS_CYRILLIC.match(word) is not None


def is_host(found: re.Match[str]) -> bool:
    """Whether what is in brackets or spelled letter by letter ends as a host does."""
    if found.lastgroup == "bracketed":
        ending = re.split(r"\W", found[0])[-1].lower()
        return ending == "example" or ENDINGS.fullmatch(ending) is not None  # RFC 2606
    if found.lastgroup != "by_letters":
        return True
    ending = found[0].replace(" ", "").rpartition(".")[2].lower()
    is_sentence = re.search(r"\. \w{2,}$", found[0]) and not found[0].lower().startswith("w w w")
    return not is_sentence and ENDINGS.fullmatch(ending) is not None


def is_email(found: re.Match[str]) -> bool:
    """Whether this is one side of an e-mail address; a bare "at" is a sign of it beside a bare "dot"."""
    before = found.string[max(0, found.start() - 16) : found.start()]
    if found.lastgroup == "spelled" and AFTER_SAID_AT.search(before):
        return True
    return bool(AFTER_AT.search(before) or BEFORE_AT.match(found.string, found.end()))
