"""What came of a trial of rules, in lines of text."""

from collections.abc import Iterator

from moderation.domain import trial
from moderation.domain.comparison import Comparison, Move
from moderation.store.db import Session
from moderation.web import languages
from moderation.words import Signal

SHOWN = 5
"""So many of those that change side are named on each side."""
MOVES = {
    Move.CAUGHT: "more spam caught",
    Move.MISSED: "spam newly let through",
    Move.HELD: "genuine newly held",
    Move.FREED: "genuine no more held",
}


def lines(session: Session, found: Comparison) -> Iterator[str]:
    """The report on a trial: how many, now against with the changes, and what would be otherwise."""
    sorts = f"{found.spam:,} spam, {found.genuine:,} genuine, {found.rejected:,} rejected"
    yield f"{found.judged:,} decisions: {sorts}"
    yield from _table(found)
    yield from _remarks(found)
    for move in Move:
        if found.moved[move]:
            yield f"{found.moved[move]:,} {MOVES[move]}:"
            yield from _examples(session, found, move)
    if found.judged and not found.moved:
        yield "No comment would change side."


def _table(found: Comparison) -> Iterator[str]:
    now, then = found.now, found.then
    rows = (
        ("spam caught", now.spam_caught, then.spam_caught, found.spam),
        ("  called spam", now.spam_called, then.spam_called, found.spam),
        ("spam published", now.spam_published, then.spam_published, found.spam),
        ("genuine held", now.genuine_held, then.genuine_held, found.genuine),
        ("  called spam", now.genuine_called, then.genuine_called, found.genuine),
        ("rejected held", now.rejected_held, then.rejected_held, found.rejected),
        ("left to triage", now.to_triage, then.to_triage, found.judged),
    )
    yield f"{'':16}{'now':>18}{'with changes':>18}"
    for name, before, after, of in rows:
        if of:
            yield f"{name:16}{_share(before, of):>18}{_share(after, of):>18}"


def _share(n: int, of: int) -> str:
    return f"{n:,}  {100 * n / of:5.1f} %"


def _remarks(found: Comparison) -> Iterator[str]:
    if not found.judged:
        yield "Nobody has decided anything here yet of which the facts are kept."
    if found.unknown:
        yield f"{found.unknown:,} more decisions are left out: what was known of them then is not kept."
    if found.anew:
        yield f"{found.anew:,} were first judged by other rules or another version, and are judged anew."
    for rule, n in found.unsure.most_common():
        yield f"{rule} could not be checked for {n:,}."


def _examples(session: Session, found: Comparison, move: Move) -> Iterator[str]:
    for changed in trial.changed(session, found, move, SHOWN):
        comment = changed.card.comment
        yield f"  #{comment.id} {comment.name}: {changed.card.excerpt}"
        for sign, signals in (("-", changed.example.gone), ("+", changed.example.new)):
            yield from (f"      {sign} {_said(signal)}" for signal in signals)
    if found.moved[move] > SHOWN:
        yield f"  and {found.moved[move] - SHOWN:,} more"


def _said(signal: Signal) -> str:
    return f"{signal.points:+d} {signal.rule}: {languages.say(signal)}"
