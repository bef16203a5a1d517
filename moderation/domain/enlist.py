"""Puts lines that were made of a comment on a list, and decides by them: one act with one undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from moderation.domain import allow, amend, bulk, decide, lists, reach
from moderation.domain.allow import Deed, Viewer
from moderation.domain.decide import ACTIONS, Decision
from moderation.domain.judge import book_of
from moderation.domain.remember import Listed, put
from moderation.domain.tune import Event
from moderation.domain.turn import overtaken, require_words
from moderation.errors import Invalid, Problem
from moderation.rules.lines import Item, ListOf, text_of
from moderation.store import sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.sites import Site
from moderation.words import N_, Status

DEEDS: Mapping[str, str] = {
    "blocked_words.words": "spam",
    "blocked_author.spam": "spam",
    "blocked_author.quiet": "reject",
    "held_words.words": "hold",
    "trusted.words": "approve",
    "trusted.who": "approve",
}
"""By the list: the decision that goes with its lines; lists of points have none."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants: these lines on this list, and which decisions with them."""

    of: ListOf
    items: Sequence[Item]
    why: str
    decides: bool
    """Whether the comment of which they were made is decided too."""
    others: bool
    """Whether those that wait and that the lines touch are."""
    until: datetime
    """What had come in by then was shown."""


@dataclass(frozen=True, kw_only=True)
class Enlisted:
    """What was done: the decision on the comment alone, or the key of the act on many; the change of rules.

    `listed` is None where the same was done before.
    """

    comment: Comment
    decision: Decision | None = None
    act: str | None = None
    event: Event | None = None
    listed: Listed | None = None


def open_for(session: Session, viewer: Viewer, comment_id: int) -> tuple[Site, Comment]:
    """A comment of which an owner wants to make a line, and its site.

    Raises Missing, Refused for whoever is no owner, Conflict where its words were deleted for good.
    """
    comment = decide.one(session, viewer, comment_id)
    allow.require(viewer, comment.site_id, Deed.CONFIGURE)
    require_words(comment)
    return sites.of(session, comment.site_id), comment


def is_on(session: Session, site: Site, of: ListOf) -> bool:
    """Whether the rule of a list is on."""
    return book_of(session, site).rule(of.kind.key).on


def deed(of: ListOf, comment: Comment) -> str | None:
    """What would be done to the comment itself; None where it stands so, or better, already."""
    action = DEEDS.get(of.name)
    is_worse = action == "reject" and comment.status is Status.SPAM
    if action is None or is_worse or decide.stands_so(comment, ACTIONS[action]):
        return None
    return action


def deed_to_others(of: ListOf) -> str | None:
    """What can be done to others that wait; None where waiting is all that the list asks for."""
    action = DEEDS.get(of.name)
    return action if action != "hold" else None


def enlist(
    session: Session, viewer: Viewer, comment_id: int, wish: Wish, *, seen: int, now: datetime
) -> Enlisted:
    """Put lines on a list and decide as is wished. The same once more changes nothing.

    Raises as `open_for` and `decide`, Invalid where the rule is off or all of the lines are there already.
    """
    site, comment = open_for(session, viewer, comment_id)
    if not is_on(session, site, wish.of):
        why = N_("The rule “{rules}” is switched off, so its lists do nothing. Switch it on first.")
        raise Invalid(Problem(on="list", why=why, values={"rules": wish.of.kind.key}))
    is_first = comment.version == seen
    others = _others(session, site, comment, wish)
    if others:
        if not is_first:
            raise overtaken(session, comment)
        return _with_others(session, viewer, site, comment, wish, others, now=now)
    together, action = uuid4().hex, DEEDS.get(wish.of.name) if wish.decides else None
    decision = None
    if action is not None and (not is_first or deed(wish.of, comment)):
        decision = decide.decide(session, viewer, comment.id, action, seen=seen, now=now, together=together)
    elif not is_first:
        raise overtaken(session, comment)
    event = _put(session, viewer, site, wish, now=now, together=together if decision else "")
    if event is None and (decision is None or is_first):
        raise _known(wish)
    return Enlisted(comment=comment, decision=decision, event=event, listed=put(event) if event else None)


def _others(session: Session, site: Site, comment: Comment, wish: Wish) -> dict[int, int]:
    if not wish.others or deed_to_others(wish.of) is None:
        return {}
    return reach.reach(session, site, comment, wish.of, wish.items, until=wish.until).others(comment)


def _with_others(
    session: Session,
    viewer: Viewer,
    site: Site,
    comment: Comment,
    wish: Wish,
    others: Mapping[int, int],
    *,
    now: datetime,
) -> Enlisted:
    own = {comment.id: comment.version} if wish.decides and deed(wish.of, comment) else {}
    action, seen = DEEDS[wish.of.name], {**own, **others}
    key = bulk.selected(session, viewer, action, seen, now=now, most=len(seen))
    event = _put(session, viewer, site, wish, now=now, together=key)
    if event is None:
        raise _known(wish)
    return Enlisted(comment=comment, act=key, event=event, listed=put(event))


def _put(
    session: Session, viewer: Viewer, site: Site, wish: Wish, *, now: datetime, together: str
) -> Event | None:
    good = amend.keyed(map(text_of, wish.items))
    added = lists.add(session, viewer, site.key, wish.of.name, good, why=wish.why, now=now, together=together)
    return added.event


def _known(wish: Wish) -> Invalid:
    line = text_of(wish.items[0])[:60]
    return Invalid(Problem(on="text", why=lists.ON_IT, values={"line": line}))
