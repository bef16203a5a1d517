"""Makes long lists ready beside the requests, so that no comment waits for it."""

import logging
import threading
from collections.abc import Sequence
from itertools import count
from time import sleep

from flask import Flask, current_app

from moderation.domain import tune
from moderation.store.db import DatabaseTrouble, reading

log = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds after which a process looks for long lists that another has changed."""


def soon(key: str) -> None:
    """Make the lists of this site ready, which were just changed, in a thread of this process."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way
    threading.Thread(target=_made_ready, args=(app, [key]), name="warm", daemon=True).start()


def keep(app: Flask, *, every: float = EVERY, rounds: int | None = None) -> threading.Thread:
    """Make the lists of all sites ready as a process begins to serve, then those that another one changed.

    It looks again every so many seconds, for so many rounds; None is as long as the process lives.
    """
    thread = threading.Thread(target=_kept_ready, args=(app, every, rounds), name="keep warm", daemon=True)
    thread.start()
    return thread


def _kept_ready(app: Flask, every: float, rounds: int | None) -> None:
    _made_ready(app, None)
    for _ in count() if rounds is None else range(rounds):
        sleep(every)
        _made_ready(app, None, only_long=True)


def _made_ready(app: Flask, keys: Sequence[str] | None, *, only_long: bool = False) -> None:
    with app.app_context():
        try:
            with reading() as session:
                books = tune.books_of(session, keys, only_long=only_long)
        except DatabaseTrouble:
            log.warning("The lists of the rules were not made ready; the first comment does it.")
            return
    for book in books:
        book.prepare()
