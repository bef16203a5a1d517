"""By what is known whether a rule would say the same again: its code, its setting, and what it hangs on.

A rule is a pure function of submission, facts and its own setting. Where its fingerprint is the same as
when a comment was judged, the signal that is kept with the comment is what it would say now.
"""

import json
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

import moderation
from moderation.rules.book import Book, dumped
from moderation.rules.rule import Check
from moderation.rules.verdict import own_shorteners, trusted_hosts

HOME = Path(moderation.__file__).parent
SIZE = 8
"""Bytes of a fingerprint."""
LIBRARIES = ("google-re2", "linkify-it-py", "pyahocorasick", "whatlang-pyo3")
"""What rules look at a text with; another version may see something else."""

Prints = Mapping[str, str]
"""The fingerprint of each rule, by key, in hexadecimal; empty of one that is off and says nothing."""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """By which rules comments were judged: the fingerprint of each, and one of them all."""

    digest: bytes
    prints: Prints


def ruling_of(book: Book) -> Ruling:
    """The fingerprints of a book's rules, as this version of the program has them."""
    prints = {rule.key: _print(rule, book) if rule.on else "" for rule in book.rules}
    return Ruling(digest=bytes.fromhex(_digest(json.dumps(prints, sort_keys=True).encode())), prints=prints)


def _print(rule: Check, book: Book) -> str:
    excusing = [other for other in book.rules if other.on and rule.key in other.may_excuse()]
    trusted = sorted(trusted_hosts(book)) if rule.needs_trusted else []
    hangs_on = [rule.key, dumped(rule), [dumped(other) for other in excusing], own_shorteners(book), trusted]
    return _digest(_code(rule.section, rule.key), json.dumps(hangs_on, sort_keys=True).encode())


@cache
def _code(section: str, key: str) -> bytes:
    """What a rule does, as far as it is written down: its own file, and all that rules share."""
    return bytes.fromhex(_digest(_shared(), (HOME / "rules" / section / f"{key}.py").read_bytes()))


@cache
def _shared() -> bytes:
    files = sorted([*(HOME / "text").rglob("*.py"), *(HOME / "rules").glob("*.py"), HOME / "words.py"])
    lists = sorted((HOME / "rules" / "lists").iterdir())
    own = (file.read_bytes() for file in [*files, *lists] if file.is_file())
    around = [sys.version, unicodedata.unidata_version, *_versions()]
    return bytes.fromhex(_digest(*own, json.dumps(around).encode()))


def _versions() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield name


def _digest(*parts: bytes) -> str:
    digest = blake2b(digest_size=SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
