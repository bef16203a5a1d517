"""Work in the background: huey calls, and rows say what is to be done, so its file may be lost."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

from flask import Flask, current_app
from huey import SqliteHuey, crontab
from huey.api import TaskWrapper
from huey.consumer import Consumer

from moderation import bell
from moderation.domain import alike, chunk, deliver, erase, health, suggest, trial, tune, visit, watch, wave
from moderation.net.fetch import Manner
from moderation.net.manner import visitor
from moderation.net.pace import Pace
from moderation.store.db import DatabaseTrouble, address, reading, writing
from moderation.text.links import host_of

log = logging.getLogger(__name__)

FILE = "jobs.sqlite3"
LATEST = 0.5
"""Seconds until a call is heard."""
PAUSE = 0.1
"""Seconds between chunks: on SQLite the writers of other processes sleep up to so long, then try again."""

WORKERS = 6
VISITORS = 2
"""Threads, and how many of them may be on the way to mentions' sources; one more tells others of our links,
one tries changed rules, and one looks for suggestions. So one is always there for the rest."""
REST = 0.05
"""Seconds between pieces of a look for suggestions, which nobody has to wait for."""
HOLD = 60
"""Seconds until a look is held for longer."""
HEARTBEAT = 0.3
"""Seconds between two words about how far a trial is."""
PATIENCE = timedelta(minutes=1)
"""A visit that is due within so long is waited for; later ones are found by the sweep."""
KEPT = timedelta(days=30)
"""How long a mention that came to nothing is listed."""
BATCH = 200


class Jobs:
    """The calls of an installation, and the worker that hears them where this process has one."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._leaving = threading.Event()
        self._visitors = threading.Semaphore(VISITORS)
        self._rung = threading.Event()
        """Wakes those who wait for a visit that is due in a moment: another may be due at once."""
        self._sender = threading.Lock()
        self._trier = threading.Lock()
        self._suggester = threading.Lock()
        self._pace = Pace(self._leaving.wait)
        self._consumer: _Consumer | None = None

    def call(self) -> None:
        """Tell the worker, wherever it runs, that there is work. A call that is lost costs a minute."""
        try:
            self._task()
        except (OSError, sqlite3.Error):
            log.warning("The background worker could not be called; it will look by itself.", exc_info=True)

    def start(self) -> None:
        """Begin to work, in threads of this process; what waits already is found at once."""
        self._leaving.clear()
        self._consumer = _Consumer(self._task.huey, workers=WORKERS, max_delay=LATEST, scheduler_interval=60)
        self._consumer.start()

    def stop(self) -> None:
        """Work no more, once the chunk under way is done."""
        self._leaving.set()
        self._rung.set()
        if self._consumer is not None:
            self._consumer.stop(graceful=True)

    def work(self) -> None:
        """Do all that waits; where somebody looks on comes first."""
        self.try_rules()
        self.act_on_many()
        self.suggest(asked=True)
        self.tidy()
        self.forget()
        self.visit()
        self.send()

    def try_rules(self) -> None:
        """Try all changed rules that wait to be tried, one trial after the other."""
        if self._trier.acquire(timeout=2):
            try:
                self._all_of(lambda: _try(self._leaving))
            finally:
                self._trier.release()

    def suggest(self, *, asked: bool = False) -> None:
        """Look through the decisions of the sites where it is due, or where somebody has asked for it."""
        if self._suggester.acquire(blocking=False):
            try:
                self._all_of(lambda: _suggest(asked, self._leaving))
            finally:
                self._suggester.release()

    def act_on_many(self) -> None:
        """Do all that waits of acts on many, a chunk at a time."""
        self._all_of(_chunk)

    def tidy(self) -> None:
        """Let the search forget all the words of which it has begun to, a piece at a time; and old trials."""
        self._all_of(_tidy)
        self._all_of(_forget_trials)
        self._all_of(_keep_rulings)

    def forget_hits(self) -> None:
        """Forget the hits of rules that are too old for anybody to look at, a piece at a time."""
        self._all_of(_forget_hits)

    def forget(self) -> None:
        """Drop what is too old to be compared with what comes in, a piece at a time."""
        self._all_of(_forget_the_old)

    def visit(self) -> None:
        """Look at all the mentions' sources that are due, and wait for those that are due in a moment.

        Visits take seconds, so not all threads make them at once: the rest of the work goes on beside them.
        """
        if not self._visitors.acquire(blocking=False):
            self._rung.set()
            return
        try:
            with self._app.app_context():
                pause: float | None = 0.0
                while pause is not None:
                    self._rung.wait(pause)
                    self._rung.clear()
                    pause = _visit() if not self._leaving.is_set() else None
                if not self._leaving.is_set():
                    _forget()
        except DatabaseTrouble:
            log.exception("The database did not answer; what waits is done with the next call.")
        finally:
            self._visitors.release()

    def send(self) -> None:
        """Read the feeds that are due, and tell those to whom new entries link, one visit after the other."""
        if self._sender.acquire(blocking=False):
            try:
                self._all_of(lambda: any(piece(self._pace) for piece in (_read_feed, _read_entry, _tell)))
            finally:
                self._sender.release()

    def _all_of(self, piece: Callable[[], bool]) -> None:
        with self._app.app_context():
            try:
                while not self._leaving.is_set() and piece():
                    self._leaving.wait(PAUSE)
            except DatabaseTrouble:
                log.exception("The database did not answer; what waits is done with the next call.")

    @cached_property
    def _task(self) -> TaskWrapper:
        file = Path(self._app.instance_path) / FILE
        huey = SqliteHuey("moderation", filename=str(file), results=False, fsync=False, cache_mb=1)
        huey.periodic_task(crontab(), name="sweep")(self.work)
        huey.periodic_task(crontab(minute="0"), name="forget_hits")(self.forget_hits)
        huey.periodic_task(crontab(minute="30"), name="suggest")(self.suggest)
        return huey.task(name="work")(self.work)


