"""People whose comments the site does not want."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.rules.rule import Rule, param
from moderation.rules.somebody import Somebody, is_somebody, listed, net_of
from moderation.text.fold import fold
from moderation.words import N_, Facts, Kind, Signal, Status, Submission

QUOTED = re.compile(r"[\"“«]\s*(?P<name>.*\S)\s*[\"”»]")
LIKE_ADDRESS = re.compile(r"[0-9a-f]{0,4}(?:[.:][0-9a-f]{0,4}){2,7}(?:/.*)?", re.IGNORECASE)
"""What is meant as an address, right or wrong."""
WIDEST = {4: 8, 6: 16}
"""By the version of addresses: a net with fewer bits than these is half the world."""
DAN = {"quiet": ("dan.brown@gmail.com", "“Dan the Man”", "dan.example/blog", "192.0.2.0/24", "Danny")}


@dataclass(frozen=True)
class People:
    """Whom a list names, made ready: by e-mail, website and address, or by name."""

    somebody: Somebody
    names: dict[str, str] = field(default_factory=dict)

    def lines_on(self, submission: Submission) -> list[str]:
        """The lines that name the writer, each once."""
        author = submission.author
        found = [
            self.somebody.with_mailbox(author.email) if author.email else None,
            self.somebody.at(author.ip) if author.ip else None,
            self.somebody.under(author.website) if author.website else None,
            # A mention's name is the title of its page.
            self.names.get(fold(author.name)) if author.name and not submission.kind.is_mention else None,
        ]
        return list(dict.fromkeys(line for line in found if line is not None))


@dataclass(frozen=True, kw_only=True)
class BlockedAuthor(Rule):
    """Your own lists of people whose comments you do not want: what they write is spam, or set aside quietly.

    A line is an e-mail (`dan@host.example`, whatever stands behind a `+`, and at Gmail with or without dots),
    `@host.example` for all e-mails there, a website (`host.example` and all below it, or
    `host.example/people/dan`), an address or a range of addresses (`192.0.2.0/24`), or a whole name, in
    quotation marks where it could be taken for a website. What is set aside quietly is rejected, stands with
    the rejected under “by rules”, tells nobody and counts for nothing else: its writer notices no difference.
    """

    title = N_("Blocked authors")

    points: int = param(0, N_("Points"), low=0, high=20)
    spam: tuple[str, ...] = param((), N_("Whose comments are spam"), shape="lines")
    quiet: tuple[str, ...] = param((), N_("Whom you set aside quietly"), shape="lines")

    flags = (
        Example(email="DanBrown+soup@googlemail.com", setting=DAN),
        Example(name="Dan the man", setting=DAN),
        Example(name="Dänny", setting={"spam": ("danny",)}),
        Example(website="https://www.dan.example/blog/7", setting=DAN),
        Example(ip="192.0.2.77", setting=DAN),
        Example(email="eve@eve.example", setting={"spam": ("@eve.example",)}),
        Example(kind=Kind.TRACKBACK, ip="192.0.2.77", setting=DAN),
    )
    passes = (
        Example(ip="198.51.100.7"),
        Example(email="danbrown@example.org", ip="", setting={"spam": ("dan.brown@example.org",)}),
        Example(name="Danny K", email="", ip="", setting=DAN),
        Example(name="Danny", kind=Kind.PINGBACK, ip="", setting=DAN),
        Example(website="https://dan.example/shop", ip="", setting=DAN),
        Example(ip="192.0.2.77", member_id=1, setting=DAN),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Spam, or rejection, for whom a line names; a member who is signed in is nobody of these."""
        if submission.member_id is not None:
            return None
        spam, quiet = self._spam.lines_on(submission), self._quiet.lines_on(submission)
        if spam:
            why, verdict = N_("On your list of those whose comments are spam: {who}"), Status.SPAM
        elif quiet:
            why, verdict = N_("You set this author aside quietly: {who}"), Status.REJECTED
        else:
            return None
        signal = self.fires(why, who=", ".join(spam or quiet))
        return signal.with_verdict(verdict).with_lines([*spam, *quiet])

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Lines that could never be anybody, or would be everybody."""
        for on, lines in (("spam", self.spam), ("quiet", self.quiet)):
            for line in lines:
                why = mistake_in(line)
                if why:
                    yield Problem(on=on, why=why, values={"line": line[:60]})

    @cached_property
    def _spam(self) -> People:
        return people(self.spam)

    @cached_property
    def _quiet(self) -> People:
        return people(self.quiet)


def people(lines: Iterable[str]) -> People:
    """A list made ready: once for each book, never for each comment."""
    own = list(lines)
    found = People(listed(line for line in own if is_somebody(line)))
    for line in own:
        if not is_somebody(line):
            found.names.setdefault(fold(name_of(line)), line)
    return found


def name_of(line: str) -> str:
    """The name that a line holds, without its quotation marks."""
    quoted = QUOTED.fullmatch(line.strip())
    return quoted["name"] if quoted else line.strip()


def mistake_in(line: str) -> str:
    """What is wrong with a line; empty where it names somebody."""
    net = net_of(line)
    if net is not None:
        is_wide = net.prefixlen < WIDEST[net.version]
        return N_("“{line}” is a range in which half the world writes.") if is_wide else ""
    if is_somebody(line):
        return ""
    if LIKE_ADDRESS.fullmatch(line.strip()):
        return N_("“{line}” is no address, and no range such as 192.0.2.0/24.")
    if "@" in line and not QUOTED.fullmatch(line.strip()):
        return N_("“{line}” is no e-mail. A name with an @ stands in quotation marks.")
    name = fold(name_of(line))
    if len(name) < 2 or not any(sign.isalnum() for sign in name):
        return N_("“{line}” is too short for a name.")
    return ""
