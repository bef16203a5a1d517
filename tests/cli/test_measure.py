"""The command that measures rules on labelled comments."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command, added, failed

PITCH = "Subscribe to my channel!"
KEYS = {"ham", "spam", "spam_held", "spam_binned", "ham_held", "ham_binned", "ms_median"}
SOUP: dict[str, Any] = {"text": "The soup was wonderful.", "label": "ham", "source": "soups", "name": "Rosa"}
PILLS: dict[str, Any] = {
    "text": f"{PITCH} Buy cheap pills",
    "label": "spam",
    "source": "soups",
    "name": "Pills",
}


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind is enough, for none is asked."""
    return sqlite_database


def written(folder: Path, *lines: dict[str, Any] | str, name: str = "labelled.jsonl") -> str:
    """A file of these lines."""
    file = folder / name
    file.write_text("".join(f"{x if isinstance(x, str) else json.dumps(x)}\n" for x in lines), "utf-8")
    return str(file)


def measured(command: Command, *typed: str, **given: Any) -> Any:
    """All figures of a file."""
    return json.loads(added(command("rules", "measure", *typed, "--json", **given)))


def test_what_becomes_of_labelled_comments_is_counted(command: Command, tmp_path: Path):
    file = written(tmp_path, SOUP, PILLS, {**SOUP, "text": PITCH, "id": "x"}, {**SOUP, "source": "bread"})

    figures = measured(command, file)

    assert list(figures) == ["total", "sources", "rules", "lines"]
    assert list(figures["sources"]) == ["soups", "bread"]
    assert set(figures["total"]) >= KEYS <= set(figures["sources"]["soups"])
    soups = figures["sources"]["soups"]
    assert {name: soups[name] for name in sorted(KEYS - {"ms_median"})} == {
        "ham": 2,
        "ham_binned": 0,
        "ham_held": 1,
        "spam": 1,
        "spam_binned": 0,
        "spam_held": 1,
    }
    assert (soups["precision"], soups["recall"], figures["total"]["f1"]) == (0.5, 1.0, 0.6667)
    assert soups["ms_median"] > 0
    assert figures["rules"]["call_to_action"] == {
        "hits": 2,
        "spam": 1,
        "ham": 1,
        "precision": 0.5,
        "alone_spam": 1,
        "alone_ham": 1,
    }
    first, _, third, _ = figures["lines"]
    assert first == {
        "n": 1,
        "id": None,
        "source": "soups",
        "label": "ham",
        "status": "approved",
        "points": 0,
        "signals": [],
    }
    assert (third["n"], third["id"], third["status"]) == (3, "x", "pending")
    assert third["signals"] == [
        {
            "rule": "call_to_action",
            "points": 4,
            "why": "Asks readers to follow or visit the writer",
            "quotes": ["Subscribe to my channel"],
        }
    ]


def test_a_source_remembers_what_came_before_and_knows_nothing_of_others(command: Command, tmp_path: Path):
    said = {**PILLS, "text": "Here is what all of my neighbours say about it, and it is long enough."}
    file = written(
        tmp_path,
        {**said, "page_title": "Leeks"},
        {**said, "page_title": "Onions"},
        {**said, "page_title": "Onions", "source": "bread"},
        {**said, "page_title": "Onions", "history": []},
        {**said, "page_title": "Onions", "history": [{**said, "page_title": "Leeks"}]},
        {**said, "page_title": "Carrots"},
    )

    figures = measured(command, file)

    assert [line["status"] for line in figures["lines"]] == [
        *("approved", "pending", "approved", "approved", "pending", "pending")
    ]
    counted = [signal["why"] for signal in figures["lines"][5]["signals"]]
    assert counted == ["The same text is spam elsewhere, 2 times"]


def test_who_waits_by_the_mode_alone_or_as_a_first_comment_is_not_held(command: Command, tmp_path: Path):
    mention = {**SOUP, "kind": "trackback", "website": "https://bread.example/soup"}
    file = written(tmp_path, SOUP, mention)
    given = {"mode": "never", "rules": {"first_comment": {"on": True}}}
    settings = written(tmp_path, given, name="rules.json")

    figures = measured(command, file, "--settings", settings)

    assert [line["status"] for line in figures["lines"]] == ["approved", "approved"]


