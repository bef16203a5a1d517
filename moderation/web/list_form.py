"""The form of one line of a list: its words, its options as fields, and why it is there."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField

from moderation.domain.listed import Told
from moderation.errors import Invalid, Problem
from moderation.rules.entry import FIELDS, USUAL, Entry
from moderation.rules.lines import ListOf
from moderation.words import N_

OPTIONS = {field.name: field.default for field in fields(Entry) if isinstance(field.default, bool)}
"""What a line may say besides its words, as entries declare it, and what it says where it does not."""
OPTION_NAMES = {
    "whole": (N_("Whole words only"), N_("inside words too")),
    "case": (N_("Capitals matter"), N_("capitals matter")),
    "expression": (N_("Regular expression (RE2)"), N_("regular expression")),
    "wordpress": (N_("As WordPress finds it"), N_("as WordPress finds it")),
}
"""By the option: what it is called, and what is said of a line that has it other than usual."""
FIELD_NAMES = {
    "name": N_("Name"),
    "email": N_("E-mail"),
    "website": N_("Website"),
    "text": N_("Text"),
    "address": N_("Address"),
    "agent": N_("Browser"),
}


class LineForm(FlaskForm):
    """What every line has."""

    text = StringField()
    why = StringField()
    seen = HiddenField()

    @property
    def options(self) -> list[Field]:
        """The switches of its options; none where the list has none."""
        return [self[f"option_{name}"] for name in OPTIONS if f"option_{name}" in self]

    @property
    def places(self) -> list[Field]:
        """The switches of the fields that are looked at."""
        return [self[f"field_{name}"] for name in FIELDS if f"field_{name}" in self]


def empty(of: ListOf, n: int) -> LineForm:
    """The form of a new line; its fields are others once it is sent, so that they are empty then."""
    form = _form(of.has_options)(formdata=None)
    _fill(form, Entry(text=""))
    return _named(form, f"new-{n}")


def filled(of: ListOf, told: Told) -> LineForm:
    """The form of a line as it is."""
    form = _form(of.has_options)(formdata=None)
    _fill(form, told.entry or Entry(text=told.line.text))
    form.text.data, form.why.data, form.seen.data = _words(told), told.line.why, told.line.why
    return _named(form, told.key)


def sent(of: ListOf, name: str) -> LineForm:
    """The form as it was sent."""
    return _named(_form(of.has_options)(), name)


def given(of: ListOf, form: LineForm) -> object:
    """What was typed, in the contract's JSON. Raises Invalid where no field is to be looked at."""
    text = form.text.data or ""
    if not text.strip():
        raise Invalid(Problem(on="text", why=N_("Write at least one word.")))
    if not of.has_options:
        return text
    letters = "".join(letter for name, letter in FIELDS.items() if form[f"field_{name}"].data)
    if not letters:
        raise Invalid(Problem(on=form.places[0].short_name, why=N_("Choose at least one field to look at.")))
    options = {name: bool(form[f"option_{name}"].data) for name in OPTIONS}
    if options["expression"] or options["wordpress"]:
        del options["whole"]  # their own way to find says where
    return {"text": text, **options, "fields": letters}


def said(entry: Entry | None) -> Sequence[str]:
    """What a line says besides its words, where that is not the usual, in the language of the answer."""
    if entry is None:
        return []
    asked = (name for name in OPTIONS if name != "whole" or not entry.is_exact)
    unusual = [name for name in asked if getattr(entry, name) != OPTIONS[name]]
    options = [gettext(OPTION_NAMES[name][1]) if name in OPTION_NAMES else name for name in unusual]
    if entry.fields != USUAL:
        options += [gettext(FIELD_NAMES[name]) for name, letter in FIELDS.items() if letter in entry.fields]
    return options


def _words(told: Told) -> str:
    return told.entry.text if told.entry is not None else told.line.text


def _fill(form: LineForm, entry: Entry) -> None:
    for field, name in zip(form.options, OPTIONS, strict=False):
        field.data = getattr(entry, name)
    for field, letter in zip(form.places, FIELDS.values(), strict=False):
        field.data = letter in entry.fields


def _named(form: LineForm, name: str) -> LineForm:
    for field in form:
        field.id = f"{field.short_name}-{name}"
        if field.label.text:
            field.label.field_id = field.id
    for field, option in zip(form.options, OPTIONS, strict=False):
        field.label.text = gettext(OPTION_NAMES[option][0]) if option in OPTION_NAMES else option
    for field, place in zip(form.places, FIELDS, strict=False):
        field.label.text = gettext(FIELD_NAMES[place])
    return form


@cache
def _form(has_options: bool) -> type[LineForm]:
    own: dict[str, Any] = {f"option_{name}": BooleanField() for name in OPTIONS}
    own |= {f"field_{name}": BooleanField() for name in FIELDS}
    return type("LineForm", (LineForm,), own if has_options else {})
