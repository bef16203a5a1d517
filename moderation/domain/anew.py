"""Judges comments that wait by the present rules and by what is known now: the work of an act on many."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from moderation.domain import replay
from moderation.domain.judge import judge, ruling_of
from moderation.domain.turn import Turn, reweigh, turn_all
from moderation.store import comments, replays, sites, waiting
from moderation.store.bulks import Bulk
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.sites import Site
from moderation.words import RULES, Status, Verdict

ACTION = "rejudge"
CHUNK = 25
"""Each is looked up and judged anew, which takes some milliseconds."""
FOUND = ("points", "signals", "because", "flagged")


def do(session: Session, row: Bulk, *, now: datetime) -> str | None:
    """Judge the next of those that wait; where the work goes on, None at the end.

    What rules find now is kept with each; whoever has another status by it is turned, by the rules.
    """
    until = datetime.fromisoformat(row.wanted["until"])
    found = waiting.page(session, row.site_id, until=until, after=row.cursor, size=CHUNK)
    held = comments.locked_all(session, [comment.id for comment in found.rows])
    site = sites.of(session, row.site_id)
    turns = [_turn(session, site, held[each.id], now) for each in found.rows if _waits(held[each.id])]
    real = [turn for turn in turns if turn.status is not Status.PENDING]
    for line in turn_all(session, real, action=ACTION, by=RULES, at=now, together=row.key):
        line.bulk_id, line.listed = row.id, False
    row.done += len(real)
    row.wanted = {**row.wanted, "looked": row.wanted["looked"] + len(found.rows)}
    return found.next


def judged(session: Session, site: Site, comment: Comment) -> tuple[dict[str, Any], Verdict]:
    """The facts of a comment as they are now, to be kept with it, and what the present rules say of it."""
    row = replays.kept(session, comment.id)
    past = replay.past_of(
        row, replays.words_before_edits(session, replays.only(comment.id)).get(comment.id, {})
    )
    submission = replace(past.submission, sight=past.facts.sight)
    facts, verdict = judge(session, site, sites.page_of(session, comment.page_id), submission)
    return {**(row.facts or {}), **facts.as_json()}, verdict


def _turn(session: Session, site: Site, comment: Comment, now: datetime) -> Turn:
    """What becomes of a comment; what rules find now is kept with it where it is something else."""
    known, verdict = judged(session, site, comment)
    values = {
        "points": verdict.points,
        "signals": [signal.as_json() for signal in verdict.signals],
        "because": verdict.because,
        "flagged": verdict.flagged,
    }
    if _plain(values) != _plain({name: getattr(comment, name) for name in FOUND}):
        by = {"book_version": site.book_version, "judged_by": ruling_of(session, site).digest}
        comment = reweigh(session, comment, {**values, **by}, known, at=now)
    return Turn(comment=comment, status=verdict.status)


def _plain(values: dict[str, Any]) -> str:
    return json.dumps(values, sort_keys=True)


def _waits(comment: Comment) -> bool:
    """Whether it still waits, and no person has decided so."""
    return comment.status is Status.PENDING and not comment.is_by_people and comment.erased_at is None
