"""What decisions say about the rules: each suggestion with its evidence, to be taken or hidden."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_login import login_required

from moderation import bell
from moderation.domain import adopt, suggest
from moderation.errors import Conflict, Problem
from moderation.store.db import reading, writing
from moderation.web import rule_words, warm
from moderation.web.answer import changed, page, refused
from moderation.web.identity import viewer

bp = Blueprint("suggestions", __name__)

DEEDS = {"take": adopt.take, "hide": adopt.hide, "show": adopt.bring_back}


@bp.get("/settings/<site>/suggestions")
@login_required
def show(site: str) -> Response:
    """What is suggested, what was taken or hidden, and when somebody last looked."""
    return page("desk/suggestions.html", part="suggestions", **_values(site, _number()))


@bp.post("/settings/<site>/suggestions/look")
@login_required
def look(site: str) -> Response:
    """Let the decisions be looked through in the background."""
    with writing() as session:
        adopt.ask(session, viewer(), site, now=datetime.now(UTC))
    bell.ring()
    return changed("suggestions", back=url_for("suggestions.show", site=site), **_values(site))


@bp.post("/settings/<site>/suggestions/<int:id>/<any(take, hide, show):deed>")
@login_required
def settle(site: str, id: int, deed: str) -> Response:
    """Take a suggestion, hide it, or bring it back."""
    now = datetime.now(UTC)
    try:
        with writing() as session:
            DEEDS[deed](session, viewer(), site, id, now=now)
    except Conflict as late:
        return _overtaken(site, id, deed, late.problem, now)
    values = _values(site, id)
    if deed == "take":
        warm.soon(values["site"].key)
    back = url_for("suggestions.show", site=site, did=id)
    return changed("suggestions", back=back, moves=True, **values)


def _overtaken(site: str, id: int, deed: str, problem: Problem, now: datetime) -> Response:
    """What is suggested now; what fits the rules no more is gone."""
    if deed == "take":
        with writing() as session:
            adopt.drop(session, viewer(), site, id, now=now)
    values = _values(site, problems=[problem])
    return refused("desk/suggestions.html", part="suggestions", status=409, **values)


def _values(site: str, did: int | None = None, **more: Any) -> dict[str, Any]:
    """`did` is the suggestion that was just settled: it stands where it stood, with the way back."""
    with reading() as session:
        board = adopt.read(session, viewer(), site)
    settled = [told for told in (*board.taken, *board.hidden) if told.row.id == did]
    shown = sorted([*board.open, *settled], key=lambda told: told.place)
    needs = {"genuine": suggest.ENOUGH_GENUINE, "spam": suggest.ENOUGH_SPAM}
    known = {"site": board.site, "board": board, "shown": shown, "did": did, "needs": needs}
    return {**known, "idle_days": suggest.IDLE_AFTER.days, "said": rule_words.said, "problems": [], **more}


def _number() -> int | None:
    given = request.args.get("did", "")
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 19 else None
