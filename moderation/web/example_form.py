"""The form by which lines of a list are made of a comment, in the comment's place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from moderation.domain import derive, lists
from moderation.domain.derive import Proposal
from moderation.errors import Invalid, Problem
from moderation.rules.entry import FIELDS
from moderation.rules.lines import Item, ListOf, every
from moderation.web.forms import OfCard
from moderation.web.list_form import FIELD_NAMES, OPTION_NAMES
from moderation.words import N_

OPTIONS = ("whole", "case", "expression")
"""What a line may say besides its words. What comes from WordPress is not made of a comment."""
LONGEST_POINTS = 9


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line that is offered: its tick, None where it is the only one, and its words."""

    pick: Field | None
    line: Field
    label: str


class ExampleForm(OfCard):
    """What every such form has."""

    version = HiddenField()
    list = RadioField(validate_choice=False)
    option_whole = BooleanField()
    option_case = BooleanField()
    option_expression = BooleanField()
    points = StringField()
    why = StringField()
    decides = BooleanField()
    offered = HiddenField()
    """Whether there was a tick for the comment itself: what nobody was asked is done as is usual."""
    others = BooleanField()
    until = HiddenField()
    shown = HiddenField()

    @property
    def options(self) -> Sequence[Field]:
        return [self[f"option_{name}"] for name in OPTIONS]

    @property
    def places(self) -> Sequence[Field]:
        """The switches of the fields that are looked at."""
        return [self[f"field_{name}"] for name in FIELDS]

    @property
    def rows(self) -> Sequence[Row]:
        """The lines, each with its tick where there are several."""
        lines = [field for field in self if field.short_name.startswith("line_")]
        return [
            Row(pick=self[f"pick_{n}"] if len(lines) > 1 else None, line=line, label=line.label.text)
            for n, line in enumerate(lines)
        ]

    @property
    def wants_decision(self) -> bool:
        """Whether the comment itself is to be decided too."""
        return bool(self.decides.data) or not self.offered.data

    def complete(self, proposal: Proposal) -> None:
        """Give the fields their names, in the language of the answer."""
        self.list.choices = [SelectChoice(of.name, _called(of)) for of in proposal.lists]
        for field, name in zip(self.options, OPTIONS, strict=True):
            field.label.text = gettext(OPTION_NAMES[name][0])
        for field, name in zip(self.places, FIELDS, strict=True):
            field.label.text = gettext(FIELD_NAMES[name])
        labels = [gettext(offer.label) for offer in proposal.offers]
        for n, row in enumerate(self.rows):
            row.line.label.text = labels[n] if n < len(labels) else gettext(N_("Words"))


def proposed(proposal: Proposal, why: str, next_page: str | None) -> ExampleForm:
    """The form as it is proposed."""
    form = _form(max(1, len(proposal.offers)))(formdata=None, next=next_page)
    for n, offer in enumerate(proposal.offers):
        form[f"line_{n}"].data, form[f"pick_{n}"].data = offer.text, offer.is_chosen
    form.list.data, form.why.data = proposal.list.name, why
    form.option_whole.data = proposal.whole
    for field, letter in zip(form.places, FIELDS.values(), strict=True):
        field.data = letter in proposal.fields
    form.points.data = f"{_points(proposal):+d}"
    return form


def sent(given: Mapping[str, Any] | None = None) -> ExampleForm:
    """The form as it was sent, or as an address has it."""
    source = request.form if given is None else given
    n = sum(f"line_{n}" in source for n in range(derive.MOST))
    return _form(max(1, n))(formdata=source)


def list_of(form: ExampleForm, proposal: Proposal) -> ListOf:
    """The list that was chosen; the proposed one where it is none of them."""
    return next((of for of in proposal.lists if of.name == form.list.data), proposal.list)


def require_list(form: ExampleForm, proposal: Proposal) -> None:
    """Let a list be one of those that are offered, or none, or raise Invalid."""
    if form.list.data and form.list.data not in {of.name for of in proposal.lists}:
        raise Invalid(Problem(on="list", why=N_("Choose one of these lists.")))


def items(form: ExampleForm, of: ListOf) -> tuple[Item, ...]:
    """The lines, as the list takes them. Raises Invalid naming the fields that are wrong."""
    rows = [row for row in form.rows if row.pick is None or row.pick.data]
    problems: list[Problem] = []
    found: list[Item] = []
    if not rows:
        problems.append(Problem(on="line_0", why=N_("Choose at least one.")))
    options, points = _options(form, of, problems), _given_points(form, of, problems)
    for row in rows:
        try:
            derive.require_words(row.line.data or "")
            found.append(lists.checked(of, derive.given(of, row.line.data, options, points)))
        except Invalid as wrong:
            problems += [replace(problem, on=row.line.short_name) for problem in wrong.problems]
    if problems:
        raise Invalid(*problems)
    return tuple(dict.fromkeys(found))


def query(form: ExampleForm) -> list[tuple[str, str]]:
    """What the form says of lines, for an address: not what is done with them."""
    left = {"csrf_token", "next", "version", "why", "decides", "offered", "others", "until", "shown"}
    said = [(field.short_name, field.data) for field in form if field.short_name not in left]
    return [(name, "y" if value is True else str(value)) for name, value in said if value]


def _options(form: ExampleForm, of: ListOf, problems: list[Problem]) -> dict[str, object]:
    if not (of.has_options or of.has_conditions):
        return {}
    letters = "".join(letter for name, letter in FIELDS.items() if form[f"field_{name}"].data)
    if not letters:
        first = form.places[0].short_name
        problems.append(Problem(on=first, why=N_("Choose at least one field to look at.")))
    own = {name: bool(form[f"option_{name}"].data) for name in OPTIONS}
    if own["expression"]:
        own["whole"] = False
    return {**own, "fields": letters or "T"}


def _given_points(form: ExampleForm, of: ListOf, problems: list[Problem]) -> int | None:
    if not of.has_conditions:
        return None
    typed = (form.points.data or "").strip().replace("\N{MINUS SIGN}", "-")
    if len(typed) <= LONGEST_POINTS and typed.lstrip("+-").isdecimal() and typed.isascii():
        try:
            return int(typed)
        except ValueError:
            pass
    shown: dict[str, str | int] = {"value": f"“{typed[:20]}”"}
    problems.append(Problem(on="points", why=N_("{value} is not a whole number."), values=shown))
    return None


def _points(proposal: Proposal) -> int:
    kind = every()[derive.POINTS].kind
    return int(getattr(kind(), "points"))  # noqa: B009  # a rule has them, a check at the door has none


def _called(of: ListOf) -> str:
    """A list as people choose it: what its lines do."""
    return str(gettext(DOES[of.name]))


DOES = {
    "blocked_words.words": N_("Blocked words: spam"),
    "held_words.words": N_("Held words: a person looks"),
    "patterns.patterns": N_("Patterns: points"),
    "trusted.words": N_("Trusted words: fewer points"),
    "trusted.who": N_("Trusted: published at once"),
    "blocked_author.spam": N_("Blocked authors: spam"),
    "blocked_author.quiet": N_("Blocked authors: set aside quietly"),
}
"""By the list: what choosing it means."""


@cache
def _form(n: int) -> type[ExampleForm]:
    own: dict[str, Any] = {f"field_{name}": BooleanField() for name in FIELDS}
    own |= {f"line_{at}": StringField() for at in range(n)}
    own |= {f"pick_{at}": BooleanField() for at in range(n)}
    return type("ExampleForm", (ExampleForm,), own)
