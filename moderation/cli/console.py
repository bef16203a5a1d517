"""What commands share: a migrated database, and errors as one line."""

import logging

import click
import flask_migrate

from moderation.domain.know import installation_key
from moderation.errors import Invalid, ModerationError
from moderation.store.db import is_ready, writing


def migrated() -> None:
    """Bring the database to this version, and make its own key, where that has not been done."""
    if not is_ready():
        # Alembic tells of each step; whoever types a command wants one line of what it did.
        logging.getLogger("alembic").setLevel(logging.WARNING)
        flask_migrate.upgrade()
    with writing() as session:
        installation_key(session)


def sentence(error: ModerationError) -> str:
    """All that is wrong, in one line, each with its field."""
    if not isinstance(error, Invalid):
        return str(error)
    parts = [(p.on, p.why.format(**p.values)) for p in error.problems]
    return " ".join(f"{on}: {why}" if on else why for on, why in parts)


def done(what: str) -> None:
    """Say what a command did."""
    click.echo(what)
