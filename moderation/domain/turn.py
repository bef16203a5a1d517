"""The only writer of a status: row, number, event and tallies, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from moderation.domain import follow, learn
from moderation.errors import Conflict
from moderation.store import alike, comments, events, held, reasons, reports, search, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.words import N_, RULES, Actor, ActorKind, Status

DONE = {
    "approve": N_("{who} approved this comment."),
    "reject": N_("{who} rejected this comment."),
    "spam": N_("{who} marked this comment as spam."),
    "hold": N_("{who} held this comment again."),
    "undo": N_("{who} undid the last decision."),
    "edit": N_("{who} edited this comment."),
    "withdraw": N_("Its page no longer mentions yours."),
    "retell": N_("Its page says something else now."),
    "report": N_("Readers reported it, so it is held again."),
    "rejudge": N_("The rules judged this comment again."),
}
TOLD = ("name", "website", "text")
"""What a mention's page says that people read."""
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
    reasons.add(session, comment, follow.against(comment))
    search.keep(session, comment_id, comment.site_id, found_by(comment))
    alike.keep(session, comment)
    follow.tally(session, comment, +1, at)
    follow.mark(session, comment, None, at)
    if by.kind is not ActorKind.RULES:
        learn.teach(session, [comment], at)
    if status is Status.PENDING:
        held.add(session, comment.site_id, comment.page_id, at)
    line = follow.line(comment, "received", by=by, at=at, before=None, together=together)
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
    because: str | None = None,
    found: Mapping[str, Any] | None = None,
) -> Event:
    """Give a comment another status. `seen` is the version that whoever decides had before them.

    `because` replaces the sentence that says why it stands so where no rule speaks, `found` the columns that
    keep what rules found; None leaves it.

    Raises Conflict, with the comment as it now is, where that is no longer the current one, or where the
    comment was deleted for good.
    """
    was = comments.locked(session, comment)
    require_words(was)
    before, back = was.status, _standing(was)
    is_held = by.kind is ActorKind.RULES and status is Status.PENDING
    decided = _decided(None if is_held else by, at)
    values: dict[str, Any] = {"status": status, **decided, "decision": seen + 1}
    if undoes is not None:
        values |= _restored(undoes.back)
    if because is not None:
        values["because"] = because
    values |= found or {}
    if was.version != seen or not comments.turn_if_unchanged(session, was.id, seen, values):
        raise overtaken(session, was)
    _show(session, was, before, status)
    if status is Status.APPROVED and was.number is None:
        _number(session, was.id, was.page_id)
    reasons.move(session, was.id, status)
    follow.tally(session, was, -1, at)
    turned = comments.again(session, was.id)
    follow.tally(session, turned, +1, at)
    follow.mark(session, turned, before, at)
    if found is not None:
        reasons.drop(session, turned.id)
        reasons.add(session, turned, follow.against(turned))
    learn.teach(session, [turned], at)
    line = follow.line(turned, action, by=by, at=at, before=before, together=together)
    line.back, line.undoes_id = back, undoes.id if undoes is not None else None
    return events.note(session, line)


def retell(
    session: Session,
    comment: Comment,
    values: dict[str, Any],
    facts: dict[str, Any],
    status: Status,
    *,
    at: datetime,
) -> Event:
    """Give a mention what its page says now, with what rules found in that, and the status that follows.

    The comment is held (`comments.locked`). What it said before stays in the event.
    """
    before, back = comment.status, _standing(comment)
    detail = {"before": {field: getattr(comment, field) for field in TOLD}, "after": {}}
    if status is not before:
        by = RULES if status is not Status.PENDING else None
        values = {**values, "status": status, "decision": comment.version + 1, **_decided(by, at)}
    follow.tally(session, comment, -1, at)
    follow.count_marks(session, comment, -1, at)
    learn.unteach(session, comment, at)
    alike.drop(session, comment)
    _show(session, comment, before, status)
    comments.rewrite(session, comment.id, values, facts)
    if status is Status.APPROVED and comment.number is None:
        _number(session, comment.id, comment.page_id)
    told = comments.again(session, comment.id)
    reports.drop(session, told.id)
    reasons.drop(session, told.id)
    reasons.add(session, told, follow.against(told))
    search.keep(session, told.id, told.site_id, found_by(told))
    alike.keep(session, told)
    follow.tally(session, told, +1, at)
    follow.count_marks(session, told, +1, at)
    learn.teach(session, [told], at)
    line = follow.line(told, "retell", by=RULES, at=at, before=before, together="")
    line.back, line.turn = back, told.version if status is not before else 0
    line.detail = {**detail, "after": {field: getattr(told, field) for field in TOLD}}
    return events.note(session, line)


