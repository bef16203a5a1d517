"""Wave mode: begun, ended, and a suggestion of it set aside."""

import re
from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation.domain import wave
from moderation.store.db import writing
from moderation.web.answer import answer, came_from
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("waves", __name__)

NUMBER = re.compile("[0-9]{1,18}", re.ASCII)
ENDED = N_("Wave mode has ended. Strangers are judged as before.")


@bp.post("/waves")
@login_required
def begin() -> Response:
    """Hold what strangers write on a site or a page, for some hours."""
    site, page = _place()
    hours = _number(request.form.get("hours")) or 0
    with writing() as session:
        wave.begin(session, viewer(), site, page, hours=hours, now=datetime.now(UTC))
    return _back()


@bp.post("/waves/aside")
@login_required
def set_aside() -> Response:
    """Suggest it no more for a day."""
    site, page = _place()
    with writing() as session:
        wave.set_aside(session, viewer(), site, page, now=datetime.now(UTC))
    return _back()


@bp.post("/waves/<int:id>/end")
@login_required
def end(id: int) -> Response:
    """End it before its time."""
    with writing() as session:
        wave.end(session, viewer(), id, now=datetime.now(UTC))
    flash(gettext(ENDED), "done")
    return _back()


def _place() -> tuple[str, int | None]:
    return request.form.get("site", ""), _number(request.form.get("page"))


def _number(sent: str | None) -> int | None:
    return int(sent) if sent and NUMBER.fullmatch(sent) else None


def _back() -> Response:
    return answer(redirect(came_from() or url_for("queue.show"), 303))
