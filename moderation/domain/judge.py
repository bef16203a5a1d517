"""Judges a submission by a site's rules and stores nothing."""

import json
from functools import lru_cache
from typing import Any

from moderation.domain.know import know
from moderation.rules import book as books
from moderation.rules import fingerprint, verdict
from moderation.rules.book import Book
from moderation.rules.fingerprint import Ruling
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.words import Facts, Submission, Verdict


def judge(
    session: Session, site: Site, page: Page | None, submission: Submission, book: Book | None = None
) -> tuple[Facts, Verdict]:
    """What speaks for and against a submission, by the site's rules or by those given."""
    facts = know(session, site, page, submission)
    return facts, verdict.weigh(submission, facts, book or book_of(site))


def book_of(site: Site) -> Book:
    """A site's rules with its settings; parsed once per content in each process."""
    return _parsed(json.dumps(site.book, sort_keys=True))[0]


def ruling_of(site: Site) -> Ruling:
    """By which rules a site's comments are judged now; worked out as often."""
    return _parsed(json.dumps(site.book, sort_keys=True))[1]


@lru_cache(maxsize=256)
def _parsed(kept: str) -> tuple[Book, Ruling]:
    data: dict[str, Any] = json.loads(kept)
    book = books.parse(data, is_kept=True)
    return book, fingerprint.ruling_of(book)
