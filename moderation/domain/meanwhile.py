"""What people have made of the comments of a list since somebody looked at it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from moderation.domain import queue
from moderation.domain.allow import Viewer
from moderation.domain.queue import Filters
from moderation.store import comments, news, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.words import Actor, ActorKind, Role, Status

REACH = 2_000
"""How many events back changes are looked for."""

Before = tuple[Status, ActorKind | None]
"""Where a comment stood, and who had put it there."""


def changed(
    session: Session,
    actor: Actor,
    site_id: int,
    filters: Filters,
    *,
    until: datetime,
    since: int,
    began: datetime,
    act: int = 0,
) -> tuple[list[int], int]:
    """The comments that the filters listed at that moment and people have changed since, and the log's head.

    What the actor did before the `act` began is no news; what the actor did beside it later on is.
    `since` is the head up to which the log was looked through before; 0 at first.
    """
    head = sites.heads(session, [site_id])[site_id]
    after = max(since, head - REACH)
    made = news.changes(session, site_id, after=after, since=until, but=actor, began=began, act=act)
    before: dict[int, Before | None] = {}
    for comment_id, status, back in made:
        before[comment_id] = before.get(comment_id) or _before(status, back)
    rows = comments.by_ids(session, sorted(before)).values()
    there = [row for row in rows if row.received_at <= until and _was_listed(filters, row, before[row.id])]
    viewer = Viewer(actor=actor, roles={site_id: Role.MODERATOR})
    return sorted(_still_matching(session, viewer, filters, there)), head


def _before(status: Status | None, back: dict[str, str | None]) -> Before | None:
    if status is None:
        return None
    by = back.get("decided_kind")
    return status, ActorKind(by) if by else None


def _was_listed(filters: Filters, row: Comment, before: Before | None) -> bool:
    """Whether status and who decided, which are all that a decision changes, were as the list had them."""
    status, by = before or (row.status, row.decided_kind)
    return filters.status in (None, status) and (filters.by is None or by is ActorKind.RULES)


def _still_matching(
    session: Session, viewer: Viewer, filters: Filters, rows: Iterable[Comment]
) -> Iterable[int]:
    """Those that match in all else: each is looked for where it stands now."""
    by_status: dict[Status, list[int]] = {}
    for row in rows:
        by_status.setdefault(row.status, []).append(row.id)
    for status, ids in by_status.items():
        yield from queue.among(session, viewer, replace(filters, status=status, by=None), ids)
