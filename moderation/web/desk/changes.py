"""The history of a site's rules: who changed what, and the way back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation.domain import tune
from moderation.domain.tune import Event
from moderation.errors import Conflict, Invalid
from moderation.store.db import reading, writing
from moderation.web import languages, rule_words, warm
from moderation.web.answer import answer, came_from, own_path, page, refused
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("changes", __name__)
SIZE = 25


@bp.get("/settings/<site>/rules/history")
@login_required
def show(site: str) -> Response:
    """The changes of a site's rules, newest first."""
    return page("desk/changes.html", part="changes", **_values(site))


@bp.post("/settings/<site>/rules/history/<int:id>/revert")
@login_required
def revert(site: str, id: int) -> Response:
    """Take a change back, as long as none of its settings was changed again."""
    try:
        with writing() as session:
            tune.revert(session, viewer(), site, id, now=datetime.now(UTC))
    except (Conflict, Invalid) as wrong:
        status = 409 if isinstance(wrong, Conflict) else 422
        return refused(
            "desk/changes.html", part="changes", status=status, problem=wrong.problem, **_values(site)
        )
    warm.soon(site)
    flash(gettext(N_("The change is taken back. The rules are as they were before it.")), "done")
    here = url_for("changes.show", site=site)
    return answer(redirect(own_path(came_from()) or here, 303))


def _values(key: str) -> dict[str, Any]:
    before = _number(request.args.get("before", ""))
    with reading() as session:
        place = tune.site_of(session, viewer(), key)
        found = tune.history(session, place, before=before, size=SIZE)
        taken_back = tune.taken_back(session, place, found)
        shown = found[:SIZE]
        standing = [tune.stands(session, place, event) for event in shown]
    return {
        "site": place,
        "changes": [
            (event, rule_words.said(event.detail["changes"]), stands)
            for event, stands in zip(shown, standing, strict=True)
        ],
        "taken_back": taken_back,
        "before": before,
        "next": _next(found, shown),
        "say": languages.say,
    }


def _number(asked: str) -> int | None:
    """The number of an event; None is the newest, as is anything that is no number of one."""
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 19 else None


def _next(found: Sequence[Event], shown: Sequence[Event]) -> int | None:
    return shown[-1].number if len(found) > len(shown) else None
