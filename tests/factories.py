"""Sites, accounts and comments for tests, made by the program's own verbs.

A test names what it is about; all else has a value here.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from moderation.domain import announce, decide, edit, enrol, erase, submit, tune
from moderation.domain import undo as undo_verb
from moderation.domain.allow import Viewer
from moderation.domain.decide import Decision
from moderation.rules.book import Book
from moderation.store import comments, sites
from moderation.store.comments import Comment
from moderation.store.db import Session, reading, writing
from moderation.store.events import Event
from moderation.store.people import User
from moderation.store.sendings import Sending
from moderation.store.sites import Page, Site
from moderation.words import Actor, ActorKind, Author, Errand, Kind, Role, Status, Submission

PASSWORD = "a long enough password"
ACTIONS = {status: action for action, status in decide.ACTIONS.items()}
AUTHOR = [field.name for field in fields(Author)]
TESTS = Actor(kind=ActorKind.TOKEN, name="tests")

_minutes = count()
_numbers = count(1)


def tick() -> datetime:
    """The tests' clock: each look at it is a minute after the one before."""
    return datetime(2026, 3, 11, 9, 14, tzinfo=UTC) + timedelta(minutes=next(_minutes))


def number() -> int:
    """A number that no other thing of this test run has."""
    return next(_numbers)


def make_site(
    key: str = "potager",
    *,
    url: str = "",
    locale: str = "en",
    timezone: str = "UTC",
    rules: dict[str, Any] | None = None,
) -> Site:
    """A site at `https://<key>.example`; `rules` is what differs from the shipped settings."""
    with writing() as session:
        url, name = url or f"https://{key}.example", key.capitalize()
        site = enrol.add_site(session, key, name=name, url=url, locale=locale, timezone=timezone, now=tick())
        if rules:
            tune.load(session, site, rules, by=TESTS, now=tick())
    return site


def the_site() -> Site:
    """The site that a test does not care about."""
    with reading() as session:
        known = sites.by_key(session, "potager")
    return known or make_site()


def rules_of(site: Site | None = None) -> Book:
    """The rules of a site, as they now are."""
    with reading() as session:
        known = sites.by_key(session, (site or the_site()).key)
        assert known is not None
        return tune.book_of(session, known)


def make_user(
    name: str = "Rosa", *, role: str = "", site: Site | None = None, is_admin: bool = False
) -> User:
    """An account `<name>@desk.example` with PASSWORD, and a member of the site where there is a role."""
    email = f"{name.lower()}@desk.example"
    site = site or the_site()
    with writing() as session:
        user = enrol.add_user(session, email, name=name, password=PASSWORD, is_admin=is_admin, now=tick())
        if role:
            enrol.join(session, user, site, Role(role))
    return user


def make_token(site: Site | None = None, *, name: str = "Importer") -> str:
    """A token of the site, as its program keeps it."""
    site = site or the_site()
    with writing() as session:
        return enrol.add_token(session, site, name=name, now=tick())


def moderator(*of: Site, name: str = "Mina") -> Viewer:
    """Somebody who moderates these sites, without the account that only signing in and replying needs."""
    actor = Actor(kind=ActorKind.MEMBER, name=name)
    return Viewer(actor=actor, roles={site.id: Role.MODERATOR for site in of or (the_site(),)})


def owner(*of: Site, name: str = "Olga") -> Viewer:
    """Somebody who owns these sites, likewise."""
    actor = Actor(kind=ActorKind.MEMBER, name=name)
    return Viewer(actor=actor, roles={site.id: Role.OWNER for site in of or (the_site(),)})


def submission(site: Site | None = None, **given: Any) -> Submission:
    """What a reader nobody knows would send; `page` is a path, author's fields are named like the rest."""
    site, n = site or the_site(), number()
    own = {
        name: given.pop(name) for name in ("name", "email", "website", "ip", "user_agent") if name in given
    }
    author = Author(**{"name": f"Reader {n}", "email": f"reader{n}@mail.example", **own})
    at = given.pop("at", None) or tick()
    page_url = given.pop("url", None) or site.url + given.pop("page", "/soup")
    return Submission(
        **{
            "page_url": page_url,
            "author": author,
            "text": f"My leeks of row {n} came up in spring.",
            "origin": f"test:{n}",
            "posted_at": at,
            "received_at": at,
            **given,
        }
    )


