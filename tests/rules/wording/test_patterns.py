"""The site's own expressions."""

import pytest

from moderation.errors import Invalid
from moderation.rules.book import dump, parse
from moderation.rules.example import STRANGER, Example
from moderation.words import Signal


def signal(*lines: object, text: str = "A fine soup", name: str = "Rosa") -> Signal | None:
    book = parse({"rules": {"patterns": {"patterns": list(lines)}}})
    return book.rule("patterns").check(Example(text=text, name=name).submission(), STRANGER)


def test_each_line_counts_its_own_points_and_quotes_what_it_found():
    found = signal(r"+3 \bseo\b", r"offers?", "-1 soup", text="SEO offers for soup")

    assert found is not None
    assert (found.points, found.values["n"]) == (3 + 2 - 1, 3)
    assert found.quotes == ("SEO", "offers", "soup")
    assert found.lines == (r"+3 \bseo\b", "offers?", "-1 soup")


def test_all_expressions_of_a_line_must_find_something():
    line = {"points": 5, "all": [{"text": "seo", "fields": "N"}, {"text": "https?://", "fields": "T"}]}

    assert signal(line, name="SEO Paris") is None
    assert signal(line, text="SEO https://a.example") is None
    found = signal(line, name="SEO Paris", text="https://a.example")
    assert found is not None
    assert found.quotes == ("SEO", "https://")


def test_points_end_at_the_most():
    found = signal(*[f"+20 s{'o' * n}" for n in range(3)], text="soo")

    assert found is not None
    assert found.points == 8


def test_each_bad_expression_is_named_when_it_is_saved():
    with pytest.raises(Invalid) as told:
        parse({"rules": {"patterns": {"patterns": ["(a", "fine", "[b"]}}})

    assert [problem.on for problem in told.value.problems] == ["rules.patterns.patterns"] * 2


def test_patterns_are_exported_as_they_are_loaded():
    lines = [{"points": 3, "text": r"\bseo\b", "fields": "N"}, {"all": [{"text": "a"}, {"text": "b"}]}]
    book = parse({"rules": {"patterns": {"patterns": lines}}})

    assert dump(book)["rules"]["patterns"]["patterns"] == lines
    assert parse(dump(book)) == book
