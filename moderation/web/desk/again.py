"""What waits, judged again by the present rules: what that would do, and the act."""

from datetime import UTC, datetime
from uuid import uuid4

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required

from moderation import bell
from moderation.domain import rejudge
from moderation.errors import Invalid, Problem
from moderation.store.db import reading, writing
from moderation.web.answer import answer, page
from moderation.web.identity import viewer

bp = Blueprint("again", __name__)


@bp.get("/settings/<site>/rules/again")
@login_required
def ask(site: str) -> Response:
    """What would become of what waits, and the button that does it."""
    return _asked(site)


@bp.post("/settings/<site>/rules/again")
@login_required
def judge(site: str) -> Response:
    """Let the rules judge all that waits, in the background where it is much."""
    asked = request.form.get("asked", "")[:64] or uuid4().hex
    try:
        with writing() as session:
            key = rejudge.start(session, viewer(), site, asked=asked, now=datetime.now(UTC))
    except Invalid as wrong:
        return _asked(site, status=422, problems=wrong.problems)
    bell.ring()
    return answer(redirect(url_for("bulk.show", key=key), 303))


def _asked(site: str, *, status: int = 200, problems: tuple[Problem, ...] = ()) -> Response:
    with reading() as session:
        found = rejudge.preview(session, viewer(), site, now=datetime.now(UTC))
    values = {"site": found.site, "preview": found, "problems": problems, "asked": uuid4().hex}
    return page("desk/rejudge.html", part="rejudge", status=status, **values)
