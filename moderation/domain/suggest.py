"""Looks through a site's decisions for changes of its rules that they speak for; in the background.

Three times through the newest decisions, a piece at a time: what they have in common, how often, and what the
changes would have made of them. However long a site's past is, the work and the memory have an end.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from moderation.domain import choose, follow, foresee, health, propose
from moderation.domain.foresee import Foresight, Idle
from moderation.domain.gather import Authors, Hosts, Phrases
from moderation.domain.health import Health
from moderation.domain.judge import book_of
from moderation.domain.know import installation_key
from moderation.domain.proposal import Change, Proposal, What
from moderation.rules.book import Book
from moderation.rules.lines import ListOf, every, key_of
from moderation.rules.verdict import own_shorteners
from moderation.store import lines, replays, rulings, sites, suggestions, surveys, tallies
from moderation.store.db import Session
from moderation.store.replays import Span
from moderation.store.surveys import Taken
from moderation.text.links import host_of
from moderation.words import Offer, Status

NEWEST = 5_000
"""So many decisions are looked at."""
PIECE = 250
LEASE = timedelta(minutes=10)
"""How long a worker has a look for itself after each time that it holds it anew."""
EACH = timedelta(days=1)
ENOUGH_GENUINE, ENOUGH_SPAM = 20, 5
"""With fewer, what spam alone has may be chance, and so may be what a threshold does."""
IDLE_AFTER = timedelta(days=180)
LOOKED_AT = 5_000
"""So many lines of a list are looked at, the oldest."""
MOST_IDLE = 1_000
"""So many of them are suggested to go at once."""
NAMED = 50
AT_ONCE = 500
KEPT = timedelta(days=90)
"""How long it is kept what was taken, or held no more."""
TELLING = (
    "blocked_words.words",
    "held_words.words",
    "patterns.patterns",
    "blocked_author.spam",
    "blocked_author.quiet",
    "mail_domain.hosts",
    "blocked_source.muted",
)
"""Lists whose lines say in each comment that they found something, and do nothing besides. Blocked sources
are turned away before anything is counted, and whom one trusts speaks to other rules too."""

Opened = Callable[[], AbstractContextManager[Session]]


@dataclass
class Work:
    """A look under way: what it is about, what it has found so far, and what it tries."""

    taken: Taken
    began: datetime
    version: int
    """Of the rules that it is about."""
    book: Book
    spans: list[Span]
    hosts: Hosts
    health: dict[str, Health]
    authors: Authors = field(default_factory=Authors)
    phrases: Phrases = field(default_factory=Phrases)
    n: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(Status, 0))
    foresight: Foresight | None = None

    def pieces(self, opened: Opened) -> Iterator[None]:
        """Go through the decisions; it may rest after each piece."""
        for span in self.spans:
            with opened() as session:
                self._gather(session, span)
            yield
        for span in self.spans if self._has_enough else ():
            with opened() as session:
                for row in surveys.said(session, self.taken.site_id, span):
                    self.phrases.count(row)
            yield
        with opened() as session:
            self.foresight = self._made_ready(session)
        for span in self.spans if self.foresight.trials or self.foresight.idle else ():
            with opened() as session:
                self.foresight.look(session, self.taken.site_id, span)
            yield

    def _gather(self, session: Session, span: Span) -> None:
        for row in surveys.said(session, self.taken.site_id, span):
            self.n[row.status] += 1
            self.hosts.count(row)
            self.authors.count(row)
            self.phrases.sift(row)

    @property
    def _has_enough(self) -> bool:
        return self.n[Status.APPROVED] >= ENOUGH_GENUINE and self.n[Status.SPAM] >= ENOUGH_SPAM

    def _made_ready(self, session: Session) -> Foresight:
        secret, hidden = installation_key(session), suggestions.hidden(session, self.taken.site_id)
        wanted = [each for each in self._proposals() if each.key(secret) not in hidden]
        idle = {} if not self.spans else _idle(session, self.taken.site_id, self.book, self.began)
        return foresee.made_ready(self.book, wanted, idle, rulings.all_of_them(session))

    def _proposals(self) -> Iterator[Proposal]:
        if self._has_enough:
            yield from propose.domains(self.hosts.found(), self.book)
            yield from propose.unwanted(self.authors.unwanted(), self.book)
            yield from propose.phrases(self.phrases.found(), self.book)
            yield from propose.thresholds(self.book)
        yield from propose.trustworthy(self.authors.trustworthy(), self.book)
        yield from propose.wrong_rules(self.health, self.book)


def take(session: Session, *, now: datetime, asked: bool) -> Taken | None:
    """A look for one worker alone, one that is asked for or one that is due; None where there is none."""
    if asked:
        return surveys.take_asked(session, now=now, until=now + LEASE)
    return surveys.take_due(session, before=now - EACH, now=now, until=now + LEASE)


def begin(session: Session, taken: Taken, *, now: datetime) -> Work:
    """What there is to look at."""
    site = sites.of(session, taken.site_id)
    book = book_of(session, site)
    return Work(
        taken=taken,
        began=now,
        version=site.book_version,
        book=book,
        spans=replays.spans(session, site.id, PIECE, NEWEST),
        hosts=Hosts([host_of(url) for url in site.bases], own_shorteners(book)),
        health=health.of_site(session, site, now),
    )


def hold(session: Session, work: Work, *, now: datetime) -> bool:
    """Have a look for longer; False where it is another worker's by now."""
    is_own = surveys.hold(session, work.taken, now + LEASE)
    work.taken = Taken(work.taken.site_id, now + LEASE)
    return is_own


