"""docs/rules.md: every rule as its code has it, with what was measured."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from textwrap import fill
from typing import Any

from moderation.cli.measure import percent
from moderation.domain.score import share
from moderation.rules import lines
from moderation.rules.book import SECTIONS, Book, catalogue
from moderation.rules.example import AT_THE_DOOR, STRANGER, Example, as_example
from moderation.rules.rule import Check, Param, params_of
from moderation.rules.value import plain
from moderation.web.rule_form import MODE_NAMES, SECTION_NAMES
from moderation.words import DoorFacts, Facts, Kind, Mode

HEAD = """\
# The rules, measured

Written by `make rules` from the code and from the figures in `docs/measured.json`: do not edit. How rules
work together stands in [Moderating](moderating.md#the-rules).
"""
MEASURED = """\
## What was measured

Labelled comments, each source replayed in order of time as a site of its own, with a person deciding
rightly after each: `moderation rules measure` with the settings as shipped. What a rule knows of a comment
is what its site had seen before. Whoever waits by the mode alone, or as a first comment, is not held.
"""
LABELS = "Not every genuine comment here is: some advertisers were published, and are labelled so."
OUTCOMES = ("source", "genuine", "held", "called spam", "spam", "held", "called spam")
VIDEOS = "youtube"
LONGEST = 300
WIDTH = 118


def document(figures: Mapping[str, Any]) -> str:
    """The whole document."""
    return "\n".join((*_beginning(figures), *_thresholds(), *_sections(figures["shipped"]["rules"])))


def _beginning(figures: Mapping[str, Any]) -> Iterator[str]:
    yield from (HEAD, MEASURED)
    yield from _table(
        (
            "source",
            "genuine",
            "held",
            "called spam",
            "spam",
            "held",
            "called spam",
            "precision",
            "recall",
            "F1",
        ),
        [
            *(_of_source(name, of) for name, of in figures["shipped"]["sources"].items()),
            _of_source("**all**", figures["shipped"]["total"]),
        ],
    )
    yield from ("", "### Goals", "")
    yield from _table(("goal", "", "reached"), list(_goals(figures)))
    yield from (
        "",
        "Not every genuine comment here is: some advertisers were published and are labelled so.",
        "",
    )


def _of_source(name: str, of: Mapping[str, Any]) -> list[str]:
    numbers = [of["ham"], of["ham_held"], of["ham_binned"], of["spam"], of["spam_held"], of["spam_binned"]]
    return [name, *map(str, numbers), *(percent(of[name]) for name in ("precision", "recall", "f1"))]


def _goals(figures: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    total, by_source = figures["shipped"]["total"], figures["shipped"]["sources"]
    without = figures["without_learned"] or total
    is_taught = figures["without_learned"] is not None
    videos, blogs = (
        _caught(*(of for name, of in by_source.items() if name.startswith(VIDEOS) is wanted))
        for wanted in (True, False)
    )
    worst = max(filter(None, (_stopped(of) for of in by_source.values() if of["ham"] >= 100)), default=0.0)
    caught = f"{_caught(total)} (videos {videos}, blogs {blogs})"
    yield "spam held or called spam, `learned` on", "85 % (videos 90, blogs 75)", caught if is_taught else "–"
    yield "the same, `learned` off", "70 %", _caught(without) if is_taught else caught
    yield "genuine comments held or called spam", "at most 1.0 %", _share(_stopped(total), 2)
    yield "the most of them in a source of 100 or more", "at most 2.0 %", _share(worst, 2)
    yield "spam called spam outright", "60 %", percent(share(total["spam_binned"], total["spam"]))
    yield (
        "genuine comments called spam outright",
        "at most 0.1 %",
        _share(share(total["ham_binned"], total["ham"]), 2),
    )
    yield "written cases that come out as they say", "all", "{right} of {all}".format(**figures["cases"])


def _caught(*of: Mapping[str, int]) -> str:
    caught = sum(each["spam_held"] + each["spam_binned"] for each in of)
    return percent(share(caught, sum(each["spam"] for each in of)))


def _stopped(of: Mapping[str, int]) -> float | None:
    return share(of["ham_held"] + of["ham_binned"], of["ham"])


def _share(part: float | None, digits: int) -> str:
    return f"{100 * part:.{digits}f} %" if part is not None else "–"


def _thresholds() -> Iterator[str]:
    yield from ("## Mode and thresholds", "")
    yield from _settings(Book)
    yield ""


def _sections(hits: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    known = [section for section in SECTIONS if section in SECTION_NAMES]
    others = dict.fromkeys(kind.section for kind in catalogue() if kind.section not in known)
    for section in (*known, *others):
        title, about = SECTION_NAMES.get(section, (section.capitalize(), ""))
        yield from (f"## {title}", "", about, "")
        for kind in catalogue():
            if kind.section == section:
                yield from _rule(kind, hits.get(kind.key))


def _rule(kind: type[Check], hits: Mapping[str, Any] | None) -> Iterator[str]:
    yield from (f"### {kind.title} `{kind.key}`", "", fill(kind.about(), WIDTH, break_on_hyphens=False), "")
    yield from (f"Looks at: {_kinds(kind)}.", "")
    yield from _settings(kind)
    for title, examples in (("Finds", kind.flags), ("Lets pass", kind.passes)):
        if examples:
            yield from ("", f"{title}:", "")
            yield from (f"- {_example(kind.key, as_example(given))}" for given in examples)
    if hits is not None:
        yield from ("", f"Measured: {_hits(hits)}")
    yield ""


def _kinds(kind: type[Check]) -> str:
    if set(kind.kinds) == set(Kind):
        return "comments and mentions"
    return ", ".join(f"{each.value}s" for each in kind.kinds)


def _settings(of: type[Check] | type[Book]) -> Iterator[str]:
    rows = [
        (_cell(about.label), f"`{each.name}`", _value(_default(each)), _bounds(about))
        for each, about in params_of(of)
    ]
    yield from _table(("setting", "", "as shipped", ""), rows)


def _default(of: Field[Any]) -> object:
    assert of.default is not MISSING  # as every parameter has one
    return plain(of.default)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "empty"
    return MODE_NAMES[Mode(value)] if isinstance(value, str) and value in list(Mode) else str(value)


def _bounds(about: Param) -> str:
    bounds = "" if about.low is None or about.high is None else f"{about.low} to {about.high}"
    return _cell(" ".join(filter(None, (about.unit, f"({bounds})" if about.unit and bounds else bounds))))


def _hits(hits: Mapping[str, Any]) -> str:
    found = f"{hits['hits']} hits, {hits['spam']} on spam and {hits['ham']} on genuine comments"
    right = f"{percent(hits['precision'])} right"
    alone = f"it alone stopped {hits['alone_spam']} spam and {hits['alone_ham']} genuine"
    return f"{found} ({right}); {alone}."


def _example(key: str, example: Example) -> str:
    """What of an example is not as in any other."""
    usual, said = Example(), []
    for each in fields(Example):
        value = getattr(example, each.name)
        if value == getattr(usual, each.name):
            continue
        if isinstance(value, Facts | DoorFacts):
            said += [f"{name} {_code(shown)}" for name, shown in _known(value)]
        elif isinstance(value, Mapping):
            said += [f"`{name}` {_code(_setting(f'rules.{key}.{name}', of))}" for name, of in value.items()]
        elif each.name == "text":
            said.insert(0, _code(value))
        else:
            said.append(f"{each.name.replace('_', ' ')} {_code(value)}")
    return ", ".join(said) or f"{_code(usual.text)}"


def _setting(path: str, value: Any) -> str:
    """A setting as one types it, lines of a list with a stroke between them."""
    typed = plain(value)
    of = lines.of_path(path)
    if of is None or not isinstance(typed, list):
        return _value(typed)
    return " / ".join(lines.written(of, line) for line in typed)


def _known(facts: Facts | DoorFacts) -> Iterator[tuple[str, object]]:
    """What is known in an example, where it differs from a stranger's."""
    usual: Facts | DoorFacts = STRANGER if isinstance(facts, Facts) else AT_THE_DOOR
    for each in fields(facts):
        value = getattr(facts, each.name)
        if value != getattr(usual, each.name):
            yield each.name.replace("_", " "), _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, str | int | float) or value is None:
        return value
    if isinstance(value, tuple | list):
        return json.dumps([str(_plain(each)) for each in value], ensure_ascii=False)
    if is_dataclass(value):
        own = {each.name: getattr(value, each.name) for each in fields(value)}
        known = ((name, each) for name, each in own.items() if each not in ("", None, False, ()))
        return ", ".join(f"{name} {_plain(each)}" for name, each in known)
    return str(value)


def _code(value: object) -> str:
    """A value as inline code, in one line, with what nobody sees written out."""
    text = "".join(_visible(sign) for sign in str(value))
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    if not text.strip():
        return "empty" if not text else "blank"
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _visible(sign: str) -> str:
    if sign == "\n":
        return " ⏎ "
    hidden = unicodedata.category(sign) in ("Cf", "Cc", "Zl", "Zp", "Mn") or sign == "\u00a0"
    return f"‹U+{ord(sign):04X}›" if hidden and sign != "\u200d" else sign


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
