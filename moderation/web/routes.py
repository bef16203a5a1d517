"""Every blueprint of the program."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from moderation.web import machine
from moderation.web.api import comments, decisions, threads
from moderation.web.desk import decisions as desk_decisions
from moderation.web.desk import pages, profile, queue, rules, sessions
from moderation.web.doors import form
from moderation.web.site import thread

csrf = CSRFProtect()

DESK = (sessions.bp, queue.bp, desk_decisions.bp, rules.bp, pages.bp, profile.bp)
READERS = (thread.bp, form.bp)
PROGRAMS = (comments.bp, decisions.bp, threads.bp, machine.bp)


def init(app: Flask) -> None:
    """Register the routes. The desk has the session's CSRF token; readers' forms, which may stand in a
    frame without cookies, their own signed stamp; programs a bearer token and no cookies."""
    csrf.init_app(app)
    for bp in (*DESK, *READERS, *PROGRAMS):
        app.register_blueprint(bp)
    for bp in (*READERS, *PROGRAMS):
        csrf.exempt(bp)
