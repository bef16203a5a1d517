"""Whom and what a site trusts, whatever the rules find."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from moderation.errors import Problem
from moderation.rules.entry import Entry, as_line
from moderation.rules.example import Example
from moderation.rules.finder import Finder
from moderation.rules.linked import foreign_links
from moderation.rules.rule import Rule, param
from moderation.rules.somebody import Somebody, is_somebody, listed
from moderation.words import N_, Facts, Kind, Signal, Status, Submission

MOST_LINES = 10
QUOTED = re.compile(r"[\"“«]\s*(?P<words>.*\S)\s*[\"”»]")
PARTNER = {"who": ("partner.example/blog",)}
EXCEPTION = {"exceptions": ("links: garden.example",)}


@dataclass(frozen=True, kw_only=True)
class Trusted(Rule):
    """Your own list of e-mails, websites and addresses whose comments and mentions are published at once.

    A website may have a path (`host.example/people/ann`), an address may be a range (`192.0.2.0/24`),
    and `@host.example` is every e-mail there. An e-mail can be typed by anybody: trust it where little
    depends on it. A website publishes pingbacks and webmentions that come from it, never trackbacks; the
    one that is typed with a comment only speaks for it, as words do. An exception names one rule that does
    not count: `links: host.example` where every link leads there, `links: "seed swap"` where these words
    stand. Blocked words and what you hold by name win over trust.
    """

    title = N_("Trusted")

    points: int = param(-3, N_("Points for words and typed websites"), low=-20, high=0)
    who: tuple[str, ...] = param((), N_("E-mails, websites, addresses"), shape="lines")
    words: tuple[Entry, ...] = param((), N_("Words that speak for a comment"), shape="entries")
    exceptions: tuple[str, ...] = param((), N_("Exceptions, “rule: who”"), shape="lines")

    flags = (
        Example(website="https://www.partner.example/blog/ann", setting=PARTNER),
        Example(kind=Kind.WEBMENTION, source="https://partner.example/blog/7", setting=PARTNER),
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
        by, typed = self._people.with_email(submission.author.email), submission.author.website
        by = by or self._people.at(submission.author.ip) or self._people.under(submission.source)
        if by is not None:
            why = N_("On your list of whom you trust: {who}")
            return self.fires(why, points=0, who=by).with_verdict(Status.APPROVED).with_lines([by])
        speaks = self._people.under(typed) if typed and not submission.kind.is_mention else None
        if speaks is not None:
            why = N_("The website is on your list of whom you trust: {who}")
            return self.fires(why, who=speaks).with_lines([speaks])
        found, excused = self.finder.found(submission), self._excused(submission, facts)
        rules, lines = " ".join(sorted(excused)), [*found.lines, *chain(*excused.values())][:MOST_LINES]
        if found.quotes and excused:
            why = N_("Holds words that you trust. By your exceptions these do not count: {rules}")
            return self.fires(why, quotes=found.quotes, rules=rules).with_lines(lines)
        if found.quotes:
            return self.fires(N_("Holds words that you trust"), quotes=found.quotes).with_lines(lines)
        if excused:
            why = N_("By your exceptions these do not count: {rules}")
            return self.fires(why, points=0, rules=rules).with_lines(lines)
        return None

    def excuses(self, submission: Submission, facts: Facts) -> Collection[str]:
        """The rules that do not count for this submission."""
        return self._excused(submission, facts)

    def _excused(self, submission: Submission, facts: Facts) -> dict[str, list[str]]:
        """The rules that do not count, with the lines that say so."""
        if not self._exceptions:
            return {}
        urls = [link.url for link in foreign_links(submission.text, facts.own_hosts)]
        urls += [submission.source] if submission.source else []
        named = {key: each.named(submission, urls) for key, each in self._exceptions.items()}
        return {key: lines for key, lines in named.items() if lines}

    def may_excuse(self) -> Collection[str]:
        """The rules that the exceptions name."""
        return self._exceptions.keys()

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Lines that could never be anybody, and exceptions to rules that do not exist."""
        for line in self.who:
            if not is_somebody(line):
                why = N_("“{line}” is no e-mail, website or address.")
                yield Problem(on="who", why=why, values={"line": line[:60]})
        for line in self.exceptions:
            key, who = _exception(line)
            if key not in keys or not (is_somebody(who) or QUOTED.fullmatch(who)):
                why = N_("“{line}” is no exception such as “links: host.example”.")
                yield Problem(on="exceptions", why=why, values={"line": line[:60]})

    @cached_property
    def finder(self) -> Finder:
        """The words made ready: once for each book, never for each comment."""
        return Finder(self.words)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts that it names as a whole."""
        return frozenset(host for host, path in self._people.places if not path)

    @cached_property
    def _people(self) -> Somebody:
        return listed(self.who)

    def prepare(self) -> None:
        """Make the lists ready before the first comment asks for them."""
        _ = (self.finder, self._people, self._exceptions)

    @cached_property
    def _exceptions(self) -> dict[str, "Exceptions"]:
        """By the key of the rule that does not count: for whom, and for which words."""
        named: dict[str, dict[str, str]] = {}
        for line in self.exceptions:
            key, who = _exception(line)
            named.setdefault(key, {}).setdefault(who, line)
        return {key: Exceptions(lines) for key, lines in named.items()}


class Exceptions:
    """The exceptions to one rule, made ready: of each whom or which words it names, and the line."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._people = listed(lines)
        self._words = {as_line(entry): line for entry, line in _quoted(lines)}
        self._finder = Finder(entry for entry, _ in _quoted(lines))

    def named(self, submission: Submission, urls: Sequence[str]) -> list[str]:
        """The lines that name the writer, the address, all the places linked to, or words of a submission."""
        author = submission.author
        places = [self._people.under(url) for url in urls]
        who = {self._people.with_email(author.email), self._people.at(author.ip)}
        who |= set(places) if all(places) else set()
        words = [self._words[line] for line in self._finder.found(submission).lines]
        return [line for each, line in self._lines.items() if each in who] + words


def _exception(line: str) -> tuple[str, str]:
    key, _, who = line.partition(":")
    return key.strip(), who.strip()


def _quoted(lines: Mapping[str, str]) -> Iterator[tuple[Entry, str]]:
    """The words between quotation marks, each with its line."""
    quoted = ((QUOTED.fullmatch(who), line) for who, line in lines.items())
    return ((Entry(text=found["words"]), line) for found, line in quoted if found)
