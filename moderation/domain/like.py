"""Likes of readers: one a visitor, for a comment or for a page; the second takes the first back."""

from datetime import datetime
from hashlib import blake2b

from moderation.domain.know import installation_key
from moderation.errors import Invalid, Missing, Problem
from moderation.store import comments, likes, sites
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.sites import Page, Site
from moderation.text.page_url import page_key
from moderation.words import N_, Status


def like_comment(session: Session, site: Site, comment_id: int, visitor: bytes) -> Comment:
    """Put or take back a visitor's like of an approved comment. Raises Missing for any other."""
    found = comments.one(session, comment_id, [site.id]) if 0 < comment_id < 2**63 else None
    if found is None or found.status is not Status.APPROVED:
        raise Missing(N_("This comment does not exist."))
    _toggle(session, found.page_id, found.id, visitor)
    return comments.again(session, found.id)


def like_page(session: Session, site: Site, url: str, visitor: bytes) -> Page:
    """Put or take back a visitor's like of a page. Raises Missing where nobody has commented yet."""
    try:
        page = sites.page_by_key(session, site.id, page_key(url))
    except ValueError:
        raise Invalid(Problem(on="url", why=N_("This is not the address of a page."))) from None
    if page is None:
        raise Missing(N_("Nobody has commented on this page yet."))
    _toggle(session, page.id, 0, visitor)
    session.refresh(page)
    return page


def page_url(session: Session, page_id: int) -> str:
    """The address of the page on which something was liked."""
    return sites.page_of(session, page_id).url


def visitor_mark(session: Session, *, ip: str, user_agent: str, now: datetime) -> bytes:
    """Who likes, where a browser keeps no mark: a keyed hash of address and agent that changes each month."""
    who = f"{ip}\0{user_agent}\0{now:%Y-%m}"
    key = installation_key(session)
    return blake2b(who.encode("utf-8", "replace"), key=key, digest_size=16).digest()


def _toggle(session: Session, page_id: int, comment_id: int, visitor: bytes) -> None:
    if likes.put(session, page_id, comment_id, visitor):
        likes.count_on(session, page_id, comment_id, 1)
    elif likes.take_back(session, page_id, comment_id, visitor):
        likes.count_on(session, page_id, comment_id, -1)
