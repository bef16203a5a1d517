"""Judges what waits again, by the present rules and by what is known now; what people decided stays.

What waits because a person held it is a decision, too. Rules and facts are those of now, for the
judgement is about now: an author who has become known since is known.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from moderation.domain import anew, bulk, tune
from moderation.domain.allow import Viewer
from moderation.domain.card import Card, cards
from moderation.store import waiting
from moderation.store.db import Session
from moderation.store.sites import Site
from moderation.words import Status, Verdict

LOOK = 100
"""So many of those that wait are judged for the preview, the ones that have waited longest."""
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Again:
    """A comment that waits, as the present rules see it."""

    card: Card
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would become of those that wait: of `looked` of them how many would get which status."""

    site: Site
    total: int
    """How many wait; waiting.MOST_COUNTED stands for that or more."""
    looked: int
    counts: Counter[Status]
    shown: list[Again]
    """The first that would wait no longer."""


def preview(session: Session, viewer: Viewer, key: str, *, now: datetime) -> Preview:
    """What would be done on a site; changes nothing. Raises Missing and Refused as `tune.site_of`."""
    site = tune.site_of(session, viewer, key)
    rows = waiting.page(session, site.id, until=now, after="", size=LOOK).rows
    judged = [(row, anew.judged(session, site, row)[1]) for row in rows]
    turned = [(row, verdict) for row, verdict in judged if verdict.status is not Status.PENDING][:SHOWN]
    shown = cards(session, [row for row, _ in turned])
    return Preview(
        site=site,
        total=waiting.count(session, site.id),
        looked=len(rows),
        counts=Counter(verdict.status for _, verdict in judged),
        shown=[Again(card=card, verdict=verdict) for card, (_, verdict) in zip(shown, turned, strict=True)],
    )


def start(session: Session, viewer: Viewer, key: str, *, asked: str, now: datetime) -> str:
    """Judge all that waits on a site now; the key of the act, which is one of those on many.

    `asked` names the question that was answered so: twice the same is one act. Raises Missing and
    Refused as `tune.site_of`, Invalid where nothing waits.
    """
    site = tune.site_of(session, viewer, key)
    total = waiting.count(session, site.id)
    return bulk.judging_again(session, viewer, site.id, total=total, asked=asked, now=now)
