"""Tries changed rules on what people decided, from the facts that are kept with each comment."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from moderation.domain.comparison import Comparison
from moderation.domain.judge import book_of
from moderation.rules import book as books
from moderation.rules.again import Again, Past
from moderation.rules.book import Book
from moderation.store import replays, rulings
from moderation.store.db import Session
from moderation.store.replays import Span
from moderation.store.sites import Site
from moderation.words import Arrival, Author, Facts, Kind, Signal, Submission

PIECE = 500
"""So many comments are gone through in one go: well under a second."""
NEWEST = 5_000
"""So many decisions are looked at where somebody waits for the answer."""
WORDS = ("name", "email", "website", "text")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is tried on which site: the rules as they are and with the changes, as they are kept."""

    site_id: int
    present: Mapping[str, Any]
    book: Mapping[str, Any]


def compare(session: Session, site: Site, book: Book, *, most: int = NEWEST) -> Comparison:
    """What a book would have made of the newest decisions, beside the rules as they are; at once."""
    again = Again(book_of(session, site), book, rulings.all_of_them(session))
    whole = Comparison()
    for span in replays.spans(session, site.id, PIECE, most):
        whole.add(piece(session, site.id, span, again))
    return whole


def made_ready(session: Session, asked: Asked) -> Again:
    """Both books, ready to judge all pieces of a trial."""
    now, then = (books.parse(given, is_kept=True) for given in (asked.present, asked.book))
    return Again(now, then, rulings.all_of_them(session))


def spans(session: Session, asked: Asked) -> list[Span]:
    """The pieces of a trial, the newest decisions first."""
    return replays.spans(session, asked.site_id, PIECE)


def piece(session: Session, site_id: int, span: Span, again: Again) -> Comparison:
    """What both books make of a piece of the decided comments of a site."""
    found = Comparison()
    for row, past in pasts(session, site_id, span):
        if past is None:
            found.unknown += 1
            continue
        found.anew += again.asks(past)
        now, then = again.judge(past)
        found.count(row.id, row.status, now, then)
    return found


def pasts(session: Session, site_id: int, span: Span) -> Iterator[tuple[replays.Decided, Past | None]]:
    """The decided comments of a piece, each as it came in; None where what was known of it is not kept."""
    before_edits = replays.words_before_edits(session, span)
    with _uncollected():
        for row in replays.decided(session, site_id, span):
            yield row, past_of(row, before_edits.get(row.id, {})) if row.facts else None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: there are none here, and it costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def past_of(row: replays.Decided, before: Mapping[str, str]) -> Past:
    """A comment as it came in: what a mention's page says was judged again with each change of it."""
    said = {name: getattr(row, name) for name in WORDS}
    if before and row.kind is Kind.COMMENT:
        said |= before
    known = row.facts or {}
    arrival = Arrival(**known.get("arrival", {}))
    return Past(
        submission=Submission(
            kind=row.kind,
            page_url=row.page_url,
            page_title=row.page_title,
            author=Author(
                name=said["name"],
                email=said["email"],
                website=said["website"],
                ip=row.author_ip,
                user_agent=row.user_agent,
            ),
            text=said["text"],
            source=row.source,
            origin=row.origin,
            posted_at=row.posted_at,
            received_at=row.received_at,
            member_id=row.member_id,
            seconds_to_fill=arrival.seconds_to_fill,
            honeypot=arrival.honeypot,
            blog_name=arrival.blog_name,
        ),
        facts=Facts.from_json(known),
        signals=tuple(Signal.from_json(signal) for signal in row.signals),
        judged_by=row.judged_by,
        has_arrival="arrival" in known,
    )
