"""Commands for a site's rules: out, in, and tried on one comment."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from moderation.cli.console import done, migrated
from moderation.cli.people import known_site
from moderation.domain import submit, tune
from moderation.rules import book as books
from moderation.store.db import reading, writing
from moderation.web import languages
from moderation.web.api import fields, shapes
from moderation.words import Actor, ActorKind, Kind

COMMAND = Actor(kind=ActorKind.TOKEN, name="moderation rules load")
"""Who changed the rules, as the log names whoever has the machine's command line."""

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
        book = tune.book_of(session, known_site(session, site_key))
    click.echo(json.dumps(books.dump(book), ensure_ascii=False, indent=2))


@rules.command("load")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@site_option
@with_appcontext
def load(file: Path, site_key: str) -> None:
    """Take rules from FILE as `rules export` prints them, whole or in part (- is standard input)."""
    migrated()
    data = _json(sys.stdin.read() if str(file) == "-" else _text(file))
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
    data = {field: value for field, value in _json(sys.stdin.read()).items() if value not in ("", None)}
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


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ValueError(f"{file} is not in UTF-8.") from None


def _json(text: str) -> dict[str, Any]:
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
