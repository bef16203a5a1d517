"""The machines by themselves, so that a broken one is told from a broken program."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.machines import postgres
from tests.machines.account import unprivileged


@pytest.mark.postgres
def test_two_who_meet_share_one_postgres_and_it_is_gone_after_both(tmp_path):
    with postgres.running(tmp_path) as first, postgres.running(tmp_path) as second:
        assert first == second
        with first.connected() as connection:
            row = connection.execute("SELECT lower('É') || current_setting('fsync')").fetchone()
        assert row == ("éoff",)

    assert not first.home.exists()


@pytest.mark.postgres
def test_a_copied_database_holds_what_its_template_holds(tmp_path):
    with postgres.running(tmp_path) as server:
        server.create("form")
        with server.connected("form") as connection:
            connection.execute("CREATE TABLE word AS SELECT 'kept' AS text")

        server.create("copy", template="form")

        with server.connected("copy") as connection:
            assert connection.execute("SELECT text FROM word").fetchall() == [("kept",)]
        server.drop("copy")
        assert not server.has("copy")


@pytest.mark.postgres
def test_a_run_that_is_killed_leaves_no_server_behind(tmp_path):
    killed = (
        "import os, signal, sys; from pathlib import Path; from tests.machines import postgres\n"
        "with postgres.running(Path(sys.argv[1])) as server:\n"
        "    print(server.home, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", killed, tmp_path]

    # The keeper has the same standard output: it ends when the keeper has ended.
    done = subprocess.run(command, cwd=postgres.ROOT, capture_output=True, text=True)

    assert done.returncode == -9
    assert done.stdout
    assert not Path(done.stdout.strip()).exists()


def test_an_account_that_fails_says_which_command_and_why():
    with pytest.raises(RuntimeError, match="ls --no-such-option failed"):
        unprivileged().run(["ls", "--no-such-option"])


def test_a_browser_shows_a_page(browser):
    page = browser.new_page()
    page.set_content("<h1>Ready</h1>")

    assert page.inner_text("h1") == "Ready"
    page.close()
