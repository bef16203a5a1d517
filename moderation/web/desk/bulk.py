"""Acts on many comments, what is selected or all that matches: how far they are, stop and undo."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from flask import Blueprint, Response, redirect, request, url_for
from flask_login import login_required

from moderation import bell
from moderation.domain import bulk, undo
from moderation.domain.bulk import Act
from moderation.errors import Conflict, Invalid, Problem
from moderation.store.db import Session, reading, writing
from moderation.web import filters, languages
from moderation.web.answer import answer, came_from, changed, page_or_parts, query_of, wants_part
from moderation.web.desk import cards
from moderation.web.identity import viewer
from moderation.words import N_

bp = Blueprint("bulk", __name__)

PAIR = re.compile(r"([0-9]{1,18}):([0-9]{1,9})", re.ASCII)
"""`12:3`: comment 12, seen in version 3."""
PLACE = re.compile("[0-9]{1,18}", re.ASCII)
STALE = N_("Reload the page, then try again.")


@bp.get("/comments/bulk")
@login_required
def ask() -> Response:
    """What an act on all that matches would be about, and the buttons that do it."""
    try:
        wanted, until = filters.read(request.args), _until(request.args.get("until"))
    except Invalid as wrong:
        return _refusal(wrong)
    with reading() as session:
        n = bulk.count(session, viewer(), wanted, until=until)
    values = {"filters": wanted, "n": n, "counted": bulk.COUNTED, "until": until, "asked": uuid4().hex}
    return page_or_parts("desk/bulk.html", "sure", values=values)


@bp.post("/comments/bulk")
@login_required
def act() -> Response:
    """Give the selected comments another status, or all that matches."""
    try:
        with writing() as session:
            key = _begun(session)
    except Invalid as wrong:
        return _refusal(wrong)
    done = _looked_at(key)
    return _answered(done, back=_queue(done))


@bp.get("/bulk/<key>")
@login_required
def show(key: str) -> Response:
    """How far an act is, and which comments it turned; its line asks by itself until it is over."""
    done, values = _looked_at(key), cards.around()
    if not wants_part():
        values |= _turned(key)
    values |= {"act": done, "over": _over(done)}
    return page_or_parts("desk/bulk.html", "bulk", "counts", values=values)


@bp.post("/bulk/<key>/stop")
@login_required
def stop(key: str) -> Response:
    """Let an act go no further."""
    with writing() as session:
        bulk.stop(session, viewer(), key, now=_now())
    done = _looked_at(key)
    return _answered(done, back=_back(done))


def undone(event_id: int) -> Response | None:
    """The answer to the undo of an act on many; None where the event is of another sort."""
    with reading() as session:
        taken_back = bulk.key_of(session, viewer(), event_id)
    if taken_back is None:
        return None
    try:
        with writing() as session:
            key = undo.undo_many(session, viewer(), event_id, now=_now())
    except Conflict as conflict:
        with reading() as session:
            stands = bulk.after(session, viewer(), taken_back)
        values = {"act": stands, "why": languages.say(conflict.problem), "given_back": _given_back(stands)}
        return page_or_parts("desk/bulk.html", "bulk", status=409, values=values)
    done = _looked_at(key)
    return _answered(done, back=_back(done))


def begun(key: str, comment_id: int, *, goal: str) -> Response:
    """The answer to an act that was begun in the place of this comment's card; `goal` is the page."""
    done = _looked_at(key)
    if not wants_part():
        return answer(redirect(_told_at(goal, done), 303))
    if not _is_queue(came_from()):
        response = answer("")
        response.headers["HX-Redirect"] = url_for("bulk.show", key=key)
        return response
    response = _answered(done, back=goal)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#bulk-line", "outerMorph show:none"
    with reading() as session:
        is_gone = not done.is_running and comment_id in bulk.turned(session, viewer(), key)
    return response if is_gone else cards.renewed(response, comment_id)


