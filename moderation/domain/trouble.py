"""Why a visit came to nothing, or a mention is not taken: a word that is kept, and its sentence."""

from enum import StrEnum

from moderation.net.fetch import Trouble
from moderation.words import N_


class Reason(StrEnum):
    """Beyond what goes wrong on the way (`net.fetch.Trouble`)."""

    NO_LINK = "no_link"
    GONE = "gone"
    NOT_FOUND = "not_found"
    REFUSED_US = "refused_us"
    SERVER_ERROR = "server_error"
    NO_PAGE = "no_page"
    BAD_SOURCE = "bad_source"
    BAD_TARGET = "bad_target"
    SAME = "same"
    FOREIGN = "foreign"
    CLOSED = "closed"
    BLOCKED = "blocked"
    ALREADY = "already"
    BUSY = "busy"


Word = Trouble | Reason

SENTENCES: dict[str, str] = {
    Trouble.BAD_ADDRESS: N_("This is no address of a web page that can be visited."),
    Trouble.PRIVATE_ADDRESS: N_("This address is not on the open network, so nobody is sent there."),
    Trouble.UNREACHABLE: N_("The page could not be reached."),
    Trouble.TOO_SLOW: N_("The page took too long to answer."),
    Trouble.TOO_BIG: N_("The page is too big."),
    Trouble.TOO_MANY_HOPS: N_("The address leads from one to the next without end."),
    Trouble.WRONG_TYPE: N_("The page is neither HTML nor JSON nor plain text."),
    Trouble.GARBLED: N_("The page's answer could not be read."),
    Reason.NO_LINK: N_("The page has no link to the page that it mentions."),
    Reason.GONE: N_("The page is gone for good."),
    Reason.NOT_FOUND: N_("There is no such page."),
    Reason.REFUSED_US: N_("The page is not shown to us."),
    Reason.SERVER_ERROR: N_("The page's server answered with an error."),
    Reason.NO_PAGE: N_("There is no such page on this site."),
    Reason.BAD_SOURCE: N_("The source is no address of a web page."),
    Reason.BAD_TARGET: N_("The target is no address of a web page."),
    Reason.SAME: N_("Source and target are the same page."),
    Reason.FOREIGN: N_("The target does not belong to this site."),
    Reason.CLOSED: N_("This page takes no more mentions."),
    Reason.BLOCKED: N_("This site takes no mentions from there."),
    Reason.ALREADY: N_("This mention is known already."),
    Reason.BUSY: N_("Too many mentions are being checked right now. Try again later."),
}

PASSING = frozenset(
    (
        Trouble.UNREACHABLE,
        Trouble.TOO_SLOW,
        Trouble.GARBLED,
        Reason.NOT_FOUND,
        Reason.REFUSED_US,
        Reason.SERVER_ERROR,
    )
)
"""What may be over tomorrow: tried again, and what was published stays."""


def word_of_status(status: int) -> Reason | None:
    """What an HTTP status says of a page; None where the page is there."""
    if 200 <= status < 300:
        return None
    if status == 410:
        return Reason.GONE
    if status in (404, 451):
        return Reason.NOT_FOUND
    return Reason.SERVER_ERROR if status >= 500 else Reason.REFUSED_US
