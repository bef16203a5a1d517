"""Mentions as they are announced to us, and what somebody sees who goes to their sources."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from moderation.domain import receive, visit
from moderation.domain.look import Look
from moderation.domain.trouble import Word
from moderation.domain.visit import Settled
from moderation.store import comments, mentions
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.mentions import Mention
from moderation.store.sites import Site
from moderation.words import How, Kind, Sight
from tests.factories import number, the_site, tick

WORDS = "what Isabelle wrote"


def announced(
    site: Site | None = None,
    *,
    source: str = "",
    page: str = "/soup",
    kind: Kind = Kind.WEBMENTION,
    at: datetime | None = None,
    **given: str,
) -> Mention:
    """A mention that somebody has told us of, and that waits to be verified."""
    site = site or the_site()
    source, target = source or f"https://blog{number()}.example/post", site.url.rstrip("/") + page
    with writing() as session:
        return receive.receive(
            session, site, kind=kind, source=source, target=target, given=given, now=at or tick()
        )


def looked(mention: Mention, seen: Look, *, at: datetime | None = None, is_last: bool = False) -> Settled:
    """What comes of a look at its source."""
    now = at or tick()
    with writing() as session:
        taken = visit.claim_this(session, now_of(mention), now=now)
        assert taken is not None
    with writing() as session:
        settled = visit.settle(
            session, taken, replace(seen, url=seen.url or mention.source), now=now, is_last=is_last
        )
    assert settled is not None
    return settled


def linking(**given: Any) -> Look:
    """A page that links to ours."""
    usual: dict[str, Any] = {
        "status": 200,
        "how": How.MENTION,
        "name": "My notes",
        "title": "My notes",
        "text": f"I came back to {WORDS} more than once.",
        "preview": f"My notes\nI came back to {WORDS} more than once.\nThe end.",
        "quotes": (WORDS,),
        "sight": Sight(has_link=True, quotes=(WORDS,)),
    }
    return Look(**{**usual, **given})


def failing(trouble: Word, **given: Any) -> Look:
    """A page that does not link to ours, or is not there."""
    return Look(trouble=trouble, **given)


def verified(site: Site | None = None, seen: Look | None = None, **given: Any) -> Comment:
    """The comment that a mention became whose source links to us."""
    made = looked(announced(site, **given), seen or linking(), at=given.get("at")).comment
    assert made is not None
    with reading() as session:
        return comments.again(session, made.id)


def now_of(mention: Mention) -> Mention:
    """A mention as it now is."""
    with reading() as session:
        return session.get_one(Mention, mention.id)


def of(comment: Comment) -> Mention:
    """The mention that became this comment."""
    with reading() as session:
        return mentions.of_comments(session, [comment.id])[comment.id]
