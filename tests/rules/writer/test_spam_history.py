"""Writers whose address, e-mail or website stood in spam before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.rules.book import Book, parse
from moderation.rules.example import NOON, STRANGER, Example
from moderation.rules.verdict import weigh
from moderation.rules.writer.spam_history import SpamHistory, known_for
from moderation.words import Facts, Seen, Signal

SHOP = Example(website="https://pills.example", text="Read https://pills.example/a too")


def found(example: Example, **setting: object) -> Signal | None:
    return SpamHistory(**setting).check(example.submission(), example.facts)  # type: ignore[arg-type]


def seen(*whats: str, days: int = 1, value: str = "") -> Facts:
    at = NOON - timedelta(days=days)
    return replace(STRANGER, spam_seen=tuple(Seen(what=w, value=value, n=3, last_at=at) for w in whats))


@pytest.mark.parametrize("what", ["address", "email", "website", "host"])
def test_each_of_them_can_be_left_out(what):
    example = replace(SHOP, facts=seen(what, value="pills.example"))

    assert found(example) is not None
    assert found(example, **{what: False}) is None


def test_what_stood_in_spam_too_long_ago_is_forgiven():
    assert found(Example(facts=seen("email", days=90))) is not None
    assert found(Example(facts=seen("email", days=91))) is None
    assert found(Example(facts=seen("email", days=91)), days=120) is not None


def test_several_count_once_by_the_strongest():
    signal = found(replace(SHOP, facts=seen("host", "email", value="pills.example")))

    assert signal is not None
    assert signal.points == SpamHistory().points
    assert signal.why == "The e-mail stood in {n} spam comment so far"


def test_a_host_has_points_of_its_own_and_is_named():
    signal = found(replace(SHOP, facts=known_for("host", "pills.example")))

    assert signal is not None
    assert signal.points == SpamHistory().host_points
    assert signal.many.format(**signal.values) == "pills.example stood in 2 spam comments so far"
    assert signal.quotes == ("pills.example",)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "bit.ly",
            "facebook.com",
            "m.facebook.com",
            "youtu.be",
            "blogger.com",
            "pastebin.com",
            "jsfiddle.net",
        ),
        *("bitbucket.org", "stackexchange.com", "cooking.stackexchange.com", "npmjs.com", "sourceforge.net"),
        *("wordpress.com", "tumblr.com", "disqus.com", "google.be", "google.co.uk", "docs.google.com"),
        *("amazon.co.jp", "ebay.co.uk", "kickstarter.com", "paypal.me", "superuser.com", "wordpress.org"),
    ],
)
def test_a_host_of_everybody_is_held_against_nobody(host):
    bare = f"https://www.{host}/"

    assert found(Example(text=f"See https://{host}/x", facts=seen("host", value=host))) is None
    assert found(Example(website=bare, facts=seen("website", value=bare))) is None


@pytest.mark.parametrize(
    "url", ["https://facebook.com/pills", "https://bit.ly/pills", "WWW.Facebook.com/pills"]
)
def test_a_page_of_ones_own_on_such_a_host_is(url):
    assert found(Example(website=url, facts=seen("website", value=url))) is not None


@pytest.mark.parametrize("host", ["pills.wordpress.com", "pills.tumblr.com", "pills.blogspot.com"])
def test_a_name_of_ones_own_under_such_a_host_is(host):
    assert found(Example(text=f"See https://{host}/x", facts=seen("host", value=host))) is not None


@pytest.mark.parametrize(
    ("what", "value"), [("host", "blog.example"), ("website", "https://www.blog.example/a")]
)
def test_the_site_s_own_hosts_are_held_against_nobody(what, value):
    example = Example(website=value, text="See https://blog.example/leek", facts=seen(what, value=value))
    assert found(example) is not None

    assert found(replace(example, facts=replace(example.facts, own_hosts=("blog.example",)))) is None


def test_a_shortener_that_the_site_has_added_is_everybody_s_too():
    example = Example(text="See https://go.soups.example/1", facts=seen("host", value="go.soups.example"))
    own = parse({"rules": {"shortener": {"hosts": ["https://soups.example/"]}}})

    def rules(book: Book) -> set[str]:
        return {signal.rule for signal in weigh(example.submission(), example.facts, book).signals}

    assert "spam_history" in rules(Book())
    assert "spam_history" not in rules(own)


@pytest.mark.parametrize(
    ("text", "website", "host", "quote"),
    [
        ("See HTTPS://WWW.Pills.Example:8080/now", "", "pills.example", "WWW.Pills.Example:8080"),
        ("See [pills](https://Pills.Example/now)", "", "pills.example", "Pills.Example"),
        ("See https://pïlls.example/now", "", "xn--plls-5pa.example", "pïlls.example"),
        ("Nice.", "Pills.Example", "pills.example", "Pills.Example"),
        ("Nice.", "", "pills.example", ""),
    ],
)
def test_a_host_is_quoted_as_it_stands_so_that_it_can_be_marked(text, website, host, quote):
    signal = found(Example(text=text, website=website, facts=seen("host", value=host)))

    assert signal is not None
    assert signal.quotes == ((quote,) if quote else ())
    assert quote in text + website


def test_what_is_not_known_costs_nothing_and_is_said():
    signal = found(Example(facts=Facts()))

    assert signal is not None
    assert (signal.points, signal.verdict) == (0, None)
