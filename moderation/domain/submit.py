"""The one way in: every door makes a Submission, and this takes it."""

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any

from moderation.domain import admit
from moderation.domain.alike import meet
from moderation.domain.judge import judge, ruling_of
from moderation.domain.know import author_key, homes_of, marks_of
from moderation.domain.turn import arrive, retell
from moderation.errors import Invalid, Problem
from moderation.store import comments, mentions, people, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.store.sites import Page, Site
from moderation.text import clean
from moderation.text.fold import text_key
from moderation.text.http_url import split_http
from moderation.text.links import host_of, safe_href
from moderation.text.nets import net_of
from moderation.text.page_url import is_under, normal_page_url, page_key
from moderation.text.pair import pair_of
from moderation.words import N_, RULES, Actor, Arrival, Errand, How, Status, Submission, Verdict

RETOLD = ("name", "website", "text", "text_key", "html", "html_version", "how", "author_key", "source")
"""What of a mention may be another when its page is read again."""


@dataclass(frozen=True)
class Received:
    """What became of a submission; `is_new` is False where the same origin was there already."""

    comment: Comment
    is_new: bool


def at_door(session: Session, site: Site, submission: Submission, *, floods: bool = True) -> Received:
    """Take in what a door hands over, unless the writer has to be told something first.

    `floods` False lets any number in at once (rate limits are off).

    Raises Invalid (or TooMany) with every problem that the checks at the door found.
    """
    submission = storable(site, submission)
    known = comments.by_origin(session, site.id, submission.origin) or _mentioned(session, site, submission)
    if known is not None:
        return Received(known, is_new=False)
    try:
        admit.admit(session, site, submission, floods=floods)
    except Invalid:
        # The same submission, sent twice at once, may have come in since: it is no double of itself.
        known = comments.by_origin(session, site.id, submission.origin)
        if known is None:
            raise
        return Received(known, is_new=False)
    received = submit(session, site, submission)
    if submission.kind.is_mention:
        _remember(session, site, received.comment, submission)
    return received


def signed(session: Session, site: Site, submission: Submission) -> Submission:
    """A submission by a trusted program: with the e-mail of a member's account it is that member's."""
    email = submission.author.email
    member = people.member_with_email(session, site.id, email) if email else None
    return replace(submission, member_id=member.id) if member is not None else submission


def submit(
    session: Session,
    site: Site,
    submission: Submission,
    *,
    approved_by: Actor | None = None,
    together: str = "",
) -> Received:
    """Find or make the page, judge, store and turn; with `approved_by` it is approved whatever rules say."""
    known = comments.by_origin(session, site.id, submission.origin)
    if known is not None:
        return Received(known, is_new=False)
    page = _page(session, site, submission)
    verdict, judged, kept = _judged(session, site, page, submission)
    status = verdict.status if approved_by is None else Status.APPROVED
    values = {**_row(session, site, page, submission), **judged}
    new = arrive(session, values, kept, status, by=approved_by or RULES, together=together)
    if new is not None:
        return Received(new, is_new=True)
    # Two doors at once with one origin: the other transaction was first and is committed by now.
    known = comments.by_origin(session, site.id, submission.origin)
    assert known is not None
    return Received(known, is_new=False)


def _mentioned(session: Session, site: Site, submission: Submission) -> Comment | None:
    """The mention of this page by this source that is there already, by whatever way it came."""
    if not submission.kind.is_mention or split_http(submission.source) is None:
        return None
    row = mentions.by_pair(session, site.id, _pair(submission))
    return session.get(Comment, row.comment_id) if row is not None and row.comment_id is not None else None


def _remember(session: Session, site: Site, comment: Comment, submission: Submission) -> None:
    """Keep that a program has handed this mention in: announced once more, it is the same."""
    if split_http(submission.source) is None:
        return
    own = {
        "site_id": site.id,
        "key": secrets.token_urlsafe(16),
        "pair": _pair(submission),
        "kind": submission.kind,
        "source": submission.source,
        "target": submission.page_url,
        "host": host_of(submission.source),
        "page_key": page_key(submission.page_url),
        "given": {},
        "state": Errand.DONE,
        "received_at": submission.received_at,
        "due_at": None,
        "taken_until": None,
    }
    mentions.add(session, {**own, "comment_id": comment.id})


def _pair(submission: Submission) -> bytes:
    return pair_of(submission.source, page_key(submission.page_url))


