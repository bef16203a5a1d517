"""Who asks: the session's account, and the sites it may see."""

from typing import cast

from flask import Flask, current_app, request
from flask_login import LoginManager, UserMixin, current_user

from moderation.domain import enrol
from moderation.domain.allow import Viewer
from moderation.store.db import reading
from moderation.words import Actor, ActorKind

login = LoginManager()


class Account(UserMixin):
    """The signed-in account, as plain values."""

    def __init__(self, user: enrol.User, viewer: Viewer) -> None:
        self.id = user.id
        self.session_version = user.session_version
        self.email = user.email
        self.locale = user.locale
        self.timezone = user.timezone
        self.keys = user.keys
        self.viewer = viewer

    @property
    def name(self) -> str:
        return self.viewer.actor.name

    @property
    def is_admin(self) -> bool:
        return self.viewer.is_admin

    def get_id(self) -> str:
        """What the session keeps: raising the account's version signs it out everywhere."""
        return f"{self.id}.{self.session_version}"


def init(app: Flask) -> None:
    """Let Flask-Login know how accounts are found."""
    login.init_app(app)


@login.user_loader
def account(kept: str) -> Account | None:
    """The account that a session remembers; None where it is gone, or was signed out everywhere."""
    number, _, version = kept.partition(".")
    with reading() as rows:
        user = enrol.account(rows, int(number)) if number.isdigit() else None
        if user is None or str(user.session_version) != version:
            return None
        return Account(user, enrol.viewer_of(rows, user))


def me() -> Account | None:
    """The signed-in account; None for a visitor."""
    return cast(Account, current_user) if current_user.is_authenticated else None


def signed_in() -> Account:
    """The signed-in account, behind `login_required`."""
    return cast(Account, current_user)


def viewer() -> Viewer:
    """Who looks; a visitor sees nothing."""
    here = me()
    return here.viewer if here is not None else Viewer(actor=Actor(kind=ActorKind.MEMBER))


def address() -> str:
    """The visitor's address, behind as many proxies as are trusted."""
    return request.remote_addr or ""


def is_https() -> bool:
    """Whether people reach the installation by https, as its settings say."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
