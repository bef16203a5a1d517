"""Writers whose address, e-mail or website stood in spam before."""

from dataclasses import dataclass, replace
from datetime import timedelta

from moderation.rules.example import NOON, STRANGER, Example
from moderation.rules.hosts import is_everybodys
from moderation.rules.linked import host_as_typed
from moderation.rules.rule import Rule, param
from moderation.text.links import has_path, host_of
from moderation.words import N_, Facts, Seen, Signal, Submission

YESTERDAY = NOON - timedelta(days=1)
WHY = {
    "address": (
        N_("The sender’s address stood in {n} spam comment so far"),
        N_("The sender’s address stood in {n} spam comments so far"),
    ),
    "email": (
        N_("The e-mail stood in {n} spam comment so far"),
        N_("The e-mail stood in {n} spam comments so far"),
    ),
    "website": (
        N_("The website stood in {n} spam comment so far"),
        N_("The website stood in {n} spam comments so far"),
    ),
    "host": (N_("{host} stood in {n} spam comment so far"), N_("{host} stood in {n} spam comments so far")),
}
"""The number is of any age; that one of them is recent is the rule's condition."""


def known_for(what: str, value: str = "", *, n: int = 2) -> Facts:
    """A stranger of whom this stands in spam since yesterday."""
    return replace(STRANGER, spam_seen=(Seen(what=what, value=value, n=n, last_at=YESTERDAY),))


@dataclass(frozen=True, kw_only=True)
class SpamHistory(Rule):
    """The address, e-mail, website or a linked host was seen in spam before, on any site of this desk.

    Your own site, services that shorten addresses, and hosts with pages of everybody are never held
    against anyone; one page on such a host is, if it is the website. The strongest of what is found
    counts, once.
    """

    title = N_("Seen in spam before")

    points: int = param(4, N_("Points"), low=0, high=20)
    host_points: int = param(3, N_("Points for a host"), low=0, high=20)
    days: int = param(90, N_("Within"), unit=N_("days"), low=1, high=3650)
    address: bool = param(True, N_("Look at the sender’s address"))
    email: bool = param(True, N_("Look at the e-mail"))
    website: bool = param(True, N_("Look at the website"))
    host: bool = param(True, N_("Look at the hosts of links"))

    flags = (
        Example(facts=known_for("email")),
        Example(facts=known_for("host", "pills.example"), text="See https://pills.example/now"),
    )
    passes = (
        Example(),
        Example(facts=known_for("email"), setting={"email": False}),
        Example(facts=known_for("host", "bit.ly"), text="See https://bit.ly/abc"),
        Example(facts=known_for("website", "https://facebook.com/"), website="https://facebook.com/"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for what stands in spam, by the strongest that is looked at."""
        if facts.spam_seen is None:
            return self.unknown(N_("What stood in spam before is not known"))
        found = [seen for seen in facts.spam_seen if self.counts_against(seen, submission, facts)]
        if not found:
            return None
        worst = max(found, key=lambda seen: (self.worth(seen), seen.n))
        one, many = WHY[worst.what]
        quotes = [quote for seen in found if (quote := words_of(seen, submission))]
        values = {"host": worst.value} if worst.what == "host" else {}
        return self.counts(worst.n, one, many, points=self.worth(worst), quotes=quotes, **values)

    def counts_against(self, seen: Seen, submission: Submission, facts: Facts) -> bool:
        """Whether this is looked at, recent enough, and its writer's own."""
        is_wanted = {"address": self.address, "email": self.email, "website": self.website, "host": self.host}
        is_recent = submission.received_at - seen.last_at <= timedelta(days=self.days)
        return is_wanted.get(seen.what, False) and is_recent and is_writers_own(seen, facts)

    def worth(self, seen: Seen) -> int:
        """The points for this."""
        return self.host_points if seen.what == "host" else self.points


def is_writers_own(seen: Seen, facts: Facts) -> bool:
    """Whether this says something of one writer: neither the site itself nor everybody's host."""
    host = host_of(seen.value)
    if host and host in facts.own_hosts:
        return False
    return not is_everybodys(host, facts.shorteners) or (seen.what == "website" and has_path(seen.value))


def words_of(seen: Seen, submission: Submission) -> str:
    """What was seen, as it stands in the submission; empty for what is personal."""
    return host_as_typed(seen.value, submission) if seen.what == "host" else seen.value
