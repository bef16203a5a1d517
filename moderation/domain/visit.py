"""Visits to the sources of mentions: taken on, made, and settled.

A visit is made between two transactions, never within one. A worker that dies on the way leaves a row
whose lease ends, and another goes there.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from time import monotonic
from typing import Any

from moderation.domain import ask, submit
from moderation.domain.look import Look, OwnPage, look, own_page
from moderation.domain.receive import WITHDRAWN, is_withdrawn
from moderation.domain.trouble import PASSING, Reason, Word
from moderation.domain.turn import turn
from moderation.net.fetch import Manner, Trouble
from moderation.store import comments, mentions, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.mentions import Mention, Taken
from moderation.store.sites import Site
from moderation.text.links import host_of
from moderation.text.page_url import is_under
from moderation.words import RULES, Author, Errand, How, Kind, Status, Submission

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a worker has a mention for itself: a visit takes ten seconds at most."""
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=15),
)
"""How long after a visit that came to nothing the next one is due; after the last, a day is over."""
MOST_LOGGED = 20
SHORTEST_ASK = 0.5
"""Seconds for the owner's service where the visits took all the time that the sender waits."""
LONGEST_WEBSITE = 200
LONGEST_NAME = 245


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit that somebody has taken on: where to, what for, and who we are."""

    taken: Taken
    kind: Kind
    source: str
    target: str
    bases: tuple[str, ...]
    is_known_page: bool
    site: Site
    row: Mention


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What came of a visit: `trouble` is None where the mention stands, `comment` where none was made."""

    mention: Mention
    trouble: Word | None = None
    comment: Comment | None = None


def claim(session: Session, *, now: datetime) -> Visit | None:
    """The next visit that is due, for whoever asks alone; None where none is."""
    taken = mentions.take(session, now=now, until=now + LEASE)
    return _visit(session, taken) if taken is not None else None


def claim_this(session: Session, mention: Mention, *, now: datetime) -> Visit | None:
    """The visit to this very source, at once; None where somebody is on the way there."""
    taken = mentions.take_this(session, mention.id, now=now, until=now + LEASE)
    return _visit(session, taken) if taken is not None else None


def go(visit: Visit, manner: Manner) -> Look:
    """Look at the source, and first at our own page where nobody knows yet whether it exists.

    Then a service of the owner's is asked, where there is one. For outside of any transaction. Raises
    nothing: what goes wrong is a word.
    """
    if not any(is_under(visit.target, base) for base in visit.bases):
        return Look(trouble=Reason.FOREIGN, url=visit.target)  # the site has moved since
    began = monotonic()
    try:
        return _asked(visit, _seen(visit, manner), manner, began)
    except Exception:
        # A page that no reader of ours bears must not come back to the worker for ever.
        log.exception("A mention's source could not be read: %s", host_of(visit.source))
        return Look(trouble=Trouble.GARBLED, url=visit.source)


def _seen(visit: Visit, manner: Manner) -> Look:
    page = OwnPage()
    if not visit.is_known_page:
        page = own_page(visit.target, manner)
        if page.trouble is not None:
            return Look(trouble=page.trouble, url=page.url)
        if not any(is_under(page.url, base) for base in visit.bases):
            return Look(trouble=Reason.NO_PAGE, url=page.url)
    return look(visit.source, visit.target, visit.bases, manner).about(page)


def _asked(visit: Visit, seen: Look, manner: Manner, began: float) -> Look:
    """The same with what the owner's service says of it, within the time of two visits."""
    is_taken_in = seen.trouble is None or (visit.kind is Kind.TRACKBACK and seen.trouble is Reason.NO_LINK)
    submission = _submission(visit.row, seen, visit.row.received_at) if is_taken_in else None
    if (
        submission is None
        or not ask.is_wanted(visit.site, submission)
        or visit.row.told == _digest(submission)
    ):
        return seen
    left = 2 * manner.seconds - (monotonic() - began)
    seconds = max(SHORTEST_ASK, min(ask.SECONDS, left))
    return replace(seen, external=ask.asked(visit.site, submission, manner, seconds=seconds).external)


def settle(
    session: Session, visit: Visit, seen: Look, *, now: datetime, is_last: bool = False
) -> Settled | None:
    """Keep what came of a visit: a new comment, a changed one, one that is withdrawn, or another try later.

    `is_last` tries no more, whatever went wrong: the sender is told. None where somebody else has the
    mention by now, because this took too long.
    """
    row = mentions.held(session, visit.taken)
    if row is None:
        return None
    site = sites.of(session, row.site_id)
    comment = session.get(Comment, row.comment_id) if row.comment_id is not None else None
    is_taken_in = seen.trouble is None or _may_lack_link(session, row, seen)
    if is_taken_in:
        comment = _taken_in(session, site, row, comment, seen, now)
    elif comment is not None and seen.trouble in WITHDRAWN:
        _withdraw(session, comment, seen.trouble, now)
    _remember(row, seen, comment, now)
    row.trouble = "" if is_taken_in else str(seen.trouble)
    again_at = None if is_taken_in or is_last else _next_try(row, seen, now)
    if row.received_at > visit.taken.until - LEASE:
        pass  # it was announced again meanwhile: that visit is still to be made
    elif again_at is not None:
        row.due_at, row.tries = again_at, row.tries + 1
    else:
        row.due_at, row.state = None, Errand.DONE if is_taken_in else Errand.FAILED
    session.flush()
    return Settled(mention=row, trouble=None if is_taken_in else seen.trouble, comment=comment)


