"""The lists of the rules: each with a page of its own, line by line."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, flash, make_response, request, url_for
from flask_babel import gettext
from flask_login import login_required

from moderation.domain import listed, lists
from moderation.domain.lists import Sifted
from moderation.domain.tune import Event
from moderation.errors import Conflict, Invalid, Problem
from moderation.rules.lines import ListOf, as_json
from moderation.store.db import reading, writing
from moderation.web import forms, identity, languages, list_form, warm
from moderation.web.answer import came_from, changed, page, query_of, refused
from moderation.web.identity import viewer
from moderation.web.list_form import LineForm
from moderation.words import N_

bp = Blueprint("lists", __name__)

LARGEST_PASTE = 8 * 1024 * 1024
"""Bytes; 100,000 lines of 60 letters have 6 million, and a form writes some letters as three."""
MOST_REASONS = 100
"""So many bad lines are told of one by one; all of them stay in the field."""
NO_TEXT = N_("This file is no text in UTF-8.")
NOTHING = N_("Paste some lines, or choose a file.")


@bp.url_value_preprocessor
def _room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Long lists may come; only from whoever is signed in, and before anything reads the form."""
    if endpoint == "lists.paste" and identity.me() is not None:
        request.max_content_length = request.max_form_memory_size = LARGEST_PASTE


@bp.get("/settings/<site>/lists")
@login_required
def index(site: str) -> Response:
    """All lists of a site."""
    with reading() as session:
        found = listed.index(session, viewer(), site)
    by_rule = [(kind, list(of_rule)) for kind, of_rule in groupby(found, lambda one: one.of.kind)]
    abouts = {kind.key: gettext(kind.about()) for kind, _ in by_rule}
    return page("desk/lists.html", part="lists", lists=by_rule, abouts=abouts, site=found[0].site)


@bp.get("/settings/<site>/lists/<name>")
@login_required
def show(site: str, name: str) -> Response:
    """One page of a list, with the form of a new line, or of the one that is to be changed."""
    return page("desk/list.html", part="list", **_values(site, name, request.args))


@bp.post("/settings/<site>/lists/<name>")
@login_required
def add(site: str, name: str) -> Response:
    """Put one line on a list."""
    of, now = listed.list_of(name), datetime.now(UTC)
    form = list_form.sent(of, "new")
    try:
        item, why = lists.checked(of, list_form.given(of, form)), form.why.data or ""
        with writing() as session:
            event = lists.add_one(session, viewer(), site, name, item, why=why, now=now)
    except Invalid as wrong:
        return _refused(site, name, form, wrong)
    return _done(site, name, event, adds=True)


@bp.post("/settings/<site>/lists/<name>/paste")
@login_required
def paste(site: str, name: str) -> Response:
    """Put many lines on a list: the good ones, and say of each bad one what is wrong with it."""
    of, why = listed.list_of(name), request.form.get("why", "")
    with reading() as session:
        listed.about(session, viewer(), site, name)
    try:
        sifted = lists.sifted(of, _pasted())
        with writing() as session:
            added = lists.add(session, viewer(), site, name, sifted.good, why=why, now=datetime.now(UTC))
    except Invalid as wrong:
        shown = {"text": request.form.get("lines", ""), "why": why, "problem": wrong.problem}
        return refused("desk/list.html", part="list", **_values(site, name, paste=shown))
    n_twice = added.n_known + sifted.n_twice
    if n_twice:
        flash(languages.say(_twice(n_twice)), "done")
    if sifted.bad:
        return _partly(site, name, added.event, sifted, why)
    return _done(site, name, added.event)


@bp.post("/settings/<site>/lists/<name>/lines/<key>")
@login_required
def change(site: str, name: str, key: str) -> Response:
    """Let a line say something else, or why it is there."""
    of, now = listed.list_of(name), datetime.now(UTC)
    form = list_form.sent(of, key)
    why, seen = form.why.data or "", form.seen.data or ""
    try:
        item = lists.checked(of, list_form.given(of, form))
        with writing() as session:
            event = lists.change(session, viewer(), site, name, key, item, why=why, seen=seen, now=now)
    except Invalid as wrong:
        return _refused(site, name, form, wrong, edit=key)
    except Conflict as late:
        return _overtaken(site, name, late)
    return _done(site, name, event)


@bp.post("/settings/<site>/lists/<name>/lines/<key>/remove")
@login_required
def remove(site: str, name: str, key: str) -> Response:
    """Take a line off a list."""
    try:
        with writing() as session:
            event = lists.remove(session, viewer(), site, name, key, now=datetime.now(UTC))
    except Conflict as late:
        return _overtaken(site, name, late)
    return _done(site, name, event)