class _Consumer(Consumer):
    """Huey's own, which leaves the signals to whoever runs the process."""

    def _set_signal_handlers(self) -> None:
        pass


def init(app: Flask) -> None:
    """Let the bell call this application's worker."""
    app.extensions["jobs"] = Jobs(app)
    bell.hang(_call)


def of(app: Flask) -> Jobs:
    """The jobs of an application."""
    jobs: Jobs = app.extensions["jobs"]
    return jobs


def _call() -> None:
    of(current_app).call()


def _chunk() -> bool:
    """Whether there was something to do."""
    with writing() as session:
        taken = chunk.take(session, now=datetime.now(UTC))
    if taken is None:
        return False
    with writing() as session:
        chunk.work(session, taken, now=datetime.now(UTC))
    return True


def _try(leaving: threading.Event) -> bool:
    """Whether there was a trial to go through; one that is left is taken up when its lease ends."""
    with writing() as session:
        taken = trial.take(session, now=datetime.now(UTC))
    if taken is None:
        return False
    with reading() as session:
        work = trial.begin(session, taken)
    if work is not None and _gone_through(work, leaving):
        with writing() as session:
            trial.end(session, work, now=datetime.now(UTC))
    return True


def _gone_through(work: trial.Work, leaving: threading.Event) -> bool:
    """Whether a trial came to its end, and was not stopped."""
    told = 0.0
    with closing(work.parts(reading, address())) as parts:
        for _ in parts:
            if leaving.is_set():
                return False
            if time.monotonic() - told > HEARTBEAT:
                told = time.monotonic()
                with writing() as session:
                    if not trial.note(session, work, now=datetime.now(UTC)):
                        return False
    return True


def _suggest(asked: bool, leaving: threading.Event) -> bool:
    """Whether there was a site to look at; one that is left is taken up when its lease ends."""
    with writing() as session:
        taken = suggest.take(session, now=datetime.now(UTC), asked=asked)
    if taken is None:
        return False
    with reading() as session:
        work = suggest.begin(session, taken, now=datetime.now(UTC))
    if _looked_through(work, leaving):
        with writing() as session:
            suggest.end(session, work)
    return True


