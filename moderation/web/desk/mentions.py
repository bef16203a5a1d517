"""Mentions that do not stand: how each is getting on, and the wish that somebody looks again."""

from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation import bell
from moderation.domain import decide, queue, recheck, unverified
from moderation.errors import Invalid, Problem
from moderation.store.db import reading, writing
from moderation.web.answer import came_from, changed, page, wants_part
from moderation.web.identity import viewer
from moderation.words import N_, Errand, Kind

bp = Blueprint("mentions", __name__)

Word = TypeVar("Word", Errand, Kind)
STATE_NAMES = {
    Errand.DUE: N_("Waiting to be verified"),
    Errand.FAILED: N_("Failed"),
}
KINDS = tuple(kind for kind in Kind if kind.is_mention)
ASKED = N_("The source will be checked in a moment.")


@bp.get("/mentions")
@login_required
def show() -> Response:
    """One page of the mentions that the address names."""
    filters = _filters()
    with reading() as session:
        found = unverified.read(session, viewer(), filters)
    return page("desk/mentions.html", part="mentions", found=found, filters=filters, states=STATE_NAMES)


@bp.post("/mentions/<int:id>/check")
@login_required
def check(id: int) -> Response:
    """Let the worker look at a source once more."""
    with writing() as session:
        row = recheck.recheck(session, viewer(), id, now=datetime.now(UTC))
        comment_id = row.comment_id
    bell.ring()
    here, said = came_from() or url_for("mentions.show"), gettext(ASKED)
    if not wants_part():
        flash(said, "done")
    with reading() as session:
        if comment_id is None or urlsplit(here).path == url_for("mentions.show"):
            line = unverified.lines(session, [recheck.one(session, viewer(), id)])[0]
            return changed("mention", "live", back=here, said=said, line=line)
        card = queue.cards(session, [decide.one(session, viewer(), comment_id)])[0]
        return changed("rechecked", "live", back=here, said=said, card=card)


def _filters() -> unverified.Filters:
    asked = {
        name: request.args.get(name, "").strip() or None for name in ("site", "state", "kind", "q", "after")
    }
    return unverified.Filters(
        site=asked["site"],
        state=_word(tuple(STATE_NAMES), "state", asked["state"]),
        kind=_word(KINDS, "kind", asked["kind"]),
        q=asked["q"],
        after=asked["after"],
    )


def _word(words: tuple[Word, ...], on: str, value: str | None) -> Word | None:
    if value is None:
        return None
    found = next((word for word in words if word == value), None)
    if found is None:
        known = ", ".join(words)
        raise Invalid(Problem(on=on, why=N_("This is none of: {all}."), values={"all": known}))
    return found
