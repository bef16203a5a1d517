"""The words of every comment, to be searched: FTS5 on SQLite, a tsvector on PostgreSQL.

Both are given the same folded words, so that one question finds the same on both. The table `search`
is made by the migrations alone: it is no table that the ORM could know.
"""

import re
from collections.abc import Iterable

from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from moderation.text.fold import WORD, fold

LONGEST_WORD = 60
WORDS = re.compile(WORD)

ADD_SQLITE = sql("INSERT INTO search (rowid, site, words) VALUES (:id, :site, :words)")
ADD_POSTGRES = sql(
    "INSERT INTO search (comment_id, site_id, words) VALUES (:id, :site, CAST(:words AS tsvector))"
)
DROP_SQLITE = sql("DELETE FROM search WHERE rowid = :id")
DROP_POSTGRES = sql("DELETE FROM search WHERE comment_id = :id")


def keep(session: Session, comment_id: int, site_id: int, parts: Iterable[str]) -> None:
    """Let a comment be found by the words of these parts, and by no others."""
    drop(session, comment_id)
    words = [word for part in parts for word in words_of(part)]
    if is_postgres(session):
        session.execute(ADD_POSTGRES, {"id": comment_id, "site": site_id, "words": _vector(words)})
    else:
        values = {"id": comment_id, "site": f"s{site_id}", "words": " ".join(words)}
        session.execute(ADD_SQLITE, values)


def drop(session: Session, comment_id: int) -> None:
    """Let a comment be found no more."""
    session.execute(DROP_POSTGRES if is_postgres(session) else DROP_SQLITE, {"id": comment_id})


def words_of(part: str) -> list[str]:
    """The folded words by which a part is found: letters and digits alone, `a@b.example` has three."""
    return [word[:LONGEST_WORD] for word in WORDS.findall(fold(part))]


def is_postgres(session: Session) -> bool:
    """Which of the two forms this database has."""
    return session.get_bind().dialect.name == "postgresql"


def _vector(words: list[str]) -> str:
    # Written out by ourselves: PostgreSQL's own parser would take addresses and hosts for one word.
    # Its limits: 255 places of a word are kept, and a place beyond 16,383 stands for all beyond.
    return " ".join(f"'{word}':{min(place, 16_383)}" for place, word in enumerate(words, start=1))
