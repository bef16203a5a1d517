"""The commands: what each does, what it prints, and how each failure is one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from moderation.domain import enrol, tune
from moderation.rules import book as books
from moderation.rules.book import Book
from moderation.store.db import reading
from moderation.store.people import by_email
from moderation.words import Role
from tests.cli.conftest import Command, Done
from tests.factories import PASSWORD
from tests.machines.databases import settings_for
from tests.machines.server import environ_of

POTAGER = ("site", "add", "potager", "--name", "Potager", "--url", "https://potager.example")
CASINO = {"rules": {"blocked_words": {"words": ["casino"]}}}


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


def test_exported_rules_are_taken_back_as_they_were(command: Command, tmp_path: Path):
    command(*POTAGER)
    exported = added(command("rules", "export", "--site", "potager"))
    file = tmp_path / "rules.json"
    file.write_text(exported)

    again = added(command("rules", "load", str(file), "--site", "potager"))

    assert json.loads(exported) == books.dump(Book())
    assert again == "Rules of potager: 0 values changed.\n"


def test_a_part_of_the_rules_is_loaded_and_the_rest_stays(command: Command):
    command(*POTAGER)
    command("rules", "load", "-", "--site", "potager", stdin=json.dumps({"mode": "never"}))

    done = command("rules", "load", "-", "--site", "potager", stdin=json.dumps(CASINO))

    assert added(done) == "Rules of potager: 1 value changed.\n"
    kept = json.loads(added(command("rules", "export", "--site", "potager")))
    assert (kept["mode"], kept["rules"]["blocked_words"]["words"]) == ("never", ["casino"])


def test_each_bad_value_is_named_and_nothing_is_loaded(command: Command):
    command(*POTAGER)
    bad = {"mode": "sometimes", "hold_from": 0, "rules": {"links": {"points": "x"}, "nobody": {}}}

    line = failed(command("rules", "load", "-", "--site", "potager", stdin=json.dumps(bad)))

    for path in ("mode:", "hold_from:", "rules.links.points:", "rules.nobody:"):
        assert path in line
    assert json.loads(added(command("rules", "export", "--site", "potager"))) == books.dump(Book())


def test_a_checked_comment_is_judged_and_not_stored(command: Command):
    command(*POTAGER)
    command("rules", "load", "-", "--site", "potager", stdin=json.dumps(CASINO))
    said = {"name": "Rosa", "email": "rosa@mail.example", "text": "A casino"}

    first = added(command("rules", "check", "--site", "potager", stdin=json.dumps(said)))
    second = added(command("rules", "check", "--site", "potager", stdin=json.dumps(said)))

    verdict = json.loads(first)
    assert list(verdict) == ["status", "points", "signals"]
    assert (verdict["status"], verdict["points"]) == ("spam", 6)
    assert [signal["quotes"] for signal in verdict["signals"]] == [["casino"]]
    assert second == first


def test_a_member_who_is_checked_is_a_member(command: Command):
    command(*POTAGER)
    command(
        *("user", "add", "olga@desk.example", "--name", "Olga", "--site", "potager", "--password-stdin"),
        stdin=PASSWORD,
    )

    said = json.dumps({"email": "olga@desk.example", "text": "Hello"})
    verdict = json.loads(added(command("rules", "check", "--site", "potager", stdin=said)))

    assert verdict["status"] == "approved"
    assert [signal["rule"] for signal in verdict["signals"]] == ["member"]


@pytest.mark.parametrize("typed", [("rules", "check"), ("rules", "load", "-")], ids=" ".join)
def test_what_is_no_json_object_is_one_line(command: Command, typed):
    command(*POTAGER)

    for junk in ("", "{", "[]", "null", '"text"', "\x00", "[" * 100_000, '{"a": ' + "9" * 5000 + "}"):
        assert failed(command(*typed, "--site", "potager", stdin=junk))


def test_wrong_fields_of_a_checked_comment_are_one_line(command: Command):
    command(*POTAGER)

    for wrong in ({"text": 7}, {"url": "https://elsewhere.example/"}, {"posted_at": "yesterday"}):
        line = failed(command("rules", "check", "--site", "potager", stdin=json.dumps(wrong)))
        assert line.startswith(f"{next(iter(wrong))}: ")


def test_a_file_that_cannot_be_read_is_one_line(command: Command, tmp_path: Path):
    command(*POTAGER)
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'{"mode": "\xe9"}')

    for file in (tmp_path / "none.json", tmp_path, latin):
        assert failed(command("rules", "load", str(file), "--site", "potager"))


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
