"""The command that measures rules on labelled comments, and how it shows what came of that."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from moderation.cli.rules import json_of, text_of
from moderation.domain import labelled
from moderation.domain.labelled import Labelled
from moderation.domain.measure import Judged
from moderation.domain.measure import measure as measured
from moderation.domain.score import Counts, Hits, Score, share
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.text.quote import excerpt
from moderation.web import languages
from moderation.web.api import shapes

A_FEW = 3
"""Quotes of a signal that are shown."""


@click.command("measure")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    help="Rules as `rules export` prints them, whole or in part.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures and every comment as JSON.")
@with_appcontext
def measure(files: Sequence[Path], settings: Path | None, *, as_json: bool) -> None:
    """Measure the rules on labelled comments, one JSON object a line (- is standard input).

    Each source is a site of its own, where a person decides rightly after each comment; several files are
    read as one after the other. Published is all that is not flagged.
    """
    book = books.parse(json_of(text_of(settings))) if settings is not None else Book()
    score, lines = Score(), []
    with languages.speaking("en"):
        for judged in measured(_read(files), book):
            score.add(judged)
            if as_json:
                lines.append(line(judged))
        if as_json:
            click.echo(json.dumps({**figures(score), "lines": lines}, ensure_ascii=False))
        else:
            click.echo("\n".join(told(score)))


def figures(score: Score) -> dict[str, Any]:
    """All counts, in the contract's words."""
    return {
        "total": counts(score.total),
        "sources": {source: counts(of) for source, of in score.sources.items()},
        "rules": {rule: hits(score.rules[rule]) for rule in _in_order(score)},
    }


def counts(of: Counts) -> dict[str, Any]:
    """What became of the comments of a source, or of all."""
    names = ("ham", "spam", "spam_held", "spam_binned", "ham_held", "ham_binned")
    shares = {name: _rounded(getattr(of, name)) for name in ("precision", "recall", "f1")}
    ham = {
        "share_ham_held": _rounded(share(of.ham_held, of.ham)),
        "share_ham_binned": _rounded(share(of.ham_binned, of.ham)),
    }
    return {**{name: getattr(of, name) for name in names}, **shares, **ham, "ms_median": of.ms_median}


def hits(of: Hits) -> dict[str, Any]:
    """What a rule found."""
    return {
        "hits": of.spam + of.ham,
        "spam": of.spam,
        "ham": of.ham,
        "precision": _rounded(of.precision),
        "alone_spam": of.alone_spam,
        "alone_ham": of.alone_ham,
    }


def line(judged: Judged) -> dict[str, Any]:
    """One comment as it was judged."""
    return {
        "n": judged.labelled.n,
        "id": judged.labelled.id,
        "source": judged.labelled.source,
        "label": "spam" if judged.is_spam else "ham",
        "status": judged.status.value,
        "points": judged.verdict.points,
        "signals": [shapes.signal(found) for found in judged.verdict.signals],
    }


def told(score: Score) -> Iterator[str]:
    """All of it for a person to read."""
    yield from table(
        (
            *("source", "genuine", "held", "as spam", "spam", "held", "as spam"),
            *("precision", "recall", "F1", "genuine held", "called spam", "ms"),
        ),
        [
            *([source or "(none)", *_of_source(of)] for source, of in score.sources.items()),
            ["all", *_of_source(score.total)],
        ],
    )
    yield ""
    yield from table(
        ("rule", "hits", "of spam", "of genuine", "right", "spam alone", "genuine alone"),
        [[rule, *_of_rule(score.rules[rule])] for rule in _in_order(score)],
    )
    yield "Right: the share of hits on spam; of rules that speak for a comment, on genuine ones."
    yield "Alone: what would have been published without this rule."
    for title, worst in (
        ("Genuine comments that were not published, the worst first", score.stopped),
        ("Spam that was published, the least suspected first", score.passed),
    ):
        if worst:
            yield from ("", f"{title}:")
            yield from (text for judged in worst for text in _mistake(judged))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows below their heads, words to the left and numbers to the right."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join([row[0].ljust(widths[0]), *cells[1:]]).rstrip()


def percent(part: float | None) -> str:
    """A share as people read it; a dash where there is nothing of which it could be one."""
    return f"{100 * part:.1f} %" if part is not None else "–"


def _of_source(of: Counts) -> list[str]:
    numbers = (of.ham, of.ham_held, of.ham_binned, of.spam, of.spam_held, of.spam_binned)
    shares = (of.precision, of.recall, of.f1, share(of.ham_held, of.ham), share(of.ham_binned, of.ham))
    return [*map(str, numbers), *map(percent, shares), f"{of.ms_median:.2f}"]


def _of_rule(of: Hits) -> list[str]:
    numbers = (of.spam + of.ham, of.spam, of.ham)
    return [*map(str, numbers), percent(of.precision), str(of.alone_spam), str(of.alone_ham)]


def _mistake(judged: Judged) -> Iterator[str]:
    given, points = judged.labelled.submission, judged.verdict.points
    place = f"{judged.labelled.source} {judged.labelled.n}".strip()
    points_of = f"{points} {'point' if abs(points) == 1 else 'points'}"
    said = ": ".join(filter(None, (excerpt(given.author.name, 40), excerpt(given.text))))
    yield f"- {place}, {points_of}, {judged.status}: {said}"
    for signal in judged.verdict.signals:
        quotes = ", ".join(f"“{excerpt(quote, 60)}”" for quote in signal.quotes[:A_FEW])
        why = f"{languages.say(signal)} ({quotes})" if quotes else languages.say(signal)
        yield f"    {signal.points:+d} {signal.rule}: {why}"


def _in_order(score: Score) -> list[str]:
    """The rules that found something, those with most hits first."""
    return sorted(score.rules, key=lambda rule: (-score.rules[rule].spam - score.rules[rule].ham, rule))


def _rounded(part: float | None) -> float | None:
    return round(part, 4) if part is not None else None


def _read(files: Sequence[Path]) -> Iterator[Labelled]:
    """The comments of all files, numbered on; a bar on a terminal shows how far they are read."""
    size = sum(_size(file) for file in files)
    is_hidden, step = not (size and sys.stderr.isatty()), max(1, size // 200)
    with click.progressbar(
        length=size, label="Measuring", file=sys.stderr, hidden=is_hidden, update_min_steps=step
    ) as bar:
        before = 0
        for file in files:
            lines = _Lines(file, bar.update)
            for each in labelled.read(lines, _named(file)):
                yield replace(each, n=before + each.n)
            before += lines.n


class _Lines:
    """The lines of a file; tells how many bytes were read, and counts."""

    def __init__(self, file: Path, tell: Callable[[int], None]) -> None:
        self.n = 0
        self._file = file
        self._tell = tell

    def __iter__(self) -> Iterator[bytes]:
        for line in _lines_of(self._file):
            self.n += 1
            self._tell(len(line))
            yield line


def _lines_of(file: Path) -> Iterator[bytes]:
    if str(file) == "-":
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        for line in sys.stdin:
            yield line.encode("utf-8", "surrogateescape")
        return
    try:
        with file.open("rb") as stream:
            yield from stream
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}.") from None


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _named(file: Path) -> str:
    return "standard input" if str(file) == "-" else str(file)
