"""Acts on many comments for tests, and a worker that does what waits."""

from collections.abc import Sequence
from datetime import datetime

from moderation.domain import bulk, chunk
from moderation.domain.allow import Viewer
from moderation.domain.bulk import Act
from moderation.domain.queue import Filters
from moderation.store.bulks import Bulk, by_ids
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from tests.factories import make_comment, moderator, reload, tick


def make_comments(n: int, site: Site | None = None, *, status: str | None = "pending") -> list[Comment]:
    """So many comments."""
    return [make_comment(site, status=status) for _ in range(n)]


def selected(action: str, comments: Sequence[Comment], by: Viewer | None = None) -> Act:
    """What comes of an action on comments as they were when they were given."""
    who = by or moderator()
    with writing() as session:
        key = bulk.selected(session, who, action, {c.id: c.version for c in comments}, now=tick())
    return look(key, who)


def matching(
    action: str, filters: Filters | None = None, by: Viewer | None = None, *, until: datetime | None = None
) -> Act:
    """What comes of an action on all that matches."""
    who, now = by or moderator(), tick()
    with writing() as session:
        key = bulk.matching(session, who, action, filters or Filters(), until=until or now, now=now)
    return look(key, who)


def taken_back(act: Act, by: Viewer | None = None) -> Act:
    """What comes of the undo of an act."""
    who = by or moderator()
    with writing() as session:
        key = bulk.undo(session, who, act.event.id, now=tick())
    return look(key, who)


def look(key: str, by: Viewer | None = None) -> Act:
    """An act as it now is."""
    with reading() as session:
        return bulk.read(session, by or moderator(), key)


def row_of(act: Act) -> Bulk:
    """The row of an act on one site, as it now is."""
    with reading() as session:
        assert act.event.bulk_id is not None
        return by_ids(session, [act.event.bulk_id])[act.event.bulk_id]


def work_once(now: datetime | None = None) -> bool:
    """Let a worker do one chunk; whether there was one."""
    at = now or tick()
    with writing() as session:
        taken = chunk.take(session, now=at)
    if taken is None:
        return False
    with writing() as session:
        chunk.work(session, taken, now=at)
    return True


def work_all() -> int:
    """Let a worker do all that waits; how many chunks there were."""
    chunks = 0
    while work_once():
        chunks += 1
    return chunks


def statuses(comments: Sequence[Comment]) -> set[str]:
    """The statuses in which these comments stand now."""
    return {reload(comment).status.value for comment in comments}
