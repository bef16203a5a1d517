"""Sources that are not wanted: refused at the door, rejected behind it, or muted."""

import pytest

from moderation.errors import Invalid
from moderation.rules.book import parse
from moderation.rules.example import Example
from moderation.rules.mentions.blocked_source import BlockedSource
from moderation.rules.verdict import weigh
from moderation.words import Kind, Status

LINES = ("farm.example", "big.example/dan", "https://one.example/only/this-page/")


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://farm.example/", "farm.example"),
        ("http://www.eu.farm.example:8080/7?x=1", "farm.example"),
        ("https://somebody@farm.example/7", "farm.example"),
        ("https://a:b@c@farm.example/7", "farm.example"),
        ("https://notfarm.example/", None),
        ("https://farm.example.org/", None),
        ("https://farm.example@good.example/", None),
        ("https://big.example/dan", "big.example/dan"),
        ("https://big.example/x/../dan/7", "big.example/dan"),
        ("https://big.example/danny", None),
        ("https://big.example/", None),
        ("https://one.example/only/this-page", "https://one.example/only/this-page/"),
        ("https://one.example/only/other", None),
        ("", None),
    ],
)
def test_a_line_blocks_what_lies_there_and_nothing_else(url, line):
    assert BlockedSource(blocked=LINES).is_blocked(url) == line


def test_muted_sources_may_knock_and_so_may_all_where_the_rule_is_off():
    muted, off = BlockedSource(muted=LINES), BlockedSource(on=False, blocked=LINES)

    assert muted.is_blocked("https://farm.example/7") is None
    assert off.is_blocked("https://farm.example/7") is None


@pytest.mark.parametrize(("name", "word"), [("blocked", "blocked"), ("muted", "muted")])
def test_what_is_on_a_list_is_rejected_though_it_is_trusted_and_no_spam(name, word):
    book = parse({"rules": {"blocked_source": {name: LINES}, "trusted": {"who": ["farm.example"]}}})
    mention = Example(kind=Kind.WEBMENTION, source="https://farm.example/7").submission()

    verdict = weigh(mention, Example().facts, book)

    assert verdict.status is Status.REJECTED
    said = next(signal for signal in verdict.signals if signal.rule == "blocked_source")
    assert word in said.why
    assert said.values == {"who": "farm.example"}


def test_spam_is_spam_even_of_a_muted_source():
    book = parse({"rules": {"blocked_source": {"muted": LINES}, "blocked_words": {"words": ["casino"]}}})
    mention = Example(kind=Kind.WEBMENTION, name="Casino", source="https://farm.example/7").submission()

    assert weigh(mention, Example().facts, book).status is Status.SPAM


@pytest.mark.parametrize("name", ["blocked", "muted"])
@pytest.mark.parametrize(
    "line", ["farm", "dan@farm.example", "@farm.example", "192.0.2.0/24", "a b.example", "farm.example/?p=7"]
)
def test_a_line_that_could_never_be_a_source_is_refused(name, line):
    with pytest.raises(Invalid) as told:
        parse({"rules": {"blocked_source": {name: [line]}}})

    assert told.value.problem.on == f"rules.blocked_source.{name}"
