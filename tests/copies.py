"""Thousands of comments for tests of what is bounded: copies of one, with its reasons and its words."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy import text as sql

from moderation.domain import follow, turn
from moderation.store import search
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.store.reasons import Reason
from tests.factories import number

FOUND_ON_SQLITE = sql(
    "INSERT OR REPLACE INTO search (rowid, site, words) SELECT id, site, words"
    " FROM comment, search WHERE search.rowid = :first AND id > :first AND id <= :last"
)
FOUND_ON_POSTGRES = sql(
    "INSERT INTO search (comment_id, site_id, words) SELECT id, search.site_id, words"
    " FROM comment, search WHERE comment_id = :first AND id > :first AND id <= :last"
)
"""The others are found by the words of the first."""


def copies(comment: Comment, n: int, **changes: Any) -> list[int]:
    """The ids of so many more like this comment, each a little younger; no count has them."""
    columns = [column.key for column in Comment.__mapper__.column_attrs if column.key != "id"]
    like = {name: getattr(comment, name) for name in columns} | changes
    at = [like["received_at"] + timedelta(milliseconds=nth) for nth in range(1, n + 1)]
    rows = [{**like, "origin": f"copy:{number()}", "received_at": moment} for moment in at]
    new = insert(Comment).returning(Comment.id, sort_by_parameter_order=True)
    with writing() as session:
        ids = list(session.scalars(new, rows))
        own = {"site_id": comment.site_id, "status": like["status"]}
        reasons = [
            {"comment_id": id, "rule": rule, "received_at": moment, **own}
            for id, moment in zip(ids, at, strict=True)
            for rule in follow.against(comment)
        ]
        if reasons:
            session.execute(insert(Reason), reasons)
        search.keep(session, ids[0], comment.site_id, turn.found_by(comment))
        found = FOUND_ON_POSTGRES if search.is_postgres(session) else FOUND_ON_SQLITE
        session.execute(found, {"first": ids[0], "last": ids[-1]})
    return ids
