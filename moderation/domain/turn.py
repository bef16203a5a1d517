"""The only writer of a status: row, number, event and tallies, in one transaction."""

from datetime import datetime
from typing import Any

from moderation.domain import marks
from moderation.errors import Conflict
from moderation.store import comments, events, reasons, search, sites, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.words import N_, Actor, ActorKind, Signal, Status

DONE = {
    "approve": N_("{who} approved this comment."),
    "reject": N_("{who} rejected this comment."),
    "spam": N_("{who} marked this comment as spam."),
    "hold": N_("{who} held this comment again."),
    "undo": N_("{who} undid the last decision."),
    "edit": N_("{who} edited this comment."),
}
EDIT_UNDONE = N_("{who} took an edit of this comment back.")
CHANGED = N_("This comment has changed since you opened it.")
ERASED = N_("This comment was deleted for good: nothing more can be done with it.")


def arrive(
    session: Session,
    values: dict[str, Any],
    facts: dict[str, Any],
    status: Status,
    *,
    by: Actor,
    together: str,
) -> Comment | None:
    """Store a new comment with its first status; None where its origin is there already."""
    at: datetime = values["received_at"]
    approved = status is Status.APPROVED
    first = {
        "status": status,
        "number": None,
        "shown_below": 1 if approved and values["root_id"] is None else 0,
        **_decided(by if status is not Status.PENDING else None, at),
    }
    comment_id = comments.add(session, {**values, **first, "version": 1, "decision": 1, "likes": 0}, facts)
    if comment_id is None:
        return None
    if approved and values["root_id"] is not None:
        comments.show_more_below(session, values["root_id"], 1)
    if approved:
        _number(session, comment_id, values["page_id"])
    comment = comments.again(session, comment_id)
    reasons.add(session, comment, _against(comment))
    search.keep(session, comment_id, comment.site_id, found_by(comment))
    _tally(session, comment, +1, at)
    _mark(session, comment, None, at)
    line = _line(comment, "received", by=by, at=at, before=None, together=together)
    events.note(session, line)
    return comment


def turn(
    session: Session,
    comment: Comment,
    status: Status,
    *,
    action: str,
    by: Actor,
    at: datetime,
    seen: int,
    together: str = "",
    undoes: Event | None = None,
) -> Event:
    """Give a comment another status. `seen` is the version that whoever decides had before them.

    Raises Conflict, with the comment as it now is, where that is no longer the current one, or where the
    comment was deleted for good.
    """
    was = comments.locked(session, comment)
    require_words(was)
    before, back = was.status, _standing(was)
    values: dict[str, Any] = {"status": status, **_decided(by, at), "decision": seen + 1}
    if undoes is not None:
        values |= _restored(undoes.back)
    if was.version != seen or not comments.turn_if_unchanged(session, was.id, seen, values):
        raise overtaken(session, was)
    _show(session, was, before, status)
    if status is Status.APPROVED and was.number is None:
        _number(session, was.id, was.page_id)
    reasons.move(session, was.id, status)
    _tally(session, was, -1, at)
    turned = comments.again(session, was.id)
    _tally(session, turned, +1, at)
    _mark(session, turned, before, at)
    line = _line(turned, action, by=by, at=at, before=before, together=together)
    line.back, line.undoes_id = back, undoes.id if undoes is not None else None
    return events.note(session, line)


def overtaken(session: Session, comment: Comment) -> Conflict:
    """The answer to whoever acts on an older version: who did what, and when."""
    if comment.erased_at is not None:
        return _without_words(comment)
    latest = events.latest_of(session, comment.id)
    if latest is None or latest.action not in DONE:
        return Conflict(CHANGED, current=comment)
    is_undone_edit = latest.action == "undo" and latest.detail
    why = EDIT_UNDONE if is_undone_edit else DONE[latest.action]
    return Conflict(why, current=comment, at=latest.at, who=latest.actor_name)


def require_words(comment: Comment) -> None:
    """Let an act on a comment go on, or raise Conflict: one that was deleted for good has no words left."""
    if comment.erased_at is not None:
        raise _without_words(comment)


def found_by(comment: Comment) -> tuple[str, ...]:
    """All that a comment is found by."""
    return comment.name, comment.email, comment.website, comment.source, comment.author_ip, comment.text


def _without_words(comment: Comment) -> Conflict:
    return Conflict(ERASED, current=comment, at=comment.erased_at)


def _number(session: Session, comment_id: int, page_id: int) -> None:
    comments.give_number(session, comment_id, sites.next_number(session, page_id))


def _decided(by: Actor | None, at: datetime) -> dict[str, Any]:
    if by is None:
        return {"decided_kind": None, "decided_by": None, "decided_at": None}
    return {"decided_kind": by.kind, "decided_by": by.name, "decided_at": at}


def _standing(comment: Comment) -> dict[str, Any]:
    return {
        "decision": comment.decision,
        "decided_kind": comment.decided_kind,
        "decided_by": comment.decided_by,
        "decided_at": comment.decided_at.isoformat() if comment.decided_at else None,
    }


def _restored(back: dict[str, Any]) -> dict[str, Any]:
    at, kind = back.get("decided_at"), back.get("decided_kind")
    return {
        "decision": back.get("decision", 0),  # nothing stood before a comment came in
        "decided_kind": ActorKind(kind) if kind else None,
        "decided_by": back.get("decided_by"),
        "decided_at": datetime.fromisoformat(at) if at else None,
    }


def _show(session: Session, comment: Comment, before: Status, after: Status) -> None:
    n = (after is Status.APPROVED) - (before is Status.APPROVED)
    if n:
        comments.show_more_below(session, comment.root_id or comment.id, n)


def _line(
    comment: Comment, action: str, *, by: Actor, at: datetime, before: Status | None, together: str
) -> Event:
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


def _mark(session: Session, comment: Comment, before: Status | None, at: datetime) -> None:
    """Count by what its writer is known again, as the comment becomes spam or is spam no more."""
    n = (comment.status is Status.SPAM) - (before is Status.SPAM)
    if n:
        marks.count(session, comments.facts_of(session, comment.id).get("marks", ()), n, at)


def _against(comment: Comment) -> list[str]:
    """The rules that speak against a comment: with points, or with an outright word."""
    signals = (Signal.from_json(signal) for signal in comment.signals)
    return [s.rule for s in signals if s.points > 0 or s.verdict in (Status.PENDING, Status.SPAM)]


def _tally(session: Session, comment: Comment, n: int, at: datetime) -> None:
    group = "mentions" if comment.kind.is_mention else "comments"
    values = [
        (tallies.ALL, ""),
        (tallies.KIND, comment.kind.value),
        (tallies.PAGE, str(comment.page_id)),
        (tallies.THREAD, f"{comment.page_id} {group}"),
        (tallies.AUTHOR, comment.author_key.hex()),
    ]
    values += [(tallies.RULE, rule) for rule in _against(comment)]
    if comment.status is Status.SPAM and comment.decided_kind is ActorKind.RULES:
        values.append((tallies.UNSEEN, ""))
    for facet, value in values:
        tallies.add(session, (comment.site_id, facet, value, comment.status), n, at)
