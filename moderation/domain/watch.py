"""The feeds of our sites: looked at every ten minutes, and the pages of new entries read for their links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from moderation.domain import announce
from moderation.domain.announce import PageRead
from moderation.domain.deliver import LEASE, PAUSES
from moderation.domain.trouble import PASSING, Word, word_of_status
from moderation.errors import Invalid, Problem
from moderation.net import fetch
from moderation.net.fetch import FetchError, Manner, Trouble
from moderation.store import entries, events, sites
from moderation.store.db import Session
from moderation.store.entries import Entry as Entry
from moderation.store.entries import EntryTaken as EntryTaken
from moderation.store.entries import FeedTaken as FeedTaken
from moderation.store.events import Event
from moderation.store.sites import Site
from moderation.text import feed as feeds
from moderation.text.feed import FeedEntry, NoFeed
from moderation.text.http_url import split_http
from moderation.text.page_url import LONGEST, is_under
from moderation.words import N_, Actor

EVERY = timedelta(minutes=10)
LARGEST = 4 * 1024 * 1024
"""Bytes of a feed: some hold the whole text of all their entries."""
NO_FEED = "no_feed"
SENTENCES = {NO_FEED: N_("There is a page at this address, but no feed.")}
"""What can be wrong with a feed beyond what goes wrong on the way."""
MOST_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class FeedRead:
    """A feed as it was fetched: its entries, or a word that says why it could not be read."""

    entries: Sequence[FeedEntry] = ()
    trouble: str = ""


def set_feed(session: Session, site: Site, address: str, *, by: Actor, now: datetime) -> Event | None:
    """Watch this feed of a site, or none where it is empty; None where that was so already. Raises Invalid.

    What stands in it when it is first read is old, and nobody is told of it.
    """
    address = address.strip()
    if address and not _is_address(address):
        why = N_("This is no address such as https://blog.example/feed.xml.")
        raise Invalid(Problem(on="feed", why=why))
    if address == site.feed:
        return None
    before = site.feed
    entries.set_feed(session, site.id, address, due_at=now if address else None)
    line = Event(site_id=site.id, at=now, action="feed", actor_kind=by.kind, actor_id=by.id)
    line.actor_name, line.detail = by.name, {"before": before, "after": address}
    return events.note(session, line)


def take_feed(session: Session, *, now: datetime) -> FeedTaken | None:
    """A feed that is due, for whoever asks alone; it is due again in ten minutes, whatever comes of it."""
    return entries.take_feed(session, now=now, until=now + EVERY)


def read_feed(taken: FeedTaken, manner: Manner) -> FeedRead:
    """The entries of a feed. For outside of any transaction."""
    try:
        got = fetch.get(taken.feed, replace(manner, most=LARGEST), accept=feeds.ACCEPT)
    except FetchError as failed:
        return FeedRead(trouble=failed.trouble)
    wrong = word_of_status(got.status)
    if wrong is not None:
        return FeedRead(trouble=wrong)
    try:
        return FeedRead(entries=feeds.entries(got.body, got.url))
    except NoFeed:
        return FeedRead(trouble=NO_FEED)


def note_feed(session: Session, taken: FeedTaken, seen: FeedRead, *, now: datetime) -> None:
    """Remember the entries that nobody saw before; the pages of those that are news are to be read."""
    if not entries.note_feed(session, taken, str(seen.trouble), now=now):
        return
    site = sites.of(session, taken.site_id)
    due_at = None if taken.is_first else now
    entries.add(session, [_row(site, entry, now, due_at) for entry in seen.entries])


def take_entry(session: Session, *, now: datetime) -> EntryTaken | None:
    """An entry whose page is to be read, for whoever asks alone; None where there is none."""
    return entries.take(session, now=now, until=now + LEASE)


def read_entry(taken: EntryTaken, manner: Manner) -> PageRead:
    """The page of an entry. For outside of any transaction."""
    return announce.read(taken.url, manner)


def note_entry(session: Session, taken: EntryTaken, page: PageRead, *, now: datetime) -> None:
    """Keep the links of an entry as due; where its page could not be read, another look later, or none."""
    entry = entries.held(session, taken)
    if entry is None:
        return
    site = sites.of(session, entry.site_id)
    wrong = page.trouble or (None if _is_ours(page.url, site) else Trouble.BAD_ADDRESS)
    entry.trouble = str(wrong) if wrong is not None else ""
    entry.due_at = _next_look(entry, wrong, now)
    entry.tries = 0 if wrong is None else entry.tries + 1
    if wrong is None:
        announce.find(session, site, page.url, page.links, now=now, due_at=now)
    session.flush()


def in_trouble(session: Session, site: Site) -> list[Entry]:
    """The last entries of a site whose page could not be read."""
    return entries.in_trouble(session, site.id, MOST_TOLD)


def _row(site: Site, entry: FeedEntry, now: datetime, due_at: datetime | None) -> dict[str, Any]:
    """An entry; one whose page is not the site's is remembered, but nobody goes there."""
    url = next((each for each in (entry.url, entry.id) if _is_ours(each, site)), "")
    key = blake2b(entry.id.encode("utf-8", "replace"), digest_size=16).digest()
    return {
        "site_id": site.id,
        "key": key,
        "url": url,
        "seen_at": now,
        "due_at": due_at if url else None,
    }


def _next_look(entry: Entry, wrong: Word | None, now: datetime) -> datetime | None:
    # A blog may name an entry in its feed a moment before its page is there, so 404 passes too.
    if wrong not in PASSING or entry.tries >= len(PAUSES):
        return None
    return now + PAUSES[entry.tries]


def _is_ours(url: str, site: Site) -> bool:
    return any(is_under(url, base) for base in site.bases)


def _is_address(address: str) -> bool:
    parts = split_http(address)
    return parts is not None and not parts.has_user and len(address) <= LONGEST
