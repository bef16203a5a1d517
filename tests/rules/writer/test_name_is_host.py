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
    [
        *(
            "soups.example",
            "www.soups.example",
            "https://soups.example/",
            " SOUPS.example ",
            "Soups.Example/leek",
        ),
        *(
            "soups.example.",
            "soups.example!",
            "@soups.example",
            "«soups.example»",
            "so\u200bups.exam\u00adple",
        ),
        *("soups\u3002example", "soups\uff0eexample", "soups\uff61example", "ｓoups.example"),
        *("shop.soups.example", "winter.shop.soups.example."),
    ],
)
def test_the_host_for_a_name_is_found_however_it_is_typed(name):
    assert quotes(name, "http://www.soups.example/winter") == (name.strip(),)


def test_the_host_above_the_website_s_own_is_found_too():
    assert quotes("best-shoes.com", "https://shop.best-shoes.com/sale") == ("best-shoes.com",)
    assert quotes("soups.jürgen.example", "https://jürgen.example/") == ("soups.jürgen.example",)


@pytest.mark.parametrize(
    ("name", "website"),
    [
        ("notsoups.example", "https://soups.example/"),
        ("mina@soups.example", "https://soups.example/"),
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
