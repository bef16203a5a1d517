"""The commands for rules: out, in, and tried on one comment."""

import json
from pathlib import Path

import pytest

from moderation.rules import book as books
from moderation.rules.book import Book
from tests.cli.conftest import POTAGER, Command, added, failed
from tests.factories import PASSWORD

CASINO = {"rules": {"blocked_words": {"words": ["casino"]}}}


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
        line = failed(command("rules", "load", str(file), "--site", "potager"))
        assert line.startswith(str(file))
        assert "Errno" not in line


def test_what_is_said_twice_in_one_object_is_refused(command: Command):
    command(*POTAGER)

    line = failed(
        command("rules", "load", "-", "--site", "potager", stdin='{"mode": "known", "mode": "never"}')
    )

    assert "“mode” stands twice" in line


def test_lists_of_wordpress_are_taken_over_and_the_others_stay(command: Command, tmp_path: Path):
    command(*POTAGER)
    keys = tmp_path / "keys.txt"
    keys.write_bytes("\ufeffcasino\r\n\r\n Casino \r\nbuy * now\r\n".encode() + b"x" * 201 + b"\n")
    into = ("rules", "import-wordpress", "--site", "potager")
    command(*into, "--max-links", "2")

    said = added(command(*into, "--disallowed-keys", str(keys)))

    assert said == "Rules of potager: 2 lines blocked (left out: 1 stood there twice, 1 too long).\n"
    rules = json.loads(added(command("rules", "export", "--site", "potager")))["rules"]
    assert rules["blocked_words"]["words"] == [
        {"text": "casino", "wordpress": True},
        {"text": "buy * now", "wordpress": True},
    ]
    assert (rules["links"]["hold_from_links"], rules["held_words"]["words"]) == (2, [])


def test_no_limit_of_links_and_an_empty_list_are_taken_over_too(command: Command, tmp_path: Path):
    command(*POTAGER)
    keys, empty = tmp_path / "keys.txt", tmp_path / "empty.txt"
    keys.write_text("mayor")
    empty.write_text("\n")
    into = ("rules", "import-wordpress", "--site", "potager")
    command(*into, "--moderation-keys", str(keys), "--max-links", "2")

    command(*into, "--moderation-keys", str(empty), "--max-links", "")

    rules = json.loads(added(command("rules", "export", "--site", "potager")))["rules"]
    assert (rules["links"]["hold_from_links"], rules["held_words"]["words"]) == (0, [])


def test_a_list_that_is_not_there_is_one_line(command: Command, tmp_path: Path):
    command(*POTAGER)

    missing = command(
        *("rules", "import-wordpress", "--site", "potager"), "--disallowed-keys", str(tmp_path / "none.txt")
    )

    assert "cannot be read" in failed(missing)
