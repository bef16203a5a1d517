"""The rules of a site: looked at, tried on a text, saved."""

import re
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext
from flask_login import login_required
from flask_wtf import FlaskForm

from moderation.domain import adopt, listed, trial, tune
from moderation.errors import Conflict, Invalid
from moderation.rules import lines
from moderation.store.db import reading, writing
from moderation.web import forms, rule_form, rule_health, rule_words, warm
from moderation.web.answer import changed, page, refused
from moderation.web.identity import viewer
from moderation.words import N_, Author, Submission

bp = Blueprint("rules", __name__)

ID = re.compile("[0-9]{1,18}", re.ASCII)
SAVED = N_("The rules are saved. They judge what comes in from now on.")
SAVED_BESIDE = N_("The rules are saved, beside what somebody else changed meanwhile. See the history.")


@bp.get("/settings/<site>/rules")
@login_required
def show(site: str) -> Response:
    """The rules as they are, or with the changes of a trial, to be saved or changed further."""
    tried = request.args.get("trial", "")
    with reading() as session:
        place = tune.site_of(session, viewer(), site)
        saved = tune.last_change(session, place)
        book, version = tune.book_of(session, place), place.book_version
        if ID.fullmatch(tried):
            known = trial.read(session, viewer(), site, int(tried))
            book, version = known.book, known.book_version
    form = rule_form.filled(book, version)
    return page("desk/rules.html", part="rules", **_values(place, form, saved=saved))


@bp.post("/settings/<site>/rules")
@login_required
def save(site: str) -> Response:
    """Keep the changed rules, or say beside each field what is wrong."""
    form = rule_form.sent()
    try:
        with writing() as session:
            place = tune.site_of(session, viewer(), site)
            book = rule_form.book_of(form, tune.book_of(session, place))
            seen, present = forms.version_of(form["version"].data) or 0, place.book_version
            tune.save(session, place, book, by=viewer().actor, seen=seen, now=datetime.now(UTC))
    except Conflict as overtaken:
        return _overtaken(site, form, overtaken)
    except Invalid as wrong:
        return refused_for(site, form, wrong)
    warm.soon(site)
    flash(gettext(SAVED if seen == present else SAVED_BESIDE), "done")
    return _saved(site)


@bp.post("/settings/<site>/rules/try")
@login_required
def try_text(site: str) -> Response:
    """What would become of a text under the rules as they stand in the form; nothing is saved."""
    form = rule_form.sent()
    try:
        with reading() as session:
            place = tune.site_of(session, viewer(), site)
            book = rule_form.book_of(form, tune.book_of(session, place))
            tried = tune.try_out(session, place, _submission(place.url, form), book)
    except Invalid as wrong:
        return refused_for(site, form, wrong)
    return page("desk/rules.html", part="trial", **_values(place, form, trial=tried))


def _saved(site: str) -> Response:
    with reading() as session:
        place = tune.site_of(session, viewer(), site)
        saved, book = tune.last_change(session, place), tune.book_of(session, place)
    form = rule_form.filled(book, place.book_version)
    return changed("rules", back=url_for("rules.show", site=site), **_values(place, form, saved=saved))


def _overtaken(site: str, typed: FlaskForm, wrong: Conflict) -> Response:
    """What somebody else has saved, and the form with what both have changed, to be saved or discarded."""
    with reading() as session:
        place = tune.site_of(session, viewer(), site)
    form, theirs = typed, []
    if isinstance(wrong.current, tune.Clash):
        clash = wrong.current
        form, theirs = rule_form.filled(clash.book, clash.version), rule_words.said(clash.theirs)
        for name in rule_form.TRIED:
            form[f"try_{name}"].data = typed[f"try_{name}"].data
    values = _values(place, form, problems=[wrong.problem], theirs=theirs)
    return refused("desk/rules.html", part="rules", status=409, **values)


def refused_for(site: str, form: FlaskForm, wrong: Invalid) -> Response:
    """The form as it was typed, with what is wrong beside each field."""
    with reading() as session:
        place = tune.site_of(session, viewer(), site)
    rest = forms.show(form, wrong.problems)
    return refused("desk/rules.html", part="rules", **_values(place, form, problems=rest))


def _values(place: tune.Site, form: FlaskForm, **more: Any) -> dict[str, Any]:
    errors = sum(1 for field in form if field.errors)
    q = request.args.get("q", "").strip()[:100]
    with reading() as session:
        health = rule_health.views(session, place, datetime.now(UTC))
        n_suggestions = adopt.count(session, place)
    sections = rule_form.sections(form, health, q)
    found = any(not section.is_hidden for section in sections)
    counts = {of.path: listed.n_of(place, of) for of in lines.every().values()}
    shown = {
        "counts": counts,
        "site": place,
        "form": form,
        "sections": sections,
        "errors": errors,
        "q": q,
        "found": found,
        "n_suggestions": n_suggestions,
    }
    return {**shown, "trial": None, "replay": None, "saved": None, "problems": [], "theirs": [], **more}


def _submission(url: str, form: FlaskForm) -> Submission:
    now = datetime.now(UTC)
    typed = {name: form[f"try_{name}"].data or "" for name in rule_form.TRIED}
    author = Author(name=typed["name"], email=typed["email"], website=typed["website"])
    return Submission(
        page_url=url, author=author, text=typed["text"], origin="try:", posted_at=now, received_at=now
    )
