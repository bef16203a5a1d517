"""How it stands with a mention's source: what was found there, and when somebody goes there again."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from moderation.domain.trouble import SENTENCES
from moderation.store.mentions import Mention
from moderation.text.clean import calm, calm_line
from moderation.words import Errand


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look at a source. `found` is link, no_link or trouble; `why` is the sentence of a trouble."""

    at: datetime
    found: str
    why: str
    status: int | None
    """What its server answered; None where it did not."""
    led_to: tuple[str, ...]
    """The addresses to which redirects led, one after the other; empty where none did."""


@dataclass(frozen=True)
class Proof:
    """A mention's row as people read it."""

    row: Mention

    @property
    def id(self) -> int:
        return self.row.id

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """The last looks at the source, newest first."""
        return tuple(_look(self.row.source, line) for line in self.row.log)

    @property
    def found(self) -> str:
        """What stands: link, no_link or trouble; empty where nobody has looked yet."""
        if self.row.trouble:
            return "trouble"
        return self.looks[0].found if self.looks else ""

    @property
    def why(self) -> str:
        """The sentence of a trouble."""
        return _sentence(self.row.trouble)

    @property
    def n_tries(self) -> int:
        """How many looks in a row came to nothing."""
        return self.row.tries + (self.row.state is Errand.FAILED)

    @property
    def is_given_up(self) -> bool:
        return self.row.state is Errand.FAILED

    @property
    def asked_for_at(self) -> datetime | None:
        """When somebody goes there because it was announced, or a moderator asked; None where nobody does."""
        return self.row.due_at if not self.row.tries else None

    @property
    def next_try_at(self) -> datetime | None:
        """When somebody goes there again because the last look came to nothing; None where nobody does."""
        return self.row.due_at if self.row.tries else None

    @property
    def title(self) -> str:
        """What the source calls itself."""
        return calm_line(self.row.title)

    @property
    def preview(self) -> str:
        """The words of the source as it was last fetched."""
        return calm(self.row.preview)

    @property
    def photo(self) -> str:
        """The address of its author's picture, for whoever wants to go there; empty where it is none."""
        return self.row.photo if self.row.photo.startswith(("https://", "http://")) else ""


def _look(source: str, line: dict[str, Any]) -> Look:
    trouble, hops = line["trouble"], line["hops"]
    return Look(
        at=datetime.fromisoformat(line["at"]),
        found="link" if not trouble else "no_link" if trouble == "no_link" else "trouble",
        why=_sentence(trouble),
        status=line["status"],
        led_to=tuple(calm_line(url) for url in (*hops[1:], line["url"])) if hops else (),
    )


def _sentence(trouble: str) -> str:
    # A word that an older version has kept is better than nothing.
    return SENTENCES.get(trouble, trouble)
