"""Makes long lists ready beside the requests, so that no comment waits for it."""

import logging
import threading

from flask import Flask

from moderation.domain import tune
from moderation.rules.book import Book
from moderation.store.db import DatabaseTrouble, reading

log = logging.getLogger(__name__)


def soon(book: Book) -> None:
    """Make the lists of rules that were just saved ready, in a thread of this process."""
    threading.Thread(target=book.prepare, name="warm", daemon=True).start()


def at_start(app: Flask) -> None:
    """Make the lists of all sites ready, in a thread of this process, while it begins to serve."""
    threading.Thread(target=_all_sites, args=(app,), name="warm", daemon=True).start()


def _all_sites(app: Flask) -> None:
    with app.app_context():
        try:
            with reading() as session:
                books = tune.every_book(session)
        except DatabaseTrouble:
            log.warning(
                "The lists of the rules were not made ready; the first comment does it.", exc_info=True
            )
            return
    for book in books:
        book.prepare()
