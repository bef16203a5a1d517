"""The words of every comment, to be searched: FTS5 on SQLite, a tsvector on PostgreSQL.

Both are given the same folded words, so that one question finds the same on both. The table `search`
is made by the migrations alone: it is no table that the ORM could know.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from moderation.store.db import UtcTime
from moderation.text import sought
from moderation.text.fold import fold
from moderation.words import Status

MOST_WORDS = 20

ASKED = re.compile(r'"([^"]*)"|([^\s"]+)')
SCHEME = re.compile(r"(?:https?://)?(?:www\.)?(?=\w)")

ADD_SQLITE = sql("INSERT INTO search (rowid, site, words) VALUES (:id, :site, :words)")
ADD_POSTGRES = sql(
    "INSERT INTO search (comment_id, site_id, words) VALUES (:id, :site, CAST(:words AS tsvector))"
)
DROP_SQLITE = sql("DELETE FROM search WHERE rowid = :id")
DROP_POSTGRES = sql("DELETE FROM search WHERE comment_id = :id")

PAGES = 250
"""So many pages of the index are written anew in one transaction, so that others get their turn."""
MERGE = sql("INSERT INTO search (search, rank) VALUES ('merge', :pages)")
CHANGES = sql("SELECT total_changes()")

ALL = 2**63 - 1
UNTIL = bindparam("until", type_=UtcTime())
REACH = 20_000
"""So many hits, the newest, are looked through for those that stand where they are wanted."""

FIND_SQLITE = sql(
    "SELECT hit.id FROM"
    " (SELECT rowid AS id FROM search WHERE search MATCH :asked AND rowid < :below"
    "  ORDER BY rowid DESC LIMIT :reach) AS hit"
    " CROSS JOIN comment ON comment.id = hit.id"
    " WHERE received_at <= :until AND (:status IS NULL OR status = :status) ORDER BY hit.id DESC LIMIT :most"
).bindparams(UNTIL)
BEYOND_SQLITE = sql(
    "SELECT rowid FROM search WHERE search MATCH :asked AND rowid < :below"
    " ORDER BY rowid DESC LIMIT 1 OFFSET :reach"
)

# PostgreSQL cannot give the newest hits without finding all, so it walks back through the newest comments
# first: a word that many hold is found there at once. The site stands in the statement itself, for
# a plan made for any site would be that of the largest.
FIND_NEW_POSTGRES = sql(
    "SELECT new.comment_id FROM (SELECT comment_id, words FROM search WHERE site_id = :site"
    "  AND comment_id < :below ORDER BY comment_id DESC LIMIT 10000) AS new"
    " JOIN comment ON comment.id = new.comment_id"
    " WHERE words @@ CAST(:asked AS tsquery) AND received_at <= :until"
    " AND (CAST(:status AS varchar) IS NULL OR status = :status)"
    " ORDER BY new.comment_id DESC LIMIT :most"
).bindparams(UNTIL, bindparam("site", type_=Integer(), literal_execute=True))
FIND_ALL_POSTGRES = sql(
    "WITH found AS MATERIALIZED"
    "  (SELECT comment_id FROM search WHERE words @@ CAST(:asked AS tsquery)"
    "   AND site_id = :site AND comment_id < :below)"
    " SELECT comment_id FROM found JOIN comment ON comment.id = comment_id"
    " WHERE received_at <= :until AND (CAST(:status AS varchar) IS NULL OR status = :status)"
    " ORDER BY comment_id DESC LIMIT :most"
).bindparams(UNTIL)


@dataclass(frozen=True)
class Phrase:
    """Words that stand one after the other; of an open one the last is found by its beginning too."""

    words: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True)
class Question:
    """What somebody looks for: all of these phrases. `is_cut`: there were more words than are looked for."""

    phrases: tuple[Phrase, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class Hits:
    """Comments that were found, by id, newest first. `end`: below this id none was looked at; None is all."""

    ids: Sequence[int]
    end: int | None = None

    @property
    def has_more(self) -> bool:
        """Whether older ones were not looked at."""
        return self.end is not None


def keep(session: Session, comment_id: int, site_id: int, parts: Iterable[str]) -> None:
    """Let a comment be found by the words of these parts, and by no others."""
    drop(session, comment_id)
    parts = list(parts)
    words = [word for part in parts for word in sought.words_of(part)]
    words += dict.fromkeys(whole for part in parts for whole in sought.wholes_of(part))
    if is_postgres(session):
        session.execute(ADD_POSTGRES, {"id": comment_id, "site": site_id, "words": _vector(words)})
    else:
        values = {"id": comment_id, "site": f"s{site_id}", "words": " ".join(words)}
        session.execute(ADD_SQLITE, values)


def drop(session: Session, comment_id: int) -> None:
    """Let a comment be found no more."""
    session.execute(DROP_POSTGRES if is_postgres(session) else DROP_SQLITE, {"id": comment_id})


def tidy(session: Session, *, anew: bool) -> bool:
    """Forget a piece of what was dropped; whether there may be more of it.

    FTS5 only notes that a row is gone; its words leave the file when the segments of the index are
    merged. `anew` begins to merge all that there is now; without it, a merge that was begun goes on, for
    comments that come in meanwhile would make it begin again and again. PostgreSQL has nothing to do.
    """
    if is_postgres(session):
        return False
    before = session.scalar(CHANGES) or 0
    session.execute(MERGE, {"pages": -PAGES if anew else PAGES})
    # The command itself counts as one change.
    return (session.scalar(CHANGES) or 0) - before > 1


def question(typed: str) -> Question:
    """What is asked by what was typed: bare words, each by its beginning, and "words in quotes" in a row.

    One e-mail, host or address alone asks for just that; beside other words it is its words in a row.
    Signs alone ask for nothing.
    """
    if whole := sought.whole(typed):
        return Question((Phrase((whole,)),))
    phrases: list[Phrase] = []
    room = MOST_WORDS
    for quoted, bare in ASKED.findall(fold(typed)):
        words, is_open = sought.asked_of(quoted or SCHEME.sub("", bare, count=1), is_bare=bool(bare))
        if words and room:
            phrases.append(Phrase(words[:room], is_open and len(words) <= room))
        room -= len(words)
        if room < 0:
            return Question(tuple(phrases), is_cut=True)
    return Question(tuple(phrases))


def hits(
    session: Session,
    site_id: int,
    asked: Question,
    *,
    status: Status | None,
    until: datetime,
    most: int,
    below: int | None = None,
) -> Hits:
    """The comments of a site that stand there and hold all that is asked for: the newest, by id.

    `status` None is anywhere; `until` is when they had come in at the latest; `below` goes on at an id.
    """
    if not asked.phrases:
        return Hits([])
    values: dict[str, Any] = {"until": until, "status": status.value if status else None, "most": most + 1}
    values["below"] = below or ALL
    if is_postgres(session):
        values |= {"site": site_id, "asked": _for_postgres(asked)}
        found = list(session.scalars(FIND_NEW_POSTGRES, values))
        if len(found) <= most:
            found = list(session.scalars(FIND_ALL_POSTGRES, values))
        return Hits(found[:most], found[most - 1] if len(found) > most else None)
    values |= {"asked": _for_sqlite(asked, site_id), "reach": REACH}
    found = list(session.scalars(FIND_SQLITE, values))
    if len(found) > most:
        return Hits(found[:most], found[most - 1])
    beyond = session.scalar(BEYOND_SQLITE, values)
    return Hits(found, beyond + 1 if beyond is not None else None)


def is_postgres(session: Session) -> bool:
    """Which of the two forms this database has."""
    return session.get_bind().dialect.name == "postgresql"


def _for_sqlite(asked: Question, site_id: int) -> str:
    # In double quotes no word is taken for an operator, and our words hold no sign that could end them.
    said = (f'"{" ".join(phrase.words)}"{" *" if phrase.is_open else ""}' for phrase in asked.phrases)
    return f'site : "s{site_id}" AND words : ({" AND ".join(said)})'


def _for_postgres(asked: Question) -> str:
    said = (
        " <-> ".join(f"'{word}'" for word in phrase.words) + (":*" if phrase.is_open else "")
        for phrase in asked.phrases
    )
    return " & ".join(f"({phrase})" for phrase in said)


def _vector(words: list[str]) -> str:
    # Written out by ourselves: PostgreSQL's own parser would take addresses and hosts for one word.
    # Its limits: 255 places of a word are kept, and a place beyond 16,383 stands for all beyond.
    return " ".join(f"'{word}':{min(place, 16_383)}" for place, word in enumerate(words, start=1))
