"""Signing in and out."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import login_user, logout_user

from moderation.domain import enrol
from moderation.store.db import writing
from moderation.web import identity
from moderation.web.answer import answer, own_path
from moderation.web.forms import LoginForm
from moderation.words import N_

bp = Blueprint("sessions", __name__)


@bp.get("/")
def front() -> Response:
    """The desk is what stands at the front."""
    return make_response(redirect(url_for("queue.show")))


@bp.get("/login")
def login() -> Response:
    """The sign-in page; who is signed in goes on."""
    goal = own_path(request.args.get("next"))
    if identity.me() is not None:
        return answer(redirect(goal or url_for("queue.show")))
    return _page(LoginForm(formdata=None, next=goal or ""))


@bp.post("/login")
def sign_in() -> Response:
    """A new session for the right e-mail and password."""
    form = LoginForm()
    with writing() as rows:
        user = enrol.sign_in(rows, form.email.data or "", form.password.data or "")
        account = identity.of(user, enrol.viewer_of(rows, user)) if user is not None else None
    if account is None:
        return _page(form, gettext(N_("This e-mail and this password do not belong together.")), 422)
    session.clear()
    login_user(account)
    return answer(redirect(own_path(form.next.data) or url_for("queue.show"), 303))


@bp.post("/logout")
def logout() -> Response:
    """The end of the session."""
    logout_user()
    session.clear()
    return answer(redirect(url_for("sessions.login"), 303))


def _page(form: LoginForm, problem: str | None = None, status: int = 200) -> Response:
    return answer(render_template("desk/login.html", form=form, problem=problem), status)
