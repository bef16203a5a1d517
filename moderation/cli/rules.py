"""Commands for a site's rules: out, in, and tried on one comment."""

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from moderation.cli import report
from moderation.cli.console import done, migrated
from moderation.cli.people import known_site
from moderation.domain import move_over, submit, trial, tune
from moderation.rules import book as books
from moderation.store.db import address, reading, writing
from moderation.web import languages
from moderation.web.api import fields, shapes
from moderation.words import Actor, ActorKind, Kind

COMMAND = Actor(kind=ActorKind.TOKEN, name="moderation rules load")
"""Who changed the rules, as the log names whoever has the machine's command line."""
IMPORT = Actor(kind=ActorKind.TOKEN, name="moderation rules import-wordpress")
WHOLE = re.compile("[0-9]{1,4}")

site_option = click.option("--site", "site_key", required=True, help="The site whose rules they are.")


@click.group()
def rules() -> None:
    """Rules: what speaks for and against a comment."""


@rules.command("export")
@site_option
@with_appcontext
def export(site_key: str) -> None:
    """Print a site's rules as JSON."""
    migrated()
    with reading() as session:
        book = tune.book_of(known_site(session, site_key))
    click.echo(json.dumps(books.dump(book), ensure_ascii=False, indent=2))


@rules.command("load")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@site_option
@with_appcontext
def load(file: Path, site_key: str) -> None:
    """Take rules from FILE as `rules export` prints them, whole or in part (- is standard input)."""
    migrated()
    data = json_of(_given(file))
    with writing() as session:
        site = known_site(session, site_key)
        event = tune.load(session, site, data, by=COMMAND, now=datetime.now(UTC))
    n = len(event.detail["changes"]) if event is not None else 0
    done(f"Rules of {site_key}: {n} {'value' if n == 1 else 'values'} changed.")


@rules.command("check")
@site_option
@with_appcontext
def check(site_key: str) -> None:
    """Judge one comment, JSON on standard input; prints status, points and signals, stores nothing."""
    migrated()
    data = {field: value for field, value in json_of(sys.stdin.read()).items() if value not in ("", None)}
    with reading() as session:
        site = known_site(session, site_key)
        data.setdefault("url", site.url)
        if data.get("kind", Kind.COMMENT) != Kind.COMMENT:
            data.setdefault("source", data.get("website", site.url))
        given = fields.submission(data, key="check", now=datetime.now(UTC))
        verdict = tune.try_out(session, site, submit.storable(site, submit.signed(session, site, given)))
    with languages.speaking(site.locale):
        signals = [shapes.signal(found) for found in verdict.signals]
    answer = {"status": verdict.status.value, "points": verdict.points, "signals": signals}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@rules.command("import-wordpress")
@site_option
@click.option(
    "--moderation-keys",
    "held",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What waits, one a line.",
)
@click.option(
    "--disallowed-keys",
    "blocked",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What is spam, one a line.",
)
@click.option("--max-links", metavar="N", help="Hold a comment from so many links on; 0 or empty is off.")
@with_appcontext
def import_wordpress(site_key: str, held: Path | None, blocked: Path | None, max_links: str | None) -> None:
    """Take WordPress's lists with WordPress's meaning; those that are not given stay as they are."""
    if held is None and blocked is None and max_links is None:
        raise click.UsageError("Give at least one of --moderation-keys, --disallowed-keys and --max-links.")
    if max_links is not None and not WHOLE.fullmatch(max_links.strip() or "0"):
        raise click.BadParameter(f"{max_links!r} is not a whole number.", param_hint="--max-links")
    migrated()
    with writing() as session:
        moved = move_over.from_wordpress(
            session,
            known_site(session, site_key),
            moderation_keys=text_of(held) if held is not None else None,
            disallowed_keys=text_of(blocked) if blocked is not None else None,
            max_links=int(max_links.strip() or "0") if max_links is not None else None,
            by=IMPORT,
            now=datetime.now(UTC),
        )
    done(f"Rules of {site_key}: {'; '.join(_said(moved))}.")


def _said(moved: move_over.Moved) -> Iterator[str]:
    for what, taken in (("held", moved.held), ("blocked", moved.blocked)):
        if taken is not None:
            n = len(taken.entries)
            left_out = {
                "stood there twice": taken.twice,
                "too long": len(taken.too_long),
                "with signs that belong to no text": len(taken.broken),
            }
            without = [f"{number:,} {why}" for why, number in left_out.items() if number]
            yield f"{n:,} {'line' if n == 1 else 'lines'} {what}" + (
                f" (left out: {', '.join(without)})" if without else ""
            )
    if moved.max_links is not None:
        yield f"comments wait from {moved.max_links} links on" if moved.max_links else "no limit of links"
    if moved.event is None:
        yield "nothing changed by that"


@rules.command("backtest")
@site_option
@click.option(
    "--settings",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The rules to try, as `rules export` prints them, whole or in part; without, those of the site.",
)
@with_appcontext
def backtest(site_key: str, file: Path | None) -> None:
    """Try rules on what people decided, and tell what would be otherwise; stores nothing."""
    migrated()
    data = json_of(_given(file)) if file is not None else {}
    with reading() as session:
        site = known_site(session, site_key)
        work = trial.at_once(session, site, books.merge(tune.book_of(site), data))
    with click.progressbar(length=work.total, label="Trying", file=sys.stderr) as bar:
        for found in work.parts(reading, address()):
            bar.update(found.decided - bar.pos)
    with reading() as session, languages.speaking("en"):
        for line in report.lines(session, work.found):
            click.echo(line)


def _given(file: Path) -> str:
    return sys.stdin.read() if str(file) == "-" else text_of(file)


def text_of(file: Path) -> str:
    """What a file holds. Raises ValueError in one sentence."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ValueError(f"{file} is not in UTF-8.") from None


def json_of(text: str) -> dict[str, Any]:
    """The JSON object that a text is. Raises ValueError in one sentence."""
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"This is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        ) from None
    except RecursionError:
        raise ValueError("This is nested too deeply to be read.") from None
    if not isinstance(data, dict):
        raise ValueError("This is not a JSON object.")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that says the same thing twice is refused, for nobody knows which was meant."""
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands twice in the same object.")
    return data
