"""The door of the public form."""

from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, request, url_for
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from moderation.domain import submit, tune
from moderation.errors import Invalid, Problem, TooMany
from moderation.store.db import writing
from moderation.web import asking, forms, identity, stamps
from moderation.web.answer import changed, refused
from moderation.web.headers import framed_by
from moderation.web.site import thread
from moderation.web.site.form import CommentForm
from moderation.words import N_, Author, Submission

bp = Blueprint("form", __name__)

HIDDEN = ("stamp", "parent", "submission_id", "url")
"""Fields that nobody sees: what is wrong with them is told above the form."""


@bp.post("/s/<site>/comments")
def submit_comment(site: str) -> Response:
    """Take a reader's comment in, or say beside the fields what is missing."""
    place = thread.found(site)
    form = CommentForm()
    url = form.url.data or ""
    key = thread.key_of(place, url)
    try:
        submission = asking.asked(place, _submission(place, form, key))
        with writing() as session:
            received = submit.at_door(session, place, submission, floods=current_app.config["RATE_LIMITS"])
    except Invalid as wrong:
        return framed_by(_refused(place, form, wrong, key), place.url, *place.aliases)
    comment = received.comment
    own = stamps.own(comment.id)
    values = thread.shown(place, url, thread.fresh_form(place, url), own=own)
    anchor = f"comment-{comment.id}"
    back = url_for("thread.show", site=place.key, url=url, own=own, _anchor=anchor)
    answer = changed("thread", back=back, surface="site", moves=True, sent=comment, **values)
    return framed_by(answer, place.url, *place.aliases)


def _submission(place: tune.Site, form: CommentForm, key: str) -> Submission:
    age = stamps.age(form.stamp.data or "", place.key, key)
    if age is None:
        raise Invalid(
            Problem(on="stamp", why=N_("This form has expired. Your text is kept: send it once more."))
        )
    now = datetime.now(UTC)
    member = _member(place)
    parent = form.parent.data or ""
    if parent and not (parent.isdecimal() and len(parent) < 19):
        raise Invalid(Problem(on="parent", why=N_("The comment that you answer is not on this page.")))
    return Submission(
        page_url=form.url.data or "",
        page_title=form.title.data or "",
        parent_id=int(parent) if parent else None,
        author=Author(
            name=member.name if member else form.name.data or "",
            email=member.email if member else form.email.data or "",
            website="" if member else form.website.data or "",
            ip=identity.address(),
            user_agent=request.user_agent.string,
        ),
        text=form.text.data or "",
        origin=f"form:{forms.key_of(form.submission_id.data)}",
        posted_at=now,
        received_at=now,
        seconds_to_fill=age,
        honeypot=form.subject.data or "",
        member_id=member.id if member else None,
    )


def _member(place: tune.Site) -> identity.Account | None:
    """The signed-in member who comments as oneself: with the session's token, for a cookie can be abused."""
    here = identity.me()
    if here is None or place.id not in here.viewer.roles:
        return None
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    return here


def _refused(place: tune.Site, form: CommentForm, wrong: Invalid, key: str) -> Response:
    hidden = [p for p in wrong.problems if p.on in HIDDEN]
    rest = forms.show(form, tuple(p for p in wrong.problems if p.on not in HIDDEN))
    form.stamp.data = stamps.stamp(place.key, key)
    values = {
        **thread.shown(place, form.url.data or "", form, own=request.form.get("own")),
        "problems": hidden + rest,
    }
    status = 429 if isinstance(wrong, TooMany) else 422
    response = refused("site/thread.html", part="thread", status=status, **values)
    if isinstance(wrong, TooMany):
        response.headers["Retry-After"] = str(wrong.retry_after)
    return response
