"""How long a trial of changed rules takes, and how much memory."""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import insert, update

from moderation import settings
from moderation.app import create_app
from moderation.domain import abreast, enrol, replay, tune
from moderation.domain.comparison import Comparison
from moderation.domain.judge import ruling_of
from moderation.domain.replay import Asked
from moderation.rules import book as books
from moderation.rules.book import Book, catalogue
from moderation.rules.example import as_example
from moderation.rules.verdict import weigh
from moderation.store import sites
from moderation.store.comments import Comment, Knowledge
from moderation.store.db import Session, address, reading, writing
from moderation.store.sites import Page, Site
from moderation.text.fold import text_key
from moderation.words import ActorKind, Arrival, Author, Facts, Kind, Status, Submission
from tools.benches.figure import Figure

TITLE = "Changed rules, tried on the past"
ABOUT = """
*Try before you save* and `moderation rules backtest`: each decided comment is judged by the rules as they
are and with the changes. A rule is asked anew only where its setting or its code is another than when the
comment was judged; *all rules anew* is what a trial takes for comments that an older version of the program
judged. Processor time is of all processes together, and what counts on a machine that does other things too.
Memory is the highest of the process that asks; each that helps takes about as much. The comments are made
up from the rules' own examples.
"""
SIZES = {10_000: 2.0, 100_000: 15.0}
DIFFERENT = 2_000
AT = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES: dict[str, dict[str, Any]] = {
    "a threshold": {"hold_from": 3},
    "one rule": {"rules": {"links": {"points": 3}}},
    "the dearest rule": {"rules": {"call_to_action": {"points": 4}}},
}


def run(home: Path) -> Iterator[Figure]:
    """Measure trials of both sizes."""
    for n, most in SIZES.items():
        app = made(home / str(n), n)
        for what, change in CHANGES.items():
            yield from timed(app, n, f"{n:,} decisions, {what} changed", change, most)
        yield from timed(app, n, f"{n:,} decisions, all rules anew", None, None)
    used = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", PEAK, str(home / str(max(SIZES)))], check=True, capture_output=True, text=True
    )
    yield Figure(what=f"memory for {max(SIZES):,} decisions", n=int(used.stdout) / 1024, unit="MB", most=200)


