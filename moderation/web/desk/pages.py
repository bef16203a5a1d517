"""Pages of a site, opened and closed for comments by its owners."""

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, url_for
from flask_login import login_required

from moderation.domain import tune
from moderation.store.db import writing
from moderation.web.answer import answer, came_from
from moderation.web.identity import viewer

bp = Blueprint("pages", __name__)


@bp.post("/pages/<int:id>/<any(open, close):action>")
@login_required
def switch(id: int, action: str) -> Response:
    """Let a page take comments, or no more; what was said stays to be read."""
    with writing() as session:
        tune.switch_page(session, viewer(), id, is_open=action == "open", now=datetime.now(UTC))
    return answer(redirect(came_from() or url_for("queue.show"), 303))
