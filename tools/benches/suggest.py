"""How long a look for suggestions takes, and how much memory."""

import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import text, update

from moderation.domain import adopt, lists, suggest
from moderation.domain.allow import Viewer
from moderation.domain.judge import ruling_of
from moderation.rules.lines import every
from moderation.store.comments import Comment
from moderation.store.db import db, reading, writing
from moderation.words import Actor, ActorKind, Role
from tools.benches import replay
from tools.benches.figure import Figure

TITLE = "Suggestions"
ABOUT = """
A look through the newest 5,000 of 10,000 decisions: what they have in common, and what the changes that they
speak for would have made of them. It is work of the background, and rests after each piece; the rests are not
counted. The longest piece is how long it goes on without one. 60,000 blocked words are a list of a site's
own; *all rules anew* is a look at comments that an older version of the program judged. The comments are
those of the trials, each by a writer of its own.
"""
DECISIONS, LINES = 10_000, 60_000
WORDS = "blocked_words.words"


def run(home: Path) -> Iterator[Figure]:
    """Measure looks with short lists and with a long one."""
    app = replay.made(home, DECISIONS)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE comment SET author_key = CAST(id AS BLOB)"))
    yield from timed(app, "all rules anew", 30.0, is_anew=True)
    yield from timed(app, "short lists", 15.0)
    filled(app)
    yield from timed(app, f"{LINES:,} blocked words", 30.0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure(what="memory, of which the list has a part", n=peak, unit="MB", most=500)


def timed(app: Flask, what: str, most: float, *, is_anew: bool = False) -> Iterator[Figure]:
    """The time of one look, and of its longest piece."""
    now, longest = datetime.now(UTC), 0.0
    with app.app_context():
        with writing() as session:
            digest = ruling_of(session, replay.site_of(session)).digest
            session.execute(update(Comment).values(judged_by=None if is_anew else digest))
            adopt.ask(session, owner(), "bench", now=now)
            taken = suggest.take(session, now=now, asked=True)
        assert taken is not None
        begun = last = time.perf_counter()
        with reading() as session:
            work = suggest.begin(session, taken, now=now)
        for _ in work.pieces(reading):
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
        with writing() as session:
            suggest.end(session, work)
    assert work.foresight is not None
    assert work.foresight.whole.decided == suggest.NEWEST
    n = len(work.foresight.trials)
    yield Figure(what=f"{what}: {n} changes tried", n=time.perf_counter() - begun, unit="s", most=most)
    yield Figure(what=f"{what}: the longest piece", n=longest, unit="s")


def filled(app: Flask) -> None:
    """A long list of words that nobody uses."""
    good = lists.sifted(every()[WORDS], (f"zyx{n} wvu{n}" for n in range(LINES))).good
    with app.app_context(), writing() as session:
        lists.add(session, owner(), "bench", WORDS, good, why="", now=datetime.now(UTC))


def owner() -> Viewer:
    """Whoever owns the site."""
    return Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Olga"), roles={1: Role.OWNER})
