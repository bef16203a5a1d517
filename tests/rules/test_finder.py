"""Entries found in a submission."""

import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.entry import Entry, parse_line
from moderation.rules.example import Example
from moderation.rules.finder import Finder
from tests.clock import seconds


def quotes(*lines: str, **fields: Any) -> tuple[str, ...]:
    """What the lines find in a comment with these fields and no others."""
    empty = {"name": "", "email": "", "text": ""}
    return Finder(map(parse_line, lines)).quotes(Example(**empty | fields).submission())


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("casino", "The best CASINO in town", ("CASINO",)),
        ("casino", "two casinos", ()),
        ("casino [inside]", "two casinos", ("casino",)),
        ("casino", "cas\u200bino", ("cas\u200bino",)),
        ("crédit", "un CREDIT, vite", ("CREDIT",)),
        ("free money", "get free\n  money now", ("free\n  money",)),
        ("SEO [case]", "Seo-yeon came", ()),
        ("SEO [case]", "an SEO  offer", ("SEO",)),
        ("buy*pills", "buy-cheap-pills!", ("buy-cheap-pills",)),
        ("buy*pills", "buy some pills", ()),
        ("pharma*", "my pharmacist", ("pharma",)),
        ("*coin", "a bitcoin", ("coin",)),
        ("buy * now", "buy it now", ("buy it now",)),
        (r"5\*", "a 5* hotel", ("5*",)),
        (".*", "anything", ()),
        ("c++", "I like C++ a lot", ("C++",)),
        ("установка", "Установка окон", ("Установка",)),
        ("赌场", "最好的赌场在这里", ("赌场",)),
        ("a*a*b", "aaaaab", ("aaaaab",)),
        ("one*two", "one-two-twofold", ("one-two",)),
        ("one*two", "one-twofold-two", ("one-twofold-two",)),
    ],
)
def test_what_a_line_finds_in_a_text(line, text, found):
    assert quotes(line, text=text) == found


def test_words_are_found_in_the_text_as_it_reads_without_its_tags():
    assert quotes("halfway", text="<b>half</b>way") == ("half</b>way",)
    assert quotes("SEO [case]", text="an S<i>E</i>O offer") == ("S<i>E</i>O",)
    assert quotes("spam", text='<a href="/spam/">x</a>') == ("spam",)


def test_an_entry_looks_at_its_fields_only():
    fields = {
        "name": "Seller",
        "text": "seller",
        "website": "https://seller.example",
        "email": "seller@example.org",
    }

    assert quotes("seller [name]", **fields) == ("Seller",)
    assert quotes("192.0.2 [inside, address]", **fields) == ("192.0.2",)
    assert quotes("192.0.2 [inside]", **fields) == ()


def test_each_find_is_quoted_once_and_the_longest_at_its_place():
    text = "free money, Free Money and free beer"

    assert quotes("free", "free money", text=text) == ("free money", "free")


def test_a_wildcard_is_no_way_to_keep_the_program_busy():
    finder = Finder([Entry(text="a*a*a*a*a*b"), Entry(text="a*b", whole=False)])

    assert finder.quotes(Example(text="a" * 10_000).submission()) == ()


def test_a_long_text_is_looked_through_in_a_moment():
    few = Finder(map(parse_line, ("casino", "free money", "buy*pills")))
    example = Example(text="a long text about soups " * 2_700).submission()

    assert few.quotes(example) == ()
    assert seconds(lambda: few.quotes(example), bar=0.1) < 0.1


@given(st.lists(st.text("ab*c ", min_size=1, max_size=6), max_size=5), st.text("abc ", max_size=30))
def test_finds_are_those_of_a_regular_expression(lines, text):
    entries = [Entry(text=" ".join(line.split()), whole=False) for line in lines if line.strip("* ")]
    patterns = [".*?".join(map(re.escape, entry.parts)).replace(".", r"\S") for entry in entries]
    squeezed = " ".join(text.split())

    found = Finder(entries).quotes(Example(text=text, name="", email="").submission())

    assert bool(found) == any(re.search(pattern, squeezed) for pattern in patterns)


def test_five_thousand_entries_are_found_among_many_words():
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghij", k=8)) for _ in range(5_000)]
    finder = Finder(Entry(text=word) for word in words)

    text = " ".join(["nothing"] * 50 + [words[4_321]] + ["here"] * 50)

    assert finder.quotes(Example(text=text).submission()) == (words[4_321],)
