"""Sites, people, passwords and tokens."""

import hashlib
import re
import secrets
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from moderation.domain.allow import Viewer
from moderation.errors import Invalid, Problem
from moderation.store import people, sites
from moderation.store.db import Session
from moderation.store.people import Member, Token
from moderation.store.people import User as User
from moderation.store.sites import Site
from moderation.text.page_url import normal_page_url
from moderation.words import N_, Actor, ActorKind, Role

LOCALES = ("en", "fr")
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1000

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


def add_site(
    session: Session, key: str, *, name: str, url: str, locale: str, timezone: str, now: datetime
) -> Site:
    """A new site. Raises Invalid for a taken or odd key, and for what is no address, language or zone."""
    problems = []
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", key):
        problems.append(Problem(on="key", why=N_("A key has small letters, digits and hyphens.")))
    elif sites.by_key(session, key) is not None:
        problems.append(Problem(on="key", why=N_("There is a site with this key already.")))
    if not name.strip():
        problems.append(Problem(on="name", why=N_("A site needs a name.")))
    if locale not in LOCALES:
        problems.append(
            Problem(on="locale", why=N_("The languages are: {all}."), values={"all": ", ".join(LOCALES)})
        )
    if timezone not in zones():
        problems.append(Problem(on="timezone", why=N_("This is no time zone such as Europe/Paris.")))
    try:
        url = normal_page_url(url)
    except ValueError:
        problems.append(Problem(on="url", why=N_("This is no address such as https://blog.example.")))
    if problems:
        raise Invalid(*problems)
    site = Site(key=key, name=name.strip(), url=url, locale=locale, timezone=timezone, created_at=now)
    site.aliases, site.book, site.lists = [], {}, {}
    session.add(site)
    session.flush()
    return site


def add_user(
    session: Session, email: str, *, name: str, password: str, is_admin: bool, now: datetime
) -> User:
    """A new account. Raises Invalid for a taken or odd e-mail, an empty name, a short password."""
    email = email.strip().lower()
    problems = []
    if not re.fullmatch(r"[^@\s]{1,64}@[^@\s]{1,190}", email) or len(email) > 100:
        problems.append(Problem(on="email", why=N_("This is not an e-mail address.")))
    elif people.by_email(session, email) is not None:
        problems.append(Problem(on="email", why=N_("There is an account with this e-mail already.")))
    if not name.strip():
        problems.append(Problem(on="name", why=N_("An account needs a name.")))
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        why = N_("A password needs at least {least} characters.")
        problems.append(Problem(on="password", why=why, values={"least": SHORTEST_PASSWORD}))
    if problems:
        raise Invalid(*problems)
    user = User(
        email=email, name=name.strip(), password=_HASHER.hash(password), is_admin=is_admin, created_at=now
    )
    session.add(user)
    session.flush()
    return user


def join(session: Session, user: User, site: Site, role: Role) -> Member:
    """Make an account a member of a site, or give the member another role."""
    member = session.get(Member, (site.id, user.id)) or Member(site_id=site.id, user_id=user.id)
    member.role = role
    session.add(member)
    session.flush()
    return member


def add_token(session: Session, site: Site, *, name: str, now: datetime) -> str:
    """A new token of a site; the text is nowhere kept."""
    secret = f"mod_{secrets.token_urlsafe(32)}"
    session.add(Token(site_id=site.id, name=name or "API", digest=_digest(secret), created_at=now))
    session.flush()
    return secret


@cache
def zones() -> frozenset[str]:
    """Every time zone that there is; looked up on the disk once."""
    return frozenset(available_timezones())


def sign_in(session: Session, email: str, password: str) -> User | None:
    """The account whose e-mail and password these are; an unknown e-mail takes as long to refuse."""
    user = people.by_email(session, email)
    try:
        _HASHER.verify(user.password if user is not None else _NOBODY, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    return user


def account(session: Session, user_id: int) -> User | None:
    """The account with this id."""
    return people.by_id(session, user_id)


def viewer_of(session: Session, user: User) -> Viewer:
    """What an account may see and do."""
    actor = Actor(kind=ActorKind.MEMBER, id=user.id, name=user.name)
    return Viewer(actor=actor, roles=people.roles_of(session, user.id), is_admin=user.is_admin)


def viewer_with_token(session: Session, secret: str) -> tuple[Viewer, Site] | None:
    """What a program with this token may see and do, and its one site; None for no token of ours."""
    token = people.token_with(session, _digest(secret))
    site = sites.by_id(session, token.site_id) if token is not None else None
    if token is None or site is None:
        return None
    actor = Actor(kind=ActorKind.TOKEN, id=token.id, name=token.name)
    return Viewer(actor=actor, roles={site.id: Role.MODERATOR}), site


def prefer(session: Session, user: User, *, locale: str, timezone: str, keys: bool) -> None:
    """Keep an account's own language and zone, where empty follows the browser and the site, and its keys.

    Raises Invalid for what is no language or zone of ours.
    """
    problems = []
    if locale not in ("", *LOCALES):
        problems.append(
            Problem(on="locale", why=N_("The languages are: {all}."), values={"all": ", ".join(LOCALES)})
        )
    if timezone and timezone not in zones():
        problems.append(Problem(on="timezone", why=N_("This is no time zone such as Europe/Paris.")))
    if problems:
        raise Invalid(*problems)
    user.locale, user.timezone, user.keys = locale, timezone, keys


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
