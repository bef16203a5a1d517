"""What stands around each page: the words of templates, and the desk's own counts."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from flask import Flask, current_app, get_flashed_messages, url_for
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from moderation.domain import queue, tune, wave
from moderation.domain.allow import Deed, Viewer
from moderation.store.db import reading
from moderation.text.quote import excerpt
from moderation.web import identity, keys, languages, scripts
from moderation.words import N_, Kind, Status

STATUS_NAMES = {
    Status.PENDING: N_("Pending"),
    Status.APPROVED: N_("Approved"),
    Status.SPAM: N_("Spam"),
    Status.REJECTED: N_("Rejected"),
}
KIND_NAMES = {
    Kind.COMMENT: N_("Comments"),
    Kind.PINGBACK: N_("Pingbacks"),
    Kind.TRACKBACK: N_("Trackbacks"),
    Kind.WEBMENTION: N_("Webmentions"),
}
ONE_NAMES = {
    Kind.COMMENT: N_("Comment"),
    Kind.PINGBACK: N_("Pingback"),
    Kind.TRACKBACK: N_("Trackback"),
    Kind.WEBMENTION: N_("Webmention"),
}

NAME = 60
"""Characters of a name in a sentence."""


class Shell:
    """What the desk shows around each page, looked up when a template first asks for it."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    @cached_property
    def sites(self) -> Sequence[tune.Site]:
        """The sites of the viewer, by name."""
        with reading() as session:
            return tune.sites_of(session, self._viewer, Deed.MODERATE)

    @cached_property
    def owned(self) -> Sequence[tune.Site]:
        """The sites whose rules the viewer sets."""
        mine = self._viewer.sites(Deed.CONFIGURE)
        return [site for site in self.sites if site.id in mine]

    def owns(self, site: tune.Site) -> bool:
        """Whether the viewer is an owner of this site."""
        return site.id in self._viewer.sites(Deed.CONFIGURE)

    @cached_property
    def waves(self) -> Sequence[wave.Running]:
        """Where what strangers write is held for a while, on the viewer's sites."""
        with reading() as session:
            return wave.running(session, self._viewer, now=datetime.now(UTC))

    @cached_property
    def waiting(self) -> int:
        """How many comments wait on all sites of the viewer."""
        with reading() as session:
            return queue.counts(session, self._viewer, queue.Filters()).statuses[Status.PENDING]


class Names:
    """The contract's words as people read them."""

    @property
    def status(self) -> dict[str, str]:
        return {status.value: gettext(name) for status, name in STATUS_NAMES.items()}

    @property
    def kind(self) -> dict[str, str]:
        return {kind.value: gettext(name) for kind, name in KIND_NAMES.items()}

    @property
    def one(self) -> dict[str, str]:
        """What one of a kind is called."""
        return {kind.value: gettext(name) for kind, name in ONE_NAMES.items()}

    @property
    def rule(self) -> dict[str, str]:
        return languages.titles()


def init(app: Flask) -> None:
    """Give every template its words."""
    app.jinja_env.globals.update(
        ago=languages.ago,
        called=called,
        coming=languages.coming,
        csrf_token=generate_csrf,
        day=languages.day,
        key=keys.key,
        moment=languages.moment,
        names=Names(),
        number=languages.number,
        passed=languages.passed,
        percent=languages.percent,
        say=languages.say,
        script=scripts.address,
        static=static,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def around() -> dict[str, Any]:
        return {
            "lang": languages.lang(),
            "direction": "ltr",
            "me": identity.me(),
            "messages": get_flashed_messages,
            "shell": Shell(identity.viewer()),
        }


def called(name: str) -> str:
    """A name as sentences have it: not longer than one reads there. A comment's own card has it whole."""
    return excerpt(name, NAME) or gettext(N_("(no name)"))


def static(name: str) -> str:
    """The address of a static file, which changes with its content, so that it can be kept for a year."""
    return url_for("static", filename=name, v=_digest(Path(current_app.static_folder or "") / name))


@cache
def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]
