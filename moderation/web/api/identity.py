"""Which program asks: the bearer token and its one site."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Response, g, request
from flask_babel import gettext

from moderation.domain import enrol, tune
from moderation.domain.allow import Viewer
from moderation.store.db import reading
from moderation.web import languages
from moderation.web.api import problems
from moderation.words import N_

Given = ParamSpec("Given")


def token_required(route: Callable[Given, Response]) -> Callable[Given, Response]:
    """Let only a known token in (RFC 6750); the answer speaks its site's language."""

    @wraps(route)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> Response:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        with reading() as session:
            known = enrol.viewer_with_token(session, secret.strip()) if scheme.lower() == "bearer" else None
        if known is None:
            return _unknown()
        g.program, g.program_site = known
        languages.speak(g.program_site.locale, g.program_site.timezone)
        return route(*args, **kwargs)

    return guarded


def program() -> Viewer:
    """The token that asks."""
    return cast(Viewer, g.program)


def site() -> tune.Site:
    """The token's site."""
    return cast(tune.Site, g.program_site)


def _unknown() -> Response:
    why = gettext(N_("Send a token of the site as `Authorization: Bearer TOKEN`."))
    response = problems.document(401, gettext(N_("Unknown token")), why)
    response.headers["WWW-Authenticate"] = 'Bearer realm="moderation"'
    return response
