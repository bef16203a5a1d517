"""The door of pingbacks (Pingback 1.0)."""

from flask import Blueprint, Response, request
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge

from moderation.domain.receive import NotTaken
from moderation.domain.trouble import Reason, Word
from moderation.errors import TooMany
from moderation.net.fetch import Trouble
from moderation.text import xmlrpc
from moderation.web import announced
from moderation.web.site import thread
from moderation.words import N_, Kind

bp = Blueprint("pingback", __name__)

SECONDS = 4.5
"""For each of the two visits that an answer may need: it is given within ten seconds."""
GENERIC, NO_SOURCE, NO_LINK, NO_TARGET, NO_PINGS, ALREADY, DENIED = 0, 16, 17, 32, 33, 48, 49
"""The specification's faults (section 3)."""
FAULTS: dict[Word, int] = {
    Reason.SAME: GENERIC,
    Reason.NO_LINK: NO_LINK,
    Reason.GONE: NO_SOURCE,
    Reason.NO_PAGE: NO_TARGET,
    Reason.PAGE_AWAY: NO_TARGET,
    Reason.BAD_TARGET: NO_TARGET,
    Reason.FOREIGN: NO_PINGS,
    Reason.CLOSED: NO_PINGS,
    Reason.ALREADY: ALREADY,
    Reason.BLOCKED: DENIED,
    Trouble.PRIVATE_ADDRESS: DENIED,
}
"""By why a mention is not taken; all else is a source that could not be read."""
FAULT_WORDS = {
    xmlrpc.NOT_WELL_FORMED: N_("This is not well-formed XML, or longer than a call may be."),
    xmlrpc.INVALID: N_("This is no call of a method."),
    xmlrpc.NO_SUCH_METHOD: N_("There is no such method here, only pingback.ping."),
    xmlrpc.BAD_PARAMETERS: N_("pingback.ping takes two strings: source and target."),
}
DONE = N_("The mention was received. A moderator will look at it.")


@bp.post("/s/<site>/xmlrpc")
def receive(site: str) -> Response:
    """Answer an XML-RPC call: `pingback.ping(source, target)` and nothing else."""
    place = thread.found(site)
    try:
        source, target = _parameters()
        announced.verified(place, Kind.PINGBACK, source, target, seconds=SECONDS)
    except xmlrpc.Fault as fault:
        return _xml(xmlrpc.fault(fault.code, gettext(FAULT_WORDS.get(fault.code, fault.why))))
    except NotTaken as refused:
        return _xml(xmlrpc.fault(FAULTS.get(refused.reason, NO_SOURCE), gettext(refused.problem.why)))
    except TooMany as many:
        response = _xml(xmlrpc.fault(DENIED, gettext(SLOWER)), 429)
        response.headers["Retry-After"] = str(many.retry_after)
        return response
    return _xml(xmlrpc.answer(gettext(DONE)))


SLOWER = N_("Too many mentions at once. Try again later.")


def _parameters() -> tuple[str, str]:
    """Source and target of the call. Raises xmlrpc.Fault."""
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise xmlrpc.Fault(xmlrpc.NOT_WELL_FORMED, "This is longer than a call may be.") from None
    call = xmlrpc.read(body)
    if call.method != "pingback.ping":
        raise xmlrpc.Fault(xmlrpc.NO_SUCH_METHOD, "There is no such method here, only pingback.ping.")
    if len(call.params) != 2 or not all(call.params):
        raise xmlrpc.Fault(xmlrpc.BAD_PARAMETERS, "pingback.ping takes two strings: source and target.")
    source, target = call.params
    # Which part of a page is meant makes no other page (Pingback 1.0, section 2.3).
    return source or "", (target or "").partition("#")[0]


def _xml(body: str, status: int = 200) -> Response:
    return Response(body, status, content_type="text/xml; charset=utf-8")
