"""The shape of every rule: a frozen dataclass whose fields are a site's parameters.

One rule is one file, found by scan; the file's name is the rule's key and its folder is the section
of the rules page. The docstring is the text on that page, `flags` and `passes` are examples there
and tests. An instance is one site's setting of the rule.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar

from moderation.errors import Problem
from moderation.rules.example import Example
from moderation.words import N_, DoorFacts, Facts, Kind, Refusal, Signal, Status, Submission

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MENTIONS = tuple(kind for kind in Kind if kind.is_mention)
VERIFIED = (Kind.PINGBACK, Kind.WEBMENTION)
"""The kinds whose protocol asks for a look at the source."""


@dataclass(frozen=True, kw_only=True)
class Param:
    """How one parameter is shown and checked; the dataclass field holds its default and type."""

    label: str
    unit: str = ""
    low: int | None = None
    high: int | None = None
    shape: str = ""
    """What a list holds: `lines` (plain phrases), `entries` or `conditions` (see the files of those names in
    rules); what a text is: `url` or `secret` (see rules/value.py); empty for others."""


def param(
    default: Any,
    label: str,
    *,
    unit: str = "",
    low: int | None = None,
    high: int | None = None,
    shape: str = "",
) -> Any:
    """A parameter of a rule: its default, its label (translated) and its bounds, both included."""
    meta = {"param": Param(label=label, unit=unit, low=low, high=high, shape=shape)}
    return field(default=default, metadata=meta)


def params_of(of: "DataclassInstance | type[DataclassInstance]") -> list[tuple[Field[Any], Param]]:
    """The parameters of a rule, or of a book itself, in the order in which it declares them."""
    return [(f, f.metadata["param"]) for f in fields(of) if "param" in f.metadata]


@dataclass(frozen=True, kw_only=True)
class Check:
    """What rules and the checks at the door share: a key, a section, a switch and parameters."""

    key: ClassVar[str] = ""
    section: ClassVar[str] = ""
    title: ClassVar[str] = ""
    kinds: ClassVar[tuple[Kind, ...]] = tuple(Kind)
    flags: ClassVar[tuple[str | Example, ...]] = ()
    passes: ClassVar[tuple[str | Example, ...]] = ()
    needs_findings: ClassVar[bool] = False
    """Whether it judges by what the others found (`Facts.findings`), and so comes after them."""
    needs_trusted: ClassVar[bool] = False
    """Whether it looks at whom the site trusts (`Facts.trusted_hosts`)."""
    of_arrival: ClassVar[bool] = False
    """Whether it looks at what only the door knew of a submission (`words.Arrival`)."""

    on: bool = param(True, N_("On"))

    def __init_subclass__(cls) -> None:
        """A rule's key is the name of its file, its section the folder: `…rules.links.first_link`."""
        super().__init_subclass__()
        *_, cls.section, cls.key = cls.__module__.split(".")

    @classmethod
    def about(cls) -> str:
        """The text of the rules page: the docstring, in one line."""
        return " ".join((cls.__doc__ or "").split())

    def refuse(self, submission: Submission, door: DoorFacts) -> Iterator[Refusal]:
        """What the writer is told at the door, one refusal a field; none lets the submission in."""
        yield from ()

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """What this finds in a submission; None where it finds nothing."""
        return None

    def excuses(self, submission: Submission, facts: Facts) -> Collection[str]:
        """The keys of rules that do not count against this submission."""
        return ()

    def prepare(self) -> None:
        """Make ready what takes a while, before the first comment asks for it."""

    def may_excuse(self) -> Collection[str]:
        """The keys of all rules that `excuses` could name, whatever the submission."""
        return ()

    def mistakes(self, keys: Collection[str]) -> Iterator[Problem]:
        """What is wrong with this setting beyond its bounds; `keys` are those of all rules that judge."""
        yield from ()

    def signal(self, why: str, *, points: int = 0, quotes: Sequence[str] = ()) -> Signal:
        """A signal with one sentence."""
        return Signal(rule=self.key, points=points, why=why, quotes=tuple(quotes))

    def unknown(self, why: str) -> Signal:
        """A signal of no points: this could not be checked, and the sentence says why."""
        return self.signal(why)

    def outright(self, verdict: Status, why: str, *, quotes: Sequence[str] = ()) -> Signal:
        """A signal that decides by itself (PENDING holds), whatever the sum; `weigh` settles who wins."""
        return self.signal(why, quotes=quotes).with_verdict(verdict)


@dataclass(frozen=True, kw_only=True)
class Rule(Check):
    """A check that speaks for or against a comment with points (negative points are trust)."""

    points: int = param(1, N_("Points"), low=-20, high=20)

    def fires(
        self, why: str, *, points: int | None = None, quotes: Sequence[str] = (), **values: str | int
    ) -> Signal:
        """A signal with the points of this setting, or with those given."""
        given = self.points if points is None else points
        return Signal(rule=self.key, points=given, why=why, values=values, quotes=tuple(quotes))

    def counts(
        self,
        n: int,
        one: str,
        many: str,
        *,
        points: int | None = None,
        quotes: Sequence[str] = (),
        **values: str | int,
    ) -> Signal:
        """Like `fires`, with a sentence in the singular and one in the plural; `{n}` is the number."""
        given = self.points if points is None else points
        return Signal(
            rule=self.key, points=given, why=one, many=many, values={"n": n, **values}, quotes=tuple(quotes)
        )

    def outright(self, verdict: Status, why: str, *, quotes: Sequence[str] = ()) -> Signal:
        """A signal that decides by itself, with the points of this setting beside it."""
        return self.fires(why, quotes=quotes).with_verdict(verdict)
