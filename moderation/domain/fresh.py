"""What happened while a page of the queue stood open: what came in, and what became of the comments on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from moderation.domain import decide, queue
from moderation.domain.allow import Viewer
from moderation.domain.audit import Done
from moderation.domain.queue import Card, Filters
from moderation.store import comments, news, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event

Heads = Mapping[int, int]
"""The number of the newest event of each site."""
MOST = 100
"""How many cards of a page are looked after, and up to how many arrivals are counted."""
REACH = 2_000
"""How many events back arrivals are looked for: a page may stand open over an import."""


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """What is new to a page of the queue."""

    arrived: int = 0
    """Comments that came in since, or back, and that its list would show; 100 may be more."""
    ids: list[int] = field(default_factory=list)
    """Which these are."""
    is_below: bool = True
    """Whether all of them came in: where the oldest are first, they stand at the end."""
    lines: list[Done] = field(default_factory=list)
    """Cards that belong in its list no more, each with what was done to it."""
    cards: list[Card] = field(default_factory=list)
    """Cards whose words or standing have changed, and which no decision took away."""


def heads(session: Session, viewer: Viewer) -> Heads:
    """How far the log of each of the viewer's sites has come: one statement, and every event changes it."""
    return sites.heads(session, viewer.sites())


def look(
    session: Session, viewer: Viewer, filters: Filters, *, now: Heads, since: Heads, shown: Mapping[int, int]
) -> Fresh:
    """What a page has missed that was made when the logs stood at `since` and shows these versions by id.

    What the viewer sends in is no news, and comments of other people's sites are not there.
    """
    wanted = sorted(shown)[:MOST]
    turned = _turned(session, viewer, shown, wanted)
    came = {id: is_in for id, is_in in _arrivals(session, viewer, filters, now, since) if id not in shown}
    listed = queue.among(session, viewer, filters, [*came, *turned], folds=True)
    lines = _lines(session, [row for row in turned.values() if row.id not in listed])
    told = {line.card.id for line in lines}
    stay = [row for row in turned.values() if row.id not in told]
    arrived = [id for id in came if id in listed][:MOST]
    return Fresh(
        arrived=len(arrived),
        ids=arrived,
        is_below=all(came[id] for id in arrived),
        lines=lines,
        cards=queue.cards(session, stay) if stay else [],
    )


def _turned(
    session: Session, viewer: Viewer, shown: Mapping[int, int], wanted: Sequence[int]
) -> dict[int, Comment]:
    present = news.versions(session, wanted, viewer.sites()) if wanted else {}
    return comments.by_ids(session, [id for id, version in present.items() if version > shown[id]])


def _arrivals(
    session: Session, viewer: Viewer, filters: Filters, now: Heads, since: Heads
) -> list[tuple[int, bool]]:
    found: list[tuple[int, bool]] = []
    given: dict[str, Any] = {"most": 2 * MOST, "but": viewer.actor, "into": filters.status}
    for site_id, head in now.items():
        after = max(since.get(site_id, head), head - REACH)
        if after < head:
            found += news.arrivals(session, site_id, after=after, **given)
    return found


def _lines(session: Session, rows: Sequence[Comment]) -> list[Done]:
    made = news.deciding(session, [row.id for row in rows]) if rows else []
    cards = queue.cards(session, rows) if rows else []
    undoable = decide.undoable(session, made)
    return [line for card in cards if (line := _line(card, made, undoable)) is not None]


def _line(card: Card, made: Sequence[Event], undoable: Collection[int]) -> Done | None:
    own = [event for event in made if event.comment_id == card.id]
    standing = [event for event in own if event.id in undoable]
    return Done(event=own[-1], card=card, undo=standing[-1] if standing else None) if own else None