def end(session: Session, work: Work) -> None:
    """Keep what a look has found; nothing where the rules are others by now: then it is due again."""
    site_id, now = work.taken.site_id, work.began
    if sites.version(session, site_id) != work.version:
        surveys.let_go(session, work.taken)
        return
    n = {"genuine": work.n[Status.APPROVED], "spam": work.n[Status.SPAM]}
    if not surveys.end(session, work.taken, began=now, **n):
        return
    secret, hidden = installation_key(session), suggestions.hidden(session, site_id)
    rows = [row for row in _rows(work, secret) if row["key"] not in hidden]
    suggestions.keep(session, rows)
    suggestions.let_go(session, site_id, but=[row["key"] for row in rows], now=now)
    suggestions.prune(session, site_id, before=now - KEPT)


def _rows(work: Work, secret: bytes) -> list[dict[str, Any]]:
    foresight = work.foresight
    assert foresight is not None  # its pieces were gone through
    worth = choose.worth(foresight.trials)
    found = [(each.with_examples(), each.effect(foresight.whole)) for each in worth]
    found += [(_without(idle), foresight.whole) for idle in foresight.idle if idle.lines]
    return [
        {
            "site_id": work.taken.site_id,
            "kind": proposal.what.value,
            "key": proposal.key(secret),
            "evidence": proposal.evidence,
            "change": proposal.change.as_json(),
            "effect": effect.without_words().as_json(),
            "found_at": work.began,
            "state": Offer.OPEN,
            "settled_at": None,
            "act": "",
        }
        for proposal, effect in found
    ]


def _without(idle: Idle) -> Proposal:
    """A list without its idle lines."""
    gone = list(idle.lines)
    evidence = {"list": idle.of.name, "n": len(gone), "lines": gone[:NAMED]}
    change = Change(on=idle.of.name, gone=gone[:MOST_IDLE])
    return Proposal(what=What.IDLE_LINES, name=idle.of.name, change=change, evidence=evidence)


def _idle(session: Session, site_id: int, book: Book, now: datetime) -> dict[str, list[str]]:
    """By the name of the list, its old lines that were never found in anything."""
    found: dict[str, list[str]] = {}
    for of in (every()[name] for name in TELLING):
        if book.rule(of.kind.key).on:
            old = lines.oldest(session, site_id, of.name, before=now - IDLE_AFTER, most=LOOKED_AT)
            idle = still_idle(session, site_id, of, old)
            found |= {of.name: idle} if idle else {}
    return found


def still_idle(session: Session, site_id: int, of: ListOf, texts: Sequence[str]) -> list[str]:
    """Those of the lines of a list that were found in nothing so far."""
    values = {follow.line_value(of.kind.key, key_of(text)): text for text in texts}
    hit: set[str] = set()
    for at in range(0, len(values), AT_ONCE):
        wanted = [(tallies.LINE, value) for value in list(values)[at : at + AT_ONCE]]
        counts = tallies.read(session, site_id, wanted)
        hit |= {value for (_, _, value, _), (n, _) in counts.items() if n > 0}
    return [text for value, text in values.items() if value not in hit]
