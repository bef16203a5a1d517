"""What the documents say of the program is there, and what is there is said."""

from pathlib import Path

import pytest

from moderation.rules.book import catalogue
from moderation.rules.rule import Rule, params_of
from tools import rules as tool
from tools.rules_document import document

ROOT = Path(__file__).parent.parent.parent
MODERATING = (ROOT / "docs" / "moderating.md").read_text("utf-8")


@pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.key)
def test_every_rule_stands_in_the_document_on_moderating_with_its_shipped_points(kind):
    rows = [line for line in MODERATING.splitlines() if line.startswith("|") and f"`{kind.key}`" in line]

    assert len(rows) == 1, kind.key
    rule = kind()
    shipped = rows[0].split("|")[-2]
    if (
        isinstance(rule, Rule)
        and rule.on
        and rule.points
        and not {"spam", "held", "holds"} & set(shipped.split())
    ):
        assert str(abs(rule.points)) in shipped
    if not rule.on:
        assert "off" in rows[0]


def test_the_document_of_the_rules_is_what_code_and_figures_say():
    assert tool.DOCUMENT.read_text("utf-8") == document(tool.kept_figures()), "run `make rules`"


@pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.key)
def test_the_document_of_the_rules_has_each_rule_with_its_settings_and_examples(kind):
    _, _, part = tool.DOCUMENT.read_text("utf-8").partition(f"### {kind.title} `{kind.key}`\n")
    part = part.partition("\n## ")[0].partition("\n### ")[0]

    assert kind.about().split()[0] in part
    assert all(f"| `{each.name}` |" in part for each, _ in params_of(kind))
    n_examples = len(kind.flags) + len(kind.passes)
    assert sum(line.startswith("- ") for line in part.splitlines()) == n_examples


def test_the_figures_hold_no_words_of_the_comments():
    figures = tool.kept_figures()
    keys = {kind.key for kind in catalogue()}

    assert set(figures["shipped"]["rules"]) <= keys
    for counts in (*figures["shipped"]["sources"].values(), *figures["shipped"]["rules"].values()):
        assert all(isinstance(count, int | float) or count is None for count in counts.values())
