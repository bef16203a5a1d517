"""Readers report a comment: from enough of them on the rules hold it again, once, until somebody looks.

Whoever reports is known by a keyed hash of their net of addresses, so that a browser that forgets its
cookies, or a household with many, is one reader.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from moderation.domain import limit
from moderation.domain.judge import book_of
from moderation.domain.know import installation_key
from moderation.domain.limit import Limit
from moderation.domain.turn import turn
from moderation.errors import Missing
from moderation.rules import verdict
from moderation.rules.writer.reports import Reports
from moderation.store import comments, events, reports, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.sites import Site
from moderation.text.nets import net_of
from moderation.words import N_, RULES, Author, Facts, Signal, Status, Submission

HELD = "held by reports"
DAY = timedelta(days=1)
NOT_REPORTED = N_("This comment does not exist, or cannot be reported.")


def complain(session: Session, site: Site, comment_id: int, *, ip: str, now: datetime) -> Comment:
    """Take a reader's report of what is published, and hold it where that makes enough.

    A second report of the same reader changes nothing. Raises Missing where nothing can be reported.
    """
    found = comments.one(session, comment_id, [site.id]) if 0 < comment_id < 2**63 else None
    rule = book_of(session, site).rule(Reports)
    if found is None or not rule.on or not can_be_reported(found):
        raise Missing(NOT_REPORTED)
    comment = comments.locked(session, found)
    if can_be_reported(comment) and reports.put(session, comment.id, _reader(session, comment, ip), now):
        _weigh(session, site, comment, rule, now)
    return comments.again(session, comment.id)


def can_be_reported(comment: Comment) -> bool:
    """Whether a comment is published, and by none of the site's members."""
    is_published = comment.status is Status.APPROVED and comment.erased_at is None
    return is_published and comment.is_conversation and comment.member_id is None


def _weigh(session: Session, site: Site, comment: Comment, rule: Reports, now: datetime) -> None:
    """Hold a comment that enough readers reported, once, and only so many of them a day."""
    n = reports.count(session, comment.id, since=comment.decided_at if comment.is_by_people else None)
    latest = events.latest_with(session, comment.id, ("report", "retell")) if n >= rule.readers else None
    if n < rule.readers or (latest is not None and latest.action == "report"):
        return
    facts = {**comments.facts_of(session, comment.id), "reports": n}
    signals = _signals(session, site, comment, Facts.from_json(facts))
    share = Limit(HELD, rule.a_day, DAY)
    if signals is None or limit.is_reached(session, share, str(site.id), now=now):
        return
    limit.count(session, share, str(site.id), now=now)
    comments.keep_facts(session, comment.id, facts)
    turn(
        session,
        comment,
        Status.PENDING,
        action="report",
        by=RULES,
        at=now,
        seen=comment.version,
        found=_columns(signals),
    )


def _signals(session: Session, site: Site, comment: Comment, facts: Facts) -> list[Signal] | None:
    """What speaks for and against a comment, with what readers say; None where it stays published."""
    submission = _submission(comment, sites.page_of(session, comment.page_id).url)
    found = verdict.signal_of(Reports, submission, facts, book_of(session, site))
    kept = [Signal.from_json(signal) for signal in comment.signals]
    if found is None or verdict.is_before_all(kept):
        return None
    return [*(signal for signal in kept if signal.rule != found.rule), found]


def _columns(signals: Sequence[Signal]) -> dict[str, Any]:
    points = sum(signal.points for signal in signals)
    return {"signals": [signal.as_json() for signal in signals], "points": points, "flagged": True}


def _submission(comment: Comment, page_url: str) -> Submission:
    author = Author(name=comment.name, email=comment.email, website=comment.website)
    return Submission(
        kind=comment.kind,
        page_url=page_url,
        author=replace(author, ip=comment.author_ip, user_agent=comment.user_agent),
        text=comment.text,
        source=comment.source,
        origin=comment.origin,
        posted_at=comment.posted_at,
        received_at=comment.received_at,
    )


def _reader(session: Session, comment: Comment, ip: str) -> bytes:
    who = f"{net_of(ip) or ip}\0{comment.id}".encode("utf-8", "replace")
    return blake2b(who, key=installation_key(session), digest_size=16).digest()
