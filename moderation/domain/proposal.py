"""A change of a site's rules that its decisions may speak for: what it is about, and what speaks for it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Self

from moderation.domain.amend import Move, keyed
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.rules.lines import Item, as_json, every

Value = tuple[str, Any, Any]
"""A setting: its path (`rules.links.points`), what it is and what it would be."""


class What(StrEnum):
    """What a suggestion is about, in the order in which they are shown."""

    DOMAIN = "domain"
    AUTHOR = "author"
    PHRASE = "phrase"
    TRUST = "trust"
    WRONG_RULE = "wrong_rule"
    THRESHOLD = "threshold"
    IDLE_LINES = "idle_lines"


WORDED = (What.DOMAIN, What.AUTHOR, What.PHRASE, What.TRUST)
"""Those that hold words of comments, or tell by whom they are."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What of the rules would be others: lines of one list, as they are written, or settings."""

    on: str = ""
    """The name of the list; empty where it is about settings."""
    gone: Sequence[str] = ()
    new: Sequence[str] = ()
    values: Sequence[Value] = ()

    @property
    def moves(self) -> dict[str, Move]:
        """What becomes of the list."""
        move = Move(gone=keyed(self.gone), new=keyed(self.new))
        return {self.on: move} if self.on else {}

    def of_values(self, book: Book) -> Book:
        """The book with the other settings."""
        return books.merge(book, books.nested((path, after) for path, _, after in self.values), is_kept=True)

    def told(self) -> list[Value]:
        """Each setting by its path, with what differs, as events keep it."""
        if not self.on:
            return list(self.values)
        of = every()[self.on]
        gone, new = ([as_json(of.kept(text)) for text in texts] for texts in (self.gone, self.new))
        return [(of.path, gone, new)]

    def as_json(self) -> dict[str, Any]:
        """This as it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """What `as_json` wrote."""
        path_and_values = tuple((path, before, after) for path, before, after in data["values"])
        return cls(on=data["on"], gone=data["gone"], new=data["new"], values=path_and_values)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A change, and what speaks for it.

    `name` tells it from others of its kind: what was hidden under it is not proposed again. `evidence` holds
    plain values: numbers, words, and under `ids` some of the comments.
    """

    what: What
    name: str
    change: Change
    evidence: dict[str, Any] = field(default_factory=dict)

    def key(self, secret: bytes) -> bytes:
        """By what it is known again, from which nobody reads what it is about."""
        about = f"suggestion\0{self.what}\0{self.name}".encode("utf-8", "replace")
        return blake2b(about, key=secret, digest_size=16).digest()

    @property
    def items(self) -> tuple[Item, ...]:
        """The new lines as rules look at them."""
        return tuple(every()[self.change.on].kept(text) for text in self.change.new)
