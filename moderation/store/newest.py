"""The newest comments of a site in each status, as rules look at them: their words, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from moderation.store.comments import Comment
from moderation.words import Status

PIECE = 250
"""So many rows are fetched in one go."""

Read = Row[Any]
"""A row of `COLUMNS`."""

COLUMNS: tuple[Any, ...] = (
    *(Comment.id, Comment.version, Comment.kind, Comment.name, Comment.email, Comment.website),
    *(Comment.author_ip, Comment.user_agent, Comment.member_id, Comment.source, Comment.text),
    *(Comment.posted_at, Comment.received_at, Comment.erased_at),
)
NEWEST = select(*COLUMNS).where(
    Comment.site_id == bindparam("site_id"),
    Comment.status == bindparam("status"),
    Comment.received_at <= bindparam("until"),
)
NEWEST = NEWEST.order_by(Comment.received_at.desc(), Comment.id.desc()).limit(bindparam("most"))


@contextmanager
def of_status(
    session: Session, site_id: int, status: Status, *, until: datetime, most: int
) -> Iterator[Iterator[Read]]:
    """Those that had come in by then, the newest first, a piece at a time; nobody need go to the end."""
    wanted = {"site_id": site_id, "status": status, "until": until, "most": most}
    rows = session.execute(NEWEST, wanted, execution_options={"yield_per": PIECE})
    try:
        yield iter(rows)
    finally:
        rows.close()
