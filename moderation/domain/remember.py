"""Decides on a mention and remembers it of its source: trusted, muted or blocked from now on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from moderation.domain import allow, decide, reconcile, tune
from moderation.domain.allow import Deed, Viewer
from moderation.domain.decide import Decision
from moderation.domain.judge import book_of
from moderation.domain.place import line_of
from moderation.domain.turn import require_words
from moderation.errors import Invalid, Problem
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.store import events, lessons, sites, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.words import N_, Status

LISTS = {
    "trust": ("trusted", "who"),
    "mute": ("blocked_source", "muted"),
    "block": ("blocked_source", "blocked"),
}
"""By the deed: the key of the rule, and its list."""
ACTIONS = {"trust": "approve", "mute": "reject", "block": "reject"}
GOALS = {
    "trust": (Status.APPROVED,),
    "mute": (Status.REJECTED, Status.SPAM),
    "block": (Status.REJECTED, Status.SPAM),
}
"""Where a comment stands that needs no decision any more: spam is not made less than that."""
SENTENCES = {
    "trust": N_("%(place)s is always trusted from now on."),
    "mute": N_("%(place)s is muted from now on."),
    "block": N_("%(place)s is blocked from now on."),
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A line on a list of the rules. `sentence` is English with a place for `%(place)s`."""

    place: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What was done: the decision, None where none was needed, and what was put on which list."""

    comment: Comment
    decision: Decision | None
    listed: Listed


def remember(
    session: Session, viewer: Viewer, comment_id: int, deed: str, *, seen: int, now: datetime
) -> Remembered:
    """Decide on a mention, and put its source on the list of this deed, as an owner of the site.

    Both are one act with one undo. Raises Missing and Conflict as `decide`, Refused for whoever is no
    owner, Invalid where there is no source that such a list could name, or the rule is switched off.
    """
    comment = decide.one(session, viewer, comment_id)
    allow.require(viewer, comment.site_id, Deed.CONFIGURE)
    require_words(comment)
    place, together = _named(comment), uuid4().hex
    decision = None
    if comment.version != seen or comment.status not in GOALS[deed]:
        decision = decide.decide(
            session, viewer, comment.id, ACTIONS[deed], seen=seen, now=now, together=together
        )
    _list(session, viewer, comment.site_id, deed, place, now=now, together=together)
    listed = Listed(place=place, sentence=SENTENCES[deed])
    return Remembered(comment=comment, decision=decision, listed=listed)


def listed(session: Session, event: Event) -> Listed | None:
    """What an act put on a list besides its decision; None where it decided alone."""
    if not event.together or event.bulk_id is not None:
        return None
    changes = [change for part in _of_rules(session, event) for change in part.detail["changes"]]
    for deed, (key, param) in LISTS.items():
        for path, before, after in changes:
            new = [line for line in after if line not in before] if path == f"rules.{key}.{param}" else []
            if new:
                return Listed(place=new[0], sentence=SENTENCES[deed])
    return None


def forget(session: Session, viewer: Viewer, done: Event, *, now: datetime) -> None:
    """Take back the lines that an act put on lists, where the viewer may and nobody has touched them."""
    owned = viewer.sites(Deed.CONFIGURE)
    for part in (part for part in _of_rules(session, done) if part.site_id in owned):
        site = _held(session, part.site_id)
        if reconcile.stands(site, part):
            book = reconcile.without(site, part)
            tune.save(session, site, book, by=viewer.actor, seen=site.book_version, now=now, undoes=part)


def _of_rules(session: Session, event: Event) -> list[Event]:
    return [part for part in events.together_with(session, [event])[event.id] if part.action == "rules"]


def _named(comment: Comment) -> str:
    if not comment.kind.is_mention:
        raise Invalid(Problem(on="source", why=N_("Only a mention has a source to remember.")))
    place = line_of(comment.source)
    if not place:
        why = N_("No list can name this source: it has no host of its own, or anybody writes there.")
        raise Invalid(Problem(on="source", why=why))
    return place


def _list(
    session: Session, viewer: Viewer, site_id: int, deed: str, place: str, *, now: datetime, together: str
) -> None:
    site = _held(session, site_id)
    book, (key, _) = book_of(site), LISTS[deed]
    if not book.rule(key).on:
        why = N_("The rule “{rules}” is switched off, so its lists do nothing. Switch it on first.")
        raise Invalid(Problem(on="source", why=why, values={"rules": key}))
    changed = books.merge(book, {"rules": _with(book, deed, place)}, is_kept=True)
    seen, by = site.book_version, viewer.actor
    tune.save(session, site, changed, by=by, seen=seen, now=now, together=together)


def _with(book: Book, deed: str, place: str) -> Mapping[str, Mapping[str, Any]]:
    """The lists with this place on the one of the deed, and on none of the others."""
    values: dict[str, dict[str, Any]] = {}
    for other, (key, param) in LISTS.items():
        present = books.dumped(book.rule(key)).get(param, [])
        rest = [line for line in present if line != place]
        if other == deed:
            values.setdefault(key, {})[param] = present if place in present else [*present, place]
        elif rest != present:
            values.setdefault(key, {})[param] = rest
    return values


def _held(session: Session, site_id: int) -> sites.Site:
    """The site as it now is, held until this act is over.

    Locks are taken in one order everywhere: what a decision counts and teaches before the site's row.
    """
    tallies.write(session)
    lessons.write(session)
    site = sites.of(session, site_id)
    session.refresh(site, with_for_update=True)
    return site
