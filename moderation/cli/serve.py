"""The command that serves."""

import os

import click
from flask import current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from moderation.cli.console import migrated
from moderation.net.port import is_free

THREADS = 8
"""Requests that one process works on at a time; SQLite writes wait in our own queue, readers never wait."""


@click.command()
@click.option(
    "--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@with_appcontext
def serve(bind: str, workers: int) -> None:
    """Migrate the database, then serve until SIGTERM; requests under way are finished."""
    require_free(bind)
    migrated()
    listen(bind, workers)


def listen(bind: str, workers: int = 1) -> None:
    """Run the web server on this address until it is told to stop. Raises ValueError for no address."""
    host, port = address(bind)
    # The workers are processes of their own and read the settings again: paths must not hang on the folder.
    os.environ["MODERATION_INSTANCE_PATH"] = current_app.instance_path
    click.echo(f"Moderation is at http://{bind}/  (data: {current_app.instance_path})", err=True)
    server = Granian(
        "moderation.app:from_environment",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=1024,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=30,
    )
    server.serve()


def require_free(bind: str) -> None:
    """Let the server start there, or raise ValueError: two servers on one port would share its visitors."""
    if not is_free(*address(bind)):
        raise ValueError(f"{bind} cannot be listened on: it is taken, or no address of this machine.")


def address(bind: str) -> tuple[str, int]:
    """Host and port of a `HOST:PORT`. Raises ValueError for anything else."""
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"--bind takes HOST:PORT such as 127.0.0.1:8000, not {bind!r}.")
    return host.strip("[]"), int(port)
