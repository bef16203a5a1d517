"""The audit log at the desk."""

from flask import Blueprint, Response, request
from flask_login import login_required

from moderation.domain import log
from moderation.store.db import reading
from moderation.web import rule_words
from moderation.web.answer import page
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("audit", __name__)

ACT_NAMES = {
    "decisions": N_("Decisions"),
    "undo": N_("Taken back"),
    "words": N_("Edits, deletions, notes"),
    "mentions": N_("Mentions whose page has changed"),
    "reports": N_("Holds after reports of readers"),
    "settings": N_("Settings"),
}


@bp.get("/audit")
@login_required
def show() -> Response:
    """One page of the log that the address names."""
    asked = {name: request.args.get(name) or None for name in ("site", "who", "act", "after")}
    filters = log.Filters(**asked)
    with reading() as session:
        found = log.read(session, viewer(), filters)
    return page(
        "desk/audit.html",
        part="log",
        log=found,
        filters=filters,
        acts=ACT_NAMES,
        programs=log.PROGRAMS,
        changes_of=rule_words.said,
    )
