"""Why somebody was not told of a mention: a word that is kept, and its sentence."""

from enum import StrEnum

from moderation.domain.trouble import SENTENCES as ON_THE_WAY
from moderation.domain.trouble import Reason
from moderation.net.fetch import Trouble
from moderation.words import N_


class Refusal(StrEnum):
    """Beyond what goes wrong on the way: what endpoints answer."""

    NO_ENDPOINT = "no_endpoint"
    """The target announces neither webmention nor pingback; that is no failure."""
    NOT_NOW = "not_now"
    REFUSED = "refused"
    ENDPOINT_ERROR = "endpoint_error"
    NO_ANSWER = "no_answer"
    SOURCE_MISSING = "source_missing"
    NO_LINK_SEEN = "no_link_seen"
    TARGET_MISSING = "target_missing"
    NOT_PINGABLE = "not_pingable"
    NOT_ALLOWED = "not_allowed"
    UPSTREAM = "upstream"


Word = Trouble | Reason | Refusal

SENTENCES: dict[str, str] = {
    **ON_THE_WAY,
    Refusal.NO_ENDPOINT: N_("The page announces neither webmention nor pingback."),
    Refusal.NOT_NOW: N_("Its server asked us to come later."),
    Refusal.REFUSED: N_("Its server did not take the mention."),
    Refusal.ENDPOINT_ERROR: N_("Its server answered the mention with an error."),
    Refusal.NO_ANSWER: N_("Its server's answer to the pingback could not be read."),
    Refusal.SOURCE_MISSING: N_("Its server did not find our page."),
    Refusal.NO_LINK_SEEN: N_("Its server did not find the link on our page."),
    Refusal.TARGET_MISSING: N_("Its server says that the page does not exist."),
    Refusal.NOT_PINGABLE: N_("Its server says that the page takes no pingbacks."),
    Refusal.NOT_ALLOWED: N_("Its server does not let us do this."),
    Refusal.UPSTREAM: N_("Its server could not reach another server."),
}

PASSING = frozenset(
    (
        Trouble.UNREACHABLE,
        Trouble.TOO_SLOW,
        Reason.SERVER_ERROR,
        Refusal.NOT_NOW,
        Refusal.ENDPOINT_ERROR,
    )
)
"""What may be over in a while."""

REGISTERED = 48
"""The fault by which a pingback that is known already is told: it has arrived."""
FAULTS = {
    16: Refusal.SOURCE_MISSING,
    17: Refusal.NO_LINK_SEEN,
    32: Refusal.TARGET_MISSING,
    33: Refusal.NOT_PINGABLE,
    49: Refusal.NOT_ALLOWED,
    50: Refusal.UPSTREAM,
}
"""Pingback 1.0, section 3."""


def sentence(word: str) -> str:
    """What a kept word says, in English."""
    return SENTENCES.get(word, word)
