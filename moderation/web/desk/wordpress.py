"""What WordPress lists for a blog, pasted and taken over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask_babel import format_decimal
from flask_login import login_required

from moderation.domain import listed, move_over, tune
from moderation.errors import Invalid, Problem
from moderation.rules.entry import LONGEST
from moderation.rules.lines import every
from moderation.store.db import reading, writing
from moderation.text.quote import excerpt
from moderation.web import forms, languages, warm
from moderation.web.answer import changed, page, refused
from moderation.web.forms import WordPressForm
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("wordpress", __name__)

WHOLE = re.compile("[0-9]{1,4}")
FIELDS = {
    "rules.held_words.words": "moderation",
    "rules.blocked_words.words": "disallowed",
    "rules.links.hold_from_links": "links",
}
MOST_NAMED = 3
NOTHING = N_("Paste one of the lists, or write a number of links.")
UNCHANGED = N_("Your rules said all of this already, so nothing was changed.")


@bp.get("/settings/<site>/rules/wordpress")
@login_required
def show(site: str) -> Response:
    """Where the lists are pasted, and what their places hold now."""
    with reading() as session:
        place = tune.site_of(session, viewer(), site)
    return page("desk/wordpress.html", part="wordpress", **_values(place, WordPressForm(formdata=None)))


@bp.post("/settings/<site>/rules/wordpress")
@login_required
def take(site: str) -> Response:
    """Put what was pasted in the place of the site's lists, and say what became of its lines."""
    form = WordPressForm()
    try:
        with writing() as session:
            place = tune.site_of(session, viewer(), site)
            given = _given(form)
            now = datetime.now(UTC)
            moved = move_over.from_wordpress(session, place, **given, by=viewer().actor, now=now)
    except Invalid as wrong:
        with reading() as session:
            place = tune.site_of(session, viewer(), site)
        problems = tuple(
            replace(problem, on=FIELDS.get(problem.on, problem.on)) for problem in wrong.problems
        )
        rest = forms.show(form, problems)
        return refused("desk/wordpress.html", part="wordpress", **_values(place, form, problems=rest))
    warm.soon(site)
    for told in _said(moved):
        flash(languages.say(told), "done")
    values = _values(place, WordPressForm(formdata=None))
    return changed("wordpress", back=url_for("wordpress.show", site=site), **values)


def _given(form: WordPressForm) -> dict[str, Any]:
    """What was pasted; None for what was left empty. Raises Invalid."""
    held, blocked, links = (
        (field.data or "").strip() or None for field in (form.moderation, form.disallowed, form.links)
    )
    if held is blocked is links is None:
        raise Invalid(Problem(why=NOTHING))
    if links is not None and not WHOLE.fullmatch(links):
        why = N_("{value} is not a whole number.")
        raise Invalid(Problem(on="links", why=why, values={"value": f"“{excerpt(links, 40)}”"}))
    max_links = int(links) if links is not None else None
    return {"moderation_keys": held, "disallowed_keys": blocked, "max_links": max_links}


def _said(moved: move_over.Moved) -> Iterator[Problem]:
    """What became of each list, in sentences."""
    if moved.event is None:
        yield Problem(why=UNCHANGED)
        return
    if moved.held is not None:
        n = len(moved.held.entries)
        yield Problem(
            why=N_("Held words: {number} line taken."),
            many=N_("Held words: {number} lines taken."),
            values={"n": n, "number": format_decimal(n)},
        )
        yield from _left_out(moved.held)
    if moved.blocked is not None:
        n = len(moved.blocked.entries)
        yield Problem(
            why=N_("Blocked words: {number} line taken."),
            many=N_("Blocked words: {number} lines taken."),
            values={"n": n, "number": format_decimal(n)},
        )
        yield from _left_out(moved.blocked)
    if moved.max_links:
        yield Problem(
            why=N_("Comments with {n} link or more wait."),
            many=N_("Comments with {n} links or more wait."),
            values={"n": moved.max_links},
        )
    elif moved.max_links == 0:
        yield Problem(why=N_("No comment waits for the number of its links alone."))


def _left_out(taken: move_over.Taken) -> Iterator[Problem]:
    if taken.twice:
        yield Problem(
            why=N_("{n} line stood there already and was taken once."),
            many=N_("{n} lines stood there already and were taken once."),
            values={"n": taken.twice},
        )
    if taken.too_long:
        yield Problem(
            why=N_("{n} line is longer than {most} characters and was left out: {lines}"),
            many=N_("{n} lines are longer than {most} characters and were left out: {lines}"),
            values={"n": len(taken.too_long), "most": LONGEST, "lines": _some(taken.too_long)},
        )
    if taken.broken:
        yield Problem(
            why=N_("{n} line holds a sign that belongs to no text and was left out."),
            many=N_("{n} lines hold a sign that belongs to no text and were left out."),
            values={"n": len(taken.broken)},
        )


def _some(lines: tuple[str, ...]) -> str:
    return " ".join(f"“{excerpt(line, 40)}”" for line in lines[:MOST_NAMED]) + " …" * (
        len(lines) > MOST_NAMED
    )


def _values(place: tune.Site, form: WordPressForm, **more: Any) -> dict[str, Any]:
    there = {key: listed.n_of(place, every()[f"{key}.words"]) for key in ("held_words", "blocked_words")}
    return {"site": place, "form": form, "there": there, "problems": [], **more}
