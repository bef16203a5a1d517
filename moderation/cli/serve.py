"""The commands that serve: the web with the background worker, and the worker alone."""

import os
import signal
import threading
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from moderation import jobs
from moderation.cli.console import migrated
from moderation.net.port import is_free
from moderation.store.db import db

THREADS = 8
"""Requests that one process works on at a time; SQLite writes wait in our own queue, readers never wait."""


@click.command()
@click.option(
    "--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@with_appcontext
def serve(bind: str, workers: int) -> None:
    """Migrate the database, then serve until SIGTERM; what is under way is finished."""
    require_free(bind)
    migrated()
    listen(bind, workers)


@click.command()
@with_appcontext
def worker() -> None:
    """Do the work of the background alone, until SIGTERM; what is under way is finished."""
    migrated()
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: told.set())
    background = jobs.of(current_app)
    background.start()
    click.echo(f"The worker is at work  (data: {current_app.instance_path})", err=True)
    told.wait()
    background.stop()


class Server(MPServer):
    """The web server, with the background worker in threads of its first process.

    They begin when the processes of the web are there: a process is made as a copy of this one, locks
    included, but without the threads that would open them again.
    """

    background: jobs.Jobs

    def startup(self, *given: Any) -> None:
        """Begin to serve, then to work."""
        super().startup(*given)  # type: ignore[no-untyped-call]  # granian has no types here
        # Granian would make new processes: a lost terminal means the end here, as it does elsewhere.
        signal.signal(signal.SIGHUP, self.signal_handler_interrupt)
        self.background.start()


def listen(bind: str, workers: int = 1) -> None:
    """Run server and worker on this address until they are told to stop. Raises ValueError for no address."""
    host, port = address(bind)
    # The workers are processes of their own and read the settings again: paths must not hang on the folder.
    os.environ["MODERATION_INSTANCE_PATH"] = current_app.instance_path
    click.echo(f"Moderation is at http://{bind}/  (data: {current_app.instance_path})", err=True)
    db.engine.dispose()  # no process shares its connections with another
    server = Server(
        "moderation.app:serving",
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
    server.background = jobs.of(current_app)
    try:
        server.serve()
    finally:
        server.background.stop()


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
