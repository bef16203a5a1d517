"""Decisions on a mention that are remembered of its source: trusted, muted, blocked."""

from datetime import UTC, datetime

from flask import Blueprint, Response, flash
from flask_babel import gettext
from flask_login import login_required

from moderation.domain import remember
from moderation.errors import Conflict, Invalid
from moderation.store.db import writing
from moderation.web.answer import wants_part
from moderation.web.desk import cards, decisions
from moderation.web.identity import viewer

bp = Blueprint("sources", __name__)


@bp.post("/comments/<int:id>/<any(trust, mute, block):deed>")
@login_required
def remember_one(id: int, deed: str) -> Response:
    """Decide on a mention, and remember it of its source."""
    seen = cards.seen()
    try:
        with writing() as session:
            done = remember.remember(session, viewer(), id, deed, seen=seen, now=datetime.now(UTC))
    except Conflict as overtaken:
        return cards.overtaken(overtaken)
    except Invalid as wrong:
        return cards.card(id, 422, source_error=wrong.problem)
    if done.decision is not None:
        return decisions.done(done.decision)
    said = gettext(done.listed.sentence, place=done.listed.place)
    if wants_part():
        return cards.card(id, 200, "live", said=said, listed=done.listed)
    flash(said, "done")
    return decisions.back()
