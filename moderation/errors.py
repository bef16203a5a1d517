"""What can go wrong, each with the sentence that a person reads."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong with one field.

    `why` (and `many`, its plural, chosen by `values["n"]`) are English sentences with `{names}` for
    the values. `on` is the contract's name of the field, empty where it is about the whole.
    """

    on: str = ""
    why: str
    many: str = ""
    values: dict[str, str | int] = field(default_factory=dict)


class ModerationError(Exception):
    """Something that the program answers to a person: a sentence, and never a trace."""

    def __init__(self, why: str, many: str = "", **values: str | int) -> None:
        super().__init__(why)
        self.problem = Problem(why=why, many=many, values=values)

    def __str__(self) -> str:
        return self.problem.why.format(**self.problem.values)


class Missing(ModerationError):
    """It does not exist for whoever asks (404)."""


class Refused(ModerationError):
    """It exists, and whoever asks may not do this (403)."""


class Conflict(ModerationError):
    """Somebody was faster (409). `current` is what is there now, `at` when that was done, if it is known."""

    def __init__(
        self, why: str, *, current: Any = None, at: datetime | None = None, **values: str | int
    ) -> None:
        super().__init__(why, "", **values)
        self.current = current
        self.at = at


class Invalid(ModerationError):
    """What came in is not right (422): one or more problems, each with its field."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].why)
        self.problem = problems[0]
        self.problems = problems


class TooMany(Invalid):
    """Too much at once (429). `retry_after` is in seconds."""

    def __init__(self, *problems: Problem, retry_after: int) -> None:
        super().__init__(*problems)
        self.retry_after = retry_after
