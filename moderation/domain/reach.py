"""What lines would touch before they are on a list: the rule itself is asked, over the newest of each status.

The rule has just these lines, and what it finds without any of them is not theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from moderation.domain import amend
from moderation.domain.judge import book_of
from moderation.rules.lines import Item, ListOf, lists_of, text_of
from moderation.rules.rule import Check
from moderation.store import newest
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.newest import Read
from moderation.store.sites import Site
from moderation.text.clean import calm, calm_line
from moderation.text.links import host_of
from moderation.text.quote import excerpt, marked
from moderation.words import Author, Facts, Signal, Status, Submission

LOOK = 2_000
"""So many of the newest comments of each status are looked at."""
LETTERS = 500_000
"""And no further once their texts have had so many characters: a quarter of a second."""
LOOKED_AT = (Status.PENDING, Status.APPROVED, Status.SPAM)
FIRST = 3
"""So many of those that are touched are shown at once."""
LENGTH = 160


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A comment that a line touches, with the words in which it does."""

    id: int
    version: int
    status: Status
    name: str
    at: datetime
    text: str
    quotes: Sequence[str]

    @property
    def beside(self) -> Sequence[str]:
        """What was found elsewhere than in its text."""
        return [calm_line(quote) for quote in self.quotes if quote not in self.text]

    @property
    def said(self) -> list[tuple[str, bool]]:
        """Its first words, or those around the first that was found, in pieces as `quote.marked`."""
        at = min((place for quote in self.quotes if (place := self.text.find(quote)) >= 0), default=0)
        start = max(0, at - LENGTH // 3)
        start = self.text.find(" ", start, at) + 1 or start if start else 0
        line = excerpt(self.text[start : start + 4 * LENGTH], LENGTH)
        pieces = marked(("… " if start and line else "") + line, map(calm_line, self.quotes))
        return [(calm(piece), is_quote) for piece, is_quote in pieces]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What of one status is touched, the newest first. Not `is_all`: only the newest `looked` were asked."""

    touched: Sequence[Touched]
    looked: int
    is_all: bool

    @property
    def n(self) -> int:
        return len(self.touched)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What lines would touch on a site; `is_own`: also the comment of which they were made."""

    found: Mapping[Status, Found]
    is_own: bool
    until: datetime
    """What had come in by then was looked at."""
    known: Sequence[str] = field(default=())
    """Which of the lines are on the list already."""

    def others(self, comment: Comment) -> dict[int, int]:
        """Those besides this comment that wait: the version of each, by id."""
        waiting = self.found[Status.PENDING].touched
        return {one.id: one.version for one in waiting if one.id != comment.id}


def reach(
    session: Session, site: Site, comment: Comment, of: ListOf, items: Sequence[Item], *, until: datetime
) -> Reach:
    """What these lines of a list would touch, of what had come in by then; changes nothing."""
    rules = settings(session, site, of, items)
    facts = Facts(own_hosts=tuple(host_of(url) for url in site.bases))
    texts = amend.keyed(map(text_of, items))
    there = amend.present(session, site, of, list(texts))
    return Reach(
        found={status: _found(session, site, status, rules, facts, until) for status in LOOKED_AT},
        is_own=_signal(rules, _submission(comment), facts) is not None,
        until=until,
        known=[texts[key] for key in there],
    )


def settings(session: Session, site: Site, of: ListOf, items: Sequence[Item]) -> tuple[Check, Check]:
    """The site's rule with just these lines, and with none at all; both as if it were on."""
    own = book_of(session, site).rule(of.kind.key)
    none: dict[str, Any] = {each.param: () for each in lists_of(own.key)}
    bare = replace(own, on=True, **none)
    with_lines: dict[str, Any] = {of.param: tuple(items)}
    return replace(bare, **with_lines), bare


def _found(
    session: Session, site: Site, status: Status, rules: tuple[Check, Check], facts: Facts, until: datetime
) -> Found:
    touched: list[Touched] = []
    looked = letters = 0
    with newest.of_status(session, site.id, status, until=until, most=LOOK + 1) as rows:
        for row in rows:
            if looked == LOOK or letters > LETTERS:
                return Found(touched=touched, looked=looked, is_all=False)
            looked, letters = looked + 1, letters + len(row.text)
            signal = _signal(rules, _submission(row), facts) if row.erased_at is None else None
            if signal is not None:
                touched.append(_touched(row, status, signal))
    return Found(touched=touched, looked=looked, is_all=True)


def _signal(rules: tuple[Check, Check], submission: Submission, facts: Facts) -> Signal | None:
    """What the rule finds by its lines."""
    rule, bare = rules
    if submission.kind not in rule.kinds:
        return None
    signal = rule.check(submission, facts)
    return signal if signal is not None and signal != bare.check(submission, facts) else None


def _submission(row: Read | Comment) -> Submission:
    """A comment as far as rules with lists look at it."""
    return Submission(
        kind=row.kind,
        page_url="",
        author=Author(
            name=row.name, email=row.email, website=row.website, ip=row.author_ip, user_agent=row.user_agent
        ),
        text=row.text,
        source=row.source,
        origin="",
        posted_at=row.posted_at,
        received_at=row.received_at,
        member_id=row.member_id,
    )


def _touched(row: Read, status: Status, signal: Signal) -> Touched:
    return Touched(
        id=row.id,
        version=row.version,
        status=status,
        name=excerpt(row.name, 60),
        at=row.received_at,
        text=row.text,
        quotes=signal.quotes,
    )
