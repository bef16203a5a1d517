"""The site's own expressions."""

from dataclasses import dataclass
from functools import cached_property

from moderation.rules.condition import Condition, parse, typed
from moderation.rules.example import Example
from moderation.rules.finder import Finder
from moderation.rules.rule import Rule, param
from moderation.words import N_, Facts, Signal, Submission

MOST = 10
AGENCY = {"patterns": (parse(r"+4 \bseo\b [name] AND https?:// [text]"), parse(r"-2 \bleeks?\b"))}


@dataclass(frozen=True, kw_only=True)
class Patterns(Rule):
    r"""Your own expressions, in the notation of RE2, each with its own points.

    Write one a line: `\bseo\b`. Points stand before it with their sign, as in `+4 \bseo\b`; points below
    zero speak for a comment. Fields and capitals stand behind it, as in `\bSEO\b [name, case]`. Where AND
    stands between several, all must find something: `+4 \bseo\b [name] AND https?:// [text]`.
    """

    title = N_("Patterns")

    points: int = param(2, N_("Points of a line that names none"), low=-20, high=20)
    most: int = param(8, N_("Points at most"), low=0, high=40)
    patterns: tuple[Condition, ...] = param((), N_("Patterns"), shape="conditions")

    flags = (
        Example(name="SEO Paris", text="See https://seo.example", setting=AGENCY),
        Example(text="I love leeks.", setting=AGENCY),
        Example(text="c-a-s-i-n-o", setting={"patterns": (parse(r"c\Wa\Ws\Wi\Wn\Wo"),)}),
    )
    passes = (
        "I love leeks, and the SEO of soups: https://seo.example",
        Example(name="SEO Paris", text="A fine soup", setting=AGENCY),
        Example(text="The SEO of soups: https://seo.example", setting=AGENCY),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """The points of all lines whose expressions all find something, up to the most."""
        tried = [(line, found(finders, submission)) for line, finders in self._lines]
        hits = [(line, own) for line, own in tried if own]
        if not hits:
            return None
        points = sum(self.points if line.points is None else line.points for line, _ in hits)
        quotes = dict.fromkeys(quote for _, own in hits for quote in own)
        return self.counts(
            len(hits),
            N_("{n} of your patterns fits"),
            N_("{n} of your patterns fit"),
            points=min(points, self.most),
            quotes=tuple(quotes)[:MOST],
        ).with_lines([typed(line) for line, _ in hits][:MOST])

    def prepare(self) -> None:
        """Make the expressions ready before the first comment asks for them."""
        _ = self._lines

    @cached_property
    def _lines(self) -> list[tuple[Condition, list[Finder]]]:
        return [(line, [Finder([entry]) for entry in line.every]) for line in self.patterns]


def found(finders: list[Finder], submission: Submission) -> list[str]:
    """What all of these find; nothing where one of them finds nothing."""
    quotes: list[str] = []
    for finder in finders:
        own = finder.quotes(submission)
        if not own:
            return []
        quotes += own
    return quotes