@bp.get("/settings/<site>/lists/<name>/export.<any(txt, json):form>")
@login_required
def export(site: str, name: str, form: str) -> Response:
    """A whole list: one line a line, or as `rules load` takes it."""
    with reading() as session:
        of, texts = listed.whole(session, viewer(), site, name)
    text = _as_json(of, texts) if form == "json" else "".join(f"{text}\n" for text in texts)
    response = make_response(text)
    response.mimetype = "application/json" if form == "json" else "text/plain"
    response.headers["Content-Disposition"] = f'attachment; filename="{site}.{name}.{form}"'
    return response


def _twice(n: int) -> Problem:
    return Problem(
        why=N_("{n} line was on the list already, or stood twice among yours."),
        many=N_("{n} lines were on the list already, or stood twice among yours."),
        values={"n": n},
    )


def _pasted() -> list[str]:
    """The lines of the field and of the file. Raises Invalid where there are none, or the file is no text."""
    file = request.files.get("file")
    try:
        of_file = file.read().decode("utf-8-sig") if file is not None else ""
    except UnicodeDecodeError:
        raise Invalid(Problem(on="file", why=NO_TEXT)) from None
    found = [*request.form.get("lines", "").splitlines(), *of_file.splitlines()]
    if not any(line.strip() for line in found):
        raise Invalid(Problem(on="lines", why=NOTHING))
    return found


def _as_json(of: ListOf, texts: list[str]) -> str:
    values = [as_json(of.kept(text)) for text in texts]
    return json.dumps({"rules": {of.kind.key: {of.param: values}}}, ensure_ascii=False, indent=1) + "\n"


def _done(site: str, name: str, event: Event | None, *, adds: bool = False) -> Response:
    """The list after a change of it, with what was done and its undo."""
    warm.soon(site)
    query = {**_here(), "did": str(event.id)} if event is not None and event.action == "rules" else _here()
    page_of_list: dict[str, Any] = {"site": site, "name": name, **query}
    back = url_for("lists.show", **page_of_list)
    return changed("list", back=back, moves=True, **_values(site, name, query, adds=adds))


def _partly(site: str, name: str, event: Event | None, sifted: Sifted, why: str) -> Response:
    warm.soon(site)
    query = {**_here(), "did": str(event.id)} if event is not None else _here()
    left = "\n".join(bad.line for bad in sifted.bad)
    shown = {"text": left, "why": why, "bad": sifted.bad[:MOST_REASONS], "n_bad": len(sifted.bad)}
    status = 200 if event is not None else 422
    return refused("desk/list.html", part="list", status=status, **_values(site, name, query, paste=shown))


def _refused(site: str, name: str, form: LineForm, wrong: Invalid, *, edit: str | None = None) -> Response:
    problems = (Problem(on=p.on or "text", why=p.why, many=p.many, values=p.values) for p in wrong.problems)
    rest = forms.show(form, tuple(problems))
    query = {**_here(), **({"edit": edit} if edit else {})}
    return refused("desk/list.html", part="list", **_values(site, name, query, form=form, problems=rest))


def _overtaken(site: str, name: str, late: Conflict) -> Response:
    values = _values(site, name, _here(), problems=[late.problem])
    return refused("desk/list.html", part="list", status=409, **values)


def _here() -> dict[str, str]:
    """Which page of the list a form was sent from."""
    query = query_of(came_from())
    return {part: query[part] for part in ("q", "after") if query.get(part)}


def _values(site: str, name: str, query: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
    asked = _here() if query is None else query
    q, below, did = asked.get("q", "").strip()[:100], _number(asked, "after"), _number(asked, "did")
    with reading() as session:
        found = listed.read(session, viewer(), site, name, q=q, below=below)
        about = found.about
        edited = listed.one(session, viewer(), site, name, asked["edit"]) if asked.get("edit") else None
        done = listed.did(session, about.site, about.of, did) if did else None
    form = (
        list_form.filled(about.of, edited) if edited else list_form.empty(about.of, about.site.book_version)
    )
    known = {"site": about.site, "about": about, "of": about.of, "list": found, "q": q, "after": below}
    shown = {"form": form, "edited": edited, "did": done, "said": list_form.said, "adds": False}
    return {**known, **shown, "problems": [], "paste": {}, **more}


def _number(asked: Mapping[str, str], name: str) -> int | None:
    """A number of the address; None where it has none, as for anything that is no number of a row."""
    given = asked.get(name, "")
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 19 else None
