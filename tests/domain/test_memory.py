"""The memory of a replay knows what the database would know, comment by comment."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from flask import Flask

from moderation.domain import decide, submit
from moderation.domain.know import installation_key
from moderation.domain.labelled import HOME, read
from moderation.domain.memory import Memory
from moderation.domain.remembered_texts import SameTexts
from moderation.errors import Invalid
from moderation.rules.book import Book
from moderation.rules.findings import findings_of
from moderation.rules.verdict import weigh
from moderation.store import comments
from moderation.store.comments import Comment
from moderation.store.db import Session, reading, writing
from moderation.store.sites import Site
from moderation.words import Author, Facts, Kind, Submission
from tests.factories import make_site, moderator
from tests.shared import SHARED, needs_shared

SOURCES = ("spotthevuln", "youtube-psy")
BEGINNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
NAMES = ("Rosa", "rosá ", "Ben", "", "Cheap Loans")
TEXTS = (
    "My leeks came up.",
    "MY LEEKS came up!",
    "Nice soup",
    "See https://pills.example/now",
    "Merci !",
    "?",
)
SITES = ("", "https://rosa.example/", "http://pills.example", "https://www.blogspot.com/", HOME)
SOURCES_OF_MENTIONS = (
    *("https://farm.example/1", "https://farm.example/2#x", "https://ben.blogspot.com/7", "no address"),
    *(f"{HOME}/about", ""),
)
REMEMBERED = (
    *("author_approved", "author_spam", "author_last_approved_at", "author_decided", "same_text"),
    *("same_text_spam", "repeats_spam", "spam_seen", "source_approved", "source_spam", "host_burst"),
    "is_own_source",
)


def made_up(n: int, dice: random.Random) -> Submission:
    """A comment or mention of which much stood in others before, minutes or weeks after the one before."""
    kind = dice.choice((Kind.COMMENT, Kind.COMMENT, Kind.PINGBACK, Kind.TRACKBACK))
    name, title = dice.choice(NAMES), dice.choice(("Soup", "Leeks"))
    at = BEGINNING + timedelta(days=n // 8, minutes=7 * (n % 8))
    return Submission(
        kind=kind,
        page_url=f"{HOME}/{title}",
        page_title=title,
        author=Author(
            name=name,
            email=dice.choice(("", f"{name.strip()}@mail.example", "Ben@Mail.example ")),
            website=dice.choice(SITES),
            ip=dice.choice(("", "192.0.2.7", "2001:db8::7")),
        ),
        text=dice.choice(TEXTS),
        source=dice.choice((*SOURCES_OF_MENTIONS, f"https://farm.example/{n}")) if kind.is_mention else "",
        origin=f"made up:{n}",
        posted_at=at,
        received_at=at,
    )


def both(app: Flask, given: Iterable[tuple[Submission, bool]]) -> Iterator[tuple[Facts, Facts]]:
    """What the database knew of each as it came in, and the memory; what it did not take is left out."""
    site = make_site("labelled", url=HOME)
    with reading() as session:
        memory = Memory(site.bases, installation_key(session))
    for submission, is_spam in given:
        with writing() as session:
            known = received(session, site, submission, is_spam)
        if known is not None:
            yield known, memory.facts(submission)
            found = weigh(submission, known, Book()).signals
            memory.decide(submission, is_spam, findings_of(found))


def received(session: Session, site: Site, submission: Submission, is_spam: bool) -> Facts | None:
    """What was known of a comment as it came in and was decided; None where it was there already."""
    new = taken_in(session, site, submission)
    if new is None:
        return None
    action, at = "spam" if is_spam else "approve", submission.received_at
    decide.decide(session, moderator(site), new.id, action, seen=None, now=at)
    return Facts.from_json(comments.facts_of(session, new.id))


def taken_in(session: Session, site: Site, submission: Submission) -> Comment | None:
    """A comment as an importer takes it in, a mention as its door does; None for one that is there."""
    if not submission.kind.is_mention:
        return submit.submit(session, site, submission).comment
    try:
        taken = submit.at_door(session, site, submission, floods=False)
    except Invalid:
        return None
    return taken.comment if taken.is_new else None


def test_the_memory_knows_what_the_database_knows_of_made_up_comments(app):
    dice = random.Random(1)
    given = [(made_up(n, dice), dice.random() < 0.3) for n in range(150)]

    pairs = list(both(app, given))

    wrong = [different(known, remembered) for known, remembered in pairs if known != remembered]
    assert not wrong, wrong[0]
    assert len(pairs) > 80
    # None of what is remembered is there by its default alone.
    for field in REMEMBERED:
        assert any(getattr(known, field) for known, _ in pairs), field


@needs_shared
@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("source", SOURCES)
def test_the_memory_knows_what_the_database_knows_of_real_comments(app, source):
    with (SHARED / "corpus" / f"{source}.jsonl").open("rb") as lines:
        given = [(each.submission, each.is_spam) for each in islice(read(lines, source), 150)]

    pairs = list(both(app, given))

    wrong = [different(known, remembered) for known, remembered in pairs if known != remembered]
    assert not wrong, wrong[0]
    assert len(pairs) > 80


def test_texts_are_forgotten_after_a_month():
    dice = random.Random(0)
    memory = Memory((HOME,), b"a key")
    texts = next(part for part in memory._parts if isinstance(part, SameTexts))
    for n in range(2_000):
        memory.decide(replace(made_up(n, dice), text=f"Row {n} of my leeks"), is_spam=False)

    assert 0 < len(texts._by_text) < 300
    assert len(texts._in_order) < 300


def different(known: Facts, remembered: Facts) -> dict[str, tuple[Any, Any]]:
    """The fields in which two differ."""
    one, other = known.as_json(), remembered.as_json()
    return {name: (value, other[name]) for name, value in one.items() if value != other[name]}
