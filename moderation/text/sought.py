"""By what a text is found: its words, and what is found as a whole, e-mails, hosts and addresses.

Both sides of a search go by this: what is kept of a comment, and what somebody asks for.
"""

import ipaddress
import re
from collections.abc import Iterator
from hashlib import blake2b

from moderation.text.fold import WORD, fold

LONGEST_WORD = 60
OPEN_FROM = 3
"""So many letters of a word's beginning find it."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of scripts that set no space between words: kana and Han signs besides those named."""
RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
EMOJI = "[\u231a-\u23ff\u25a0-\u27bf\u2b05-\u2b55\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
"""A picture, without the five signs that only give it another skin."""
PIECES = re.compile(f"{WORD}|{EMOJI}")
IS_EMOJI = re.compile(EMOJI)

# Signs for private use are no letters, so no word that somebody writes is one of these two.
WHOLE = "\ue000"
PICTURE = "\ue001"

# Each begins where a run of its signs begins: a long text without any is gone through but once.
EMAIL = re.compile(r"(?<![^\s@<>\"'(),;:/])[^\s@<>\"'(),;:/]+@[\w-]+(?:\.[\w-]+)+")
HOST = re.compile(r"(?<![\w@.-])(?:[\w-]+\.)+[^\W\d_][\w-]+(?![\w@])")
IP = re.compile(r"(?<![\w:.])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*)(?![\w:])")
ADDRESSED = re.compile(r"(?:https?://)?(?:www\.)?([^/:]+?)\.?(?::\d+)?/?")


def words_of(part: str) -> list[str]:
    """The folded words of a part in their order: letters and digits, `a@b.example` has three; and pictures.

    Where no spaces stand between words, each sign with the next one is a word, and so is the last alone.
    """
    return [word for piece in PIECES.findall(fold(part)) for word in _cut(piece)]


def wholes_of(part: str) -> list[str]:
    """What a part names as a whole, each as one word that nobody writes."""
    folded = fold(part)
    named = [_email(found) for found in EMAIL.findall(folded)]
    named += [_host(found) for found in HOST.findall(folded)]
    named += [ip for found in IP.findall(folded) if (ip := _ip(found) or _ip(found.rstrip(".:")))]
    return [_whole(name) for name in dict.fromkeys(named)]


def whole(typed: str) -> str | None:
    """The word of what was typed where that is one e-mail, host or address and nothing else."""
    folded = fold(typed)
    if ip := _ip(folded.removeprefix("[").removesuffix("]")):
        return _whole(ip)
    if EMAIL.fullmatch(folded):
        return _whole(_email(folded))
    addressed = ADDRESSED.fullmatch(folded)
    if addressed and HOST.fullmatch(addressed[1]):
        return _whole(_host(addressed[1]))
    return None


def asked_of(part: str, *, is_bare: bool) -> tuple[tuple[str, ...], bool]:
    """The words to look for in a row, and whether the last may be but the beginning of one.

    That is a bare word of some letters, or one sign of a script without spaces.
    """
    words = words_of(part)
    if len(words) > 1 and len(words[-1]) == 1 and _is_unspaced(words[-1]) and words[-2].endswith(words[-1]):
        return tuple(words[:-1]), False  # the last sign stands in the pair before it, and may not be the last
    if words and _is_unspaced(words[-1]):
        return tuple(words), len(words[-1]) == 1
    return tuple(words), len(words) == 1 and is_bare and len(words[0]) >= OPEN_FROM and words[0][0] != PICTURE


def _cut(piece: str) -> Iterator[str]:
    if IS_EMOJI.fullmatch(piece):
        yield f"{PICTURE}{ord(piece):x}"
        return
    for run in RUN.findall(piece):
        if _is_unspaced(run):
            yield from (run[at : at + 2] for at in range(len(run)))
        else:
            yield run[:LONGEST_WORD]


def _is_unspaced(run: str) -> bool:
    return re.match(f"[{UNSPACED}]", run) is not None


def _email(found: str) -> str:
    return f"email {found.rstrip('.')}"


def _host(found: str) -> str:
    return f"host {found.removeprefix('www.')}"


def _ip(found: str) -> str | None:
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return f"ip {mapped or address}"


def _whole(name: str) -> str:
    return WHOLE + blake2b(name.encode("utf-8", "replace"), digest_size=16).hexdigest()
