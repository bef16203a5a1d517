"""Takes on a mention that somebody announces: checked, kept as a row, and due for a visit.

The row is the job. A flood of one host, or to one page, is spread over time.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.domain import admit
from moderation.domain.judge import book_of
from moderation.domain.trouble import SENTENCES, Reason, Word
from moderation.errors import Invalid, Missing, Problem
from moderation.rules.mentions.blocked_source import BlockedSource
from moderation.store import mentions, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.mentions import Mention
from moderation.store.sites import Site
from moderation.text.http_url import split_http
from moderation.text.links import host_of
from moderation.text.page_url import is_under, normal_page_url, page_key
from moderation.text.pair import pair_of
from moderation.words import N_, ActorKind, Errand, Kind, Status

LONGEST = 2048
BETWEEN_OF_HOST = timedelta(seconds=5)
BETWEEN_ON_PAGE = timedelta(seconds=1)
"""How far apart the visits to a host are, and those for one of our pages."""
LATEST = timedelta(minutes=10)
"""No first visit is put off longer: anybody can announce what a host of many people is the source of."""

WITHDRAWN: dict[Word, str] = {
    Reason.NO_LINK: N_("Its page no longer links here"),
    Reason.GONE: N_("Its page is gone"),
}
"""Why a mention is rejected that was taken in once."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a mention stands, as its sender may know it: a word and a sentence, nothing of who judged."""

    word: str
    """waiting, failed, received or published."""
    why: str


class NotTaken(Invalid):
    """A mention that is refused to its sender's face; `reason` is the word for it."""

    def __init__(self, reason: Word, on: str = "source") -> None:
        super().__init__(Problem(on=on, why=SENTENCES[reason]))
        self.reason = reason


def receive(
    session: Session,
    site: Site,
    *,
    kind: Kind,
    source: str,
    target: str,
    given: Mapping[str, str],
    now: datetime,
) -> Mention:
    """Take on to look at a source that says it mentions one of our pages; the same pair is one mention.

    `given` is what else the sender told: ip and user_agent, and of a trackback title, excerpt and
    blog_name. Raises NotTaken.
    """
    source, target = source.strip(), target.strip()
    key = _checked(session, site, source, target)
    pair = pair_of(source, key)
    known = mentions.by_pair(session, site.id, pair)
    if known is None:
        _require_open(session, site, key, now)
    host = host_of(source)
    due = {
        "target": target,
        "state": Errand.DUE,
        "tries": 0,
        "received_at": now,
        "due_at": _slot(session, site, host, key, now),
    }
    if known is None:
        fresh = {"site_id": site.id, "pair": pair, "key": secrets.token_urlsafe(16), "taken_until": None}
        place = {"kind": kind, "source": source, "host": host, "page_key": key, "given": dict(given)}
        mentions.add(session, {**due, **fresh, **place})
    else:
        # What a trackback said of itself stays, whoever announces its page by another protocol; a first visit
        # that is due already is not put off, but what waits to be tried again is looked at anew.
        waits = known.due_at is not None and not known.tries
        kept = {"given": dict(given)} if kind is known.kind and known.comment_id is None else {}
        mentions.change(session, known.id, {**due, **kept, **({"due_at": known.due_at} if waits else {})})
    found = mentions.by_pair(session, site.id, pair)
    assert found is not None
    return found


def require_new(session: Session, site: Site, source: str, target: str) -> None:
    """Let a pair go on of which nobody has heard yet, or which was withdrawn; else raise NotTaken."""
    source = source.strip()
    known = mentions.by_pair(
        session, site.id, pair_of(source, _checked(session, site, source, target.strip()))
    )
    comment = session.get(Comment, known.comment_id) if known is not None and known.comment_id else None
    if comment is not None and not is_withdrawn(comment):
        raise NotTaken(Reason.ALREADY)


def is_withdrawn(comment: Comment) -> bool:
    """Whether a mention is rejected for no other reason than that its page was gone, or had lost the link."""
    by_rules = comment.status is Status.REJECTED and comment.decided_kind is ActorKind.RULES
    return by_rules and comment.because in WITHDRAWN.values()


def standing(session: Session, site: Site, key: str) -> Standing:
    """How the mention with this key stands. Raises Missing."""
    row = mentions.by_key(session, site.id, key)
    if row is None:
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    if row.due_at is not None and row.trouble:
        return Standing(word="waiting", why=SENTENCES[row.trouble])
    if row.due_at is not None:
        return Standing(word="waiting", why=N_("The source has not been visited yet."))
    if row.state is Errand.FAILED:
        return Standing(word="failed", why=SENTENCES[row.trouble])
    comment = session.get(Comment, row.comment_id) if row.comment_id is not None else None
    if comment is not None and comment.status is Status.APPROVED:
        return Standing(word="published", why=N_("The source links to the page. The mention is published."))
    return Standing(word="received", why=N_("The source links to the page. A moderator will look at it."))


def _checked(session: Session, site: Site, source: str, target: str) -> str:
    """The key of the page that is mentioned. Raises NotTaken."""
    parts = split_http(source) if len(source) <= LONGEST else None
    if parts is None or parts.has_user:
        raise NotTaken(Reason.BAD_SOURCE)
    try:
        url, key = normal_page_url(target), page_key(target)
    except ValueError:
        raise NotTaken(Reason.BAD_TARGET, on="target") from None
    if not any(is_under(url, base) for base in site.bases):
        raise NotTaken(Reason.FOREIGN, on="target")
    try:
        if page_key(source) == key:
            raise NotTaken(Reason.SAME)
    except ValueError:
        raise NotTaken(Reason.BAD_SOURCE) from None
    if book_of(session, site).rule(BlockedSource).is_blocked(source):
        raise NotTaken(Reason.BLOCKED)
    return key


def _require_open(session: Session, site: Site, key: str, now: datetime) -> None:
    page = sites.page_by_key(session, site.id, key)
    if admit.closed(session, site, page, now) is not None:
        raise NotTaken(Reason.CLOSED, on="target")


def _slot(session: Session, site: Site, host: str, key: str, now: datetime) -> datetime:
    """When a source is visited: after those of its host and those for its page that wait already."""
    of_host, on_page = mentions.last_due_from(session, host), mentions.last_due_on(session, site.id, key)
    after_host = of_host + BETWEEN_OF_HOST if of_host is not None else now
    after_page = on_page + BETWEEN_ON_PAGE if on_page is not None else now
    return min(max(now, after_host, after_page), now + LATEST)
