"""A page's thread as its readers see it, and their likes."""

import secrets
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, abort, request, url_for
from flask_wtf import FlaskForm

from moderation.domain import admit, like, thread, tree, tune
from moderation.errors import Invalid, Missing, Problem
from moderation.store.db import reading, writing
from moderation.text.page_url import is_under, page_key
from moderation.web import identity, languages, stamps
from moderation.web.answer import changed, page
from moderation.web.headers import framed_by
from moderation.web.site.form import CommentForm
from moderation.words import N_

bp = Blueprint("thread", __name__)

NO_PAGE = N_("This page does not belong to this site.")
COOKIE = "visitor"
YEAR = 365 * 24 * 3600


@bp.get("/s/<site>/thread")
def show(site: str) -> Response:
    """The thread of a page, as a page of its own and as the embed shows it."""
    place = found(site)
    url = request.args.get("url", "")
    form = fresh_form(place, url, title=request.args.get("title", ""), parent=request.args.get("answer", ""))
    wanted = {"own": request.args.get("own"), "after": request.args.get("after")}
    values = shown(place, url, form, reported=_id(request.args.get("reported", "")), **wanted)
    response = page("site/thread.html", part="thread", **values)
    _announce(response, place)
    return framed_by(_marked(response, _mark() or secrets.token_bytes(16)), place.url, *place.aliases)


@bp.post("/s/<site>/comments/<int:id>/like")
def like_comment(site: str, id: int) -> Response:
    """One like of a comment; the second takes it back."""
    place = found(site)
    key = stamped(place, request.form.get("url", ""))
    with writing() as session:
        mark = visitor(session)
        liked = like.like_comment(session, place, id, mark)
        url = like.page_url(session, liked.page_id)
        if page_key(url) != key:
            abort(400)
    return _liked(place, url, mark, anchor=f"comment-{id}")


@bp.post("/s/<site>/like")
def like_page(site: str) -> Response:
    """One like of the page; the second takes it back."""
    place, url = found(site), request.args.get("url", "")
    stamped(place, url)
    with writing() as session:
        mark = visitor(session)
        liked = like.like_page(session, place, url, mark)
    return _liked(place, liked.url, mark, anchor="thread")


def found(key: str) -> tune.Site:
    """The site of the address, whose language and zone this answer speaks. Raises Missing."""
    with reading() as session:
        site = tune.site_with_key(session, key)
    if site is None:
        raise Missing(N_("There is no such site here."))
    languages.speak(site.locale, site.timezone)
    return site


def fresh_form(place: tune.Site, url: str, *, title: str = "", parent: str = "") -> CommentForm:
    """An empty form, stamped for a page. Raises Invalid for another site's page."""
    key = key_of(place, url)
    return CommentForm(
        formdata=None,
        url=url,
        title=title[:500],
        parent=parent if parent.isdecimal() else "",
        submission_id=str(uuid4()),
        stamp=stamps.stamp(place.key, key),
    )


def key_of(place: tune.Site, url: str) -> str:
    """The key of a page under this site's addresses. Raises Invalid for any other."""
    try:
        if any(is_under(url, base) for base in (place.url, *place.aliases)):
            return page_key(url)
    except ValueError:
        pass
    raise Invalid(Problem(on="url", why=NO_PAGE))


def shown(
    place: tune.Site,
    url: str,
    form: FlaskForm,
    *,
    own: str | None = None,
    reported: int | None = None,
    **wanted: Any,
) -> dict[str, Any]:
    """What the thread's templates show.

    `own` is the mark by which a writer sees the own comment, `reported` the one that this reader reported.
    """
    key_of(place, url)
    with reading() as session:
        seen = thread.read(session, place, url, own=stamps.owned(own), **{"visitor": _mark(), **wanted})
        closed = admit.closed(place, seen.page, datetime.now(UTC))
    answering = tree.find(seen.comments, form.parent.data)
    if answering is None:
        form.parent.data = ""  # what was answered is gone: the text can still be sent, by itself
    here = identity.me()
    is_member = here is not None and place.id in here.viewer.roles
    return {
        "site": place,
        "thread": seen,
        "form": form,
        "own": own,
        "answering": answering,
        "needs": tune.book_of(place).rule("required_fields"),
        "closed": closed,
        "can_report": tune.book_of(place).rule("reports").on,
        "reported": reported,
        "is_taken_down": reported is not None and tree.find(seen.comments, str(reported)) is None,
        "problems": [],
        "member": here if is_member else None,
    }


def _announce(response: Response, place: tune.Site) -> None:
    """Say where mentions are taken (Pingback 1.0, section 2.1; Webmention, section 3.1.2)."""
    webmention = url_for("webmention.receive", site=place.key, _external=True)
    response.headers["X-Pingback"] = url_for("pingback.receive", site=place.key, _external=True)
    response.headers["Link"] = f'<{webmention}>; rel="webmention"'


def visitor(session: Any) -> bytes:
    """Whose like it is: the browser's mark, or a hash of address and agent where it keeps none."""
    agent = request.user_agent.string
    now = datetime.now(UTC)
    return _mark() or like.visitor_mark(session, ip=identity.address(), user_agent=agent, now=now)


def stamped(place: tune.Site, url: str) -> str:
    """The key of a page for which the form was made; a form of any other page is not understood."""
    key = key_of(place, url)
    if stamps.age(request.form.get("stamp", ""), place.key, key) is None:
        abort(400)
    return key


def _id(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else None


def _mark() -> bytes:
    return stamps.visited(request.cookies.get(COOKIE)) or b""


def _liked(place: tune.Site, url: str, mark: bytes, *, anchor: str) -> Response:
    own = request.form.get("own") or None
    values = shown(place, url, fresh_form(place, url), own=own, visitor=mark)
    back = url_for("thread.show", site=place.key, url=url, own=own, _anchor=anchor)
    response = changed("thread", back=back, surface="site", **values)
    return framed_by(_marked(response, mark), place.url, *place.aliases)


def _marked(response: Response, mark: bytes) -> Response:
    """Let the browser keep the visitor's mark, if it keeps any in this frame."""
    secure = identity.is_https()
    response.set_cookie(
        COOKIE,
        stamps.visitor(mark),
        max_age=YEAR,
        httponly=True,
        secure=secure,
        samesite="None" if secure else "Lax",
        partitioned=secure,
    )
    return response