def make_comment(
    site: Site | None = None,
    *,
    status: str | None = "pending",
    by: Viewer | None = None,
    parent: Comment | None = None,
    **given: Any,
) -> Comment:
    """A comment that came in and was decided if the rules gave it another status; None leaves it to them."""
    site = site or the_site()
    if parent is not None:
        with reading() as session:
            given = {"url": sites.page_of(session, parent.page_id).url, "parent_id": parent.id, **given}
    with writing() as session:
        new = submit.submit(session, site, submit.storable(site, submission(site, **given))).comment
        if status is not None and new.status != status:
            who, action = by or moderator(site), ACTIONS[Status(status)]
            new = decide.decide(session, who, new.id, action, seen=None, now=tick()).comment
    return new


def make_mention(site: Site | None = None, **given: Any) -> Comment:
    """A mention by a page elsewhere."""
    n = number()
    usual = {"kind": Kind.PINGBACK, "email": "", "source": f"https://blog{n}.example/post"}
    return make_comment(site, **{**usual, **given})


def turned(comment: Comment, action: str, *, by: Viewer | None = None, seen: int | None = None) -> Decision:
    """What comes of an action on a comment, by somebody who has its present version before them."""
    with writing() as session:
        return decide.decide(session, by or _moderator_of(comment), comment.id, action, seen=seen, now=tick())


def undone(event_id: int, comment: Comment, *, by: Viewer | None = None) -> Decision:
    """What comes of taking a decision or an edit back."""
    with writing() as session:
        return undo_verb.undo(session, by or _moderator_of(comment), event_id, now=tick())


def edited(
    comment: Comment, *, by: Viewer | None = None, seen: int | None = None, **words: str
) -> Event | None:
    """The event of an edit that leaves all other words as they are."""
    now = reload(comment)
    every = {field: getattr(now, field) for field in edit.FIELDS} | words
    version = now.version if seen is None else seen
    with writing() as session:
        who = by or _moderator_of(comment)
        return edit.edit(session, who, comment.id, every, seen=version, now=tick())


def erased(comment: Comment, *, by: Viewer | None = None, seen: int | None = None) -> Decision:
    """What comes of deleting a comment for good, by an owner."""
    version = reload(comment).version if seen is None else seen
    owner = Viewer(actor=Actor(kind=ActorKind.MEMBER, name="Olga"), roles={comment.site_id: Role.OWNER})
    with writing() as session:
        return erase.erase(session, by or owner, comment.id, seen=version, now=tick())


def make_sending(site: Site | None = None, **given: Any) -> Sending:
    """A link of a page of the site, found and not yet told; what is given stands in its row."""
    site, now = site or the_site(), tick()
    target = given.pop("target", f"https://blog{number()}.example/post")
    with writing() as session:
        (found,) = announce.find(session, site, f"{site.url.rstrip('/')}/soup", [target], now=now, due_at=now)
        for name, value in given.items():
            setattr(found.sending, name, value)
    return found.sending


def failed_sending(site: Site | None = None, **given: Any) -> Sending:
    """One that was given up."""
    gone: dict[str, Any] = {"state": Errand.FAILED, "trouble": "refused", "tries": 1, "due_at": None}
    return make_sending(site, **{**gone, "protocol": "webmention", "checked_at": tick(), **given})


def break_off(act: Callable[[Session], object]) -> None:
    """A transaction that comes to nothing when all is done. Raises LookupError."""
    with writing() as session:
        act(session)
        raise LookupError("broken off")


def story(n: int, lines: int) -> str:
    """A text of so many lines that is like no other with another number."""
    return "".join(f"Story {n}, line {line}.\n" for line in range(lines))


def reload(comment: Comment) -> Comment:
    """The comment as it now is."""
    with reading() as session:
        return comments.again(session, comment.id)


def page_of(comment: Comment) -> Page:
    """The page of a comment, as it now is."""
    with reading() as session:
        return sites.page_of(session, comment.page_id)


def all_of(site: Site) -> list[Comment]:
    """Every comment of the site, in the order of their coming."""
    with reading() as session:
        return list(session.scalars(select(Comment).where(Comment.site_id == site.id).order_by(Comment.id)))


def _moderator_of(comment: Comment) -> Viewer:
    actor = Actor(kind=ActorKind.MEMBER, name="Mina")
    return Viewer(actor=actor, roles={comment.site_id: Role.MODERATOR})
