"""What the doors of mentions share: limits, and the visit to a source while its sender waits."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import current_app, request

from moderation import bell
from moderation.domain import limit, receive, tune, visit
from moderation.domain.receive import NotTaken
from moderation.domain.trouble import Reason
from moderation.domain.visit import Visit
from moderation.net.manner import visitor
from moderation.store.db import writing
from moderation.text.links import host_of
from moderation.web import identity
from moderation.words import Kind

AT_ONCE = 3
"""So many senders wait in a process while their sources are visited: other threads are for readers."""
_VISITS = threading.BoundedSemaphore(AT_ONCE)
_HOSTS: set[str] = set()
_HOSTS_LOCK = threading.Lock()


def announced(place: tune.Site, kind: Kind, source: str, target: str) -> str:
    """Take a mention on for the background; the key by which its sender may ask how it stands.

    Raises NotTaken, and TooMany.
    """
    _require_few(source)
    now = datetime.now(UTC)
    with writing() as session:
        key = receive.receive(
            session, place, kind=kind, source=source, target=target, given=_sender(), now=now
        ).key
    bell.ring()
    return key


def verified(
    place: tune.Site,
    kind: Kind,
    source: str,
    target: str,
    *,
    given: Mapping[str, str] | None = None,
    seconds: float,
) -> None:
    """Take a mention on and visit its source at once, for as long as its sender can wait.

    Where many wait already, the visit is left to the background and the sender told that it went well:
    nothing is lost, and no flood keeps others out. `seconds` is for each visit: the source, and our own page
    where nobody knows it yet. Raises NotTaken, and TooMany.
    """
    _require_few(source)
    with _on_the_way_to(host_of(source)) as is_free:
        taken = _taken(place, kind, source, target, {**_sender(), **(given or {})}, at_once=is_free)
        if taken is None:
            bell.ring()
            return
        config = current_app.config
        manner = visitor(
            config["BASE_URL"] or place.url,
            allow_private=config["ALLOW_PRIVATE_SOURCES"],
            seconds=seconds,
        )
        seen = visit.go(taken, manner)
        with writing() as session:
            settled = visit.settle(session, taken, seen, now=datetime.now(UTC), is_last=True)
    if settled is not None and settled.trouble is not None:
        is_ours = settled.trouble in (Reason.NO_PAGE, Reason.PAGE_AWAY)
        raise NotTaken(settled.trouble, on="target" if is_ours else "source")


def _taken(
    place: tune.Site, kind: Kind, source: str, target: str, given: Mapping[str, str], *, at_once: bool
) -> Visit | None:
    """The visit that is to be made now; None where the background makes it, or somebody is on the way."""
    now = datetime.now(UTC)
    with writing() as session:
        receive.require_new(session, place, source, target)
        row = receive.receive(session, place, kind=kind, source=source, target=target, given=given, now=now)
        return visit.claim_this(session, row, now=now) if at_once else None


def _sender() -> dict[str, str]:
    return {"ip": identity.address(), "user_agent": request.user_agent.string[:500]}


def _require_few(source: str) -> None:
    """Let so many mentions in, by their sender and by the host of their source. Raises TooMany."""
    if not current_app.config["RATE_LIMITS"]:
        return
    now = datetime.now(UTC)
    with writing() as session:
        for each, who in _limits(source):
            limit.require(session, each, who, now=now)
        for each, who in _limits(source):
            limit.count(session, each, who, now=now)


def _limits(source: str) -> list[tuple[limit.Limit, str]]:
    host = host_of(source)
    by_host = [(limit.MENTIONS_OF_HOST, host)] if host else []
    return [(limit.MENTIONS_BY_SENDER, identity.address()), *by_host]


@contextmanager
def _on_the_way_to(host: str) -> Iterator[bool]:
    """Keep a place among those who wait, one for each host; False where there is none."""
    with _HOSTS_LOCK:
        is_free = host not in _HOSTS and _VISITS.acquire(blocking=False)
        if is_free:
            _HOSTS.add(host)
    try:
        yield is_free
    finally:
        if is_free:
            with _HOSTS_LOCK:
                _HOSTS.discard(host)
            _VISITS.release()