def _looked_through(work: suggest.Work, leaving: threading.Event) -> bool:
    """Whether a look came to its end; it rests after each piece, for requests go first."""
    held = time.monotonic()
    for _ in work.pieces(reading):
        if leaving.wait(REST):
            return False
        if time.monotonic() - held > HOLD:
            held = time.monotonic()
            with writing() as session:
                if not suggest.hold(session, work, now=datetime.now(UTC)):
                    return False
    return True


def _forget_trials() -> bool:
    """Whether there may be more to forget."""
    with writing() as session:
        return trial.forget(session, now=datetime.now(UTC), most=BATCH)


def _keep_rulings() -> bool:
    """Nothing more is to do after it: with another version of the program the rules are others."""
    with reading() as session:
        missing = tune.lacks_rulings(session)
    if missing:
        with writing() as session:
            tune.keep_rulings(session)
    return False


def _visit() -> float | None:
    """Make one visit; the seconds until the next one may be due, None where it is not worth waiting."""
    with writing() as session:
        now = datetime.now(UTC)
        taken = visit.claim(session, now=now)
        due_at = visit.next_due(session) if taken is None else None
    if taken is None:
        is_soon = due_at is not None and now < due_at <= now + PATIENCE
        return (due_at - now).total_seconds() if due_at is not None and is_soon else None
    seen = visit.go(taken, _manner(taken.bases[0]))
    with writing() as session:
        visit.settle(session, taken, seen, now=datetime.now(UTC))
    return 0.0


def _read_feed(pace: Pace) -> bool:
    """Whether a feed was due."""
    with writing() as session:
        taken = watch.take_feed(session, now=datetime.now(UTC))
    if taken is None or not pace.turn(host_of(taken.feed)):
        return False
    seen = watch.read_feed(taken, _manner(urljoin(taken.feed, "/")))
    with writing() as session:
        watch.note_feed(session, taken, seen, now=datetime.now(UTC))
    return True


def _read_entry(pace: Pace) -> bool:
    """Whether the page of a new entry was to be read."""
    with writing() as session:
        taken = watch.take_entry(session, now=datetime.now(UTC))
    if taken is None or not pace.turn(host_of(taken.url)):
        return False
    page = watch.read_entry(taken, _manner(urljoin(taken.url, "/")))
    with writing() as session:
        watch.note_entry(session, taken, page, now=datetime.now(UTC))
    return True


def _tell(pace: Pace) -> bool:
    """Whether there was somebody to tell."""
    with writing() as session:
        taken = deliver.take(session, now=datetime.now(UTC), resting=pace.resting())
    if taken is None or not pace.turn(taken.host):
        return False
    outcome = deliver.go(taken, _manner(urljoin(taken.source, "/")))
    pace.note(outcome.host)
    with writing() as session:
        deliver.settle(session, taken, outcome, now=datetime.now(UTC))
    return True


def _manner(home: str) -> Manner:
    """How we visit: in the name of the installation, or of the blog at `home` where it has no address."""
    config = current_app.config
    return visitor(config["BASE_URL"] or home, allow_private=config["ALLOW_PRIVATE_SOURCES"])


def _forget() -> None:
    with writing() as session:
        visit.forget_failed(session, before=datetime.now(UTC) - KEPT, most=BATCH)


def _forget_the_old() -> bool:
    """Whether there may be more to do."""
    with writing() as session:
        wave.sweep(session, now=datetime.now(UTC))
        return alike.sweep(session, now=datetime.now(UTC))


def _tidy() -> bool:
    """Whether there may be more to do."""
    with writing() as session:
        return erase.tidy(session)


def _forget_hits() -> bool:
    """Whether there may be more to do."""
    with writing() as session:
        return health.prune(session, datetime.now(UTC))
