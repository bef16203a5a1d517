"""Lines for the lists of the rules, made of a comment: the form, what they would touch, and the act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.datastructures import MultiDict

from moderation.domain import derive, enlist, queue, reach
from moderation.domain.derive import Proposal
from moderation.domain.enlist import Enlisted, Wish
from moderation.domain.queue import Comment
from moderation.domain.reach import Reach
from moderation.domain.tune import Site
from moderation.errors import Conflict, Invalid, Missing, Problem
from moderation.rules.lines import Item, ListOf, text_of
from moderation.store.db import Session, reading, writing
from moderation.web import example_form, forms, languages, warm
from moderation.web.answer import answer, came_from, own_path, page, wants_part
from moderation.web.desk import bulk, cards, decisions
from moderation.web.example_form import ExampleForm
from moderation.web.identity import viewer
from moderation.words import N_, Status

bp = Blueprint("examples", __name__)

WHY = N_("From the comment by %(name)s")
SHOWN = 25
"""So many of those that are touched are on a page."""
ANOTHER = N_("You changed the line since. Look below at what it touches now, then save again.")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What a form is about."""

    site: Site
    comment: Comment
    proposal: Proposal


@bp.get("/comments/<int:id>/example")
@login_required
def write(id: int) -> Response:
    """The form of a line that is made of a comment, filled in, with what it would touch."""
    with reading() as session:
        try:
            about = _opened(session, id)
        except Conflict as gone:
            return cards.overtaken(gone)
    why = gettext(WHY, name=_name(about.comment))
    return _form(about, example_form.proposed(about.proposal, why, came_from()))


@bp.post("/comments/<int:id>/example/reach")
@login_required
def look(id: int) -> Response:
    """What the lines would touch as they stand in the form; changes nothing."""
    form = example_form.sent()
    with reading() as session:
        about = _opened(session, id)
    if wants_part():
        return page("desk/example.html", part="reach", **_values(about, form))
    return _form(about, form, told=True)


@bp.get("/comments/<int:id>/example/<any(pending, approved, spam):status>")
@login_required
def listed(id: int, status: str) -> Response:
    """The comments of a status that lines would touch, a page of them."""
    form, start = example_form.sent(request.args), _number(request.args.get("from", ""))
    with reading() as session:
        about = _opened(session, id)
        of = example_form.list_of(form, about.proposal)
        try:
            items = example_form.items(form, of)
        except Invalid:
            raise Missing(N_("There is nothing here, or nothing that you may see.")) from None
        found = _reach(session, about, of, items).found[Status(status)]
    shown = found.touched[start : start + SHOWN]
    more = start + SHOWN if found.n > start + SHOWN else None
    values: dict[str, Any] = {
        "of": of,
        "lines": [text_of(item) for item in items],
        "found": found,
        "shown": shown,
    }
    values |= {"card": about.comment, "site": about.site, "in_status": status, "next": more}
    values |= {"query": _query(form, about)}
    return page("desk/touched.html", part="touched", **values)


@bp.post("/comments/<int:id>/example")
@login_required
def save(id: int) -> Response:
    """Put the lines on their list, and decide as is wished."""
    form, seen, now = example_form.sent(), cards.seen(), datetime.now(UTC)
    with reading() as session:
        try:
            about = _opened(session, id)
        except Conflict as gone:
            return cards.overtaken(gone)
    try:
        wish = _wish(form, about, now)
        with writing() as session:
            done = enlist.enlist(session, viewer(), id, wish, seen=seen, now=now)
    except Invalid as wrong:
        return _form(about, form, 422, wrong=wrong.problems)
    except Conflict as overtaken:
        return _meanwhile(overtaken, about, form)
    warm.soon(about.site.key)
    return _done(about, form, done)


def _opened(session: Session, id: int) -> Opened:
    do = request.args.get("do", "")
    site, comment = enlist.open_for(session, viewer(), id)
    if do not in derive.LISTS:
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    proposal = derive.proposal(site, comment, do, request.args.get("words", ""))
    return Opened(site=site, comment=comment, proposal=proposal)


def _wish(form: ExampleForm, about: Opened, now: datetime) -> Wish:
    """What the form asks for. Raises Invalid, also where others are to be decided that nobody has seen."""
    example_form.require_list(form, about.proposal)
    of = example_form.list_of(form, about.proposal)
    items = example_form.items(form, of)
    if form.others.data and form.shown.data != _mark(of, items):
        raise Invalid(Problem(on="others", why=ANOTHER))
    return Wish(
        of=of,
        items=items,
        why=form.why.data or "",
        decides=form.wants_decision,
        others=bool(form.others.data),
        until=min(_moment(form.until.data) or now, now),
    )


