"""Try before you save: changed rules, tried on what people decided."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, url_for
from flask_login import login_required

from moderation import bell
from moderation.domain import trial, tune
from moderation.domain.comparison import SHOWN, Move
from moderation.domain.trial import Trial
from moderation.errors import Invalid
from moderation.store.db import Session, reading, writing
from moderation.web import rule_form, rule_words
from moderation.web.answer import changed, page
from moderation.web.desk import rules
from moderation.web.identity import viewer

bp = Blueprint("trials", __name__)

QUOTED = 3
"""So many of those that change side stand beside the rules; the others are behind a link."""


@bp.post("/settings/<site>/rules/trial")
@login_required
def start(site: str) -> Response:
    """Try the rules as they stand in the form; nothing is saved."""
    form = rule_form.sent()
    try:
        with writing() as session:
            tune.site_of(session, viewer(), site)
            book = rule_form.book_of(form)
            key = trial.start(session, viewer(), site, book, now=datetime.now(UTC))
    except Invalid as wrong:
        return rules.refused_for(site, form, wrong)
    bell.ring()
    with reading() as session:
        values = _values(session, site, trial.read(session, viewer(), site, key), QUOTED)
    return changed("replay", back=url_for("trials.show", site=site, id=key), **values)


@bp.get("/settings/<site>/rules/trial/<int:id>")
@login_required
def show(site: str, id: int) -> Response:
    """How far a trial is, and what came of it; beside the rules it asks by itself until it is over."""
    with reading() as session:
        found = trial.read(session, viewer(), site, id)
        values = _values(session, site, found, QUOTED)
    return page("desk/replay.html", part="replay", settings=rule_words.said(found.changes), **values)


@bp.get("/settings/<site>/rules/trial/<int:id>/<any(caught, missed, held, freed):move>")
@login_required
def listed(site: str, id: int, move: str) -> Response:
    """The comments that would change side so, as cards."""
    with reading() as session:
        found = trial.read(session, viewer(), site, id)
        values = _values(session, site, found, 0)
        values |= {"move": Move(move), "cards": trial.changed(session, found.found, Move(move), SHOWN)}
    return page("desk/moved.html", part="moved", **values)


def _values(session: Session, key: str, found: Trial, most: int) -> dict[str, Any]:
    moved = [
        (move, found.found.moved[move], trial.changed(session, found.found, move, most))
        for move in Move
        if found.found.moved[move]
    ]
    return {"site": tune.site_of(session, viewer(), key), "replay": found, "moved": moved}
