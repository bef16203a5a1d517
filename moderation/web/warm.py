"""Makes long lists ready beside the requests, so that no comment waits for it."""

import logging
import threading
from collections.abc import Sequence

from flask import Flask, current_app

from moderation.domain import tune
from moderation.store.db import DatabaseTrouble, reading

log = logging.getLogger(__name__)


def soon(key: str) -> None:
    """Make the lists of this site ready, which were just changed, in a thread of this process."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way
    threading.Thread(target=_made_ready, args=(app, [key]), name="warm", daemon=True).start()


def at_start(app: Flask) -> None:
    """Make the lists of all sites ready, in a thread of this process, while it begins to serve."""
    threading.Thread(target=_made_ready, args=(app, None), name="warm", daemon=True).start()


def _made_ready(app: Flask, keys: Sequence[str] | None) -> None:
    with app.app_context():
        try:
            with reading() as session:
                books = tune.books_of(session, keys)
        except DatabaseTrouble:
            log.warning(
                "The lists of the rules were not made ready; the first comment does it.", exc_info=True
            )
            return
    for book in books:
        book.prepare()
