"""Accounts, what they are to which site, the tokens of programs, and the installation's own keys."""

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.words import Role


class User(Base):
    """An account."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """Lower case; one account an address."""
    name: Mapped[str]
    password: Mapped[str]
    """Argon2 hash with its parameters."""
    locale: Mapped[str] = mapped_column(default="")
    """Language at the desk; empty follows the browser."""
    timezone: Mapped[str] = mapped_column(default="")
    """Zone at the desk; empty follows the site."""
    keys: Mapped[bool] = mapped_column(default=True)
    """Whether single letters are keys at the desk (WCAG 2.2, 2.1.4)."""
    is_admin: Mapped[bool] = mapped_column(default=False)
    session_version: Mapped[int] = mapped_column(default=1)
    """Raised to sign out everywhere."""
    created_at: Mapped[datetime]


class Member(Base):
    """What an account is to a site."""

    __tablename__ = "member"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)
    role: Mapped[Role]


class Token(Base):
    """A program's key to one site; only its digest is kept."""

    __tablename__ = "token"
    __table_args__ = (UniqueConstraint("digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    name: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime]


class InstallationKey(Base):
    """A secret of the installation that must outlive `MODERATION_SECRET_KEY`."""

    __tablename__ = "installation_key"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


def by_email(session: Session, email: str) -> User | None:
    """The account with this e-mail, however it is written."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def by_id(session: Session, user_id: int) -> User | None:
    """The account with this id."""
    return session.get(User, user_id)


def roles_of(session: Session, user_id: int) -> dict[int, Role]:
    """An account's roles by site id."""
    rows = session.execute(select(Member.site_id, Member.role).where(Member.user_id == user_id))
    return dict(rows.all())


def member_with_email(session: Session, site_id: int, email: str) -> User | None:
    """The site's member with this e-mail."""
    mine = select(User).join(Member, Member.user_id == User.id).where(Member.site_id == site_id)
    return session.scalar(mine.where(User.email == email.strip().lower()))


def members_of(session: Session, site_id: int) -> list[User]:
    """The accounts that are anything to a site."""
    mine = select(User).join(Member, Member.user_id == User.id).where(Member.site_id == site_id)
    return list(session.scalars(mine.order_by(User.id)))


def token_with(session: Session, digest: bytes) -> Token | None:
    """The token with this digest."""
    return session.scalar(select(Token).where(Token.digest == digest))


def installation_key(session: Session, name: str) -> bytes | None:
    """A kept secret by its name."""
    return session.scalar(select(InstallationKey.value).where(InstallationKey.name == name))


def make_installation_key(session: Session, name: str) -> bytes:
    """The kept secret of this name, made once."""
    new = insert_for(session)(InstallationKey).values(name=name, value=secrets.token_bytes(32))
    session.execute(new.on_conflict_do_nothing())
    return session.scalars(select(InstallationKey.value).where(InstallationKey.name == name)).one()
