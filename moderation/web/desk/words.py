"""The words of a comment: edited by a moderator, or deleted for good by an owner."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation import bell
from moderation.domain import edit, erase, queue
from moderation.errors import Conflict, Invalid
from moderation.store.db import reading, writing
from moderation.web import forms, languages
from moderation.web.answer import answer, came_from, own_path, page, wants_part
from moderation.web.desk import cards
from moderation.web.forms import EditForm, EraseForm, OfCard
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("words", __name__)
bp.register_error_handler(Conflict, cards.overtaken)

SAVED = N_("Your changes to the comment are saved.")
UNCHANGED = N_("You changed nothing, so nothing was saved.")
DELETED = N_("The comment was deleted for good.")
NOT_SURE = N_("Tick this first. Nothing was deleted.")
AT_ONCE = 4
"""So many pieces the search forgets within the request: all of a small one, even where no worker runs."""


@bp.get("/comments/<int:id>/edit")
@login_required
def write(id: int) -> Response:
    """The words of a comment in a form."""
    with reading() as session:
        comment = edit.open_for(session, viewer(), id)
    form = EditForm(formdata=None, obj=comment, next=came_from())
    return _form("edit", comment, form)


@bp.post("/comments/<int:id>/edit")
@login_required
def rewrite(id: int) -> Response:
    """Keep the changed words."""
    form, seen = EditForm(), cards.seen()
    words = {field: form[field].data for field in edit.FIELDS if form[field].data is not None}
    try:
        with writing() as session:
            event = edit.edit(session, viewer(), id, words, seen=seen, now=datetime.now(UTC))
    except Invalid as wrong:
        forms.show(form, wrong.problems)
        with reading() as session:
            return _form("edit", edit.open_for(session, viewer(), id), form, 422, version=seen)
    except Conflict as overtaken:
        return _meanwhile(overtaken, form)
    if event is None:
        return _done(id, form, UNCHANGED)
    _tidy()
    return _done(id, form, SAVED, edited=event.id)


@bp.get("/comments/<int:id>/erase")
@login_required
def ask(id: int) -> Response:
    """What would be gone for good, and whether it shall be."""
    return _question(id, EraseForm(formdata=None, next=came_from()))


@bp.post("/comments/<int:id>/erase")
@login_required
def delete(id: int) -> Response:
    """Delete a comment for good."""
    form, seen = EraseForm(), cards.seen()
    if not form.sure.data:
        form.sure.errors = [gettext(NOT_SURE)]
        return _question(id, form, 422)
    with writing() as session:
        erase.erase(session, viewer(), id, seen=seen, now=datetime.now(UTC))
    _tidy()
    return _done(id, form, DELETED)


def _tidy() -> None:
    """Let the search forget what was said, after the commit; the worker goes on where that is much."""
    for _ in range(AT_ONCE):
        with writing() as session:
            if not erase.tidy(session, anew=True):
                return
    bell.ring()


def _question(id: int, form: EraseForm, status: int = 200) -> Response:
    with reading() as session:
        comment = erase.ask(session, viewer(), id)
    return _form("erase", comment, form, status)


def _meanwhile(overtaken: Conflict, form: EditForm) -> Response:
    """The comment as it now is beside what was typed; without words it can no longer be edited."""
    if overtaken.current.erased_at is not None:
        return cards.overtaken(overtaken)
    why, now = languages.say(overtaken.problem), overtaken.current
    at = overtaken.at or now.decided_at or now.received_at
    return _form("edit", now, form, 409, why=why, at=at)


def _form(part: str, comment: queue.Comment, form: OfCard, status: int = 200, **values: Any) -> Response:
    form.belong_to(comment.id)
    form.next.data = _next(comment.id, form)
    if isinstance(form, EditForm):
        form.complete(comment)
    with reading() as session:
        card = queue.cards(session, [comment])[0]
    shown = {"card": card, "form": form, "version": comment.version, **values}
    return page(f"desk/{part}.html", part=part, status=status, **shown)


def _done(id: int, form: OfCard, sentence: str, *, edited: int | None = None) -> Response:
    said = gettext(sentence)
    if wants_part():
        return cards.card(id, 200, "live", said=said, edited=edited)
    flash(said, "done")
    return answer(redirect(_next(id, form), 303))


def _next(id: int, form: OfCard) -> str:
    """The page from which somebody came, else the comment's own."""
    return own_path(form.next.data) or url_for("comments.show", id=id)
