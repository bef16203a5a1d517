"""Expressions in RE2's notation."""

import pytest

from moderation.errors import Invalid
from moderation.rules.entry import parse_line
from moderation.rules.example import Example
from moderation.rules.expression import LONGEST, Sieve, compiled
from moderation.rules.finder import Finder
from tests.clock import seconds


def quotes(*lines: str, text: str) -> tuple[str, ...]:
    return Finder(map(parse_line, lines)).quotes(Example(text=text, name="", email="").submission())


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        (r"\bseo\W+agenc(y|ies) [expression]", "our SEO - agency", ("SEO - agency",)),
        (r"SEO [expression, case]", "Seo-yeon", ()),
        (r"[0-9]{3}-[0-9]{4} [expression]", "ring 555-0100 é", ("555-0100",)),
        (r"été\s+\d+ [expression]", "Un ÉTÉ  2026", ("ÉTÉ  2026",)),
        (r"casino [expression]", "cas<b>ino</b>", ("cas<b>ino",)),
        (r"\bnothing [expression]", "\ud800 \U0001f600 nothing", ("nothing",)),
        (r"\b [expression]", "a b c", ()),
    ],
)
def test_an_expression_is_found_and_quoted_as_it_stands(line, text, found):
    assert quotes(line, text=text) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(a", "opens a bracket that it does not close"),
        ("a)", "closes a bracket"),
        ("[a", "square bracket"),
        ("*a", "where nothing stands before it"),
        ("a{1001}", "more than 1,000 times"),
        (r"\y", "backslash"),
        ("(?=a)", "neither ahead nor back"),
        ("((a{100}){100}){100}", "more than 1,000 times"),
        (r"\p{L}{1,50}", "too large"),
        ("a*", "find everything"),
        ("x" * (LONGEST + 1), "longer than 1,000 characters"),
    ],
)
def test_a_bad_expression_is_refused_with_its_reason(text, why):
    with pytest.raises(Invalid) as told:
        parse_line(f"{text} [expression]")

    assert why in str(told.value)


def test_of_hundreds_each_that_finds_something_is_named():
    texts = [rf"\bword{n}s?\b" for n in range(600)]
    sieve = Sieve([compiled(text, case=False) for text in texts], case=False)

    found = [(n, start, end) for n, start, end in sieve.finds("A word7s and a WORD599, no sword8")]

    assert found == [(7, 2, 8), (599, 15, 22)]


def test_no_expression_keeps_the_program_busy():
    greedy = compiled("(a|aa)+b.*c.*d", case=False)
    many = compiled("(a|b)*a(a|b){100}c", case=False)

    assert seconds(lambda: list(greedy.finditer("a" * 10_000)), bar=0.2) < 0.2
    assert seconds(lambda: list(many.finditer("ab" * 5_000)), bar=0.5) < 0.5
