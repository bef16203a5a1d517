"""Pages that shall not mention the site."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.rules.rule import MENTIONS, Rule, param
from moderation.rules.somebody import Somebody, is_place, listed
from moderation.words import N_, Facts, Kind, Signal, Status, Submission

FARM = {"blocked": ("farm.example",), "muted": ("big.example/dan",)}


@dataclass(frozen=True, kw_only=True)
class BlockedSource(Rule):
    """Your own lists of websites whose mentions you do not want.

    A line is a host and all below it, a host with a path (`host.example/people/dan`) and all behind that,
    or one page. Blocked websites are refused as they knock, where the protocol has a word for it, else
    rejected. Muted ones notice nothing: their mentions are kept with what you rejected, shown to nobody and
    not called spam.
    """

    title = N_("Blocked sources")
    kinds = MENTIONS

    points: int = param(0, N_("Points"), low=0, high=20)
    blocked: tuple[str, ...] = param((), N_("Blocked websites"), shape="lines")
    muted: tuple[str, ...] = param((), N_("Muted websites"), shape="lines")

    flags = (
        Example(kind=Kind.PINGBACK, source="https://www.farm.example/7", setting=FARM),
        Example(kind=Kind.TRACKBACK, source="https://eu.farm.example/7", setting=FARM),
        Example(kind=Kind.WEBMENTION, source="https://big.example/dan/7", setting=FARM),
    )
    passes = (
        Example(kind=Kind.PINGBACK, source="https://www.farm.example/7"),
        Example(kind=Kind.PINGBACK, source="https://pharm.example/7", setting=FARM),
        Example(kind=Kind.WEBMENTION, source="https://big.example/danny", setting=FARM),
        Example(website="https://farm.example/", setting=FARM),
    )

    def is_blocked(self, url: str) -> str | None:
        """The line by which a source is refused at the door; None where it may knock."""
        return self._blocked.under(url) if self.on else None

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Rejection for what comes from a place of either list."""
        blocked, muted = (people.under(submission.source) for people in (self._blocked, self._muted))
        if blocked is not None:
            why = N_("On your list of blocked websites: {who}")
        elif muted is not None:
            why = N_("You muted this website, so it is kept and shown to nobody: {who}")
        else:
            return None
        line = blocked or muted or ""
        return self.fires(why, who=line).with_verdict(Status.REJECTED).with_lines([line])

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """Lines that could never be a source."""
        for on, lines in (("blocked", self.blocked), ("muted", self.muted)):
            for line in lines:
                if not is_place(line):
                    why = N_("“{line}” is no website such as host.example or host.example/people/dan.")
                    yield Problem(on=on, why=why, values={"line": line[:60]})

    @cached_property
    def _blocked(self) -> Somebody:
        return listed(self.blocked)

    @cached_property
    def _muted(self) -> Somebody:
        return listed(self.muted)
