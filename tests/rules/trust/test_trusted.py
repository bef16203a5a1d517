"""Whom and what a site trusts: who it is, what it does, and what wins over it."""

from time import perf_counter

import pytest

from moderation.errors import Invalid
from moderation.rules.book import Book, parse
from moderation.rules.example import STRANGER, Example
from moderation.rules.somebody import is_somebody, listed
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
    assert bool(judged(example, trusted={"who": [line]}).signals) is is_theirs


@pytest.mark.parametrize(
    "line", ["big.example/@ann", "https://big.example/@ann", "2001:db8::1", "@big.example"]
)
def test_somebody_can_be_named_in_many_ways(line):
    assert is_somebody(line)


@pytest.mark.parametrize(
    "line",
    [
        "@",
        "a@",
        "@a",
        "Mina <mina@example.org>",
        "mina@example.org # a friend",
        "somebody",
        "a b.example",
        "a.example/x?id=5",
    ],
)
def test_what_could_never_be_anybody_is_refused(line):
    with pytest.raises(Invalid) as told:
        parse({"rules": {"trusted": {"who": [line]}}})

    assert told.value.problem.on == "rules.trusted.who"


@pytest.mark.parametrize("path", ["/blog/../shop", "/blog/%2e%2e/shop", "/blog/./../shop"])
def test_no_detour_leads_into_a_trusted_part_of_a_host(path):
    verdict = judged(
        Example(website=f"https://partner.example{path}"), trusted={"who": ["partner.example/blog"]}
    )

    assert verdict.signals == ()


def test_a_typed_website_only_speaks_for_a_comment_and_a_source_publishes_a_mention():
    setting = {"who": ["partner.example"]}
    spam = Example(text=LINKS, honeypot="x", website="https://partner.example/", seconds=0.5)
    mention = Example(kind=Kind.WEBMENTION, source="https://partner.example/7")

    assert judged(spam, trusted=setting).status is Status.SPAM
    assert judged(spam, trusted=setting).points == judged(spam).points - 3
    assert judged(mention, trusted=setting).status is Status.APPROVED


def test_a_typed_website_takes_no_rule_away():
    setting = {
        "trusted": {"exceptions": ["blocked_words: partner.example"]},
        "blocked_words": {"words": ["casino"]},
    }

    verdict = judged(Example(text="casino", website="https://partner.example/"), **setting)

    assert verdict.status is Status.SPAM


def test_below_a_host_that_is_named_with_a_path_others_live():
    setting = {"who": ["big.example/ann"]}

    assert (
        judged(Example(kind=Kind.PINGBACK, source="https://dan.big.example/ann"), trusted=setting).signals
        == ()
    )


def test_a_line_that_was_kept_before_it_was_refused_means_nobody_and_stops_nothing():
    kept = parse({"rules": {"trusted": {"who": ["a@", "mina@example.org"]}}}, is_kept=True)

    assert weigh(Example().submission(), STRANGER, kept).status is Status.APPROVED


def test_twenty_thousand_lines_cost_a_comment_nothing():
    lines = [f"n{n}@mail.example" for n in range(10_000)] + [f"site{n}.example/a" for n in range(10_000)]
    people = listed([*lines, "partner.example"])

    start = perf_counter()
    for _ in range(100):
        assert people.under("https://a.b.c.partner.example/x/y/z") == "partner.example"
        assert people.with_email("nobody@mail.example") is None
    assert perf_counter() - start < 0.5


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
    linked = Example(text="Look: https://b.example/1 https://b.example/2 https://b.example/3")
    before = {s.rule for s in judged(linked).signals}
    verdict = judged(linked, trusted={"exceptions": ["links: b.example"]})

    assert {s.rule for s in verdict.signals} == before - {"links"} | {"trusted"}
    excused = next(s for s in verdict.signals if s.rule == "trusted")
    assert (excused.points, excused.values) == (0, {"rules": "links"})


@pytest.mark.parametrize(
    ("line", "is_excused"),
    [
        ("links: b.example", False),
        ('links: "look"', True),
        ("links: “look”", True),
        ('links: "seed swap"', False),
        ("links: mina@example.org", True),
        ("links: 192.0.2.0/24", True),
    ],
)
def test_one_trusted_link_frees_no_others_and_words_may_free_all(line, is_excused):
    verdict = judged(Example(text=LINKS), trusted={"exceptions": [line]})

    assert ("links" not in {s.rule for s in verdict.signals}) is is_excused


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("who", "nobody"),
        ("exceptions", "links"),
        ("exceptions", "linkss: a.example"),
        ("exceptions", "links: x"),
        ("exceptions", "flood: 192.0.2.1"),
        ("exceptions", "length: 192.0.2.1"),
    ],
)
def test_a_line_that_means_nothing_is_refused_beside_its_field(name, line):
    with pytest.raises(Invalid) as wrong:
        parse({"rules": {"trusted": {name: [line]}}})

    assert [p.on for p in wrong.value.problems] == [f"rules.trusted.{name}"]
    assert line in wrong.value.problems[0].why.format(**wrong.value.problems[0].values)


def test_the_shipped_book_trusts_nobody_by_name():
    assert Book().rule("trusted").check(Example().submission(), STRANGER) is None
