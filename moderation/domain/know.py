"""Gathers the Facts: what the desk knows of a submission at the moment it comes in."""

from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from moderation.domain import homes, imitate, learn, marks
from moderation.domain.alike import Met, meet
from moderation.store import comments, mentions, people, tallies, waves
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.text.fold import fold
from moderation.text.http_url import split_http
from moderation.text.links import host_of
from moderation.text.page_url import is_under, page_key
from moderation.text.pair import pair_of
from moderation.words import Decided, Facts, Status, Submission

BURST_WITHIN = timedelta(hours=1)
MOST_DECIDED = 20


def know(
    session: Session, site: Site, page: Page | None, submission: Submission, met: Met | None = None
) -> Facts:
    """What stands in the tallies, in the author's past, among the same texts and the members' names.

    `met` is what `alike.meet` found, for whoever has asked already.
    """
    author, own = author_key(session, submission), homes_of(session, submission)
    wanted = [
        (tallies.AUTHOR, author.hex()),
        *((tallies.SOURCE, home) for home in own.values()),
        learn.TAUGHT,
    ]
    counts = tallies.read(session, site.id, wanted)
    approved, approved_at = counts.get((site.id, tallies.AUTHOR, author.hex(), Status.APPROVED), (0, None))
    spam, _ = counts.get((site.id, tallies.AUTHOR, author.hex(), Status.SPAM), (0, None))
    met = met or meet(session, site, page, submission, author)
    own_hosts = tuple(host_of(url) for url in site.bases)
    return Facts(
        is_member=submission.member_id is not None,
        author_approved=approved,
        author_spam=spam,
        author_last_approved_at=approved_at,
        own_hosts=own_hosts,
        page_title=page.title if page is not None else submission.page_title,
        same_text=met.same,
        same_text_spam=met.same_spam,
        alike=met.alike,
        repeats_spam=met.repeats_spam,
        spam_seen=marks.seen(session, marks_of(session, submission, own_hosts)),
        author_decided=_decided(session, site, author),
        imitates=_imitates(session, site, submission),
        site_language=site.locale,
        reports=0,
        external=submission.external,
        learned=learn.known(session, site.id, submission, learn.taught_by(counts, site.id)),
        wave=waves.holds(session, site.id, page.id if page is not None else None, submission.received_at),
        **_of_mention(session, site, submission, homes.before(own, _by_home(counts))),
    )


def marks_of(session: Session, submission: Submission, own_hosts: Collection[str]) -> dict[marks.Mark, str]:
    """By what its writer would be known again."""
    return marks.marks_of(submission, installation_key(session), own_hosts)


def homes_of(session: Session, submission: Submission) -> dict[str, str]:
    """By what a mention's source and its author would be known again."""
    return homes.homes_of(submission, installation_key(session))


def author_key(session: Session, submission: Submission) -> bytes:
    """By what the author of a submission is known again on its site."""
    return author_hash(submission, installation_key(session))


def author_hash(submission: Submission, key: bytes) -> bytes:
    """A keyed hash of name and e-mail: the counts outlive the forgetting of an address.

    A member is known by the account: whoever types a member's name and e-mail is a stranger.
    """
    author = submission.author
    who = f"{fold(author.name)}\0{author.email.strip().lower()}"
    if submission.member_id is not None:
        who = f"member\0{submission.member_id}"
    return blake2b(who.encode("utf-8", "replace"), key=key, digest_size=16).digest()


def installation_key(session: Session) -> bytes:
    """The key of all such hashes, made with the database and kept in it."""
    if "installation_key" not in session.info:
        kept = people.installation_key(session, "hashes")
        session.info["installation_key"] = kept or people.make_installation_key(session, "hashes")
    key: bytes = session.info["installation_key"]
    return key


def _by_home(counts: dict[tallies.Key, tuple[int, datetime]]) -> dict[tuple[str, Status], int]:
    return {
        (value, status): n for (_, facet, value, status), (n, _) in counts.items() if facet == tallies.SOURCE
    }


def _of_mention(session: Session, site: Site, submission: Submission, before: homes.Before) -> dict[str, Any]:
    """What is known of a mention alone; nothing of a comment."""
    if not submission.kind.is_mention:
        return {}
    return {
        "sight": submission.sight,
        "source_approved": before.approved,
        "source_spam": before.spam,
        "host_burst": _host_burst(session, site, submission),
        "is_own_source": any(is_under(submission.source, base) for base in site.bases),
    }


def _host_burst(session: Session, site: Site, submission: Submission) -> int:
    """How many others its host announced within the hour before this one was, which may be long ago."""
    source = submission.source
    if split_http(source) is None:
        return 0
    own = mentions.by_pair(session, site.id, pair_of(source, page_key(submission.page_url)))
    until = own.received_at if own is not None else submission.received_at
    n = mentions.count_from(session, site.id, host_of(source), since=until - BURST_WITHIN, until=until)
    return n - (own is not None)


def _decided(session: Session, site: Site, author: bytes) -> tuple[Decided, ...]:
    rows = comments.decided_by_people(session, site.id, author, MOST_DECIDED)
    return tuple(Decided(at=at, is_rejected=status is Status.REJECTED) for status, at in rows)


def _imitates(session: Session, site: Site, submission: Submission) -> tuple[str, ...]:
    if submission.member_id is not None:
        return ()
    members = people.members_of(session, site.id)
    return imitate.imitated(submission.author, [(member.name, member.email) for member in members])
