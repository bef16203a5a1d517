"""Thousands of comments for tests of what is bounded: copies of one, with its reasons and its words."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select

from moderation.domain import turn
from moderation.store import search
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.reasons import Reason
from tests.factories import number


def copies(comment: Comment, n: int, **changes: Any) -> list[int]:
    """The ids of so many more like this comment, each a second later than the one before; no count knows them."""
    columns = [column.key for column in Comment.__mapper__.column_attrs if column.key != "id"]
    like = {name: getattr(comment, name) for name in columns} | changes
    with writing() as session:
        last = session.scalar(select(func.max(Comment.id))) or 0
        ids = [last + nth for nth in range(1, n + 1)]
        at = {id: comment.received_at + timedelta(seconds=nth) for nth, id in enumerate(ids, start=1)}
        rows = [{**like, "id": id, "origin": f"copy:{number()}", "received_at": at[id]} for id in ids]
        session.execute(insert(Comment), rows)
        against = turn._against(comment)
        reasons = [
            {"comment_id": id, "rule": rule, "site_id": comment.site_id, "status": like["status"], "received_at": at[id]}
            for id in ids
            for rule in against
        ]
        if reasons:
            session.execute(insert(Reason), reasons)
        for id in ids:
            search.keep(session, id, comment.site_id, turn._words(comment))
    return ids
