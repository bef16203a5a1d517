"""One line of a word list, as a person types it, as JSON keeps it, and as rules look for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from moderation.errors import Invalid, Problem
from moderation.rules import expression as expressions
from moderation.text.sight import is_blank
from moderation.words import N_

FIELDS = {"name": "N", "email": "E", "website": "W", "text": "T", "address": "I", "agent": "A"}
"""The fields that can be named in a line, and their letters."""

USUAL = "NEWT"
EVERY = "".join(FIELDS.values())
LONGEST = 200
WAYS = ("inside", "case", "expression", "wordpress")
OPTIONS = re.compile(r"(?P<text>.*\S)\s*\[(?P<options>[^\[\]]*)\]")
UNFIT = re.compile("[\x00\n-\r\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")
"""Signs that no database takes, and ends of lines."""
STAR = re.compile(r"(?<!\\)\*+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    r"""Words to look for. `*` stands for any run of signs without a space, `\*` for a star itself.

    `whole` finds whole words only, otherwise inside words too; `case` tells capitals from small
    letters; `fields` are the letters of the fields looked at (see FIELDS). An `expression` is one in
    RE2's notation. What came from a list of `wordpress` is found as it does there: these very signs,
    in capitals or small letters, inside words too, in every field; a star is a star.
    """

    text: str
    whole: bool = True
    case: bool = False
    fields: str = USUAL
    expression: bool = False
    wordpress: bool = False

    @property
    def parts(self) -> list[str]:
        """The text cut at its wildcards; an empty first or last part is a wildcard at that end."""
        if self.wordpress:
            return [self.text]
        return [part.replace(r"\*", "*") for part in STAR.split(self.text)]

    @property
    def usual(self) -> str:
        """The letters of the fields that are looked at where a line names none."""
        return EVERY if self.wordpress else USUAL

    @property
    def is_exact(self) -> bool:
        """Whether its very signs count, spaces and stars among them."""
        return self.expression or self.wordpress

    def as_json(self) -> str | dict[str, object]:
        """A plain string where nothing is said beside the words, else an object of what is."""
        said: dict[str, object] = {"text": self.text}
        said |= {way: True for way in ("expression", "wordpress", "case") if getattr(self, way)}
        if not self.whole and not self.is_exact:
            said["whole"] = False
        if self.fields != self.usual:
            said["fields"] = self.fields
        return said if len(said) > 1 else self.text


def parse_line(line: str) -> Entry:
    """The entry of one line: its words, then perhaps options in brackets: `SEO [case, name]`.

    Options are `inside`, `case`, `expression`, `wordpress` and the names of fields. Raises `Invalid`
    with a sentence.
    """
    found = OPTIONS.fullmatch(line.strip())
    if not found:
        return checked(line)
    options = [option.strip().lower() for option in found["options"].split(",") if option.strip()]
    for option in options:
        if option not in (*WAYS, *FIELDS):
            known = ", ".join((*WAYS, *FIELDS))
            raise wrong(N_("“{option}” is no option; there are {known}."), option=option, known=known)
    return checked(
        found["text"],
        whole="inside" not in options,
        case="case" in options,
        fields="".join(letter for name, letter in FIELDS.items() if name in options),
        expression="expression" in options,
        wordpress="wordpress" in options,
    )


def as_line(entry: Entry) -> str:
    """The line that `parse_line` reads back as this entry."""
    options = [way for way in ("expression", "wordpress", "case") if getattr(entry, way)]
    if not entry.whole and not entry.is_exact:
        options.insert(0, "inside")
    if entry.fields != entry.usual:
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
    ways = {name: given.get(name, False) for name in ("case", "expression", "wordpress")}
    unknown = set(given) - {"text", "whole", "fields", *ways}
    if unknown:
        known = "text, whole, case, fields, expression, wordpress"
        raise wrong(N_("“{option}” is no option; there are {known}."), option=str(min(unknown)), known=known)
    whole, fields = given.get("whole"), given.get("fields")
    if not all(isinstance(said, bool) for said in ways.values()) or not isinstance(whole, bool | None):
        raise wrong(N_("whole, case, expression and wordpress are true or false."))
    if fields is not None and (not isinstance(fields, str) or not fields or set(fields) - set(EVERY)):
        raise wrong(N_("fields holds one or more of the letters {letters}."), letters=EVERY)
    if whole and (ways["expression"] or ways["wordpress"]):
        raise wrong(
            N_("An expression, or a line of WordPress, is found inside words too: leave “whole” out.")
        )
    ordered = "".join(letter for letter in EVERY if letter in (fields or ""))
    return checked(given["text"], whole=whole is not False, fields=ordered, **ways)


def checked(
    text: str,
    *,
    whole: bool = True,
    case: bool = False,
    fields: str = "",
    expression: bool = False,
    wordpress: bool = False,
) -> Entry:
    """An entry with its spaces in order. Raises `Invalid` where it could never, or always, be found."""
    if wordpress and (case or expression):
        raise wrong(N_("“wordpress” says all but the fields: take “case” or “expression” away."))
    is_exact = expression or wordpress
    entry = Entry(
        text=text.strip() if is_exact else " ".join(text.split()),
        whole=whole and not is_exact,
        case=case,
        fields=fields or (EVERY if wordpress else USUAL),
        expression=expression,
        wordpress=wordpress,
    )
    if UNFIT.search(entry.text):
        raise wrong(N_("A line holds a sign that belongs to no text."))
    if expression and entry.text:
        expressions.compiled(entry.text, case=case)
        return entry
    if all(is_blank(part) for part in entry.parts) and not (wordpress and entry.text):
        raise wrong(N_("“{text}” alone would find everything; write a word."), text=entry.text)
    if len(entry.text) > LONGEST:
        start = entry.text[:40] + "…"
        raise wrong(N_("“{text}” is longer than {most} characters."), text=start, most=LONGEST)
    return entry


def wrong(why: str, **values: str | int) -> Invalid:
    """One problem with one line."""
    return Invalid(Problem(why=why, values=values))
