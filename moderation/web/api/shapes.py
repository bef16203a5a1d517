"""Rows as JSON, in the contract's words."""

from datetime import UTC, datetime
from typing import Any

from moderation.domain import tree
from moderation.domain.queue import Card
from moderation.web import languages
from moderation.words import Signal


def comment(card: Card) -> dict[str, Any]:
    """A comment for a program with a token."""
    row = card.comment
    return {
        **_place(card),
        "status": row.status.value,
        "author": {"name": row.name, "email": row.email, "website": row.website},
        "text": row.text,
        "html": tree.html_of(row),
        "points": row.points,
        "signals": [signal(found) for found in card.signals],
        "posted_at": moment(row.posted_at),
        "received_at": moment(row.received_at),
        "likes": row.likes,
        "version": row.version,
        "decided_by": row.decided_by,
    }


def public(card: Card) -> dict[str, Any]:
    """An approved comment for everybody: no e-mail, no address, no signals."""
    row = card.comment
    return {
        **_place(card),
        "author": {"name": row.name, "website": row.website, "is_member": row.member_id is not None},
        "text": row.text,
        "html": tree.html_of(row),
        "status": row.status.value,
        "posted_at": moment(row.posted_at),
        "received_at": moment(row.received_at),
        "likes": row.likes,
        "version": row.version,
    }


def signal(found: Signal) -> dict[str, Any]:
    """What a rule found, its sentence in the language of the answer."""
    return {
        "rule": found.rule,
        "points": found.points,
        "why": languages.say(found),
        "quotes": list(found.quotes),
    }


def moment(at: datetime) -> str:
    """RFC 3339, in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _place(card: Card) -> dict[str, Any]:
    row = card.comment
    return {
        "id": row.id,
        "site": card.site.key,
        "page": {"url": card.page.url, "title": card.page.title},
        "parent": row.parent_id,
        "number": row.number,
        "kind": row.kind.value,
        "source": row.source or None,
    }
