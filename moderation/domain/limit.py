"""Rate limits: what may happen only so often, by whoever it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from moderation.domain.know import installation_key
from moderation.errors import Problem, TooMany
from moderation.store import buckets
from moderation.store.db import Session
from moderation.words import N_


@dataclass(frozen=True)
class Limit:
    """At most `most` of something within a window."""

    name: str
    most: int
    window: timedelta


WRONG_FOR_ACCOUNT = Limit("wrong password, account", 10, timedelta(minutes=15))
WRONG_FROM_ADDRESS = Limit("wrong password, address", 40, timedelta(minutes=15))
MENTIONS_BY_SENDER = Limit("mention, sender", 60, timedelta(minutes=1))
MENTIONS_OF_HOST = Limit("mention, source host", 300, timedelta(minutes=1))


REPORTS_BY_READER = Limit("report, reader", 20, timedelta(minutes=10))


def require(session: Session, limit: Limit, who: str, *, now: datetime) -> None:
    """Let it happen, or raise TooMany with when to try again."""
    left = _left(session, limit, who, now)
    if left > 0:
        minutes = int(left // 60) + 1
        one, many = (
            N_("Too many attempts. Try again in {n} minute."),
            N_("Too many attempts. Try again in {n} minutes."),
        )
        raise TooMany(Problem(why=one, many=many, values={"n": minutes}), retry_after=int(left) + 1)


def is_reached(session: Session, limit: Limit, who: str, *, now: datetime) -> bool:
    """Whether it has happened as often as it may for now."""
    return _left(session, limit, who, now) > 0


def count(session: Session, limit: Limit, who: str, *, now: datetime) -> None:
    """Count that it happened."""
    buckets.pour(session, _key(session, limit, who), now=now, window=limit.window)


def _left(session: Session, limit: Limit, who: str, now: datetime) -> float:
    """Seconds for which it may not happen any more; 0 where it may."""
    found = buckets.level(session, _key(session, limit, who))
    if found is None or found[0] < limit.most:
        return 0.0
    return max(0.0, (found[1] + limit.window - now).total_seconds())


def _key(session: Session, limit: Limit, who: str) -> bytes:
    what = f"{limit.name}\0{who}".encode("utf-8", "replace")
    return blake2b(what, key=installation_key(session), digest_size=16).digest()
