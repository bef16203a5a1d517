"""The background worker as a process of its own, and beside the web server: what it does, and how it ends."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest

from moderation import jobs
from moderation.domain.bulk import Act
from moderation.settings import Settings
from moderation.store.db import writing
from moderation.words import Progress
from tests.cli.conftest import Command, failed
from tests.factories import make_comment, make_site, moderator, reload, turned
from tests.hundreds import make_hundreds
from tests.ledger import kept, recounted
from tests.machines.server import environ_of, serving
from tests.many import look, row_of, selected

PATIENCE = 40
"""Seconds until something that should happen counts as missing."""

on_one_kind = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""How a process begins, hears and ends; what it asks of a database is tested on both."""


@contextmanager
def working(environ: Mapping[str, str], cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker, which is stopped as a system stops it and must then end in order."""
    program = [sys.executable, "-m", "moderation.cli.main", "worker"]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(program, env=environ, cwd=cwd, stdout=said, stderr=said)
        try:
            yield process
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        except BaseException as error:
            said.seek(0)
            error.add_note(f"The worker said:\n{said.read()}")
            raise
        finally:
            process.kill()
            process.wait()


def until(is_so: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    """Return when it is so. Raises AssertionError when it does not become so."""
    since = monotonic()
    while not is_so():
        assert monotonic() - since < PATIENCE, "it does not come to be"
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
                raise AssertionError("the worker ended")


def is_done(act: Act) -> bool:
    return look(act.key).state is Progress.DONE


@on_one_kind
def test_a_worker_does_what_waits_already_and_ends_when_it_is_told(app, settings: Settings, tmp_path):
    act = selected("spam", make_hundreds(201))
    assert act.is_running

    with working(environ_of(settings), tmp_path) as process:
        until(lambda: is_done(act), process)

    assert look(act.key).done == 201


def test_the_chunk_under_way_is_finished_and_another_worker_goes_on(app, settings: Settings, tmp_path):
    site = make_site()
    act = selected("approve", make_hundreds(500, site))

    with working(environ_of(settings), tmp_path) as process:
        until(lambda: look(act.key).done > 0, process)

    left = look(act.key)
    assert (left.state, left.done % 100, row_of(act).taken_until) == (Progress.RUNNING, 0, None)
    assert 0 < left.done < 500
    assert kept(site) == recounted(site)
    jobs.of(app).act_on_many()
    assert look(act.key).done == 500
    assert kept(site) == recounted(site)


@on_one_kind
def test_the_server_works_too_and_hears_the_bell(app, settings: Settings, tmp_path):
    with serving(environ_of(settings), cwd=tmp_path):
        act = selected("spam", make_hundreds(201))
        jobs.of(app).call()

        until(lambda: is_done(act))

    assert look(act.key).done == 201


def test_others_decide_while_a_worker_is_at_it(app, settings: Settings, tmp_path):
    site = make_site()
    other = make_comment(site)
    act = selected("spam", make_hundreds(400, site))

    with working(environ_of(settings), tmp_path) as process:
        until(lambda: look(act.key).done > 0, process)
        turned(other, "approve", by=moderator(site, name="Olga"))
        assert not is_done(act)
        until(lambda: is_done(act), process)

    assert reload(other).decided_by == "Olga"


@on_one_kind
def test_a_bell_that_cannot_be_rung_harms_nothing(app, settings: Settings, monkeypatch, caplog):
    monkeypatch.setattr(jobs, "FILE", "no/such/folder/jobs.sqlite3")
    act = selected("spam", make_hundreds(201))

    jobs.of(app).call()

    assert "will look by itself" in caplog.text
    jobs.of(app).act_on_many()
    assert is_done(act)


def test_a_database_that_does_not_answer_is_told_and_asked_again_later(app, caplog):
    act = selected("spam", make_hundreds(201))
    with writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE bulk RENAME TO away")
    jobs.of(app).act_on_many()
    with writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE away RENAME TO bulk")
    assert "did not answer" in caplog.text

    jobs.of(app).act_on_many()

    assert is_done(act)


@on_one_kind
def test_help_tells_of_the_worker(command: Command):
    assert "background" in command("worker", "--help").out


@on_one_kind
def test_a_worker_that_finds_no_database_is_one_line(command: Command, monkeypatch):
    monkeypatch.setenv("MODERATION_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")

    done = command("worker")

    assert failed(done)
