"""A private PostgreSQL for one test run, shared by its processes and gone when the last of them is.

It listens on a socket in a folder of its own, so it meets no other server. Each process of the run holds
a shared lock on one file of that folder; a keeper asks for the same lock alone. When it gets it nobody is
left, however they ended: it stops the server and removes the folder.
"""

import fcntl
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import psycopg
from psycopg import sql

from tests.machines import postgres_programs
from tests.machines.account import unprivileged
from tests.machines.lock import locked

ROOT = Path(__file__).parents[2]
INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    f"--locale={'en_US.UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}",
    "--no-sync",
)

# A lost power supply costs a test nothing, and statistics that come when they like would change plans.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "200",
}


@dataclass(frozen=True)
class Postgres:
    """A running server, by the folder of its socket."""

    home: Path

    def url(self, database: str) -> str:
        """The address of one of its databases, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.home}"

    def connected(self, database: str = "postgres") -> psycopg.Connection:
        """A connection of its own, where each statement is kept at once."""
        return psycopg.connect(host=str(self.home), user="postgres", dbname=database, autocommit=True)

    def create(self, database: str, *, template: str = "template1") -> None:
        """Make a database as a copy of another, to which nobody is connected."""
        self._say("CREATE DATABASE {} TEMPLATE {}", database, template)

    def drop(self, database: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def has(self, database: str) -> bool:
        """Whether there is a database of this name."""
        with self.connected() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            return found.fetchone() is not None

    def _say(self, statement: str, *names: str) -> None:
        with self.connected() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running(meeting: Path) -> Iterator[Postgres]:
    """The server of this test run, started by the first who asks.

    `meeting` is a folder that all processes of the run know. Raises RuntimeError when PostgreSQL cannot
    be had or does not start.
    """
    keeper = None
    with locked(meeting / "postgres.lock"):
        note = meeting / "postgres.home"
        joined = _join(Path(note.read_text())) if note.exists() else None
        if joined is None:
            home, keeper = _start()
            joined = _join(home)
            note.write_text(str(home))
    if joined is None:
        raise RuntimeError("PostgreSQL stopped as soon as it had started.")
    home, users = joined
    try:
        yield Postgres(home)
    finally:
        users.close()
        if keeper:
            keeper.wait()


def keep(home: Path, programs: Path) -> None:
    """Wait until no process uses the server any more, stop it and remove its folder."""
    with (home / "users").open() as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        _control(home, programs, "stop", "--mode=immediate")
        shutil.rmtree(home)


def _join(home: Path) -> tuple[Path, TextIO] | None:
    """The server of this folder with a hold on it, kept while the file is open; None when it is going."""
    try:
        users = (home / "users").open()
        fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        users.close()
        return None
    return home, users


def _start() -> tuple[Path, subprocess.Popen[bytes]]:
    """Start a server in a new folder, and its keeper."""
    who = unprivileged()
    programs = postgres_programs.folder(who)
    home = Path(tempfile.mkdtemp(prefix="moderation-"))  # a short path: a socket's may have 107 bytes
    (home / "users").touch()
    who.owns(home)
    try:
        who.run([programs / "initdb", *INITDB, "--pgdata", home / "data"])
        options = " ".join(f"-c {name}={value!r}" for name, value in OPTIONS.items())
        _control(home, programs, "start", f"--log={home / 'log'}", "--options", f"{options} -k {home}")
    except RuntimeError:
        shutil.rmtree(home)
        raise
    keeper = [sys.executable, "-m", "tests.machines.postgres", str(home), str(programs)]
    return home, subprocess.Popen(keeper, cwd=ROOT, start_new_session=True)


def _control(home: Path, programs: Path, action: str, *options: str) -> None:
    unprivileged().run([programs / "pg_ctl", action, "--pgdata", home / "data", "--wait", *options])


if __name__ == "__main__":
    keep(*map(Path, sys.argv[1:]))
