"""Other words for a comment: a typo mended, personal data taken out; the original stays in the events."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from moderation.domain import admit, learn, submit
from moderation.domain.allow import Viewer
from moderation.domain.decide import Decision, one, taken_back_by
from moderation.domain.turn import found_by, overtaken, require_words
from moderation.errors import Conflict, Invalid, Problem
from moderation.store import alike, comments, events, search, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.text import clean
from moderation.text.fold import text_key
from moderation.text.links import safe_href
from moderation.words import N_, Author, Submission

FIELDS = ("name", "email", "website", "text")
"""What a moderator may write anew."""

Words = Mapping[str, str]


def open_for(session: Session, viewer: Viewer, comment_id: int) -> Comment:
    """A comment whose words can be changed. Raises Missing, and Conflict where they are gone for good."""
    comment = one(session, viewer, comment_id)
    require_words(comment)
    return comment


def edit(
    session: Session, viewer: Viewer, comment_id: int, words: Words, *, seen: int, now: datetime
) -> Event | None:
    """Give a comment these words; None where they are the ones it has, and nothing was done.

    A field that is not among them stays as it is.
    Status, decision and all that was found at intake stay: nothing is judged again. Raises Missing for
    a comment that the viewer does not see, Conflict where it was changed since, Invalid for a field
    that the door would not let in.
    """
    comment = comments.locked(session, open_for(session, viewer, comment_id))
    require_words(comment)
    if comment.version != seen:
        raise overtaken(session, comment)
    changed = _changed(session, comment, words)
    if not changed:
        return None
    return _rewrite(session, viewer, comment, changed, action="edit", now=now)


def undo(session: Session, viewer: Viewer, done: Event, *, now: datetime) -> Decision:
    """Give back the words that an edit replaced, while no later edit of that comment stands.

    Raises Missing for a comment that the viewer does not see, Conflict where it cannot be undone.
    """
    comment = comments.locked(session, one(session, viewer, done.comment_id or 0))
    require_words(comment)
    if (taken_back := taken_back_by(session, viewer, comment, done)) is not None:
        return Decision(comment=comment, event=taken_back)
    standing = events.standing_edits(session, [comment.id]).get(comment.id)
    if standing is None or standing.id < done.id:
        raise Conflict(N_("This edit has already been taken back."), current=comment)
    if standing.id > done.id:
        why = N_("{who} edited this comment once more since. Undo that edit first.")
        raise Conflict(why, current=comment, at=standing.at, who=standing.actor_name)
    event = _rewrite(session, viewer, comment, done.detail["before"], action="undo", now=now, undoes=done)
    return Decision(comment=comment, event=event)


def can_undo(session: Session, of: Sequence[Event]) -> set[int]:
    """The ids of the edits among these events that can be taken back; one statement for any number."""
    edited = [event.comment_id for event in of if event.action == "edit" and event.comment_id is not None]
    standing = events.standing_edits(session, edited) if edited else {}
    return {event.id for event in standing.values() if event.detail["after"]}


def _changed(session: Session, comment: Comment, words: Words) -> dict[str, str]:
    """The fields whose words are new, as the door would store them."""
    site, stored = sites.of(session, comment.site_id), {field: getattr(comment, field) for field in FIELDS}
    typed_words = {**stored, **words}
    author = Author(**{field: typed_words[field] for field in ("name", "email", "website")})
    typed = Submission(
        kind=comment.kind,
        page_url=site.url,  # the comment's own page may be of an address that the site has left since
        author=author,
        text=typed_words["text"],
        origin=comment.origin,
        posted_at=comment.posted_at,
        received_at=comment.received_at,
    )
    tidy = submit.storable(site, typed)
    author = tidy.author
    new = {"name": author.name, "email": author.email, "website": author.website, "text": tidy.text}
    touched = {field for field in FIELDS if field in words and new[field] != stored[field]}
    admit.require_length(session, site, tidy, only=touched)
    if "email" in touched:
        admit.require_email(session, site, tidy)
    if "website" in touched:
        new["website"] = safe_href(author.website)
        if author.website and not new["website"]:
            raise Invalid(Problem(on="website", why=N_("This is not the address of a website.")))
    return {field: new[field] for field in FIELDS if field in touched and new[field] != stored[field]}


def _rewrite(
    session: Session,
    viewer: Viewer,
    comment: Comment,
    words: Words,
    *,
    action: str,
    now: datetime,
    undoes: Event | None = None,
) -> Event:
    before = {field: getattr(comment, field) for field in words}
    learn.unteach(session, comment, now)
    alike.drop(session, comment)
    if not comments.rewrite_if_unchanged(session, comment.id, comment.version, _columns(words)):
        raise overtaken(session, comment)
    written = comments.again(session, comment.id)
    learn.teach(session, [written], now)
    search.keep(session, written.id, written.site_id, found_by(written))
    alike.keep(session, written)
    line = Event(
        site_id=comment.site_id,
        at=now,
        action=action,
        actor_kind=viewer.actor.kind,
        actor_id=viewer.actor.id,
        actor_name=viewer.actor.name,
        comment_id=comment.id,
        undoes_id=undoes.id if undoes is not None else None,
        detail={"before": before, "after": dict(words)},
    )
    return events.note(session, line)


def _columns(words: Words) -> dict[str, Any]:
    # It is decided with those that it came with (`family`), whatever a person has mended in it.
    # `author_key` stays as it was: the counts of the author hang on it, and so do those of the past.
    if "text" not in words:
        return dict(words)
    text = words["text"]
    made = {"text_key": text_key(text), "html": clean.to_html(text), "html_version": clean.VERSION}
    return {**words, **made}
