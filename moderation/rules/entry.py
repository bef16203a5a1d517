"""One line of a word list, as a person types it, as JSON keeps it, and as rules look for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from moderation.errors import Invalid, Problem
from moderation.text.clean import storable
from moderation.words import N_

FIELDS = {"name": "N", "email": "E", "website": "W", "text": "T", "address": "I", "agent": "A"}
"""The fields that can be named in a line, and their letters."""

USUAL = "NEWT"
LONGEST = 200
OPTIONS = re.compile(r"(?P<text>.*\S)\s*\[(?P<options>[^\[\]]*)\]")
STAR = re.compile(r"(?<!\\)\*+")


@dataclass(frozen=True, kw_only=True)
class Entry:
    r"""Words to look for. `*` stands for any run of signs without a space, `\*` for a star itself.

    `whole` finds whole words only, otherwise inside words too; `case` tells capitals from small
    letters; `fields` are the letters of the fields looked at (see FIELDS).
    """

    text: str
    whole: bool = True
    case: bool = False
    fields: str = USUAL

    @property
    def parts(self) -> list[str]:
        """The text cut at its wildcards; an empty first or last part is a wildcard at that end."""
        return [part.replace(r"\*", "*") for part in STAR.split(self.text)]

    def as_json(self) -> str | dict[str, object]:
        """A plain string where nothing is said beside the words, else an object of what is."""
        said: dict[str, object] = {"text": self.text}
        if not self.whole:
            said["whole"] = False
        if self.case:
            said["case"] = True
        if self.fields != USUAL:
            said["fields"] = self.fields
        return said if len(said) > 1 else self.text


def parse_line(line: str) -> Entry:
    """The entry of one line: its words, then perhaps options in brackets: `SEO [case, name]`.

    Options are `inside`, `case` and the names of fields. Raises `Invalid` with a sentence.
    """
    found = OPTIONS.fullmatch(line.strip())
    if not found:
        return checked(line)
    options = [option.strip().lower() for option in found["options"].split(",") if option.strip()]
    for option in options:
        if option not in ("inside", "case", *FIELDS):
            known = ", ".join(("inside", "case", *FIELDS))
            raise wrong(N_("“{option}” is no option; there are {known}."), option=option, known=known)
    fields = "".join(letter for name, letter in FIELDS.items() if name in options)
    return checked(
        found["text"], whole="inside" not in options, case="case" in options, fields=fields or USUAL
    )


def as_line(entry: Entry) -> str:
    """The line that `parse_line` reads back as this entry."""
    options = [] if entry.whole else ["inside"]
    options += ["case"] if entry.case else []
    if entry.fields != USUAL:
        options += [name for name, letter in FIELDS.items() if letter in entry.fields]
    if options or OPTIONS.fullmatch(entry.text):
        return f"{entry.text} [{', '.join(options)}]"
    return entry.text


def from_json(given: object) -> Entry:
    """The entry that `as_json` wrote, or a person by hand. Raises `Invalid` with a sentence."""
    if isinstance(given, str):
        return checked(given)
    if not isinstance(given, Mapping) or not isinstance(given.get("text"), str):
        raise wrong(N_("A line of a list is a text, or an object with a text."))
    unknown = set(given) - {"text", "whole", "case", "fields"}
    if unknown:
        known = "text, whole, case, fields"
        raise wrong(N_("“{option}” is no option; there are {known}."), option=str(min(unknown)), known=known)
    whole, case, fields = given.get("whole", True), given.get("case", False), given.get("fields", USUAL)
    if not isinstance(whole, bool) or not isinstance(case, bool):
        raise wrong(N_("whole and case are true or false."))
    if not isinstance(fields, str) or not fields or set(fields) - set(FIELDS.values()):
        letters = "".join(FIELDS.values())
        raise wrong(N_("fields holds one or more of the letters {letters}."), letters=letters)
    ordered = "".join(letter for letter in FIELDS.values() if letter in fields)
    return checked(given["text"], whole=whole, case=case, fields=ordered)


def checked(text: str, *, whole: bool = True, case: bool = False, fields: str = USUAL) -> Entry:
    """An entry with its spaces in order. Raises `Invalid` where it could never, or always, be found."""
    entry = Entry(text=" ".join(text.split()), whole=whole, case=case, fields=fields)
    if not any(part.strip() for part in entry.parts):
        raise wrong(N_("“{text}” alone would find everything; write a word."), text=entry.text)
    if len(entry.text) > LONGEST:
        start = entry.text[:40] + "…"
        raise wrong(N_("“{text}” is longer than {most} characters."), text=start, most=LONGEST)
    if storable(entry.text) != entry.text:
        raise wrong(N_("A line holds a sign that belongs to no text."))
    return entry


def wrong(why: str, **values: str | int) -> Invalid:
    """One problem with one line."""
    return Invalid(Problem(why=why, values=values))
