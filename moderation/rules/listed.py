"""What the site's own lists of words share: how they are kept and looked for."""

from dataclasses import dataclass
from functools import cached_property

from moderation.rules.entry import Entry
from moderation.rules.finder import Finder
from moderation.rules.rule import Rule, param
from moderation.words import N_, Signal, Status, Submission


@dataclass(frozen=True, kw_only=True)
class ListedWords(Rule):
    """A list of words that decides by itself where one of them is found."""

    words: tuple[Entry, ...] = param((), N_("Words"), shape="entries")

    @cached_property
    def finder(self) -> Finder:
        """The list made ready: once for each book, never for each comment."""
        return Finder(self.words)

    def found(self, submission: Submission, verdict: Status, why: str) -> Signal | None:
        """An outright word where a line of the list is found, with what was found."""
        found = self.finder.found(submission)
        if not found.quotes:
            return None
        return self.outright(verdict, why, quotes=found.quotes).with_lines(found.lines)

    def prepare(self) -> None:
        """Make the list ready before the first comment asks for it."""
        _ = self.finder
