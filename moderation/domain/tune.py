"""A site's rules: read, saved, and what was changed by whom."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from moderation.domain import amend, reconcile
from moderation.domain.allow import Deed, Viewer, require
from moderation.domain.judge import book_of as book_of
from moderation.domain.judge import judge, ruling_of
from moderation.domain.reconcile import Clash as Clash
from moderation.domain.reconcile import stands as stands
from moderation.errors import Conflict, Missing
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.store import events, rulings, sites, suggestions
from moderation.store.db import Session
from moderation.store.events import Event as Event
from moderation.store.sites import Page
from moderation.store.sites import Site as Site
from moderation.text.page_url import page_key
from moderation.words import N_, Actor, Submission, Verdict


def site_of(session: Session, viewer: Viewer, key: str, deed: Deed = Deed.CONFIGURE) -> Site:
    """The site with this key, if the viewer may do this there. Raises Missing or Refused."""
    site = sites.by_key(session, key)
    if site is None:
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    require(viewer, site.id, deed)
    return site


def site_with_key(session: Session, key: str) -> Site | None:
    """The site with this key, for its readers."""
    return sites.by_key(session, key)


def books_of(session: Session, keys: Sequence[str] | None = None, *, only_long: bool = False) -> list[Book]:
    """The rules of the sites with these keys; None is every site. `only_long` are those with long lists."""
    every = (site for site in session.scalars(sites.all_sites()) if keys is None or site.key in keys)
    return [book_of(session, site) for site in every if not only_long or amend.is_long(site)]


def save(
    session: Session,
    site: Site,
    book: Book,
    *,
    by: Actor,
    seen: int,
    now: datetime,
    undoes: Event | None = None,
    together: str = "",
) -> Event | None:
    """Keep changed rules, with what changed in the log; None where nothing did.

    `seen` is the version that was changed; what others changed elsewhere since stays. Raises Conflict and
    Invalid as `reconcile.rebased`.
    """
    if seen != site.book_version:
        book, seen = reconcile.rebased(session, site, book, seen), site.book_version
    moves = amend.between(book_of(session, site), book)
    return amend.amend(
        session, site, by=by, now=now, seen=seen, values=book, moves=moves, undoes=undoes, together=together
    )


def keep_rulings(session: Session) -> None:
    """Keep by which rules each site's comments are judged now: another program has other rules."""
    for site in session.scalars(sites.all_sites()):
        amend.keep_ruling(session, site)


def lacks_rulings(session: Session) -> bool:
    """Whether some site's comments are judged by rules that are not kept yet."""
    present = {ruling_of(session, site).digest for site in session.scalars(sites.all_sites())}
    return not rulings.has(session, present)


def history(session: Session, site: Site, *, before: int | None = None, size: int = 25) -> list[Event]:
    """Changes of a site's rules, newest first, those before an event's number; one more than `size`."""
    return list(session.scalars(events.of_settings(site.id, before).limit(size + 1)))


def taken_back(session: Session, site: Site, changes: Sequence[Event]) -> set[int]:
    """The ids of those of these changes that somebody has taken back."""
    return events.taken_back(session, site.id, [change.id for change in changes])


def revert(session: Session, viewer: Viewer, key: str, event_id: int, *, now: datetime) -> Event:
    """Take a change of a site's rules back, whatever was changed elsewhere since; a suggestion is open again.

    Raises Missing and Refused as `site_of`, Conflict where one of its settings was changed again since.
    """
    site = site_of(session, viewer, key)
    known = events.one(session, event_id, [site.id]) if 0 < event_id < 2**63 else None
    if known is None or known.action != "rules":
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    if known.together:
        suggestions.reopen(session, site.id, known.together)
    amend.hold(session, site)
    if not reconcile.stands(session, site, known):
        raise Conflict(N_("One of these settings was changed again since. Nothing was changed."))
    made = take_back(session, site, known, by=viewer.actor, now=now)
    assert made is not None  # what stands differs from what was before
    return made


def take_back(session: Session, site: Site, change: Event, *, by: Actor, now: datetime) -> Event | None:
    """Take a change back that stands. Raises Invalid where that would make no sense."""
    values, moves = reconcile.without(site, change)
    seen = site.book_version
    return amend.amend(session, site, by=by, now=now, seen=seen, values=values, moves=moves, undoes=change)


def load(session: Session, site: Site, data: Mapping[str, Any], *, by: Actor, now: datetime) -> Event | None:
    """Take settings as `rules load` hands them in, whole or in part. Raises Invalid naming each bad value."""
    book = books.merge(book_of(session, site), data)
    return save(session, site, book, by=by, seen=site.book_version, now=now)


def switch_page(session: Session, viewer: Viewer, page_id: int, *, is_open: bool, now: datetime) -> None:
    """Open or close a page for comments, as its owner. Raises Missing or Refused."""
    page = session.get(Page, page_id) if 0 < page_id < 2**63 else None
    if page is None:
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    require(viewer, page.site_id, Deed.CONFIGURE)
    if page.is_open == is_open:
        return
    sites.open_or_close(session, page, is_open)
    by = viewer.actor
    line = Event(site_id=page.site_id, at=now, action="page", actor_kind=by.kind, actor_id=by.id)
    line.actor_name, line.detail = by.name, {"page": page.url, "is_open": is_open}
    events.note(session, line)


def last_change(session: Session, site: Site) -> Event | None:
    """The newest change of a site's rules; None while they are as shipped."""
    return session.scalar(events.of_settings(site.id).limit(1))


def try_out(session: Session, site: Site, submission: Submission, book: Book | None = None) -> Verdict:
    """What would become of a submission; stores nothing."""
    page = sites.page_by_key(session, site.id, page_key(submission.page_url))
    return judge(session, site, page, submission, book)[1]


def sites_of(session: Session, viewer: Viewer, deed: Deed) -> list[Site]:
    """The sites on which the viewer may do this, by name."""
    return sites.among(session, viewer.sites(deed))
