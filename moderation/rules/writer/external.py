"""A service of the owner's that judges too."""

import base64
import binascii
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address

from moderation.errors import Problem
from moderation.rules.example import STRANGER, Example
from moderation.rules.rule import Rule, param
from moderation.rules.value import KEPT
from moderation.text.http_url import split_http
from moderation.words import N_, Answer, Facts, Signal, Submission

MOST = 20
"""Points that an answer may give or take."""
SHORTEST = 24
"""Bytes of a secret (Standard Webhooks)."""
CODED = "whsec_"
NEAR = (".internal", ".local", ".localhost")
"""Hosts of one's own network, by their ending."""
TROUBLE = {
    "too_slow": N_("Your own service could not be asked: it took longer than two seconds"),
    "unreachable": N_("Your own service could not be asked: nobody answers there"),
    "private_address": N_(
        "Your own service could not be asked: its address is private, and this installation allows none"
        " (MODERATION_ALLOW_PRIVATE_SOURCES)"
    ),
    "busy": N_("Your own service could not be asked: too many wait for it already"),
}
GARBLED = N_("Your own service could not be asked: it gave no answer that can be understood")


def saying(points: int = 0, why: str = "", trouble: str = "") -> Facts:
    """A stranger, and what the service says."""
    return replace(STRANGER, external=Answer(points=points, why=why, trouble=trouble))


@dataclass(frozen=True, kw_only=True)
class External(Rule):
    """Asks a service of your own, which answers with points for or against, and perhaps a sentence.

    It comes switched off. The service gets name, website, text and page, signed with the secret, and the
    e-mail and the address only if you switch that on. It has two seconds; without an answer in time it counts
    for nothing. How it is asked and what it answers stands in the documentation (docs/external.md).
    """

    title = N_("Your own service")

    on: bool = param(False, N_("On"))
    points: int = param(MOST, N_("Points at most, for or against"), low=1, high=MOST)
    url: str = param("", N_("Address of the service"), shape="url")
    secret: str = param("", N_("Secret"), shape="secret")
    personal: bool = param(False, N_("Send e-mail, address and browser too"))

    flags = (
        Example(facts=saying(3), setting={"on": True}),
        Example(facts=saying(-2, "A customer since 2019"), setting={"on": True}),
    )
    passes = (
        Example(),
        Example(facts=saying(0), setting={"on": True}),
        Example(facts=saying(trouble="too_slow"), setting={"on": True}),
        Example(facts=saying(9), member_id=1, setting={"on": True}),
    )

    @property
    def is_ready(self) -> bool:
        """Whether there is somebody to ask."""
        return self.on and bool(self.url) and bool(self.secret)

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """The points of the answer; what kept it from being asked, for no points."""
        answer = facts.external
        if submission.member_id is not None:
            return None
        if answer is None:
            return self.unknown(N_("Your own service was not asked"))
        if answer.trouble:
            return self.unknown(TROUBLE.get(answer.trouble, GARBLED))
        points = max(-self.points, min(self.points, answer.points))
        if answer.why:
            return self.fires(N_("Your own service says: {sentence}"), points=points, sentence=answer.why)
        if points > 0:
            return self.fires(N_("Your own service speaks against it"), points=points)
        return self.fires(N_("Your own service speaks for it"), points=points) if points else None

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """An address where nobody can be asked safely, and a secret that anybody could guess."""
        if self.on and not self.url:
            yield Problem(on="url", why=N_("Write the address of the service."))
        if self.url and not is_safe(self.url):
            why = N_("This must be an https address; http is for hosts of your own network alone.")
            yield Problem(on="url", why=why)
        if self.on and not self.secret:
            yield Problem(on="secret", why=N_("Write the secret that the service knows too."))
        if self.secret and self.secret != KEPT and signing_key(self.secret) is None:
            why = N_("A secret has at least {least} characters, or is “whsec_” and as many bytes in Base64.")
            yield Problem(on="secret", why=why, values={"least": SHORTEST})


def signing_key(secret: str) -> bytes | None:
    """The bytes with which a request is signed; None where they are too few to keep anybody out."""
    if not secret.startswith(CODED):
        key = secret.encode("utf-8", "replace")
        return key if len(key) >= SHORTEST else None
    try:
        key = base64.b64decode(secret.removeprefix(CODED), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) >= SHORTEST else None


def is_safe(url: str) -> bool:
    """Whether what is sent there can be read by nobody on the way."""
    parts = split_http(url)
    if parts is None or parts.has_user:
        return False
    return url.lower().startswith("https://") or is_near(parts.host)


def is_near(host: str) -> bool:
    """Whether a host is one of the owner's own network, by how it is called."""
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." not in host or host.endswith(NEAR)