def test_other_settings_are_measured(command: Command, tmp_path: Path):
    settings = written(tmp_path, {"rules": {"call_to_action": {"points": 9}}}, name="rules.json")

    figures = measured(command, written(tmp_path, PILLS), "--settings", settings)

    assert figures["total"]["spam_binned"] == 1


def test_several_files_are_read_as_one_after_the_other(command: Command, tmp_path: Path):
    one = written(tmp_path, {**PILLS, "email": "p@mail.example"}, "", name="one.jsonl")
    other = written(tmp_path, {**SOUP, "email": "p@mail.example"}, name="other.jsonl")

    figures = measured(command, one, other)

    assert [line["n"] for line in figures["lines"]] == [1, 3]
    assert [signal["rule"] for signal in figures["lines"][1]["signals"]] == ["spam_history"]


def test_standard_input_is_measured(command: Command):
    assert measured(command, "-", stdin=json.dumps(SOUP))["total"]["ham"] == 1


def test_of_nothing_nothing_is_counted(command: Command, tmp_path: Path):
    figures = measured(command, written(tmp_path, ""))

    assert (figures["total"]["ham"], figures["total"]["precision"]) == (0, None)
    assert (figures["sources"], figures["rules"], figures["lines"]) == ({}, {}, [])


def test_people_read_tables_and_the_worst_mistakes(command: Command, tmp_path: Path):
    file = written(tmp_path, {**SOUP, "text": PITCH}, PILLS, {**SOUP, "label": "spam"})

    text = added(command("rules", "measure", file))

    head, soups, everything, *_ = text.splitlines()
    assert head.split()[:3] == ["source", "genuine", "held"]
    assert soups.split()[:7] == ["soups", "1", "1", "0", "2", "1", "0"]
    assert everything.split()[0] == "all"
    assert "call_to_action     2        1           1  50.0 %           1              1" in text
    assert "- soups 1, 4 points, pending: Rosa: Subscribe to my channel!" in text
    assert "+4 call_to_action: Asks readers to follow or visit the writer (“Subscribe to my channel”)" in text
    assert "- soups 3, 0 points, approved: Rosa: The soup was wonderful." in text


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "This is not JSON"),
        ("[]", "This is not a JSON object."),
        ('{"label": "ham"}', "“text” must be a text."),
        ('{"text": "x"}', "“label” must be “ham” or “spam”."),
        ('{"text": "x", "label": ["ham"]}', "“label” must be “ham” or “spam”."),
        ('{"text": "x", "label": "ham", "kind": "poem"}', "“kind” must be one of comment, pingback,"),
        ('{"text": "x", "label": "ham", "name": 7}', "“name” must be a text."),
        ('{"text": "x", "label": "ham", "posted_at": "now"}', "“posted_at” must be a date such as"),
        ('{"text": "x", "label": "ham", "history": 3}', "“history” must be a list."),
        ('{"text": "x", "label": "ham", "history": [{}]}', "(“history”, number 1)"),
        ("[" * 100_000, "This is nested too deeply to be read."),
    ],
)
def test_a_bad_line_is_named_with_its_number(command: Command, tmp_path: Path, line: str, why: str):
    file = written(tmp_path, SOUP, "", line, SOUP)

    said = failed(command("rules", "measure", file, "--json"))

    assert said.startswith(f"{file}, line 3: ")
    assert why in said


def test_what_is_not_in_utf_8_is_named_with_its_line(command: Command, tmp_path: Path):
    file = tmp_path / "latin.jsonl"
    file.write_bytes(b'{"text": "caf\xe9", "label": "ham"}\n')

    assert failed(command("rules", "measure", str(file))) == f"{file}, line 1: This is not in UTF-8."


def test_a_file_that_is_not_there_is_one_line(command: Command, tmp_path: Path):
    said = failed(command("rules", "measure", str(tmp_path / "none.jsonl")))

    assert said.endswith("none.jsonl cannot be read: No such file or directory.")
