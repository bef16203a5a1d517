"""Deletes the words of a comment for good; its place in the thread stays, and that it was done."""

from datetime import datetime

from moderation.domain import allow, follow
from moderation.domain.allow import Deed, Viewer
from moderation.domain.decide import Decision
from moderation.domain.edit import open_for
from moderation.domain.judge import book_of
from moderation.domain.proposal import WORDED
from moderation.domain.turn import turn
from moderation.rules.book import Book
from moderation.store import (
    alike,
    comments,
    events,
    mentions,
    notes,
    replays,
    reports,
    search,
    sites,
    suggestions,
)
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.text.fold import text_key
from moderation.words import Signal, Status


def ask(session: Session, viewer: Viewer, comment_id: int) -> Comment:
    """A comment that the viewer may delete for good.

    Raises Missing, Refused for whoever is no owner, Conflict where its words are gone already.
    """
    comment = open_for(session, viewer, comment_id)
    allow.require(viewer, comment.site_id, Deed.CONFIGURE)
    return comment


def erase(session: Session, viewer: Viewer, comment_id: int, *, seen: int, now: datetime) -> Decision:
    """Delete what was said, by whom and all that repeats it, and reject what is left.

    Nothing undoes it, and nothing more can be done with the comment. Its number, its replies and the
    counts stay: they hang on the rules that spoke and on a keyed hash, neither of which tells a word. The
    lines of lists that were found in it do tell, so for them it is counted no more.
    Raises as `ask`, and Conflict where the comment was changed since.
    """
    comment = ask(session, viewer, comment_id)
    event = turn(session, comment, Status.REJECTED, action="erase", by=viewer.actor, at=now, seen=seen)
    follow.tally_lines(session, comments.again(session, comment.id), -1, now)
    rules = book_of(session, sites.of(session, comment.site_id))
    signals = [_without_words(signal, rules) for signal in map(Signal.from_json, comment.signals)]
    alike.drop(session, comment)
    comments.erase(
        session,
        comment.id,
        signals=[signal.as_json() for signal in signals],
        text_key=text_key(""),
        at=now,
    )
    events.forget_words(session, comment.id)
    notes.drop(session, comment.id)
    reports.drop(session, comment.id)
    mentions.forget_words(session, comment.id)
    replays.forget_of(session, comment.site_id)
    suggestions.forget_words_of(session, comment.site_id, WORDED)
    search.drop(session, comment.id)
    return Decision(comment=comments.again(session, comment.id), event=event)


def tidy(session: Session, *, anew: bool = False) -> bool:
    """Let the search forget the words that are gone, a piece in one transaction; whether there may be more.

    `anew` is for after an act that took words away; without it, what was begun goes on.
    """
    return search.tidy(session, anew=anew)


def _without_words(signal: Signal, rules: Book) -> Signal:
    """What a rule found, told by the rule's title alone."""
    known = {rule.key: rule.title for rule in rules.rules}
    why = known.get(signal.rule, signal.rule)
    return Signal(rule=signal.rule, points=signal.points, why=why, verdict=signal.verdict)
