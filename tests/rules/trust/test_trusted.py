"""Whom and what a site trusts: who it is, what it does, and what wins over it."""

import pytest

from moderation.errors import Invalid
from moderation.rules.book import Book, parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.trust.trusted import is_by
from moderation.rules.verdict import weigh
from moderation.words import Kind, Status, Verdict

LINKS = "Look: https://a.example/1 https://b.example/2 https://c.example/3 https://d.example/4"


def judged(example: Example, **rules: object) -> Verdict:
    return weigh(example.submission(), STRANGER, parse({"rules": rules}))


@pytest.mark.parametrize(
    ("line", "example", "is_theirs"),
    [
        ("mina@example.org", Example(email="Mina@Example.org"), True),
        ("mina@example.org", Example(email="other@example.org"), False),
        ("@example.org", Example(email="mina@example.org"), True),
        ("@example.org", Example(email="mina@mail.example.org"), False),
        ("partner.example", Example(website="http://www.partner.example/a"), True),
        ("partner.example", Example(website="https://blog.partner.example"), True),
        ("partner.example", Example(website="https://notpartner.example"), False),
        ("big.example/ann", Example(website="https://big.example/ann/posts"), True),
        ("big.example/ann", Example(website="https://big.example/anna"), False),
        ("https://big.example/ann/", Example(website="https://big.example/ann"), True),
        ("big.example/ann", Example(kind=Kind.PINGBACK, source="https://big.example/ann/7"), True),
        ("192.0.2.1", Example(ip="192.0.2.1"), True),
        ("192.0.2.0/24", Example(ip="192.0.2.77"), True),
        ("2001:db8::/32", Example(ip="2001:db8::1"), True),
        ("192.0.2.0/24", Example(ip="2001:db8::1"), False),
        ("192.0.2.0/24", Example(ip=""), False),
    ],
)
def test_a_line_names_whom_it_means_and_nobody_else(line, example, is_theirs):
    assert is_by(line, example.submission()) is is_theirs


def test_whom_a_site_trusts_is_published_whatever_the_points():
    hurried = Example(text=LINKS, seconds=0.5, honeypot="x")
    assert judged(hurried).status is not Status.APPROVED

    assert judged(hurried, trusted={"who": ["mina@example.org"]}).status is Status.APPROVED


def test_blocked_words_win_over_trust():
    verdict = judged(
        Example(text="casino"), trusted={"who": ["mina@example.org"]}, blocked_words={"words": ["casino"]}
    )

    assert verdict.status is Status.SPAM


def test_words_only_speak_for_a_comment():
    plain, trusted = judged(Example(text=LINKS)), judged(Example(text=LINKS), trusted={"words": ["look"]})

    assert trusted.points == plain.points - 3
    assert trusted.status is Status.PENDING


def test_an_exception_takes_one_rule_away_for_whom_it_names_and_says_so():
    before = {s.rule for s in judged(Example(text=LINKS)).signals}
    verdict = judged(Example(text=LINKS), trusted={"exceptions": ["links: b.example"]})

    assert {s.rule for s in verdict.signals} == before - {"links"} | {"trusted"}
    excused = next(s for s in verdict.signals if s.rule == "trusted")
    assert excused.why.format(**excused.values) == "By your exceptions these do not count: links"
    assert "links" in {
        s.rule for s in judged(Example(text=LINKS), trusted={"exceptions": ["links: z.example"]}).signals
    }


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("who", "nobody"),
        ("exceptions", "links"),
        ("exceptions", "linkss: a.example"),
        ("exceptions", "links: x"),
    ],
)
def test_a_line_that_means_nothing_is_refused_beside_its_field(name, line):
    with pytest.raises(Invalid) as wrong:
        parse({"rules": {"trusted": {name: [line]}}})

    assert [p.on for p in wrong.value.problems] == [f"rules.trusted.{name}"]
    assert line in wrong.value.problems[0].why.format(**wrong.value.problems[0].values)


def test_the_shipped_book_trusts_nobody_by_name():
    assert Book().rule("trusted").check(Example().submission(), STRANGER) is None
