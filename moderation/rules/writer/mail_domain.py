"""Mailboxes that are thrown away after use."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.rules.hosts import is_under_one_of, listed, names_above
from moderation.rules.rule import Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class MailDomain(Rule):
    """The e-mail is at a service for addresses that are thrown away, or at a host of your own list.

    Some readers use such a service to keep their address to themselves, so this is a weak sign. Well-known
    services are built in, and you can add your own, one host a line.
    """

    title = N_("Throw-away e-mail")
    kinds = (Kind.COMMENT,)

    points: int = param(2, N_("Points"), low=0, high=20)
    hosts: tuple[str, ...] = param((), N_("Your own hosts"), shape="lines")

    flags = (
        Example(email="soup@mailinator.com"),
        Example(email="Soup@eu.Guerrillamail.com"),
        Example(email="soup@burner.example", setting={"hosts": ("@burner.example",)}),
    )
    passes = (
        Example(),
        Example(email="soup@mymailinator.com"),
        Example(email="mailinator.com@example.org"),
        Example(email=""),
        Example(email="soup@burner.example"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points for an e-mail at such a host."""
        _, at, domain = submission.author.email.rpartition("@")
        host = host_of(domain) if at else ""
        if not host or submission.member_id is not None:
            return None
        own = own_hosts(self.hosts)
        if is_under_one_of(host, own):
            line = next(own[above] for above in names_above(host) if above in own)
            return self.fires(N_("E-mail at a host of your list: {host}"), host=host).with_lines([line])
        if is_under_one_of(host, listed("mail_domain")):
            return self.fires(N_("E-mail at a service for addresses to throw away: {host}"), host=host)
        return None

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Lines that name no host, and so could never be found."""
        for line in self.hosts:
            if "." not in host_of(line.strip().removeprefix("@")):
                why = N_("“{line}” is no host such as mail.example.com.")
                yield Problem(on="hosts", why=why, values={"line": line[:60]})


@lru_cache(maxsize=64)
def own_hosts(lines: tuple[str, ...]) -> dict[str, str]:
    """The hosts that a site has listed, and how the line reads."""
    named = ((host_of(line.strip().removeprefix("@")), line) for line in lines)
    return {host: line for host, line in named if host}