PEAK = """
import resource, sys
from pathlib import Path
from tools.benches import replay
app = replay.made(Path(sys.argv[1]), 0)
replay.trial(app, replay.CHANGES["one rule"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def timed(
    app: Flask, n: int, what: str, change: dict[str, Any] | None, most: float | None
) -> Iterator[Figure]:
    """The time of one trial; without a change of comments that an older version of the program judged."""
    with app.app_context(), writing() as session:
        digest = ruling_of(site_of(session)).digest
        session.execute(update(Comment).values(judged_by=None if change is None else digest))
    begun, used = time.perf_counter(), sum(os.times()[:4])
    found = trial(app, change or {"hold_from": 3})
    taken, used = time.perf_counter() - begun, sum(os.times()[:4]) - used
    assert found.decided == n
    assert found.anew == (n if change is None else 0)
    yield Figure(what=what, n=taken, unit="s", most=most)
    yield Figure(what=f"{what}: processor time", n=used, unit="s")


def trial(app: Flask, change: dict[str, Any]) -> Comparison:
    """What comes of a trial."""
    with app.app_context():
        with reading() as session:
            site = site_of(session)
            book = books.merge(tune.book_of(site), change)
            asked = Asked(
                site_id=site.id,
                present=site.book,
                book=books.differences(book),
            )
            spans = replay.spans(session, asked)
        whole = Comparison()
        for part in abreast.run(asked, spans, reading, address()):
            whole.add(part)
        return whole


def site_of(session: Session) -> Site:
    """The site whose comments they are."""
    site = sites.by_key(session, "bench")
    assert site is not None
    return site


def made(home: Path, n: int) -> Flask:
    """The application on a database with so many decided comments, made where it is not there yet."""
    is_new = not (home / "made").exists()
    app = create_app(
        settings.read({"MODERATION_INSTANCE_PATH": str(home), "MODERATION_SECRET_KEY": "bench" * 8})
    )
    with app.app_context():
        if is_new:
            flask_migrate.upgrade()
            with writing() as session:
                site = enrol.add_site(
                    session,
                    "bench",
                    name="Bench",
                    url="https://bench.example",
                    locale="en",
                    timezone="UTC",
                    now=AT,
                )
                fill(session, site, n)
            (home / "made").touch()
        with writing() as session:
            tune.keep_rulings(session)
    return app


def fill(session: Session, site: Site, n: int) -> None:
    """Keep so many decided comments, in the columns that a trial reads."""
    page = sites.make_page(
        session,
        site.id,
        key="bench.example/soup",
        url="https://bench.example/soup",
        title="Soup",
        opened_at=AT,
    )
    chance = random.Random(1)  # noqa: S311  the same for every run
    kinds = [judged(session, site, page, chance) for _ in range(DIFFERENT)]
    for start in range(0, n, DIFFERENT):
        rows = [row(kind, start + place) for place, kind in enumerate(kinds[: n - start])]
        ids = session.scalars(insert(Comment).returning(Comment.id, sort_by_parameter_order=True), rows).all()
        known = [{"comment_id": id, "facts": kind["facts"]} for id, kind in zip(ids, kinds, strict=False)]
        session.execute(insert(Knowledge), known)


def judged(session: Session, site: Site, page: Page, chance: random.Random) -> dict[str, Any]:
    """The row of a made-up comment as rules judged it and a person decided."""
    is_spam = chance.random() < 0.4
    said_so = FLAGGED if is_spam else GENUINE
    text = ""
    while len(text) < chance.choice((60, 200, 500)):
        text += chance.choice(said_so) + " "
    author = Author(name=f"Reader {chance.random()}", email=f"r{chance.random()}@mail.example")
    said = Submission(
        page_url=page.url,
        author=author,
        text=text.strip(),
        origin="",
        posted_at=AT,
        received_at=AT,
        seconds_to_fill=30,
    )
    facts = Facts(
        is_member=False, author_approved=chance.choice((0, 0, 3)), author_spam=0, page_title=page.title
    )
    facts = replace(
        facts, own_hosts=("bench.example",), same_text=0, same_text_spam=0, spam_seen=(), author_decided=()
    )
    verdict = weigh(said, facts, Book())
    return {
        "status": Status.SPAM if is_spam else Status.APPROVED,
        "text": said.text,
        "signals": [signal.as_json() for signal in verdict.signals],
        "points": verdict.points,
        "flagged": verdict.flagged,
        "judged_by": ruling_of(site).digest,
        "facts": {**facts.as_json(), "arrival": asdict(Arrival.of(said)), "marks": [], "homes": []},
        "name": author.name,
        "email": author.email,
        "text_key": text_key(said.text),
        "site_id": site.id,
        "page_id": page.id,
        "book_version": site.book_version,
    }


def row(kind: dict[str, Any], n: int) -> dict[str, Any]:
    """A row like others, with what no two have alike."""
    at = AT + timedelta(minutes=n)
    own = {"origin": f"bench:{n}", "posted_at": at, "received_at": at, "decided_at": at}
    return {**LIKE_ALL, **{name: value for name, value in kind.items() if name != "facts"}, **own}


def sentences(sort: str) -> list[str]:
    """The sentences of the rules' examples: of what they flag, or let pass."""
    examples = [as_example(each) for kind in catalogue() for each in getattr(kind, sort)]
    return sorted({part for example in examples for part in re.split(r"(?<=[.!?])\s+", example.text) if part})


FLAGGED, GENUINE = sentences("flags"), sentences("passes")
LIKE_ALL: dict[str, Any] = {
    **dict.fromkeys(("website", "author_ip", "author_net", "user_agent", "source", "html", "because"), ""),
    "kind": Kind.COMMENT,
    "author_key": b"",
    "html_version": 0,
    "depth": 0,
    "shown_below": 0,
    "likes": 0,
    "version": 2,
    "decision": 2,
    "decided_kind": ActorKind.MEMBER,
    "decided_by": "Mina",
}
