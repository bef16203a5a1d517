"""Decisions: approve, reject, spam, hold, reply, undo. Each is a check and a turn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from moderation.domain import admit, submit
from moderation.domain.allow import Deed, Viewer
from moderation.domain.turn import overtaken, require_words, turn
from moderation.errors import Invalid, Missing, Problem
from moderation.store import comments, events, people, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.words import N_, Author, Status, Submission

ACTIONS = {
    "approve": Status.APPROVED,
    "reject": Status.REJECTED,
    "spam": Status.SPAM,
    "hold": Status.PENDING,
}
NOT_UNDONE = N_("This decision does not exist, or cannot be undone.")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was done: the comment as it now is, the event, and the reply that went with it."""

    comment: Comment
    event: Event
    reply: Comment | None = None

    @property
    def written(self) -> Comment:
        """What this decision is about: the reply where there is one."""
        return self.reply or self.comment


def one(session: Session, viewer: Viewer, comment_id: int, *, for_good: bool = False) -> Comment:
    """A comment that the viewer moderates; `for_good` keeps others from it until this act is over.

    Raises Missing.
    """
    found = comments.one(session, comment_id, viewer.sites()) if 0 < comment_id < 2**63 else None
    if found is None:
        raise Missing(N_("This comment does not exist."))
    return comments.locked(session, found) if for_good else found


def decide(
    session: Session,
    viewer: Viewer,
    comment_id: int,
    action: str,
    *,
    seen: int | None,
    now: datetime,
    together: str = "",
) -> Decision:
    """Give a comment the status of an action; `seen` None means the present version.

    The same decision again changes nothing and answers with the event that stands, also to whoever made
    it and never got the answer. `together` is the key of an act that does more than this. Raises Missing
    for a comment that the viewer does not see, Conflict where it was changed since.
    """
    comment = one(session, viewer, comment_id, for_good=seen is None)
    require_words(comment)
    status = ACTIONS[action]
    standing = events.latest_turn(session, comment.id)
    is_told = seen in (None, comment.version) or _is_repeated(standing, viewer, action, seen)
    if standing is not None and stands_so(comment, status) and is_told:
        return Decision(comment=comment, event=standing)
    seen = comment.version if seen is None else seen
    event = turn(
        session, comment, status, action=action, by=viewer.actor, at=now, seen=seen, together=together
    )
    return Decision(comment=comment, event=event)


def _is_repeated(made: Event | None, viewer: Viewer, action: str, seen: int | None) -> bool:
    if made is None or seen is None:
        return False
    return (made.action, made.turn) == (action, seen + 1) and _is_by(made, viewer)


def _is_by(made: Event, viewer: Viewer) -> bool:
    actor = viewer.actor
    return (made.actor_kind, made.actor_id, made.actor_name) == (actor.kind, actor.id, actor.name)


def reply(
    session: Session,
    viewer: Viewer,
    comment_id: int,
    text: str,
    *,
    seen: int | None,
    key: str,
    now: datetime,
    email: str | None = None,
) -> Decision:
    """Answer a comment as a member and approve what is answered; the same `key` is the same reply.

    `email` names the member where a token speaks. Raises Invalid for an empty text or an e-mail that
    is no member's, Missing and Conflict as `decide`.
    """
    comment = one(session, viewer, comment_id, for_good=seen is None)
    known = comments.by_origin(session, comment.site_id, f"desk:{key}")
    if known is not None:
        return Decision(comment=comment, event=events.arrival(session, known.id), reply=known)
    require_words(comment)
    if not comment.is_conversation:
        raise Invalid(Problem(on="text", why=N_("A mention cannot be answered here.")))
    writer = _writer(session, viewer, comment.site_id, email)
    site = sites.of(session, comment.site_id)
    said = submit.storable(site, _submission(session, comment, writer, text, key, now))
    admit.require_length(session, site, said)
    together = uuid4().hex
    event: Event | None = None
    if comment.status is not Status.APPROVED:
        seen = comment.version if seen is None else seen
        event = turn(
            session,
            comment,
            Status.APPROVED,
            action="approve",
            by=viewer.actor,
            at=now,
            seen=seen,
            together=together,
        )
    elif seen is not None and seen != comment.version:
        raise overtaken(session, comment)
    new = submit.submit(session, site, said, approved_by=viewer.actor, together=together)
    if not new.is_new:
        return Decision(comment=comment, event=events.arrival(session, new.comment.id), reply=new.comment)
    return Decision(comment=comment, event=event or session.info["events"][-1], reply=new.comment)


