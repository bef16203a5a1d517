"""What the documents say of the program is there, and what is there is said."""

from pathlib import Path

import pytest

from moderation.rules.book import catalogue
from moderation.rules.rule import Rule

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
