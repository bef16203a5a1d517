"""What follows from where a comment stands: the counts, by what it is known again, and a line of the log."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import product
from typing import Any

from moderation.domain import health, homes, marks
from moderation.rules.lines import key_of
from moderation.store import comments, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.words import Actor, ActorKind, Signal, Status


def tally(session: Session, comment: Comment, n: int, at: datetime) -> None:
    """Count a comment where it stands, or with -1 no more."""
    values = [
        (tallies.ALL, ""),
        (tallies.KIND, comment.kind.value),
        (tallies.PAGE, str(comment.page_id)),
        (tallies.THREAD, f"{comment.page_id} {comment.group}"),
        (tallies.AUTHOR, comment.author_key.hex()),
    ]
    signals = [Signal.from_json(signal) for signal in comment.signals]
    values += [(tallies.RULE, rule) for rule in _against(signals)]
    if comment.status in (Status.SPAM, Status.REJECTED) and comment.decided_kind is ActorKind.RULES:
        values.append((tallies.UNSEEN, ""))
    for facet, value in values:
        tallies.add(session, (comment.site_id, facet, value, comment.status), n, at)
    health.count(session, comment, signals, n)
    tally_lines(session, comment, n, at)


def tally_lines(session: Session, comment: Comment, n: int, at: datetime) -> None:
    """Count a comment for the lines of the site's lists that led to it, or with -1 no more."""
    facets = (tallies.LINE, tallies.LINE_DECIDED) if comment.is_by_people else (tallies.LINE,)
    for facet, value in product(facets, lines_behind(comment)):
        tallies.add(session, (comment.site_id, facet, value, comment.status), n, at)


def lines_behind(comment: Comment) -> set[str]:
    """The lines of the site's lists that led to a comment, as they are counted."""
    found = ((signal["rule"], line) for signal in comment.signals for line in signal.get("lines", ()))
    return {line_value(rule, key_of(line)) for rule, line in found}


def line_value(rule: str, key: bytes) -> str:
    """What a line is counted by. A signal does not say on which list of its rule a line stands."""
    return f"{rule} {key.hex()}"


def against(comment: Comment) -> list[str]:
    """The rules that speak against a comment: with points, or with an outright word."""
    return _against(map(Signal.from_json, comment.signals))


def _against(signals: Iterable[Signal]) -> list[str]:
    return [signal.rule for signal in signals if signal.aim in (Status.SPAM, Status.REJECTED)]


def mark(session: Session, comment: Comment, before: Status | None, at: datetime) -> None:
    """Count by what its writer and source are known again, as it comes to where that teaches, or leaves."""
    if _teaches(comment, before):
        _mark(session, comment, before, comments.facts_of(session, comment.id), at)


def count_marks(session: Session, comment: Comment, n: int, at: datetime) -> None:
    """Count by what is kept of it now, where it stands now and where that teaches; with -1 no more."""
    if _teaches(comment, None):
        _count(session, comment, comment.status, n, comments.facts_of(session, comment.id), at)


def mark_all(
    session: Session, turned: Mapping[int, Comment], before: Mapping[int, Status], at: datetime
) -> None:
    """`mark` for many comments, by id."""
    taught = [id for id, comment in turned.items() if _teaches(comment, before[id])]
    for comment_id, kept in sorted(comments.facts_of_all(session, taught).items()):
        _mark(session, turned[comment_id], before[comment_id], kept, at)


def _teaches(comment: Comment, before: Status | None) -> bool:
    """Whether it comes to stand, or stands no more, where something is learned of its writer or source."""
    counted = homes.COUNTED if comment.kind.is_mention else (Status.SPAM,)
    return any(into(status, before, comment.status) for status in counted)


def _mark(
    session: Session, comment: Comment, before: Status | None, kept: Mapping[str, Any], at: datetime
) -> None:
    for status in homes.COUNTED:
        n = into(status, before, comment.status)
        if n:
            _count(session, comment, status, n, kept, at)


def _count(
    session: Session, comment: Comment, status: Status, n: int, kept: Mapping[str, Any], at: datetime
) -> None:
    homes.count(session, comment.site_id, kept.get("homes", ()), status, n, at)
    if status is Status.SPAM:
        marks.count(session, kept.get("marks", ()), n, at)


def into(status: Status, before: Status | None, after: Status) -> int:
    """1 where a comment comes to stand in this status, -1 where it does so no more."""
    return (after is status) - (before is status)


def line(
    comment: Comment, action: str, *, by: Actor, at: datetime, before: Status | None, together: str
) -> Event:
    """The event of a turn, for the log."""
    return Event(
        site_id=comment.site_id,
        at=at,
        action=action,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        comment_id=comment.id,
        before=before,
        after=comment.status,
        turn=comment.decision if action == "received" else comment.version,
        together=together,
        listed=action != "received" or bool(together),
    )
