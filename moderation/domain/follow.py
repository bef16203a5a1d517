"""What follows from where a comment stands: the counts, the marks of its writer, and a line of the log."""

from collections.abc import Mapping
from datetime import datetime

from moderation.domain import marks
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
    values += [(tallies.RULE, rule) for rule in against(comment)]
    if comment.status is Status.SPAM and comment.decided_kind is ActorKind.RULES:
        values.append((tallies.UNSEEN, ""))
    for facet, value in values:
        tallies.add(session, (comment.site_id, facet, value, comment.status), n, at)


def against(comment: Comment) -> list[str]:
    """The rules that speak against a comment: with points, or with an outright word."""
    signals = (Signal.from_json(signal) for signal in comment.signals)
    return [s.rule for s in signals if s.points > 0 or s.verdict in (Status.PENDING, Status.SPAM)]


def mark(session: Session, comment: Comment, before: Status | None, at: datetime) -> None:
    """Count by what its writer is known again, as the comment becomes spam or is spam no more."""
    n = into(Status.SPAM, before, comment.status)
    if n:
        marks.count(session, comments.facts_of(session, comment.id).get("marks", ()), n, at)


def count_marks(session: Session, comment: Comment, n: int, at: datetime) -> None:
    """Count by what the writer of spam is known again, or with -1 no more; nothing for what is no spam."""
    if comment.status is Status.SPAM:
        marks.count(session, comments.facts_of(session, comment.id).get("marks", ()), n, at)


def mark_all(
    session: Session, turned: Mapping[int, Comment], before: Mapping[int, Status], at: datetime
) -> None:
    """`mark` for many comments, by id."""
    moved = {id: into(Status.SPAM, before[id], comment.status) for id, comment in turned.items()}
    facts = comments.facts_of_all(session, [id for id, n in moved.items() if n])
    for comment_id, kept in sorted(facts.items()):
        marks.count(session, kept.get("marks", ()), moved[comment_id], at)


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
