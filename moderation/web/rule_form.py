"""A form made from the rules' declared parameters: rules in, fields out, and back to the contract's JSON.

A field's name is the parameter's path (`rules.links.points`), so a problem finds its field by itself.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.widgets import NumberInput

from moderation.errors import Invalid, Problem
from moderation.rules import condition, entry
from moderation.rules.book import Book, catalogue, dump, parse
from moderation.rules.example import Example, as_example
from moderation.rules.rule import Check, params_of
from moderation.rules.value import KEPT
from moderation.text.fold import fold
from moderation.web.rule_health import HealthView
from moderation.words import N_, Mode

SECTION_NAMES = {
    "door": (
        N_("At the door"),
        N_("What is told to the writer at once, who keeps what was typed. Nothing is queued."),
    ),
    "trust": (N_("Trust"), N_("What speaks for a comment.")),
    "wording": (N_("Text"), N_("What the comment says.")),
    "links": (N_("Links"), N_("Where the comment leads.")),
    "writer": (N_("Writer and request"), N_("Who writes, and how the form was filled.")),
    "mentions": (N_("Mentions"), N_("Pingbacks, trackbacks and webmentions.")),
}
MODE_NAMES = {
    Mode.NEVER: N_("Nothing without a moderator"),
    Mode.KNOWN: N_("Known authors at once"),
    Mode.UNFLAGGED: N_("All that is not flagged, at once"),
}
MOST_EXAMPLES = 4
TRIED = ("name", "email", "website", "text")
WHOLE = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class RuleView:
    """One rule as the page shows it."""

    key: str
    title: str
    about: str
    on: Field
    points: Field | None
    fields: list[Field]
    words: str
    """What it is found by: key, title, text, and what its settings are called."""
    is_hidden: bool
    flags: list[Example]
    """What it finds, of the examples that speak for themselves."""
    passes: list[Example]
    """What it lets pass, likewise."""
    health: HealthView | None
    """What became of what it found; None for what is told at the door."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of the page, with its rules."""

    key: str
    title: str
    about: str
    rules: list[RuleView]

    @property
    def is_hidden(self) -> bool:
        """Whether none of its rules is shown."""
        return bool(self.rules) and all(rule.is_hidden for rule in self.rules)


def filled(book: Book, version: int) -> FlaskForm:
    """The form with a site's rules in it."""
    form = _form()(formdata=None, version=str(version))
    for name, value in _flat(dump(book)):
        form[name].data = as_typed(name, value)
    return _worded(form)


def sent() -> FlaskForm:
    """The form as it was sent."""
    return _worded(_form()())


def book_of(form: FlaskForm) -> Book:
    """The rules as they were typed. Raises Invalid with all that is wrong, each beside its field."""
    problems: list[Problem] = []
    data = _settings(form, Book(), problems)
    try:
        book = parse(data)
    except Invalid as wrong:
        raise Invalid(*problems, *wrong.problems) from None
    if problems:
        raise Invalid(*problems)
    return book


def sections(form: FlaskForm, health: Mapping[str, HealthView], q: str = "") -> list[Section]:
    """The form's rules by section, in the catalogue's order; those without the words of `q` are hidden."""
    keys = list(dict.fromkeys(kind.section for kind in catalogue()))
    return [
        Section(
            key=key,
            title=gettext(SECTION_NAMES[key][0]),
            about=gettext(SECTION_NAMES[key][1]),
            rules=[
                _view(form, kind, fold(q).split(), health.get(kind.key))
                for kind in catalogue()
                if kind.section == key
            ],
        )
        for key in keys
    ]


def _view(
    form: FlaskForm, kind: type[Check], looked_for: Sequence[str], health: HealthView | None
) -> RuleView:
    names = [f.name for f, _ in params_of(kind)]
    labels = " ".join(gettext(about.label) for f, about in params_of(kind) if f.name not in ("on", "points"))
    words = f"{kind.key} {gettext(kind.title)} {gettext(kind.about())} {labels}"
    is_wrong = any(form[_name(kind, name)].errors for name in names)
    return RuleView(
        key=kind.key,
        title=gettext(kind.title),
        about=gettext(kind.about()),
        on=form[_name(kind, "on")],
        points=form[_name(kind, "points")] if "points" in names else None,
        fields=[form[_name(kind, name)] for name in names if name not in ("on", "points")],
        words=words,
        is_hidden=not is_wrong and not all(word in fold(words) for word in looked_for),
        flags=_examples(kind.flags),
        passes=_examples(kind.passes),
        health=health,
    )


def _examples(given: Sequence[str | Example]) -> list[Example]:
    return [example for example in map(as_example, given) if example.is_plain][:MOST_EXAMPLES]


