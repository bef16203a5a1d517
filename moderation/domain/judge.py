"""Judges a submission by a site's rules and stores nothing."""

import json
from functools import lru_cache
from typing import Any

from moderation.domain.alike import Met
from moderation.domain.know import know
from moderation.rules import book as books
from moderation.rules import verdict
from moderation.rules.book import Book
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.words import Facts, Submission, Verdict


def judge(
    session: Session,
    site: Site,
    page: Page | None,
    submission: Submission,
    book: Book | None = None,
    *,
    met: Met | None = None,
) -> tuple[Facts, Verdict]:
    """What speaks for and against a submission, by the site's rules or by those given; `met` as in `know`."""
    facts = know(session, site, page, submission, met)
    return facts, verdict.weigh(submission, facts, book or book_of(site))


def book_of(site: Site) -> Book:
    """A site's rules with its settings; parsed once per content in each process."""
    return _parsed(json.dumps(site.book, sort_keys=True))


@lru_cache(maxsize=256)
def _parsed(kept: str) -> Book:
    data: dict[str, Any] = json.loads(kept)
    return books.parse(data, is_kept=True)
