"""A trial of changed rules that somebody asked for: begun, done in the background, looked at."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from moderation.domain import abreast, replay, tune
from moderation.domain.abreast import Opened
from moderation.domain.allow import Viewer
from moderation.domain.card import Card, cards
from moderation.domain.comparison import Comparison, Example, Move
from moderation.domain.replay import Asked
from moderation.errors import Missing
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.store import comments, replays
from moderation.store.db import Session
from moderation.store.replays import Replay, Span, Taken
from moderation.store.sites import Site
from moderation.words import N_, Progress

LEASE = timedelta(minutes=1)
"""How long a worker has a trial for itself after each time it told how far it is."""
KEPT = timedelta(days=7)
NO_SUCH = N_("There is no such trial, or it was removed since. Try your changes again.")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A trial as a person looks at it."""

    id: int
    state: Progress
    total: int
    """How many decisions there are; 0 until they are counted."""
    done: int
    book: Book
    book_version: int
    changes: list[tuple[str, Any, Any]]
    """What is tried: each setting by its path, as it is and as it would be."""
    found: Comparison
    """What came of it, so far or in the end."""

    @property
    def is_running(self) -> bool:
        return self.state is Progress.RUNNING


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A comment that changes side, with the signals that go and those that come."""

    card: Card
    example: Example


def start(session: Session, viewer: Viewer, key: str, book: Book, *, now: datetime) -> int:
    """Let changed rules be tried on what people decided on a site; the id of the trial.

    An earlier trial of the same person there goes no further. Raises Missing and Refused as
    `tune.site_of`.
    """
    site, by = tune.site_of(session, viewer, key), viewer.actor
    row = Replay(
        site_id=site.id,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        present=books.differences(tune.book_of(session, site)),
        book=books.differences(book),
        book_version=site.book_version,
        state=Progress.RUNNING,
        started_at=now,
    )
    replays.add(session, row)
    replays.stop_others(session, row, now=now)
    return row.id


def read(session: Session, viewer: Viewer, key: str, trial_id: int) -> Trial:
    """How far a trial is, and what came of it. Raises Missing and Refused as `tune.site_of`."""
    row = _row(session, tune.site_of(session, viewer, key), trial_id)
    book = books.parse(row.book, is_kept=True)
    return Trial(
        id=row.id,
        state=row.state,
        total=row.total,
        done=row.done,
        book=book,
        book_version=row.book_version,
        changes=books.changes(books.parse(row.present, is_kept=True), book),
        found=Comparison.from_json(row.result) if row.result is not None else Comparison(),
    )


def changed(session: Session, found: Comparison, move: Move, most: int) -> list[Changed]:
    """The newest comments that change side so, as they are now."""
    examples = found.examples.get(move, [])[:most]
    known = comments.by_ids(session, [example.id for example in examples])
    there = [example for example in examples if example.id in known]
    shown = cards(session, [known[example.id] for example in there])
    return [Changed(card=card, example=example) for card, example in zip(shown, there, strict=True)]


def take(session: Session, *, now: datetime) -> Taken | None:
    """A trial for one worker alone; None where none waits."""
    return replays.take(session, now=now, until=now + LEASE)


@dataclass
class Work:
    """A trial under way: what is asked, its pieces, and what came of those that are done.

    `taken` is the row that it is of; a command's has none.
    """

    asked: Asked
    spans: list[Span]
    total: int
    found: Comparison = field(default_factory=Comparison)
    taken: Taken | None = None

    def parts(self, opened: Opened, url: str) -> Generator[Comparison, None, None]:
        """Go through the pieces; after each, what came of all so far."""
        with closing(abreast.run(self.asked, self.spans, opened, url)) as parts:
            for part in parts:
                self.found.add(part)
                yield self.found


def at_once(session: Session, site: Site, book: Book) -> Work:
    """What there is to do where somebody waits for it, and nothing is kept of it."""
    present = books.differences(tune.book_of(session, site))
    return _work(session, Asked(site_id=site.id, present=present, book=books.differences(book)))


def begin(session: Session, taken: Taken) -> Work | None:
    """What there is to do for a trial; None where it was removed."""
    row = replays.one(session, taken.id)
    if row is None:
        return None
    work = _work(session, Asked(site_id=row.site_id, present=row.present, book=row.book))
    work.taken = taken
    return work


def note(session: Session, work: Work, *, now: datetime) -> bool:
    """Write how far a trial is, and hold it longer; False where it was stopped, or is another's by now."""
    until = now + LEASE
    is_own = _write(session, work, {"taken_until": until})
    if work.taken is not None:
        work.taken = Taken(work.taken.id, until)
    return is_own


def end(session: Session, work: Work, *, now: datetime) -> None:
    """Write what came of a trial; nothing where it was stopped."""
    _write(session, work, {"state": Progress.DONE, "finished_at": now, "taken_until": None})


def forget(session: Session, *, now: datetime, most: int) -> bool:
    """Remove trials that are some days old; whether there may be more."""
    return replays.forget(session, before=now - KEPT, most=most) == most


def _work(session: Session, asked: Asked) -> Work:
    return Work(asked=asked, spans=replay.spans(session, asked), total=replays.count(session, asked.site_id))


def _write(session: Session, work: Work, more: dict[str, Any]) -> bool:
    so_far = {"total": work.total, "done": work.found.decided, "result": work.found.as_json()}
    return work.taken is not None and replays.note(session, work.taken, {**so_far, **more})


def _row(session: Session, site: Site, trial_id: int) -> Replay:
    row = replays.one(session, trial_id) if 0 < trial_id < 2**63 else None
    if row is None or row.site_id != site.id:
        raise Missing(NO_SUCH)
    return row
