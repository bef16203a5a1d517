"""People whose comments the site does not want: who they are, and what becomes of what they write."""

from time import perf_counter

import pytest

from moderation.errors import Invalid
from moderation.rules.book import parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.verdict import weigh
from moderation.rules.writer.blocked_author import BlockedAuthor
from moderation.words import Kind, Signal, Status, Verdict

NOBODY = Example(name="Stan", email="stan@example.org", ip="198.51.100.7")


def found(line: str, example: Example) -> Signal | None:
    return BlockedAuthor(quiet=(line,)).check(example.submission(), STRANGER)


def judged(example: Example, **rules: object) -> Verdict:
    return weigh(example.submission(), STRANGER, parse({"rules": rules}))


@pytest.mark.parametrize(
    ("line", "example", "is_theirs"),
    [
        ("dan@example.org", Example(email="Dan@Example.org"), True),
        ("dan@example.org", Example(email="dan+soup@example.org"), True),
        ("dan+soup@example.org", Example(email="dan@example.org"), True),
        ("dan@example.org", Example(email="d.an@example.org"), False),
        ("d.an@gmail.com", Example(email="da.n+x@googlemail.com"), True),
        ("+dan@example.org", Example(email="+eve@example.org"), False),
        ("@example.org", Example(email="anybody@example.org"), True),
        ("@example.org", Example(email="anybody@mail.example.org"), False),
        ("192.0.2.1", Example(ip="192.0.2.1"), True),
        ("192.0.2.0/24", Example(ip="192.0.3.1"), False),
        ("2001:db8::/32", Example(ip="2001:db8::1"), True),
        ("big.example/dan", Example(website="https://www.big.example/dan/about"), True),
        ("big.example/dan", Example(website="https://big.example/danny"), False),
        ("Dan the Man", Example(name="  dan THE man "), True),
        ("Dan", Example(name="Dan the Man"), False),
        ("“dan.brown”", Example(name="Dan.Brown"), True),
        ("dan.brown", Example(name="Dan.Brown"), False),
        ("Dan", Example(name="Dan", kind=Kind.WEBMENTION), False),
        ("192.0.2.1", Example(ip="192.0.2.1", kind=Kind.TRACKBACK), True),
        ("dan@example.org", Example(email="", name="", ip=""), False),
    ],
)
def test_a_line_names_whom_it_means_and_nobody_else(line, example, is_theirs):
    assert (found(line, example) is not None) is is_theirs


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("192.0.2.0/33", "is no address, and no range"),
        ("300.1.1.1", "is no address, and no range"),
        ("2001:db8::/200", "is no address, and no range"),
        ("0.0.0.0/0", "half the world"),
        ("::/0", "half the world"),
        ("dan@", "is no e-mail"),
        ("dan@example", "is no e-mail"),
        ("d", "too short"),
        ("“”", "too short"),
    ],
)
def test_a_line_that_names_nobody_is_refused_with_the_reason(line, why):
    with pytest.raises(Invalid) as refused:
        parse({"rules": {"blocked_author": {"quiet": [line]}}})

    problem = refused.value.problems[0]
    assert problem.on == "rules.blocked_author.quiet"
    assert why in problem.why


def test_one_list_makes_spam_and_the_other_rejects_whatever_else_is_said():
    trusted = {"who": ["stan@example.org"]}

    assert judged(NOBODY, blocked_author={"spam": ["Stan"]}, trusted=trusted).status is Status.SPAM
    assert judged(NOBODY, blocked_author={"quiet": ["Stan"]}, trusted=trusted).status is Status.REJECTED
    assert (
        judged(NOBODY, blocked_author={"quiet": ["Stan"], "spam": ["198.51.100.0/24"]}).status is Status.SPAM
    )


def test_the_lines_that_hit_are_named():
    signal = BlockedAuthor(quiet=("Stan", "Eve", "stan@example.org")).check(NOBODY.submission(), STRANGER)

    assert signal is not None
    assert signal.lines == ("stan@example.org", "Stan")
    assert signal.why.format(**signal.values) == "You set this author aside quietly: stan@example.org, Stan"


def test_a_long_list_costs_a_comment_nothing():
    lines = [f"dan{n}@example.org" for n in range(20_000)] + [f"Dan {n}" for n in range(20_000)]
    rule = BlockedAuthor(quiet=tuple(lines))
    submission = NOBODY.submission()
    assert rule.check(submission, STRANGER) is None

    began = perf_counter()
    for _ in range(100):
        rule.check(submission, STRANGER)

    assert (perf_counter() - began) / 100 < 0.001
