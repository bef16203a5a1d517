"""Labelled comments, one JSON object a line: what came to a site, and whether it was spam.

The fields are `kind`, `name`, `email`, `website`, `text`, `posted_at`, `page_title`, `label` (ham or spam),
`source` (the site), and where they are known `id` and `history` (what the site had received before). One
that is empty, missing or null is not known; of what else stands there nothing is taken.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import blake2b
from typing import Any

from moderation.domain import submit
from moderation.store.sites import Site
from moderation.words import Author, Kind, Submission

HOME = "https://site.example"
"""The address of the site to which all came: labelled comments do not tell theirs."""
LABELS = {"ham": False, "spam": True}
UNDATED = datetime(2020, 1, 1, tzinfo=UTC)
APART = timedelta(minutes=1)
"""Without a date a comment came so long after the one before."""
LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class Past:
    """One comment that a site had received before, and whether it was spam."""

    submission: Submission
    is_spam: bool


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One labelled comment. `history` None means: after all that its source has received so far."""

    n: int
    id: str | int | None
    source: str
    submission: Submission
    is_spam: bool
    history: tuple[Past, ...] | None


def read(lines: Iterable[bytes], name: str) -> Iterator[Labelled]:
    """The comments of a file; blank lines are none. Raises ValueError naming the first line that is bad."""
    last: dict[str, datetime] = {}
    for n, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            labelled = _labelled(_object(line), n, last)
        except ValueError as error:
            raise ValueError(f"{name}, line {n}: {error}") from None
        if labelled.history is None:
            last[labelled.source] = labelled.submission.received_at
        yield labelled


def _object(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("This is not in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"This is not JSON: {error.msg} (column {error.colno}).") from None
    except RecursionError:
        raise ValueError("This is nested too deeply to be read.") from None
    if not isinstance(data, dict):
        raise ValueError("This is not a JSON object.")
    return data


def _labelled(data: dict[str, Any], n: int, last: dict[str, datetime]) -> Labelled:
    is_spam = _is_spam(data)
    source = _text(data, "source")
    history = _history(data, n) if "history" in data and data["history"] is not None else None
    before = last.get(source) if history is None else _last(history)
    return Labelled(
        n=n,
        id=data.get("id") if isinstance(data.get("id"), str | int) else None,
        source=source,
        submission=_submission(data, f"line:{n}", before),
        is_spam=is_spam,
        history=history,
    )


def _history(data: dict[str, Any], n: int) -> tuple[Past, ...]:
    """What came before; without a label it was published."""
    if not isinstance(data["history"], list):
        raise ValueError("“history” must be a list.")
    history: tuple[Past, ...] = ()
    for place, past in enumerate(data["history"], start=1):
        try:
            if not isinstance(past, dict):
                raise ValueError("This is not a JSON object.")
            is_spam = _is_spam({"label": "ham", **past})
            submission = _submission(past, f"line:{n}:{place}", _last(history))
        except ValueError as error:
            raise ValueError(f"{error} (“history”, number {place})") from None
        history += (Past(submission=submission, is_spam=is_spam),)
    return history


def _last(history: tuple[Past, ...]) -> datetime | None:
    return history[-1].submission.received_at if history else None


def _is_spam(data: dict[str, Any]) -> bool:
    label = data.get("label")
    if label not in list(LABELS):
        raise ValueError("“label” must be “ham” or “spam”.")
    return LABELS[label]


def _submission(data: dict[str, Any], origin: str, before: datetime | None) -> Submission:
    """What a door would hand in. Of a mention the website is its source, at which nobody has looked."""
    kind, title, website = _kind(data), _text(data, "page_title"), _text(data, "website")
    at = _moment(data) or (before + APART if before is not None else UNDATED)
    given = Submission(
        kind=kind,
        page_url=f"{HOME}/{_digest(title)}",
        page_title=title,
        author=Author(name=_text(data, "name"), email=_text(data, "email"), website=website),
        text=_text(data, "text", is_needed=True),
        source=website if kind.is_mention else "",
        origin=origin,
        posted_at=at,
        received_at=at,
    )
    return submit.storable(_site(), given)


@cache
def _site() -> Site:
    """A site that no database knows."""
    return Site(key="labelled", name="", url=HOME, aliases=[])


def _kind(data: dict[str, Any]) -> Kind:
    kind = _text(data, "kind") or Kind.COMMENT
    if kind not in list(Kind):
        raise ValueError(f"“kind” must be one of {', '.join(Kind)}.")
    return Kind(kind)


def _text(data: dict[str, Any], field: str, *, is_needed: bool = False) -> str:
    text = data.get(field)
    if text is None and not is_needed:
        return ""
    if not isinstance(text, str):
        raise ValueError(f"“{field}” must be a text.")
    return text


def _moment(data: dict[str, Any]) -> datetime | None:
    """When it was written, None where that is not known; without an offset it is UTC."""
    written = _text(data, "posted_at")
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written)
        return at.astimezone(UTC) if at.tzinfo is not None else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError("“posted_at” must be a date such as 2026-03-11T09:14:00Z.") from None


def _digest(title: str) -> str:
    """Another address for each title; titles are all that is known of pages."""
    return blake2b(title.encode("utf-8", "replace"), digest_size=8).hexdigest()
