"""The fields that a program sends: each of the right type, or a problem that names it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request

from moderation.errors import Invalid, Problem
from moderation.text.clean import storable
from moderation.text.links import safe_href
from moderation.words import N_, Author, Kind, Submission

TEXTS = (
    "url",
    "title",
    "name",
    "email",
    "website",
    "text",
    "submission_id",
    "author_ip",
    "user_agent",
    "source",
)
LONGEST_ADDRESS = 2048
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.I | re.A)
"""RFC 3339, section 5.6."""
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def body() -> Mapping[str, Any]:
    """The JSON object of the request. Raises Invalid for anything else; an empty body is an empty object."""
    if not request.get_data():
        return {}
    try:
        data = request.get_json(silent=True, force=True)
    except RecursionError:  # nested deeper than the parser goes
        data = None
    if not isinstance(data, dict):
        raise Invalid(Problem(why=N_("The body must be a JSON object.")))
    return data


def submission(data: Mapping[str, Any], *, key: str, now: datetime) -> Submission:
    """What a program hands in. Raises Invalid with a problem for each wrong field."""
    problems: list[Problem] = []
    texts = {name: text(data, name, problems) for name in TEXTS}
    kind = _kind(data, problems)
    posted_at = _moment(data, now, problems)
    parent = data.get("parent")
    if parent is not None and (
        isinstance(parent, bool) or not isinstance(parent, int) or not 0 < parent < 2**63
    ):
        problems.append(Problem(on="parent", why=N_("This must be the id of a comment, or null.")))
    problems += _wrong_source(kind, texts["source"])
    if problems:
        raise Invalid(*problems)
    return Submission(
        kind=kind,
        page_url=texts["url"],
        page_title=texts["title"],
        parent_id=parent,
        author=Author(
            name=texts["name"],
            email=texts["email"],
            website=texts["website"],
            ip=texts["author_ip"][:45],
            user_agent=texts["user_agent"],
        ),
        text=texts["text"],
        source=texts["source"] if kind.is_mention else "",
        origin=f"api:{key}",
        posted_at=posted_at,
        received_at=now,
    )


def _wrong_source(kind: Kind, source: str) -> list[Problem]:
    if kind.is_mention and not (source.startswith(("http://", "https://")) and safe_href(source)):
        return [Problem(on="source", why=N_("A mention needs the address of the page that mentions."))]
    if len(source) > LONGEST_ADDRESS:
        return [Problem(on="source", why=N_("This address is too long."))]
    return []


def text(data: Mapping[str, Any], name: str, problems: list[Problem]) -> str:
    """A field that holds a text, empty where it is missing; anything else goes to the problems."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        problems.append(Problem(on=name, why=N_("This must be a text.")))
        return ""
    return storable(value)


def _kind(data: Mapping[str, Any], problems: list[Problem]) -> Kind:
    try:
        return Kind(data.get("kind") or Kind.COMMENT)
    except ValueError:
        known = ", ".join(Kind)
        problems.append(Problem(on="kind", why=N_("This is none of: {all}."), values={"all": known}))
        return Kind.COMMENT


def _moment(data: Mapping[str, Any], now: datetime, problems: list[Problem]) -> datetime:
    value = data.get("posted_at")
    if value is None:
        return now
    try:
        at = datetime.fromisoformat(str(value).upper()) if MOMENT.fullmatch(str(value)) else None
    except ValueError:
        at = None
    if at is not None and EARLIEST <= at <= now + timedelta(days=1):
        return at.astimezone(UTC)
    if at is not None:
        problems.append(Problem(on="posted_at", why=N_("This lies too far in the past, or in the future.")))
        return now
    why = N_("This must be a moment with an offset (RFC 3339), such as 2010-03-11T09:14:00+01:00.")
    problems.append(Problem(on="posted_at", why=why))
    return now
