"""Names that are the website's address."""

import pytest

from moderation.rules.book import Book
from moderation.rules.example import Example
from moderation.rules.verdict import weigh
from moderation.rules.writer.name_is_host import NameIsHost


def quotes(name: str, website: str) -> tuple[str, ...]:
    """What the rule quotes from a writer's name."""
    example = Example(name=name, website=website)
    signal = NameIsHost().check(example.submission(), example.facts)
    return signal.quotes if signal else ()


@pytest.mark.parametrize(
    "name",
    ["soups.example", "www.soups.example", "https://soups.example/", " SOUPS.example ", "Soups.Example/leek"],
)
def test_the_host_for_a_name_is_found_however_it_is_typed(name):
    assert quotes(name, "http://www.soups.example/winter") == (name.strip(),)


@pytest.mark.parametrize(
    ("name", "website"),
    [
        ("Soups", "https://soups.example/"),
        ("Julie Morel", "https://julie-morel.example/"),
        ("Mina from soups.example", "https://soups.example/"),
        ("soups.example", "https://pots.example/"),
        ("soups.example", ""),
        ("J. R.", "https://soups.example/"),
        ("...", "..."),
        ("", ""),
    ],
)
def test_other_names_are_not_meant(name, website):
    assert quotes(name, website) == ()


def test_with_the_address_in_the_name_it_holds_a_stranger():
    example = Example(name="best-soups.com", website="https://best-soups.com/")

    assert weigh(example.submission(), example.facts, Book()).flagged
