"""Mentions that we send: the report of what became of them, and the feed that begins it."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation import bell
from moderation.domain import report, telling, tune, watch
from moderation.domain.report import Filters
from moderation.errors import Conflict, Invalid
from moderation.store.db import reading, writing
from moderation.web import forms
from moderation.web.answer import changed, page, refused, wants_part
from moderation.web.forms import FeedForm
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("sendings", __name__)

STATE_NAMES = {
    "waiting": N_("On its way"),
    "sent": N_("Sent"),
    "none": N_("Announces nothing"),
    "failed": N_("Failed"),
}
PROTOCOLS = {"webmention": N_("by webmention"), "pingback": N_("by pingback")}
SENTENCES = {**telling.SENTENCES, **watch.SENTENCES}
WATCHED = N_("The feed is watched from now on. Nobody is told of what stands in it already.")
UNWATCHED = N_("No feed is watched any more. Nothing is sent by itself.")
UNCHANGED = N_("You changed nothing, so nothing was saved.")


@bp.get("/mentions/sent")
@login_required
def listed() -> Response:
    """One page of the report that the address names."""
    return page("desk/sendings.html", part="sendings", **_report())


@bp.post("/mentions/sent/<int:id>/again")
@login_required
def again(id: int) -> Response:
    """Let one that came to nothing be tried again."""
    problem = None
    try:
        with writing() as session:
            report.retry(session, viewer(), id, now=datetime.now(UTC))
    except Conflict as overtaken:
        problem = overtaken.problem
    bell.ring()
    with reading() as session:
        told = report.line(session, viewer(), id)
    if problem is None:
        return changed("sending", back=url_for("sendings.listed"), **_words(), told=told)
    around = {} if wants_part() else _report()
    values = {**around, **_words(), "told": told, "problem": problem}
    return refused("desk/sendings.html", part="sending", status=409, **values)


@bp.get("/settings/<site>/mentions")
@login_required
def show(site: str) -> Response:
    """The feed of a site, and how the last look at it went."""
    with reading() as session:
        place = tune.site_of(session, viewer(), site)
    form = FeedForm(formdata=None, feed=place.feed)
    return page("desk/feed.html", part="feed", **_values(place, form))


@bp.post("/settings/<site>/mentions")
@login_required
def save(site: str) -> Response:
    """Watch another feed, or none."""
    form = FeedForm()
    try:
        with writing() as session:
            place = tune.site_of(session, viewer(), site)
            typed, now = form.feed.data or "", datetime.now(UTC)
            event = watch.set_feed(session, place, typed, by=viewer().actor, now=now)
    except Invalid as wrong:
        with reading() as session:
            place = tune.site_of(session, viewer(), site)
        rest = forms.show(form, wrong.problems)
        return refused("desk/feed.html", part="feed", **_values(place, form, problems=rest))
    bell.ring()
    flash(gettext(_said(place, event)), "done")
    form = FeedForm(formdata=None, feed=place.feed)
    return changed("feed", back=url_for("sendings.show", site=site), **_values(place, form))


def _said(place: tune.Site, event: tune.Event | None) -> str:
    if event is None:
        return UNCHANGED
    return WATCHED if place.feed else UNWATCHED


def _report() -> dict[str, Any]:
    filters = Filters(**{name: request.args.get(name) or None for name in ("site", "state", "after")})
    with reading() as session:
        found = report.read(session, viewer(), filters)
    return {"report": found, "filters": filters, **_words()}


def _values(place: tune.Site, form: FeedForm, **more: Any) -> dict[str, Any]:
    with reading() as session:
        stuck = watch.in_trouble(session, place)
    return {"site": place, "form": form, "stuck": stuck, "problems": [], **_words(), **more}


def _words() -> dict[str, Any]:
    return {"states": STATE_NAMES, "protocols": PROTOCOLS, "sentences": SENTENCES}