@cache
def _form() -> type[FlaskForm]:
    fields: dict[str, Any] = {"version": HiddenField()}
    fields |= {f"try_{name}": TextAreaField() if name == "text" else StringField() for name in TRIED}
    fields |= {f.name: _field(f.default, about) for f, about in params_of(Book)}
    for kind in catalogue():
        fields |= {_name(kind, f.name): _field(f.default, about) for f, about in params_of(kind)}
    return type("RulesForm", (FlaskForm,), fields)


def _field(default: object, about: Any) -> Any:
    words = {"label": about.label, "description": about.unit}
    if isinstance(default, bool):
        return BooleanField(**words)
    if isinstance(default, Mode):
        return RadioField(**words, validate_choice=False, choices=[])
    if isinstance(default, int):
        bounds = {key: value for key, value in (("min", about.low), ("max", about.high)) if value is not None}
        return StringField(**words, widget=NumberInput(), render_kw=bounds)
    if isinstance(default, str):
        return _TEXTS[about.shape](**words)
    return TextAreaField(**words)


def _secret(**words: Any) -> Any:
    # The browser is asked not to fill in the password with which somebody signs in.
    return PasswordField(**words, render_kw={"autocomplete": "new-password"})


_TEXTS: dict[str, Callable[..., Any]] = {"url": URLField, "secret": _secret}
"""What a text is typed into, by its shape."""


def _worded(form: FlaskForm) -> FlaskForm:
    for field in form:
        if field.name != "csrf_token" and field.label.text:
            field.label.text = gettext(str(field.label.text))
            field.description = gettext(field.description) if field.description else ""
    form["mode"].choices = [SelectChoice(mode, gettext(name)) for mode, name in MODE_NAMES.items()]
    return form


def _settings(form: FlaskForm, book: Book, problems: list[Problem]) -> dict[str, Any]:
    """What was typed, in the contract's JSON; lines of a list that cannot be read go to the problems."""
    data = {f.name: _read(form[f.name], getattr(book, f.name), f.name, problems) for f, _ in params_of(book)}
    data["rules"] = {
        rule.key: {
            f.name: _read(form[_name(rule, f.name)], getattr(rule, f.name), _name(rule, f.name), problems)
            for f, _ in params_of(rule)
        }
        for rule in book.rules
    }
    return data


def _name(rule: "Check | type[Check]", parameter: str) -> str:
    return f"rules.{rule.key}.{parameter}"


def _flat(data: dict[str, Any]) -> Sequence[tuple[str, Any]]:
    rules = data.pop("rules")
    inner = [
        (f"rules.{key}.{name}", value) for key, values in rules.items() for name, value in values.items()
    ]
    return [*data.items(), *inner]


def as_typed(path: str, value: Any) -> Any:
    """A value of the contract's JSON as its field holds it."""
    if isinstance(value, list):
        return "\n".join(lines_of(path, value))
    return value if isinstance(value, bool) else str(value)


def lines_of(path: str, value: Sequence[Any]) -> list[str]:
    """The lines of a list as a person types them."""
    shape = _shapes().get(path)
    return [shape.as_line(shape.from_json(line)) for line in value] if shape is not None else list(value)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a line that is more than its words comes from what a person types, and from JSON; and back."""

    parse: Callable[[str], Any]
    as_line: Callable[[Any], str]
    from_json: Callable[[object], Any]


SHAPES = {
    "entries": Shape(parse=entry.parse_line, as_line=entry.as_line, from_json=entry.from_json),
    "conditions": Shape(parse=condition.parse, as_line=condition.typed, from_json=condition.read),
}


@cache
def _shapes() -> dict[str, Shape]:
    """By its path, the shape of each list whose lines are more than what they say."""
    every = ((_name(kind, f.name), about) for kind in catalogue() for f, about in params_of(kind))
    return {path: SHAPES[about.shape] for path, about in every if about.shape in SHAPES}


@cache
def secrets() -> frozenset[str]:
    """The paths of what is written and never shown again."""
    every = ((_name(kind, f.name), about) for kind in catalogue() for f, about in params_of(kind))
    return frozenset(path for path, about in every if about.shape == "secret")


def _read(field: Field, shipped: object, name: str, problems: list[Problem]) -> Any:
    if isinstance(shipped, bool):
        return bool(field.data)
    text = (field.data or "").strip()
    if isinstance(shipped, int) and not isinstance(shipped, StrEnum):
        return int(text) if WHOLE.fullmatch(text) else text
    if isinstance(shipped, tuple):
        return _lines(text, name, problems)
    return KEPT if name in secrets() and not text else text


def _lines(text: str, name: str, problems: list[Problem]) -> list[Any]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    shape = _shapes().get(name)
    if shape is None:
        return lines
    found = []
    for line in lines:
        try:
            found.append(shape.parse(line).as_json())
        except Invalid as invalid:
            problems += [Problem(on=name, why=p.why, many=p.many, values=p.values) for p in invalid.problems]
    return found
