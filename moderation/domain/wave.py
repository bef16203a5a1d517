"""Wave mode: holds what strangers write for some hours, when it is asked for; suggested when much is held."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.domain.allow import Deed, Viewer, require
from moderation.errors import Invalid, Missing, Problem
from moderation.store import events, held, sites, waves
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.held import WHOLE_SITE
from moderation.store.sites import Page, Site
from moderation.store.waves import Wave
from moderation.words import N_

HOURS = (1, 6, 24, 72)
LEAST = 15
"""Fewer held comments within an hour are never unusual."""
TIMES = 5
"""So many times as many as usual are."""
COMPARED = timedelta(days=14)
"""The usual number is that of the hours of so many days in which anything was held."""
ASIDE = timedelta(hours=24)
"""For so long a suggestion that was set aside is not made again."""
NO_SUCH = N_("There is nothing here, or nothing that you may see.")


@dataclass(frozen=True, kw_only=True)
class Running:
    """A wave that lasts, with where it is."""

    wave: Wave
    site: Site
    page: Page | None


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Where much more is held than usual: how many within the last hour, and in a usual one."""

    site: Site
    page: Page | None
    n: int
    usual: int


def begin(
    session: Session, viewer: Viewer, site_key: str, page_id: int | None, *, hours: int, now: datetime
) -> Wave:
    """Hold what strangers write on a site or one of its pages from now on, for so many hours.

    Where one lasts already, it lasts so long from now. Raises Missing for what the viewer does not moderate,
    Invalid for another number of hours.
    """
    site, page = _place(session, viewer, site_key, page_id)
    if hours not in HOURS:
        known = ", ".join(map(str, HOURS))
        raise Invalid(Problem(on="hours", why=N_("This is none of: {all}."), values={"all": known}))
    until = now + timedelta(hours=hours)
    wave = _same(waves.lasting(session, [site.id], now), page, is_on=True)
    if wave is None:
        own = {"site_id": site.id, "page_id": page.id if page is not None else None}
        wave = waves.add(session, Wave(**own, is_on=True, began_at=now, until=until))
    wave.until = until
    _tell(session, viewer, site, page, now, until=until)
    return wave


def end(session: Session, viewer: Viewer, wave_id: int, *, now: datetime) -> None:
    """End a wave; one that is over stays so. Raises Missing for what the viewer does not moderate."""
    wave = waves.one(session, wave_id, viewer.sites()) if 0 < wave_id < 2**63 else None
    if wave is None:
        raise Missing(NO_SUCH)
    if wave.until > now:
        wave.until = now
        page = sites.page_of(session, wave.page_id) if wave.page_id else None
        _tell(session, viewer, sites.of(session, wave.site_id), page, now, until=None)


def set_aside(session: Session, viewer: Viewer, site_key: str, page_id: int | None, *, now: datetime) -> None:
    """Suggest no wave there for a day. Raises Missing for what the viewer does not moderate."""
    site, page = _place(session, viewer, site_key, page_id)
    own = {"site_id": site.id, "page_id": page.id if page is not None else None}
    waves.add(session, Wave(**own, is_on=False, began_at=now, until=now + ASIDE))


def running(session: Session, viewer: Viewer, *, now: datetime) -> list[Running]:
    """The waves that last on the viewer's sites; what ends first comes first."""
    last = [wave for wave in waves.lasting(session, viewer.sites(), now) if wave.is_on]
    on = {site.id: site for site in sites.among(session, sorted({wave.site_id for wave in last}))}
    pages = sites.pages_by_ids(session, sorted({wave.page_id for wave in last if wave.page_id}))
    return [Running(wave=w, site=on[w.site_id], page=pages.get(w.page_id or 0)) for w in last]


def suggested(session: Session, viewer: Viewer, *, now: datetime) -> list[Suggestion]:
    """Where a wave may help: sites, or pages that got most of what was held on theirs, most first.

    Neither where one lasts, nor where the suggestion was set aside.
    """
    many = {place: n for place, n in _lately(session, viewer.sites(), now).items() if n >= LEAST}
    if not many:
        return []
    quiet = {(w.site_id, w.page_id or WHOLE_SITE) for w in waves.lasting(session, viewer.sites(), now)}
    found = [
        (site_id, page_id, n)
        for (site_id, page_id), n in sorted(many.items(), key=lambda each: -each[1])
        if _is_where_it_is(many, site_id, page_id) and quiet.isdisjoint({(site_id, page_id), (site_id, 0)})
    ]
    return [each for place in found if (each := _suggestion(session, *place, now)) is not None]


def sweep(session: Session, *, now: datetime) -> None:
    """Forget the counts that are too old to be compared with."""
    held.forget(session, before=held.hour_of(now) - COMPARED)


def _place(session: Session, viewer: Viewer, site_key: str, page_id: int | None) -> tuple[Site, Page | None]:
    site = sites.by_key(session, site_key)
    if site is None:
        raise Missing(NO_SUCH)
    require(viewer, site.id, Deed.MODERATE)
    if page_id is None:
        return site, None
    page = sites.pages_by_ids(session, [page_id]).get(page_id) if 0 < page_id < 2**63 else None
    if page is None or page.site_id != site.id:
        raise Missing(NO_SUCH)
    return site, page


def _same(lasting: Sequence[Wave], page: Page | None, *, is_on: bool) -> Wave | None:
    page_id = page.id if page is not None else None
    return next((w for w in lasting if w.is_on == is_on and w.page_id == page_id), None)


def _lately(session: Session, site_ids: Sequence[int], now: datetime) -> dict[tuple[int, int], int]:
    """How many were held within the last hour, by site and page; of the hour before this a part counts."""
    this = held.hour_of(now)
    left = 1 - (now - this) / timedelta(hours=1)
    found: Counter[tuple[int, int]] = Counter()
    for site_id, page_id, hour, n in held.within(session, site_ids, [this - timedelta(hours=1), this]):
        found[site_id, page_id] += n if hour >= this else round(n * left)
    return dict(found)


def _is_where_it_is(many: dict[tuple[int, int], int], site_id: int, page_id: int) -> bool:
    """Whether a page has most of its site's, or a site has no such page."""
    whole = many.get((site_id, WHOLE_SITE), 0)
    pages = {page: n for (site, page), n in many.items() if site == site_id and page != WHOLE_SITE}
    likest = max(pages, key=lambda page: pages[page], default=None)
    is_one_page = likest is not None and 2 * pages[likest] > whole
    return page_id == (likest if is_one_page else WHOLE_SITE)


def _suggestion(session: Session, site_id: int, page_id: int, n: int, now: datetime) -> Suggestion | None:
    before = held.hour_of(now) - timedelta(hours=1)
    usual = held.usual(session, site_id, page_id, since=before - COMPARED, before=before)
    if n < TIMES * usual:
        return None
    page = sites.page_of(session, page_id) if page_id != WHOLE_SITE else None
    return Suggestion(site=sites.of(session, site_id), page=page, n=n, usual=round(usual))


def _tell(
    session: Session, viewer: Viewer, site: Site, page: Page | None, now: datetime, *, until: datetime | None
) -> None:
    """A line of the log; `until` is None at the end."""
    by = viewer.actor
    line = Event(site_id=site.id, at=now, action="wave", actor_kind=by.kind, actor_id=by.id)
    line.actor_name = by.name
    line.detail = {
        "page": page.url if page is not None else "",
        "until": until.isoformat() if until is not None else "",
    }
    events.note(session, line)
