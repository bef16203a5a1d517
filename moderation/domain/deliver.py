"""Mentions that we send: taken on, brought, settled.

A visit is made between two transactions, never within one. A worker that dies on the way leaves a row
whose lease ends, and another goes there: to be told twice changes nothing, by either protocol.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from moderation.domain.telling import FAULTS, PASSING, REGISTERED, Refusal, Word
from moderation.domain.trouble import word_of_status
from moderation.net import fetch
from moderation.net.fetch import Fetched, FetchError, Manner
from moderation.store import sendings
from moderation.store.db import Session
from moderation.store.sendings import Sending
from moderation.store.sendings import Taken as Taken
from moderation.text import xmlrpc
from moderation.text.endpoint import PINGBACK, Endpoint, endpoint_of
from moderation.text.links import host_of
from moderation.text.source import Source
from moderation.words import Errand

LEASE = timedelta(minutes=2)
"""How long a worker has a sending for itself: a visit takes ten seconds at most, and a wait before it two."""
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long after a visit that came to nothing the next one is due; after the last nobody goes there again."""
LONGEST_PAUSE = timedelta(days=1)
"""So long is waited where a server asks for it."""
MOST_LOGGED = 10
LONGEST_LOCATION = 500
ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
FORM = "application/x-www-form-urlencoded"
BUSY = (429, 503)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a visit. `trouble` is None where the target was told.

    `location` is where a receiver says how its mention stands, `pause` how long it asks to be left alone.
    """

    endpoint: Endpoint | None = None
    trouble: Word | None = None
    status: int = 0
    location: str = ""
    pause: timedelta | None = None
    host: str = ""
    """The host that was visited besides the target's, where its endpoint is elsewhere."""


def take(session: Session, *, now: datetime, resting: Sequence[str] = ()) -> Taken | None:
    """The next sending that is due, for whoever asks alone; those to resting hosts come last."""
    return sendings.take(session, now=now, until=now + LEASE, resting=resting)


def take_this(session: Session, sending_id: int, *, now: datetime, again: bool = False) -> Taken | None:
    """This very sending, due or not if it is to be `again`; None where somebody is about it."""
    if again:
        sendings.make_due(session, sending_id, now=now)
    return sendings.take_this(session, sending_id, now=now, until=now + LEASE)


def go(taken: Taken, manner: Manner) -> Outcome:
    """Look what the target announces, and tell it. For outside of any transaction; raises nothing."""
    try:
        got = fetch.get(taken.target, replace(manner, cuts=True), accept=ACCEPT)
    except FetchError as failed:
        return Outcome(trouble=failed.trouble)
    wrong = Refusal.NOT_NOW if got.status in BUSY else word_of_status(got.status)
    if wrong is not None:
        return Outcome(trouble=wrong, status=got.status, pause=_pause(got))
    page = Source(got.body, type=got.type, charset=got.charset, url=got.url)
    endpoint = endpoint_of(page, links=got.links, pingback=got.headers.get("X-Pingback", ""))
    if endpoint is None:
        return Outcome(trouble=Refusal.NO_ENDPOINT, status=got.status)
    return _tell(endpoint, taken, manner)


def settle(session: Session, taken: Taken, outcome: Outcome, *, now: datetime) -> Sending | None:
    """Keep what came of a visit: told, nobody to tell, another try later, or given up.

    None where somebody else has it by now, because this took too long.
    """
    row = sendings.held(session, taken)
    if row is None:
        return None
    row.checked_at = now
    row.log = [_line(outcome, now), *row.log][:MOST_LOGGED]
    row.protocol = outcome.endpoint.protocol if outcome.endpoint is not None else ""
    row.endpoint = outcome.endpoint.url if outcome.endpoint is not None else ""
    row.trouble = str(outcome.trouble) if outcome.trouble is not None else ""
    if outcome.trouble in (None, Refusal.NO_ENDPOINT):
        row.state, row.due_at, row.tries = Errand.DONE, None, 0
    elif outcome.trouble in PASSING and row.tries < len(PAUSES):
        row.due_at = now + max(PAUSES[row.tries], outcome.pause or timedelta())
        row.tries += 1
    else:
        row.state, row.due_at, row.tries = Errand.FAILED, None, row.tries + 1
    session.flush()
    return row


def _tell(endpoint: Endpoint, taken: Taken, manner: Manner) -> Outcome:
    known = Outcome(endpoint=endpoint, host=host_of(endpoint.url))
    try:
        got = _sent(endpoint, taken, manner)
    except FetchError as failed:
        return replace(known, trouble=failed.trouble)
    known = replace(known, status=got.status, pause=_pause(got))
    if got.status in BUSY:
        return replace(known, trouble=Refusal.NOT_NOW)
    if got.status >= 500:
        return replace(known, trouble=Refusal.ENDPOINT_ERROR)
    if not 200 <= got.status < 300:
        return replace(known, trouble=Refusal.REFUSED)
    if endpoint.protocol == PINGBACK:
        return replace(known, trouble=_fault(got.body))
    return replace(known, location=got.headers.get("Location", "")[:LONGEST_LOCATION])


def _sent(endpoint: Endpoint, taken: Taken, manner: Manner) -> Fetched:
    if endpoint.protocol == PINGBACK:
        body, type = xmlrpc.call("pingback.ping", taken.source, taken.target), "text/xml; charset=utf-8"
    else:
        body, type = urlencode({"source": taken.source, "target": taken.target}).encode(), FORM
    return fetch.post(endpoint.url, replace(manner, cuts=True), data=body, content_type=type)


def _fault(body: bytes) -> Word | None:
    try:
        xmlrpc.read_answer(body)
    except xmlrpc.Fault as fault:
        return None if fault.code == REGISTERED else FAULTS.get(fault.code, Refusal.REFUSED)
    except ValueError:
        return Refusal.NO_ANSWER
    return None


def _pause(got: Fetched) -> timedelta | None:
    """How long a server asks to be left alone (RFC 9110, section 10.2.3), a day at most."""
    asked = got.headers.get("Retry-After", "").strip()
    if got.status < 400 or not asked:
        return None
    if asked.isdecimal():
        seconds = float(asked[:9])
    else:
        try:
            until = parsedate_to_datetime(asked)
        except ValueError:
            return None
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(timedelta(seconds=seconds), timedelta()), LONGEST_PAUSE)


def _line(outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "at": now.isoformat(),
        "protocol": outcome.endpoint.protocol if outcome.endpoint is not None else "",
        "endpoint": outcome.endpoint.url if outcome.endpoint is not None else "",
        "status": outcome.status,
        "trouble": str(outcome.trouble) if outcome.trouble is not None else "",
        "location": outcome.location,
    }