def reweigh(
    session: Session, comment: Comment, values: dict[str, Any], facts: dict[str, Any], *, at: datetime
) -> Comment:
    """Keep what rules find now in a comment that waits and is held (`comments.locked_all`); it waits on."""
    follow.tally(session, comment, -1, at)
    comments.rewrite(session, comment.id, values, facts)
    reweighed = comments.again(session, comment.id)
    reasons.drop(session, reweighed.id)
    reasons.add(session, reweighed, follow.against(reweighed))
    follow.tally(session, reweighed, +1, at)
    return reweighed


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one of many comments is to become; `undoes` is the event that this takes back."""

    comment: Comment
    status: Status
    undoes: Event | None = None


def turn_all(
    session: Session, turns: Iterable[Turn], *, action: str, by: Actor, at: datetime, together: str
) -> list[Event]:
    """Give many comments other statuses, in a handful of statements for all of them.

    They are held (`comments.locked_all`), have their words, and are what whoever calls has looked at. Their
    pages come in one order, so that two at once never wait for each other, and what is on a page by time.
    """
    turns = sorted(turns, key=lambda each: _place(each.comment))
    before = {each.comment.id: each.comment.status for each in turns}
    back = [_standing(each.comment) for each in turns]
    for each in turns:
        follow.tally(session, each.comment, -1, at)
    _write(session, turns, by, at)
    turned = comments.locked_all(session, list(before)) if turns else {}
    follow.mark_all(session, turned, before, at)
    learn.teach(session, list(turned.values()), at)
    lines = []
    for each, standing in zip(turns, back, strict=True):
        comment = turned[each.comment.id]
        follow.tally(session, comment, +1, at)
        line = follow.line(comment, action, by=by, at=at, before=before[comment.id], together=together)
        line.back, line.undoes_id = standing, each.undoes.id if each.undoes is not None else None
        lines.append(events.note(session, line))
    return lines


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


def _write(session: Session, turns: Sequence[Turn], by: Actor, at: datetime) -> None:
    """The rows of many turned comments, their reasons, and what their branches show."""
    if not turns:
        return
    numbers = _numbers(session, turns)
    comments.turn_all(session, [_values(each, numbers, by, at) for each in turns])
    shown: Counter[int] = Counter()
    for comment, status in ((each.comment, each.status) for each in turns):
        shown[comment.root_id or comment.id] += follow.into(Status.APPROVED, comment.status, status)
    more = {root_id: n for root_id, n in sorted(shown.items()) if n}
    if more:
        comments.show_more_in_all(session, more)
    for status in sorted({each.status for each in turns}):
        reasons.move_all(session, [each.comment.id for each in turns if each.status is status], status)


def _numbers(session: Session, turns: Sequence[Turn]) -> dict[int, int]:
    """The next numbers of their pages for those that are approved for the first time."""
    first = [e.comment for e in turns if e.status is Status.APPROVED and e.comment.number is None]
    numbers: dict[int, int] = {}
    for page_id, group in groupby(first, key=lambda comment: comment.page_id):
        rows = list(group)
        last = sites.next_number(session, page_id, len(rows))
        numbers |= {row.id: n for n, row in enumerate(rows, start=last - len(rows) + 1)}
    return numbers


def _values(turn: Turn, numbers: Mapping[int, int], by: Actor, at: datetime) -> dict[str, Any]:
    comment = turn.comment
    own = {"id": comment.id, "seen": comment.version, "status": turn.status}
    decided = {**_decided(by, at), "decision": comment.version + 1}
    if turn.undoes is not None:
        decided = _restored(turn.undoes.back)
    return {**own, **decided, "number": numbers.get(comment.id, comment.number)}


def _place(comment: Comment) -> tuple[int, datetime, int]:
    return comment.page_id, comment.received_at, comment.id


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
    n = follow.into(Status.APPROVED, before, after)
    if n:
        comments.show_more_below(session, comment.root_id or comment.id, n)
