"""One comment as it is now, and what stands around it: what the desk answers after an act on a comment."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Response, request, url_for

from moderation.domain import audit, decide, queue
from moderation.errors import Conflict, Invalid, Problem
from moderation.store.db import reading
from moderation.web import filters, forms, languages
from moderation.web.answer import beside, came_from, own_path, page_or_parts, query_of, wants_part
from moderation.web.desk import comments
from moderation.web.identity import viewer
from moderation.words import N_


def card(id: int, status: int, *also: str, part: str = "card", **values: Any) -> Response:
    """The card with the counts, or the page of the comment; `also` names other parts that changed."""
    given = {**_shown(id), **around()}
    if not wants_part():
        given["sent_from"] = came_from() or own_path(request.form.get("next"))
    elif urlsplit(came_from() or "").path != url_for("queue.show"):
        # Where no list stands around it, a card says in which it is.
        given["filters"] = replace(given["filters"], status=None)
        given["way_back"] = comments.way_back(given["card"])
    given |= values
    return page_or_parts("desk/comment.html", part, "counts", *also, status=status, values=given)


def overtaken(conflict: Conflict, **typed: Any) -> Response:
    """The comment as it now is, with who did what and when, and with what was typed meanwhile."""
    now: queue.Comment = conflict.current
    at = conflict.at or now.decided_at or now.received_at
    return card(now.id, 409, part="conflict", why=languages.say(conflict.problem), at=at, **typed)


def _shown(id: int) -> dict[str, Any]:
    """The card alone; on a page of its own with its context."""
    if not wants_part():
        return comments.values(id)
    with reading() as session:
        comment = decide.one(session, viewer(), id)
        shown, undo = queue.cards(session, [comment])[0], audit.standing(session, comment)
    return {"card": shown, "undo": undo, "reply_key": uuid4}


def renewed(response: Response, id: int) -> Response:
    """An answer to HTMX that also brings the card back, in the place of a form that stood there."""
    return beside(response, f"comment-{id}", "card", **_shown(id), **around())


def around() -> dict[str, Any]:
    """The counts beside the list from which somebody acts."""
    try:
        here = filters.read(query_of(came_from()))
    except Invalid:
        here = queue.Filters()
    with reading() as session:
        return {"counts": queue.counts(session, viewer(), here), "filters": here}


def seen() -> int:
    """The version that a form was made from. Raises Invalid for a form without one."""
    version = forms.version_of(request.form.get("version"))
    if version is None:
        raise Invalid(Problem(on="version", why=N_("Reload the page, then decide again.")))
    return version
