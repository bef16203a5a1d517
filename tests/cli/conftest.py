"""The command line, as somebody types it: arguments and standard input in; exit code and two streams out."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from moderation.cli.main import main
from moderation.settings import Settings
from tests.machines.server import environ_of
from tests.web.passwords import quick_passwords as quick_passwords


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]
POTAGER = ("site", "add", "potager", "--name", "Potager", "--url", "https://potager.example")


def added(done: Done) -> str:
    """What a command that went well printed."""
    assert (done.code, done.err) == (0, ""), done
    return done.out


def failed(done: Done) -> str:
    """The one line with which a command failed."""
    assert (done.code, done.out) == (1, ""), done
    assert done.err.startswith("moderation: ")
    assert done.err.count("\n") == 1
    return done.err.removeprefix("moderation: ").strip()


@contextmanager
def connections_closed() -> Iterator[None]:
    """Close the connections to a database that are opened within, as the end of a process does."""
    opened: list[Any] = []

    def note(connection: Any, record: Any) -> None:
        opened.append(connection)

    event.listen(Engine, "connect", note)
    try:
        yield
    finally:
        event.remove(Engine, "connect", note)
        for connection in opened:
            connection.close()


@pytest.fixture
def environ(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of this test stand in the environment, and nothing lies in the folder."""
    for name, value in environ_of(settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def command(environ: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command of the console script."""

    def run(*typed: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["moderation", *typed])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended, connections_closed():
            Context().run(main)  # a process of its own would know no application either
        said = capsys.readouterr()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, said.out, said.err)

    return run
