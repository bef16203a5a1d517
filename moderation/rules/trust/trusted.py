"""Whom and what a site trusts, whatever the rules find."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from moderation.errors import Problem
from moderation.rules.entry import Entry
from moderation.rules.example import Example
from moderation.rules.finder import Finder
from moderation.rules.rule import Rule, param
from moderation.text.http_url import split_http, with_scheme, without_www
from moderation.text.links import links_of
from moderation.words import N_, Facts, Signal, Status, Submission

PARTNER = {"who": ("partner.example/blog",)}
EXCEPTION = {"exceptions": ("links: garden.example",)}


@dataclass(frozen=True, kw_only=True)
class Trusted(Rule):
    """Your own list of e-mails, websites and addresses whose comments and mentions are published at once.

    A website may have a path (`host.example/people/ann`), an address may be a range (`192.0.2.0/24`),
    and `@host.example` is every e-mail there. An e-mail can be typed by anybody: trust it where little
    depends on it. Words only speak for a comment. An exception names one rule that does not count
    (`links: host.example`). Blocked words and what you hold by name win over trust.
    """

    title = N_("Trusted")

    points: int = param(-3, N_("Points for words"), low=-20, high=0)
    who: tuple[str, ...] = param((), N_("E-mails, websites, addresses"), shape="lines")
    words: tuple[Entry, ...] = param((), N_("Words that speak for a comment"), shape="entries")
    exceptions: tuple[str, ...] = param((), N_("Exceptions, “rule: who”"), shape="lines")

    flags = (
        Example(website="https://www.partner.example/blog/ann", setting=PARTNER),
        Example(setting={"who": ("mina@example.org",)}),
        Example(setting={"who": ("@example.org",)}),
        Example(setting={"who": ("192.0.2.0/24",)}),
        Example(text="We met at the seed swap.", setting={"words": (Entry(text="seed swap"),)}),
    )
    passes = (
        Example(),
        Example(website="https://partner.example/shop", setting=PARTNER),
        Example(website="https://notpartner.example/blog", setting=PARTNER),
        Example(email="mina@example.organic", setting={"who": ("@example.org",)}),
        Example(ip="198.51.100.1", setting={"who": ("192.0.2.0/24",)}),
        Example(text="See https://garden.example/a", setting=EXCEPTION),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Approval for whom it lists, fewer points for words, a word of no points for an exception."""
        found = next((line for line in self.who if is_by(line, submission)), None)
        if found is not None:
            approved = self.signal(N_("On your list of whom you trust: {who}"))
            return replace(approved, values={"who": found}, verdict=Status.APPROVED)
        quotes = self.finder.quotes(submission)
        if quotes:
            return self.fires(N_("Holds words that you trust"), quotes=quotes)
        excused = sorted(self.excuses(submission, facts))
        if excused:
            return Signal(
                rule=self.key,
                points=0,
                why=N_("By your exceptions these do not count: {rules}"),
                values={"rules": ", ".join(excused)},
            )
        return None

    def excuses(self, submission: Submission, facts: Facts) -> Collection[str]:
        """The rules that do not count for this submission."""
        named = (line.partition(":") for line in self.exceptions)
        return {key.strip() for key, _, who in named if is_by(who.strip(), submission, by_links=True)}

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Lines that could never be anybody, and exceptions to rules that do not exist."""
        for line in self.who:
            if not is_somebody(line):
                why = N_("“{line}” is no e-mail, website or address.")
                yield Problem(on="who", why=why, values={"line": line[:60]})
        for line in self.exceptions:
            key, _, who = line.partition(":")
            if key.strip() not in keys or not is_somebody(who.strip()):
                why = N_("“{line}” is no exception such as “links: host.example”.")
                yield Problem(on="exceptions", why=why, values={"line": line[:60]})

    @cached_property
    def finder(self) -> Finder:
        """The words made ready: once for each book, never for each comment."""
        return Finder(self.words)


def is_somebody(line: str) -> bool:
    """Whether a line is an e-mail, a net, or a host with or without a path."""
    return "@" in line or _net(line) is not None or "." in _host_and_path(line)[0]


def is_by(line: str, submission: Submission, *, by_links: bool = False) -> bool:
    """Whether a submission comes from whom the line names; with `by_links`, or links to it."""
    author = submission.author
    if "@" in line:
        email, wanted = author.email.strip().lower(), line.lower()
        return email.endswith(wanted) if wanted.startswith("@") else email == wanted
    net = _net(line)
    if net is not None:
        return _is_within(author.ip, net)
    own = [author.website, submission.source]
    own += [link.url for link in links_of(submission.text)] if by_links else []
    return any(_is_under(url, line) for url in own if url)


def _net(line: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(line, strict=False)
    except ValueError:
        return None


def _is_within(ip: str, net: IPv4Network | IPv6Network) -> bool:
    try:
        return ip_address(ip) in net
    except ValueError:
        return False


def _is_under(url: str, line: str) -> bool:
    host, path = _host_and_path(url)
    wanted, below = _host_and_path(line)
    is_host = host == wanted or host.endswith(f".{wanted}")
    return bool(wanted) and is_host and (path + "/").startswith(below.rstrip("/") + "/")


def _host_and_path(url: str) -> tuple[str, str]:
    parts = split_http(with_scheme(url))
    return (without_www(parts.host), parts.path) if parts is not None else ("", "")
