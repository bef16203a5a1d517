"""The queue's filters, as they stand in an address."""

from collections.abc import Mapping
from typing import TypeVar

from moderation.domain.filters import ORDERS, Filters
from moderation.errors import Invalid, Problem
from moderation.rules.book import catalogue
from moderation.words import N_, Kind, Status

Word = TypeVar("Word", Status, Kind)


def read(query: Mapping[str, str], *, default: Status | None = Status.PENDING) -> Filters:
    """The filters of a query; raises Invalid for a word that is none of the contract's."""
    status, kind, rule = query.get("status"), query.get("kind"), query.get("rule")
    sort, view = query.get("sort") or "oldest", query.get("view") or "list"
    if sort not in ORDERS:
        raise Invalid(Problem(on="sort", why=N_("The orders are: oldest, newest, points.")))
    if view not in ("list", "one"):
        raise Invalid(Problem(on="view", why=N_("The views are: list, one.")))
    if rule and rule not in {kind.key for kind in catalogue()}:
        raise Invalid(Problem(on="rule", why=N_("There is no rule of this name.")))
    wanted = _status(status) if status else default
    return Filters(
        site=query.get("site") or None,
        status=wanted,
        kind=_word(Kind, "kind", kind) if kind else None,
        page=query.get("page") or None,
        rule=rule or None,
        q=query.get("q", "").strip() or None,
        by=_by(query.get("by"), wanted),
        same=_same("same", query.get("same")),
        alike=_alike(query.get("alike"), wanted),
        sort=sort,
        one_by_one=view == "one",
        after=query.get("after") or query.get("cursor") or None,
    )


def _status(value: str) -> Status | None:
    return None if value == "all" else _word(Status, "status", value)


def _word(words: type[Word], on: str, value: str) -> Word:
    try:
        return words(value)
    except ValueError:
        why, known = N_("This is none of: {all}."), ", ".join(words)
        raise Invalid(Problem(on=on, why=why, values={"all": known})) from None


def _by(value: str | None, status: Status | None) -> str | None:
    if value and (value != "rules" or status not in (Status.SPAM, Status.REJECTED)):
        why = N_("Only spam and what is rejected can be listed by who decided it: by=rules.")
        raise Invalid(Problem(on="by", why=why))
    return value or None


def _alike(value: str | None, status: Status | None) -> int | None:
    if value and status is not Status.PENDING:
        raise Invalid(Problem(on="alike", why=N_("Only what waits can be listed by what it is like.")))
    return _same("alike", value)


def _same(on: str, value: str | None) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 20 and 0 < int(value) < 2**63):
        raise Invalid(Problem(on=on, why=N_("This must be the id of a comment.")))
    return int(value)