def _begun(session: Session) -> str:
    form, now = request.form, _now()
    action = form.get("action", "")
    if form.get("all"):
        wanted, until = filters.read(form), _until(form.get("until"))
        asked = form.get("asked", "")
        return bulk.matching(session, viewer(), action, wanted, until=until, now=now, asked=asked)
    return bulk.selected(session, viewer(), action, _seen(form.getlist("ids")), now=now)


def _seen(sent: Sequence[str]) -> dict[int, int]:
    """The versions of comments that somebody saw, by id."""
    pairs = [PAIR.fullmatch(pair) for pair in " ".join(sent).replace(",", " ").split()]
    if None in pairs:
        raise Invalid(Problem(on="ids", why=STALE))
    return {int(pair[1]): int(pair[2]) for pair in pairs if pair is not None}


def _until(sent: str | None) -> datetime:
    """The moment of the list; now where none is given."""
    try:
        at = datetime.fromisoformat(sent) if sent else _now()
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Invalid(Problem(on="until", why=STALE))


def _looked_at(key: str) -> Act:
    """An act as it now is; the worker is told of one that waits."""
    with reading() as session:
        done = bulk.read(session, viewer(), key)
    if done.is_running and request.method == "POST":
        bell.ring()
    return done


def _turned(key: str) -> dict[str, Any]:
    """A page of the comments that an act turned."""
    below = PLACE.fullmatch(request.args.get("below", ""))
    place = int(below[0]) if below else None
    with reading() as session:
        return {"turned": bulk.comments_of(session, viewer(), key, below=place), "below": place}


def _answered(done: Act, *, back: str) -> Response:
    """The line of an act. What was decided at once leaves the page; else the list is made anew in the end.

    What was given back at once is behind a link, so that nothing moves that somebody reads.
    """
    gone: list[int] = []
    if wants_part() and not done.is_running and done.action != "undo":
        with reading() as session:
            gone = bulk.turned(session, viewer(), done.key)
    over = None if gone or done.action == "undo" else _over(done)
    values = {"act": done, "over": over, "given_back": _given_back(done), **cards.around()}
    return changed("bulk", "counts", back=back, gone=[f"comment-{id}" for id in gone], **values)


def _over(done: Act) -> str | None:
    """Where the list that somebody looks at is made anew; None as long as there is more to come."""
    return _back(done) if _is_queue(came_from()) and not done.is_running else None


def _given_back(done: Act) -> str | None:
    """Where those that came back are listed again; None where none did."""
    return _over(done) if done.action == "undo" and done.done else None


def _refusal(wrong: Invalid) -> Response:
    return page_or_parts("desk/bulk.html", "refusal", status=422, values={"problem": wrong.problem})


def _queue(done: Act) -> str:
    """The queue in which something was decided, with the act to tell of."""
    if _is_queue(came_from()):
        return _back(done)
    wanted = filters.read(request.form) if request.form.get("all") else filters.read({})
    return f"{url_for('queue.show')}?{urlencode({**wanted.query(), 'done': done.event.id})}"


def _back(done: Act) -> str:
    """The queue in which the form stood, with the act to tell of; another page of ours as it was."""
    here, own = came_from(), url_for("bulk.show", key=done.key)
    if _is_queue(here):
        query = {name: value for name, value in query_of(here).items() if name != "after"}
        return f"{url_for('queue.show')}?{urlencode({**query, 'done': done.event.id})}"
    if here is None or done.is_running or here.startswith((own.removesuffix(done.key), url_for("bulk.ask"))):
        return own
    return here


def _told_at(goal: str, done: Act) -> str:
    """The queue with the act to tell of; for any other page that of the act itself."""
    if not _is_queue(goal):
        return url_for("bulk.show", key=done.key)
    query = {name: value for name, value in query_of(goal).items() if name != "after"}
    return f"{url_for('queue.show')}?{urlencode({**query, 'done': done.event.id})}"


def _is_queue(address: str | None) -> bool:
    return urlsplit(address or "").path == url_for("queue.show")


def _now() -> datetime:
    return datetime.now(UTC)