def _visit(session: Session, taken: Taken) -> Visit:
    row = session.get_one(Mention, taken.id, populate_existing=True)
    site = sites.of(session, row.site_id)
    return Visit(
        taken=taken,
        kind=row.kind,
        source=row.source,
        target=row.target,
        bases=site.bases,
        is_known_page=sites.page_by_key(session, site.id, row.page_key) is not None,
        site=site,
        row=row,
    )


def _may_lack_link(session: Session, row: Mention, seen: Look) -> bool:
    """A trackback promises no link: without one it is taken in, and a rule speaks against it.

    One that was taken in so is not withdrawn for what it never had.
    """
    if row.kind is not Kind.TRACKBACK or seen.trouble is not Reason.NO_LINK:
        return False
    before = comments.facts_of(session, row.comment_id).get("sight") if row.comment_id is not None else None
    return not (before and before["has_link"])


def _taken_in(
    session: Session, site: Site, row: Mention, comment: Comment | None, seen: Look, now: datetime
) -> Comment:
    submission = _submission(row, seen, now)
    told = _digest(submission)
    if comment is None:
        received = submit.submit(session, site, submit.storable(site, submission))
        comment = received.comment
    elif comment.erased_at is None and (row.told not in (None, told) or is_withdrawn(comment)):
        # Without a digest a program has handed it in: what it says there is only noted.
        submit.revise(session, site, comment, submission)
    row.comment_id, row.told = comment.id, told
    return comment


def _submission(row: Mention, seen: Look, now: datetime) -> Submission:
    given, is_trackback = row.given, row.kind is Kind.TRACKBACK
    name = given.get("title") or row.source if is_trackback else seen.name
    return Submission(
        kind=row.kind,
        page_url=seen.page_url or row.target,
        page_title=seen.page_title,
        author=Author(
            name=name[:LONGEST_NAME],
            website=seen.website if len(seen.website) <= LONGEST_WEBSITE else "",
            ip=given.get("ip", ""),
            user_agent=given.get("user_agent", ""),
        ),
        text=given.get("excerpt", "") if is_trackback else seen.text,
        source=row.source,
        origin=f"mention:{row.pair.hex()}",
        posted_at=min(seen.published, now) if seen.published and not is_trackback else now,
        received_at=now,
        how=How.MENTION if is_trackback else seen.how,
        blog_name=given.get("blog_name", ""),
        sight=seen.sight,
        external=seen.external,
    )


def _digest(submission: Submission) -> bytes:
    said = (submission.author.name, submission.author.website, submission.text, submission.how or "")
    return blake2b("\0".join(said).encode("utf-8", "replace"), digest_size=16).digest()


def _withdraw(session: Session, comment: Comment, trouble: Word, now: datetime) -> None:
    """Reject a mention whose page is gone, or links here no more; what is spam or rejected stays that."""
    comment = comments.locked(session, comment)
    if comment.status not in (Status.PENDING, Status.APPROVED) or comment.erased_at is not None:
        return
    turn(
        session,
        comment,
        Status.REJECTED,
        action="withdraw",
        by=RULES,
        at=now,
        seen=comment.version,
        because=WITHDRAWN[trouble],
    )


def _remember(row: Mention, seen: Look, comment: Comment | None, now: datetime) -> None:
    """Keep what was seen; of what was deleted for good, only that somebody looked."""
    row.checked_at = now
    row.log = [_line(seen, now), *row.log][:MOST_LOGGED]
    if seen.sight is not None and (comment is None or comment.erased_at is None):
        row.title, row.preview, row.photo = seen.title, seen.preview, seen.photo
        row.quotes = list(seen.quotes)


def _next_try(row: Mention, seen: Look, now: datetime) -> datetime | None:
    """When to go there again after a visit that came to nothing; None where that would be no use."""
    if seen.trouble not in PASSING or row.tries >= len(PAUSES):
        return None
    return now + PAUSES[row.tries]


def _line(seen: Look, now: datetime) -> dict[str, Any]:
    return {
        "at": now.isoformat(),
        "trouble": str(seen.trouble) if seen.trouble is not None else "",
        "status": seen.status,
        "url": seen.url,
        "hops": list(seen.hops),
    }


def next_due(session: Session) -> datetime | None:
    """When the next visit is due; None where none is."""
    return mentions.next_due(session)


def forget_failed(session: Session, *, before: datetime, most: int) -> None:
    """Let go of what came to nothing, and was last announced before then; `most` of each site at a time."""
    for site in session.scalars(sites.all_sites()).all():
        mentions.drop_failed(session, site.id, before=before, most=most)