def revise(session: Session, site: Site, comment: Comment, submission: Submission) -> Event:
    """Take in what a mention's page says now, and judge it again.

    What was published waits again, unless the rules approve it. What a person rejected, called spam or held
    stays so: the other words are there to be seen.
    """
    submission = storable(site, submission)
    comment = comments.locked(session, comment)
    page = sites.page_of(session, comment.page_id)
    verdict, judged, kept = _judged(session, site, page, submission)
    row = _row(session, site, page, submission)
    values = {**{name: row[name] for name in RETOLD}, **judged}
    status = _after_revision(comment, verdict)
    return retell(session, comment, values, kept, status, at=submission.received_at)


def _after_revision(comment: Comment, verdict: Verdict) -> Status:
    stands = comment.is_by_people and comment.status is not Status.APPROVED
    return comment.status if stands else verdict.status


def _judged(
    session: Session, site: Site, page: Page, submission: Submission
) -> tuple[Verdict, dict[str, Any], dict[str, Any]]:
    """What the rules say, the columns that keep it, and the facts by which they said it."""
    met = meet(session, site, page, submission, author_key(session, submission))
    facts, verdict = judge(session, site, page, submission, met=met)
    judged = {
        "family": met.family,
        "points": verdict.points,
        "signals": [signal.as_json() for signal in verdict.signals],
        "because": verdict.because,
        "flagged": verdict.flagged,
        "book_version": site.book_version,
        "judged_by": ruling_of(session, site).digest,
    }
    again = {
        "arrival": asdict(Arrival.of(submission)),
        "marks": list(marks_of(session, submission, facts.own_hosts)),
        "homes": list(homes_of(session, submission).values()),
    }
    return verdict, judged, {**facts.as_json(), **again}


def storable(site: Site, submission: Submission) -> Submission:
    """The submission with what any database takes, its page's address in the normal form.

    Raises Invalid where the address is none, or another site's.
    """
    author = submission.author
    tidy = replace(
        author,
        name=clean.calm_line(clean.storable(author.name)),
        email=clean.storable(author.email).strip(),
        website=clean.storable(author.website).strip(),
        ip=clean.storable(author.ip),
        user_agent=clean.storable(author.user_agent)[:500],
    )
    try:
        url = normal_page_url(submission.page_url)
    except ValueError:
        raise Invalid(Problem(on="url", why=N_("This is not the address of a page."))) from None
    if not any(is_under(url, base) for base in site.bases):
        raise Invalid(Problem(on="url", why=N_("This page does not belong to this site.")))
    return replace(
        submission,
        author=tidy,
        page_url=url,
        page_title=clean.calm_line(clean.storable(submission.page_title))[:500],
        text=clean.storable(submission.text).strip("\n"),
        source=clean.storable(submission.source),
        origin=clean.storable(submission.origin),
        honeypot=clean.storable(submission.honeypot),
        blog_name=clean.storable(submission.blog_name)[:500],
    )


def _page(session: Session, site: Site, submission: Submission) -> Page:
    key = page_key(submission.page_url)
    page = sites.page_by_key(session, site.id, key)
    if page is None:
        page = sites.make_page(
            session,
            site.id,
            key=key,
            url=submission.page_url,
            title=submission.page_title,
            opened_at=submission.received_at,
        )
    elif submission.page_title and not page.last_number:
        # Until something is published there, nobody has vouched for what a form called the page.
        page.title = submission.page_title
    return page


def _row(session: Session, site: Site, page: Page, submission: Submission) -> dict[str, Any]:
    author = submission.author
    parent = session.get(Comment, submission.parent_id) if submission.parent_id else None
    return {
        "site_id": site.id,
        "page_id": page.id,
        "parent_id": parent.id if parent else None,
        "root_id": (parent.root_id or parent.id) if parent else None,
        "depth": parent.depth + 1 if parent else 0,
        "kind": submission.kind,
        "origin": submission.origin,
        "name": author.name,
        "email": author.email,
        "website": safe_href(author.website),
        "author_ip": author.ip,
        "author_net": net_of(author.ip),
        "user_agent": author.user_agent,
        "author_key": author_key(session, submission),
        "member_id": submission.member_id,
        "source": submission.source,
        "how": (submission.how or How.MENTION) if submission.kind.is_mention else None,
        "text": submission.text,
        "text_key": text_key(submission.text),
        "html": clean.to_html(submission.text),
        "html_version": clean.VERSION,
        "posted_at": submission.posted_at,
        "received_at": submission.received_at,
    }
