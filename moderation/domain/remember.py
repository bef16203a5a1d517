"""Decides on a mention and remembers it of its source: trusted, muted or blocked from now on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from moderation.domain import allow, amend, decide, reconcile, tune
from moderation.domain.allow import Deed, Viewer
from moderation.domain.amend import Move
from moderation.domain.decide import Decision
from moderation.domain.judge import book_of
from moderation.domain.place import line_of
from moderation.domain.turn import require_words
from moderation.errors import Invalid, Problem
from moderation.rules.lines import ListOf, every, moved, of_path
from moderation.store import events, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.text.quote import excerpt
from moderation.words import N_, Status

LISTS = {"trust": "trusted.who", "mute": "blocked_source.muted", "block": "blocked_source.blocked"}
"""By the deed: the list of a rule."""
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


SAID = {
    "trusted.who": N_("Always trusted from now on: %(place)s"),
    "trusted.words": N_("Speaks for comments from now on: %(place)s"),
    "blocked_source.muted": N_("Muted from now on: %(place)s"),
    "blocked_source.blocked": N_("Blocked from now on: %(place)s"),
    "blocked_words.words": N_("Blocked from now on: %(place)s"),
    "held_words.words": N_("Held from now on: %(place)s"),
    "patterns.patterns": N_("Counts from now on: %(place)s"),
    "blocked_author.spam": N_("Spam from now on: %(place)s"),
    "blocked_author.quiet": N_("Set aside quietly from now on: %(place)s"),
}
"""By the list: what is said of the lines that came to it."""
MOST_NAMED, LONGEST = 3, 60


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
    """What an act put on a list besides its decisions; None where it only decided."""
    return next(filter(None, map(put, events.of_rules(session, event))), None)


def put(change: Event) -> Listed | None:
    """What a change of the rules put on a list; None where that is on none of those here."""
    for path, before, after in change.detail["changes"]:
        of = of_path(path)
        new = moved(of, before, after)[1] if of is not None and of.name in SAID else []
        if of is not None and new:
            place = ", ".join(excerpt(line, LONGEST) for line in new[:MOST_NAMED])
            place += ", …" if len(new) > MOST_NAMED else ""
            return Listed(place=place, sentence=_sentence(of, len(new)))
    return None


def _sentence(of: ListOf, n: int) -> str:
    deed = next((deed for deed, name in LISTS.items() if name == of.name), None)
    return SENTENCES[deed] if deed is not None and n == 1 else SAID[of.name]


def forget(session: Session, viewer: Viewer, done: Event, *, now: datetime) -> None:
    """Take back the lines that an act put on lists, where the viewer may and nobody has touched them."""
    owned = viewer.sites(Deed.CONFIGURE)
    for part in (part for part in events.of_rules(session, done) if part.site_id in owned):
        site = sites.of(session, part.site_id)
        amend.hold(session, site)
        if reconcile.stands(session, site, part):
            tune.take_back(session, site, part, by=viewer.actor, now=now)


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
    site = sites.of(session, site_id)
    amend.hold(session, site)
    key = LISTS[deed].partition(".")[0]
    if not book_of(session, site).rule(key).on:
        why = N_("The rule “{rules}” is switched off, so its lists do nothing. Switch it on first.")
        raise Invalid(Problem(on="source", why=why, values={"rules": key}))
    moves = {
        name: _move(session, site, name, place, is_wanted=name == LISTS[deed]) for name in LISTS.values()
    }
    seen, by = site.book_version, viewer.actor
    amend.amend(session, site, by=by, now=now, seen=seen, moves=moves, together=together)


def _move(session: Session, site: sites.Site, name: str, place: str, *, is_wanted: bool) -> Move:
    """What lets a place be on the wanted list, and on none of the others."""
    own = amend.keyed([place])
    there = amend.present(session, site, every()[name], list(own))
    return Move(new={} if there else own) if is_wanted else Move(gone=there)
