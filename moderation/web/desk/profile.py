"""One's own language, time zone and keys at the desk."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext, refresh
from flask_login import login_required

from moderation.domain import enrol
from moderation.errors import Invalid
from moderation.store.db import writing
from moderation.web import forms
from moderation.web.answer import answer, page, refused
from moderation.web.forms import ProfileForm
from moderation.web.identity import signed_in
from moderation.words import N_

bp = Blueprint("profile", __name__)

ZONES = sorted(zone for zone in enrol.zones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))


@bp.get("/profile")
@login_required
def show() -> Response:
    """The preferences as they are."""
    here = signed_in()
    form = ProfileForm(formdata=None, locale=here.locale, timezone=here.timezone, keys=here.keys)
    form.offer(ZONES)
    return page("desk/profile.html", part="profile", form=form)


@bp.post("/profile")
@login_required
def save() -> Response:
    """Keep the changed preferences."""
    form = ProfileForm()
    form.offer(ZONES)
    here, locale, timezone = signed_in(), form.locale.data or "", form.timezone.data or ""
    try:
        with writing() as session:
            user = enrol.account(session, here.id)
            if user is not None:
                enrol.prefer(session, user, locale=locale, timezone=timezone, keys=form.keys.data)
    except Invalid as wrong:
        forms.show(form, wrong.problems)
        return refused("desk/profile.html", part="profile", form=form)
    here.locale = locale
    refresh()
    flash(gettext(N_("Your preferences are saved.")), "done")
    return answer(redirect(url_for("profile.show"), 303))
