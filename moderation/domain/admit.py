"""What is refused at the door, to the writer's face; nothing of it is stored."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from moderation.domain.judge import book_of
from moderation.domain.know import author_key
from moderation.errors import Invalid, Problem, TooMany
from moderation.rules.door.flood import Flood
from moderation.rules.verdict import refusals
from moderation.store import comments, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.text.fold import text_key
from moderation.text.nets import net_of
from moderation.text.page_url import page_key
from moderation.words import N_, DoorFacts, Status, Submission

SAID_WITHIN = timedelta(days=365)


def admit(session: Session, site: Site, submission: Submission, *, floods: bool = True) -> None:
    """Let a submission in, or raise Invalid with all that speaks against it (TooMany where waiting helps)."""
    page = sites.page_by_key(session, site.id, page_key(submission.page_url))
    problems = [*_wrong_parent(session, page, submission)]
    found = refusals(submission, _door_facts(session, site, page, submission, floods), book_of(session, site))
    problems += [Problem(on=r.on, why=r.why, many=r.many, values=r.values) for r in found]
    waits = [r.retry_after for r in found if r.retry_after is not None]
    if waits and len(waits) == len(problems):
        raise TooMany(*problems, retry_after=max(waits))
    if problems:
        raise Invalid(*problems)


def require_length(
    session: Session, site: Site, submission: Submission, only: Collection[str] | None = None
) -> None:
    """Let words of the desk, which no other check at the door concerns, be no longer than any text.

    `only` names the fields that are looked at; None means all.
    """
    rule = book_of(session, site).rule("length")
    found = list(rule.refuse(submission, DoorFacts())) if rule.on else []
    found = [refusal for refusal in found if only is None or refusal.on in only]
    if found:
        raise Invalid(*(Problem(on=r.on, why=r.why, many=r.many, values=r.values) for r in found))


def require_email(session: Session, site: Site, submission: Submission) -> None:
    """Let the desk write no e-mail that the door would not take; none at all is none to be checked."""
    rule = book_of(session, site).rule("submission")
    found = list(rule.refuse(submission, DoorFacts())) if rule.on and submission.kind in rule.kinds else []
    if found:
        raise Invalid(*(Problem(on=r.on, why=r.why, many=r.many, values=r.values) for r in found))


def closed(session: Session, site: Site, page: Page | None, now: datetime) -> Problem | None:
    """Why nobody can comment on a page now; None where everybody can."""
    door = DoorFacts(
        page_is_open=page is None or page.is_open, page_opened_at=page.opened_at if page else None
    )
    nothing = Submission(page_url="", text="", origin="", posted_at=now, received_at=now)
    rule = book_of(session, site).rule("closed")
    found = list(rule.refuse(nothing, door)) if rule.on else []
    return Problem(why=found[0].why, many=found[0].many, values=found[0].values) if found else None


def _wrong_parent(session: Session, page: Page | None, submission: Submission) -> list[Problem]:
    if submission.parent_id is None:
        return []
    parent = session.get(Comment, submission.parent_id) if submission.parent_id < 2**63 else None
    is_here = parent is not None and page is not None and parent.page_id == page.id
    if parent is None or not is_here or not parent.is_conversation or submission.kind.is_mention:
        return [Problem(on="parent", why=N_("The comment that you answer is not on this page."))]
    if parent.status is not Status.APPROVED:
        return [Problem(on="parent", why=N_("The comment that you answer is no longer shown."))]
    return []


def _door_facts(
    session: Session, site: Site, page: Page | None, submission: Submission, floods: bool
) -> DoorFacts:
    author, now = submission.author, submission.received_at
    is_known = submission.member_id is not None or submission.origin.startswith(("api:", "desk:"))
    trusted = is_known or not floods
    net = "" if trusted else net_of(author.ip)
    recent = [] if trusted else _receipts(session, site, net=net, email=author.email, now=now)
    return DoorFacts(
        is_trusted=trusted,
        page_is_open=page is None or page.is_open,
        page_opened_at=page.opened_at if page is not None else None,
        said_already=page is not None and _said_already(session, site, page, submission),
        by_sender=tuple(
            at
            for at, ip, email in recent
            if (author.ip and ip == author.ip) or (author.email and email == author.email)
        ),
        by_net=tuple(at for at, ip, _ in recent if net and net_of(ip) == net),
    )


def _receipts(session: Session, site: Site, *, net: str, email: str, now: datetime) -> list[Any]:
    """As many and as old as the site's own limits look at."""
    flood = book_of(session, site).rule(Flood)
    since = now - timedelta(seconds=max(flood.pause, 60 * flood.minutes))
    return comments.receipts(session, site.id, net=net, email=email, since=since, most=flood.most)


def _said_already(session: Session, site: Site, page: Page, submission: Submission) -> bool:
    since = submission.received_at - SAID_WITHIN
    key = author_key(session, submission)
    return any(
        said.page_id == page.id
        and said.parent_id == submission.parent_id
        and said.author_key == key
        and said.text == submission.text
        and said.status in (Status.PENDING, Status.APPROVED)
        for said in session.scalars(comments.same_text(site.id, text_key(submission.text), since))
    )
