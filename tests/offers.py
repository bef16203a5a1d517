"""A site with a past that speaks for something, and a look through it."""

from datetime import datetime
from typing import Any

from moderation.domain import adopt, suggest
from moderation.domain.adopt import Board, Told
from moderation.domain.proposal import What
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.sites import Site
from moderation.words import Kind
from tests.factories import owner, the_site, tick
from tests.past import decided

HOST = "followers.example"


def genuine(n: int = suggest.ENOUGH_GENUINE, site: Site | None = None) -> list[Comment]:
    """So many comments that were approved and speak for nothing."""
    return [decided("approved", site) for _ in range(n)]


def spam(n: int = 5, **given: Any) -> list[Comment]:
    """So much spam of different writers that no rule finds."""
    return [decided("spam", **{"text": f"I liked number {k} most.", **given}) for k in range(n)]


def looked(site: Site | None = None, now: datetime | None = None) -> Board:
    """What an owner finds after a look through the decisions."""
    site, now = site or the_site(), now or tick()
    with writing() as session:
        adopt.ask(session, owner(site), site.key, now=now)
        taken = suggest.take(session, now=now, asked=True)
    assert taken is not None
    with reading() as session:
        work = suggest.begin(session, taken, now=now)
    for _ in work.pieces(reading):
        pass
    with writing() as session:
        suggest.end(session, work)
    return board(site)


def board(site: Site | None = None) -> Board:
    """The suggestions of a site as they are now."""
    site = site or the_site()
    with reading() as session:
        return adopt.read(session, owner(site), site.key)


def opened(what: What, found: Board | None = None) -> list[Told]:
    """The open suggestions of one kind, after a look."""
    return [told for told in (found or looked()).open if told.what is what]


def the(what: What, found: Board | None = None) -> Told:
    """The only one of a kind, after a look."""
    (told,) = opened(what, found)
    return told


def taken(told: Told) -> None:
    """An owner takes it."""
    with writing() as session:
        adopt.take(session, owner(), "potager", told.row.id, now=tick())


def hidden(told: Told) -> None:
    """An owner hides it."""
    with writing() as session:
        adopt.hide(session, owner(), "potager", told.row.id, now=tick())


def mention(site: Site | None, status: str, source: str) -> Comment:
    """A decided mention."""
    return decided(status, site, kind=Kind.PINGBACK, email="", source=source)
