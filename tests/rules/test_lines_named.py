"""Rules of lists name the lines that led to their signal, as a person types them."""

import pytest

from moderation.rules.book import parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.verdict import weigh
from moderation.words import Kind

LINKS = "See https://garden.example/a"


@pytest.mark.parametrize(
    ("rule", "setting", "example", "lines"),
    [
        ("blocked_words", {"words": ["casino", "poker"]}, Example(text="c4sino"), ("casino",)),
        ("held_words", {"words": [{"text": "SEO", "case": True}]}, Example(text="SEO"), ("SEO [case]",)),
        ("trusted", {"who": ["@example.org", "192.0.2.0/24"]}, Example(), ("@example.org",)),
        ("trusted", {"who": ["192.0.2.0/24"]}, Example(), ("192.0.2.0/24",)),
        ("trusted", {"who": ["b.example"]}, Example(website="https://b.example"), ("b.example",)),
        ("trusted", {"words": ["soup*"]}, Example(), ("soup*",)),
        ("trusted", {"exceptions": ["links: garden.example"]}, Example(text=LINKS),
         ("links: garden.example",)),
        ("trusted", {"exceptions": ['links: "soup"', "shouting: mina@example.org"]}, Example(),
         ('links: "soup"', "shouting: mina@example.org")),
        ("blocked_source", {"blocked": ["farm.example"]},
         Example(kind=Kind.PINGBACK, source="https://eu.farm.example/7"), ("farm.example",)),
        ("blocked_source", {"muted": ["big.example/dan"]},
         Example(kind=Kind.WEBMENTION, source="https://big.example/dan/7"), ("big.example/dan",)),
    ],
)  # fmt: skip
def test_the_lines_that_hit_are_named(rule, setting, example, lines):
    verdict = weigh(example.submission(), STRANGER, parse({"rules": {rule: setting}}))

    signal = next(signal for signal in verdict.signals if signal.rule == rule)
    assert signal.lines == lines