def _form(
    about: Opened,
    form: ExampleForm,
    status: int = 200,
    *,
    wrong: Sequence[Problem] = (),
    told: bool = False,
    **more: Any,
) -> Response:
    """The form in the place of the card or on its own page; `told` says what is wrong with its lines."""
    values = _values(about, form)
    problem = values["problem"]
    if told and problem is not None:
        status, wrong = 422, (*wrong, *values["problems"])
    values["rest"] = forms.show(form, tuple(_placed(each, form) for each in wrong))
    with reading() as session:
        values["card"] = queue.cards(session, [about.comment])[0]
    return page("desk/example.html", part="example", status=status, **values, **more)


def _values(about: Opened, form: ExampleForm) -> dict[str, Any]:
    """What the form shows besides the card: what its lines would touch, or why that cannot be said."""
    of = example_form.list_of(form, about.proposal)
    form.belong_to(about.comment.id)
    form.complete(about.proposal)
    form.next.data = _next(about.comment, form)
    form.decides.data, form.offered.data = form.wants_decision, "y"
    found: Reach | None = None
    problems: tuple[Problem, ...] = ()
    with reading() as session:
        is_on = enlist.is_on(session, about.site, of)
        try:
            items = example_form.items(form, of)
            found = _reach(session, about, of, items)
            form.shown.data, form.until.data = _mark(of, items), found.until.isoformat()
        except Invalid as wrong:
            problems = wrong.problems
    if not form.version.data:
        form.version.data = str(about.comment.version)
    others = found.others(about.comment) if found is not None else {}
    return {
        "site": about.site,
        "card": about.comment,
        "do": about.proposal.do,
        "proposal": about.proposal,
        "of": of,
        "form": form,
        "is_on": is_on,
        "reach": found,
        "first": reach.FIRST,
        "n_others": len(others),
        "deed": enlist.deed(of, about.comment),
        "deed_to_others": enlist.deed_to_others(of) if others else None,
        "problem": problems[0] if problems else None,
        "problems": problems,
        "query": _query(form, about),
    }


def _reach(session: Session, about: Opened, of: ListOf, items: Sequence[Item]) -> Reach:
    now = datetime.now(UTC)
    return reach.reach(session, about.site, about.comment, of, items, until=now)


def _meanwhile(overtaken: Conflict, about: Opened, form: ExampleForm) -> Response:
    """The comment as it now is, above what was typed."""
    now = overtaken.current
    if now is None:
        return _form(about, form, 409, wrong=[overtaken.problem])
    if now.erased_at is not None:
        return cards.overtaken(overtaken)
    form.version.data = str(now.version)
    why, at = languages.say(overtaken.problem), overtaken.at or now.decided_at or now.received_at
    return _form(Opened(site=about.site, comment=now, proposal=about.proposal), form, 409, why=why, at=at)


def _done(about: Opened, form: ExampleForm, done: Enlisted) -> Response:
    goal = _next(about.comment, form)
    if done.act is not None:
        return bulk.begun(done.act, about.comment.id, goal=goal)
    if done.decision is not None:
        return decisions.done(done.decision, goal=goal)
    said = gettext(done.listed.sentence, place=done.listed.place) if done.listed is not None else ""
    if wants_part():
        return cards.card(about.comment.id, 200, "live", said=said, listed=done.listed, listed_by=done.event)
    flash(said, "done")
    return answer(redirect(goal, 303))


def _placed(problem: Problem, form: ExampleForm) -> Problem:
    """What is wrong with the line itself stands beside the first one."""
    if problem.on != "text":
        return problem
    rows = [row for row in form.rows if row.pick is None or row.pick.data] or form.rows
    on = rows[0].line.short_name
    return Problem(on=on, why=problem.why, many=problem.many, values=problem.values)


def _query(form: ExampleForm, about: Opened) -> dict[str, str]:
    return MultiDict([("do", about.proposal.do), *example_form.query(form)]).to_dict()


def _mark(of: ListOf, items: Sequence[Item]) -> str:
    """The same for the same lines on the same list."""
    return sha256("\n".join((of.name, *map(text_of, items))).encode()).hexdigest()[:16]


def _moment(sent: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(sent or "")
        return at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _number(asked: str) -> int:
    return int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 7 else 0


def _next(comment: Comment, form: ExampleForm) -> str:
    """The page from which somebody came, else the comment's own."""
    return own_path(form.next.data) or url_for("comments.show", id=comment.id)


def _name(comment: Comment) -> str:
    return comment.name.strip()[:60] or gettext(N_("(no name)"))