def undo(session: Session, viewer: Viewer, event_id: int, *, now: datetime) -> Decision:
    """Take a decision back, with all that one act did. A taken-back reply is held.

    The same undo again by the same person, who may never have got the answer, changes nothing. Raises
    Missing for an event that the viewer does not see, Conflict where a comment was decided again since.
    """
    done = events.one(session, event_id, viewer.sites(Deed.MODERATE)) if 0 < event_id < 2**63 else None
    if done is None or done.comment_id is None or not can_undo(done):
        raise Missing(NOT_UNDONE)
    made: list[Decision] = []
    for part in reversed(events.together_with(session, [done])[done.id]):
        if part.comment_id is None:
            continue  # a line on a list of the rules: see `undo`
        comment = one(session, viewer, part.comment_id)
        if comment.decision != part.turn:
            taken_back = taken_back_by(session, viewer, comment, part)
            if taken_back is None:
                raise overtaken(session, comment)
            made.append(Decision(comment=comment, event=taken_back))
            continue
        back = part.before or Status.PENDING
        event = turn(
            session,
            comment,
            back,
            action="undo",
            by=viewer.actor,
            at=now,
            seen=comment.version,
            undoes=part,
        )
        made.append(Decision(comment=comment, event=event))
    return next((m for m in made if m.comment.id == done.comment_id), made[-1])


def taken_back_by(session: Session, viewer: Viewer, comment: Comment, done: Event) -> Event | None:
    """The viewer's own undo of this event where it is the last thing that happened to the comment."""
    latest = events.latest_of(session, comment.id)
    is_own = latest is not None and latest.undoes_id == done.id and _is_by(latest, viewer)
    return latest if is_own else None


def stands_so(comment: Comment, status: Status) -> bool:
    """Whether a person has given a comment this status already; what rules decided nobody has looked at."""
    return comment.status is status and (comment.is_by_people or status is Status.PENDING)


def undoable(session: Session, made: Iterable[Event]) -> set[int]:
    """Which of these `undo` takes back now: they stand, and so does all that was done with them."""
    of_that_sort = [event for event in made if can_undo(event)]
    acts = events.together_with(session, of_that_sort)
    about = {part.comment_id for act in acts.values() for part in act if part.comment_id is not None}
    now = comments.by_ids(session, sorted(about))
    return {id for id, act in acts.items() if all(_stands(part, now) for part in act if part.comment_id)}


def _stands(part: Event, now: Mapping[int, Comment]) -> bool:
    comment = now.get(part.comment_id or 0)
    return comment is not None and comment.decision == part.turn and comment.erased_at is None


def can_undo(event: Event) -> bool:
    """Whether an event is of the sort that can be taken back: a decision, a hold by reports, or a reply."""
    return event.action in (*ACTIONS, "report") or (event.action == "received" and bool(event.together))


def _writer(session: Session, viewer: Viewer, site_id: int, email: str | None) -> people.User:
    if viewer.user_id is not None:
        user = people.by_id(session, viewer.user_id)
    else:
        user = people.member_with_email(session, site_id, email or "")
    if user is None:
        raise Invalid(Problem(on="email", why=N_("This is not the e-mail of a member of this site.")))
    return user


def _submission(
    session: Session, answered: Comment, writer: people.User, text: str, key: str, now: datetime
) -> Submission:
    page = sites.page_of(session, answered.page_id)
    return Submission(
        page_url=page.url,
        parent_id=answered.id,
        author=Author(name=writer.name, email=writer.email),
        text=text,
        origin=f"desk:{key}",
        posted_at=now,
        received_at=now,
        member_id=writer.id,
    )
