"""The queue's filters, as they stand in an address."""

from collections.abc import Mapping
from typing import TypeVar

from moderation.domain.queue import Filters
from moderation.errors import Invalid, Problem
from moderation.words import N_, Kind, Status

Word = TypeVar("Word", Status, Kind)


def read(query: Mapping[str, str], *, default: Status | None = Status.PENDING) -> Filters:
    """The filters of a query; raises Invalid for a word that is none of the contract's."""
    status, kind, sort = query.get("status"), query.get("kind"), query.get("sort") or "oldest"
    if sort not in ("oldest", "newest"):
        raise Invalid(Problem(on="sort", why=N_("The orders are: oldest, newest.")))
    return Filters(
        site=query.get("site") or None,
        status=_word(Status, "status", status) if status else default,
        kind=_word(Kind, "kind", kind) if kind else None,
        page=query.get("page") or None,
        newest_first=sort == "newest",
        after=query.get("after") or query.get("cursor") or None,
    )


def _word(words: type[Word], on: str, value: str) -> Word:
    try:
        return words(value)
    except ValueError:
        why, known = N_("This is none of: {all}."), ", ".join(words)
        raise Invalid(Problem(on=on, why=why, values={"all": known})) from None
