"""What a site has learned from decisions: how much, and to forget it."""

from datetime import datetime

from moderation.domain import tune
from moderation.domain.allow import Viewer
from moderation.domain.learn import TAUGHT, Taught, taught_by
from moderation.errors import Conflict
from moderation.store import events, lessons, tallies
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.words import N_, Status


def taught(session: Session, site: Site) -> Taught:
    """How many decided comments have taught a site what it knows."""
    return taught_by(tallies.read(session, site.id, [TAUGHT]), site.id)


def forget(session: Session, viewer: Viewer, key: str, *, now: datetime) -> Event:
    """Let a site begin to learn anew, as its owner; what was decided stays as it is.

    Raises Missing and Refused as `tune.site_of`, Conflict where there is nothing to forget.
    """
    site = tune.site_of(session, viewer, key)
    known = taught(session, site)
    if known == Taught(0, 0):
        raise Conflict(N_("Nothing has been learned yet, so there is nothing to forget."))
    lessons.forget(session, site.id)
    for status, n in ((Status.SPAM, known.spam), (Status.APPROVED, known.approved)):
        tallies.add(session, (site.id, *TAUGHT, status), -n, now)
    by = viewer.actor
    line = Event(site_id=site.id, at=now, action="forget", actor_kind=by.kind, actor_id=by.id)
    line.actor_name, line.detail = by.name, {"spam": known.spam, "approved": known.approved}
    return events.note(session, line)
