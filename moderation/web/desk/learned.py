"""What a site has learned from its moderators, looked at and forgotten."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation.domain import forget, tune
from moderation.domain.tune import Site
from moderation.errors import Conflict
from moderation.rules.wording.learned import LearnedWords
from moderation.store.db import Session, reading, writing
from moderation.web.answer import changed, page, refused
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("learned", __name__)

FORGOTTEN = N_("It is forgotten. From now on each decision teaches anew.")


@bp.get("/settings/<site>/learned")
@login_required
def show(site: str) -> Response:
    """How much was learned, from what, and the way to forget it."""
    with reading() as session:
        values = _values(session, tune.site_of(session, viewer(), site))
    return page("desk/learned.html", part="learned", **values)


@bp.post("/settings/<site>/learned/forget")
@login_required
def forget_all(site: str) -> Response:
    """Forget all that was learned."""
    problem = None
    try:
        with writing() as session:
            forget.forget(session, viewer(), site, now=datetime.now(UTC))
    except Conflict as nothing:
        problem = nothing.problem
    with reading() as session:
        values = _values(session, tune.site_of(session, viewer(), site))
    if problem is not None:
        return refused("desk/learned.html", part="learned", status=409, **values, problem=problem)
    flash(gettext(FORGOTTEN), "done")
    return changed("learned", back=url_for("learned.show", site=site), **values)


def _values(session: Session, site: Site) -> dict[str, Any]:
    rule = tune.book_of(site).rule(LearnedWords)
    return {"site": site, "taught": forget.taught(session, site), "rule": rule}
