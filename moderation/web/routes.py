"""Every blueprint of the program."""

from typing import Any

from flask import Flask, abort
from flask_wtf.csrf import CSRFProtect

from moderation.web import machine, scripts
from moderation.web.api import comments, decisions, threads
from moderation.web.desk import (
    again,
    audit,
    bulk,
    changes,
    examples,
    fresh,
    learned,
    lists,
    mentions,
    pages,
    profile,
    queue,
    rules,
    sendings,
    sessions,
    sources,
    suggestions,
    trials,
    waves,
    wordpress,
    words,
)
from moderation.web.desk import comments as desk_comments
from moderation.web.desk import decisions as desk_decisions
from moderation.web.doors import form, pingback, trackback, webmention
from moderation.web.site import reports, thread

csrf = CSRFProtect()

DESK = (
    sessions.bp,
    queue.bp,
    fresh.bp,
    desk_comments.bp,
    desk_decisions.bp,
    sources.bp,
    examples.bp,
    bulk.bp,
    mentions.bp,
    words.bp,
    rules.bp,
    trials.bp,
    again.bp,
    suggestions.bp,
    changes.bp,
    learned.bp,
    wordpress.bp,
    lists.bp,
    audit.bp,
    pages.bp,
    waves.bp,
    sendings.bp,
    profile.bp,
)
READERS = (thread.bp, reports.bp, form.bp)
SENDERS = (pingback.bp, webmention.bp, trackback.bp)
PROGRAMS = (comments.bp, decisions.bp, threads.bp, machine.bp, scripts.bp)


def init(app: Flask) -> None:
    """Register the routes. The desk has the session's CSRF token; readers' forms, which may stand in a
    frame without cookies, their own signed stamp; other blogs and programs come
    without cookies."""
    csrf.init_app(app)
    app.url_value_preprocessor(_whole)
    for bp in (*DESK, *READERS, *SENDERS, *PROGRAMS):
        app.register_blueprint(bp)
    for bp in (*READERS, *SENDERS, *PROGRAMS):
        csrf.exempt(bp)


def _whole(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """NUL stands in no name of ours, and PostgreSQL takes it in no text, not even to look for it."""
    if any("\0" in str(value) for value in (values or {}).values()):
        abort(404)
