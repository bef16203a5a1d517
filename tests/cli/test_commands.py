"""The commands: what each does, what it prints, and how each failure is one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from moderation.domain import enrol, tune
from moderation.store.db import reading
from moderation.store.people import by_email
from moderation.words import Role
from tests.cli.conftest import POTAGER, Command, added, failed
from tests.factories import PASSWORD
from tests.machines.databases import settings_for
from tests.machines.server import environ_of


def test_a_site_is_added_with_one_line_of_what_was_done(command, app):
    done = command(*POTAGER, "--locale", "fr", "--timezone", "Europe/Paris")

    assert added(done) == "Site potager (Potager) takes comments for https://potager.example/.\n"
    with reading() as session:
        site = tune.site_with_key(session, "potager")
    assert site is not None
    assert (site.name, site.locale, site.timezone) == ("Potager", "fr", "Europe/Paris")


def test_all_that_is_wrong_with_a_site_is_one_line(command: Command):
    done = command("site", "add", "Potager!", "--name", "P", "--url", "potager", "--locale", "xx")

    line = failed(done)

    assert [word for word in ("key:", "url:", "locale:") if word in line] == ["key:", "url:", "locale:"]


def test_a_key_that_is_taken_is_told(command: Command):
    command(*POTAGER)

    assert "already" in failed(command(*POTAGER))


def test_an_account_takes_its_password_from_standard_input(command: Command, app):
    command(*POTAGER)

    done = command(
        *("user", "add", "Olga@desk.example", "--name", "Olga", "--role", "owner"),
        *("--site", "potager", "--password-stdin"),
        stdin=f"{PASSWORD}\r\n",
    )

    assert added(done) == "Olga can sign in as olga@desk.example, owner of potager.\n"
    with reading() as session:
        user = enrol.sign_in(session, "olga@desk.example", PASSWORD)
        assert user is not None
        assert list(enrol.viewer_of(session, user).roles.values()) == [Role.OWNER]
        assert not user.is_admin


def test_who_joins_a_site_without_a_role_moderates(command: Command, app):
    command(*POTAGER)

    done = command(
        *("user", "add", "mina@desk.example", "--name", "Mina", "--site", "potager", "--password-stdin"),
        stdin=PASSWORD,
    )

    assert added(done).endswith(", moderator of potager.\n")


def test_an_admin_is_a_member_of_nothing_by_that(command: Command, app):
    done = command(
        *("user", "add", "ada@desk.example", "--name", "Ada", "--admin", "--password-stdin"), stdin=PASSWORD
    )

    assert added(done) == "Ada can sign in as ada@desk.example, admin.\n"
    with reading() as session:
        user = by_email(session, "ada@desk.example")
        assert user is not None
        viewer = enrol.viewer_of(session, user)
    assert (viewer.is_admin, dict(viewer.roles)) == (True, {})


def test_an_account_that_cannot_be_made_leaves_nothing(command: Command, app):
    typed = ("user", "add", "olga@desk.example", "--name", "Olga", "--password-stdin")

    assert failed(command(*typed, stdin="short\n")).startswith("password: ")
    assert "nobody" in failed(command(*typed, "--site", "nobody", stdin=PASSWORD))
    with reading() as session:
        assert by_email(session, "olga@desk.example") is None


def test_a_token_is_printed_alone_and_works(command: Command, app, client):
    command(*POTAGER)

    printed = added(command("token", "add", "--site", "potager", "--name", "Blog"))

    token = printed.removesuffix("\n")
    assert token == "".join(token.split())
    answer = client.get("/api/v1/comments", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200


def test_a_token_of_no_site_is_one_line(command: Command):
    assert "nobody" in failed(command("token", "add", "--site", "nobody"))


WRONG_USAGE = (
    (),
    ("nothing",),
    ("site",),
    ("site", "add"),
    ("site", "add", "potager"),
    (*POTAGER, "--colour", "red"),
    ("user", "add", "olga@desk.example", "--name", "Olga"),
    ("user", "add", "o@desk.example", "--name", "O", "--password-stdin", "--role", "king", "--site", "p"),
    ("user", "add", "o@desk.example", "--name", "O", "--password-stdin", "--role", "owner"),
    ("token", "add"),
    ("rules", "load", "--site", "potager"),
    ("rules", "check"),
    ("serve", "--workers", "0"),
)


def test_wrong_usage_ends_with_two(command: Command):
    done = {typed: command(*typed) for typed in WRONG_USAGE}

    assert {typed: each.code for typed, each in done.items()} == dict.fromkeys(WRONG_USAGE, 2)
    assert all("Usage: moderation" in each.err + each.out for each in done.values())


def test_help_lists_the_commands_with_what_they_do(command: Command):
    done = command("--help")

    assert done.code == 0
    for name in ("serve", "demo", "site", "user", "token", "rules"):
        assert name in done.out


def test_an_address_that_nobody_can_listen_on_is_one_line(command: Command):
    for bind in ("8000", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:65536", ":8000"):
        assert "--bind" in failed(command("serve", "--bind", bind))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODERATION_DATABASE_URL", "nonsense"),
        ("MODERATION_DATABASE_URL", "sqlite:////no/such/folder/moderation.sqlite3"),
        ("MODERATION_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none"),
        ("MODERATION_TRUSTED_PROXIES", "many"),
        ("MODERATION_BASE_URL", "desk.example"),
        ("MODERATION_SECRET_KEY_FALLBACKS", "older"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_one_line(command: Command, monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    assert failed(command(*POTAGER))


def test_a_command_makes_the_tables_where_there_are_none(command: Command, monkeypatch, tmp_path: Path):
    monkeypatch.delenv("MODERATION_DATABASE_URL")
    monkeypatch.setenv("MODERATION_INSTANCE_PATH", str(tmp_path / "fresh"))

    assert added(command(*POTAGER))

    assert (tmp_path / "fresh" / "moderation.sqlite3").is_file()


def test_settings_are_read_from_a_file_beside_the_program(command: Command, monkeypatch, tmp_path: Path):
    monkeypatch.delenv("MODERATION_DATABASE_URL")
    monkeypatch.delenv("MODERATION_INSTANCE_PATH")
    (tmp_path / ".env").write_text("MODERATION_INSTANCE_PATH=from-the-file\n")

    added(command(*POTAGER))

    assert (tmp_path / "from-the-file" / "moderation.sqlite3").is_file()


def test_the_console_script_is_the_same_program(sqlite_database: str, tmp_path: Path):
    environ = environ_of(settings_for(sqlite_database, tmp_path / "instance"))

    def typed(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "moderation.cli.main", *words]
        return subprocess.run(program, cwd=tmp_path, env=environ, input=stdin, capture_output=True, text=True)

    site = typed(*POTAGER)
    junk = typed("rules", "check", "--site", "potager", stdin="{")

    assert (site.returncode, site.stderr) == (0, "")
    assert (junk.returncode, junk.stdout) == (1, "")
    assert junk.stderr.startswith("moderation: This is not JSON")
