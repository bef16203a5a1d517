"""`moderation rules backtest`: rules tried on what people decided, told in text."""

import json

import pytest

from tests.cli.conftest import POTAGER, added, failed
from tests.lists import put
from tests.past import LOUD, SHOUTED, decided


def test_rules_from_a_file_are_tried_on_what_people_decided(app, command, tmp_path):
    added(command(*POTAGER))
    spam = decided("spam", text=SHOUTED)
    decided("approved", text="Thank you for the soup.")
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(LOUD), "utf-8")

    done = command("rules", "backtest", "--site", "potager", "--settings", str(file))

    assert done.code == 0, done
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[0] == "2 decisions: 1 spam, 1 genuine, 0 rejected"
    assert "spam caught 0 0.0 % 1 100.0 %" in lines
    assert "1 more spam caught:" in lines
    assert any(line.startswith(f"#{spam.id} ") and "THIS SOUP" in line for line in lines)
    assert any(line.startswith("+ +5 shouting: ") for line in lines)


def test_without_a_file_the_rules_of_the_site_are_measured(app, command):
    added(command(*POTAGER))
    decided("approved")

    done = command("rules", "backtest", "--site", "potager")

    assert "No comment would change side." in done.out


def test_the_lists_of_a_site_are_part_of_its_rules_as_they_are(app, command):
    added(command(*POTAGER))
    put("ridge", name="held_words.words")
    decided("approved", text="Along the ridge, and down again before the rain")

    done = command("rules", "backtest", "--site", "potager")

    assert "No comment would change side." in done.out


def test_a_site_without_decisions_says_so(app, command):
    added(command(*POTAGER))

    done = command("rules", "backtest", "--site", "potager")

    assert done.code == 0
    assert "Nobody has decided anything here yet" in done.out


@pytest.mark.parametrize(
    ("given", "why"),
    [('{"hold_from": "x"}', "hold_from"), ("[]", "not a JSON object"), ("{", "not JSON")],
)
def test_wrong_settings_are_told_in_one_line(app, command, given, why):
    added(command(*POTAGER))

    done = command("rules", "backtest", "--site", "potager", "--settings", "-", stdin=given)

    assert why in failed(done)
