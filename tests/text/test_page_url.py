"""One way to write the address of a page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.page_url import is_under, normal_page_url, page_key

ADDRESSES = st.text(st.sampled_from("aB/.%2e5Cé?&=;+ #~utm_:@[]'|\\"), max_size=40).map(
    "http://x.example".__add__
)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://X.Example", "https://x.example/"),
        ("https://x.example/", "https://x.example/"),
        ("https://x.example:443/Blog/", "https://x.example/Blog"),
        ("http://x.example:8000/a", "http://x.example:8000/a"),
        ("https://x.example/a#comments", "https://x.example/a"),
        ("https://x.example/?p=12", "https://x.example/?p=12"),
        ("https://x.example?p=12", "https://x.example/?p=12"),
        ("https://x.example/a/?b=2&a=1&b=3", "https://x.example/a?b=2&a=1&b=3"),
        ("https://x.example/a?utm_source=x&p=12&UTM_Medium=y&fbclid=z", "https://x.example/a?p=12"),
        ("https://x.example/a?utm%5Fsource=x", "https://x.example/a"),
        ("https://x.example/a?gclid=1&msclkid=2&mc_cid=3&mc_eid=4&_ga=5&yclid=6", "https://x.example/a"),
        ("https://x.example/?p=12&replytocom=3#respond", "https://x.example/?p=12"),
        ("https://x.example/a?&&", "https://x.example/a"),
        ("https://x.example/a?preutm_x=1", "https://x.example/a?preutm_x=1"),
        ("https://x.example/%7emina/%c3%a9t%C3%A9", "https://x.example/~mina/%C3%A9t%C3%A9"),
        ("https://x.example/été d'or", "https://x.example/%C3%A9t%C3%A9%20d'or"),
        ("https://x.example/100%", "https://x.example/100%25"),
        ("https://x.example/a%2Fb?q=a%26b", "https://x.example/a%2Fb?q=a%26b"),
        ("https://x.example/blog/../admin/./a", "https://x.example/admin/a"),
        ("https://x.example/blog/%2e%2E/a", "https://x.example/a"),
        ("https://x.example/../..", "https://x.example/"),
        ("https://École.example/a", "https://xn--cole-9oa.example/a"),
        (" https://x.example/a\n", "https://x.example/a"),
        ("http://[::1]:8000/a/", "http://[::1]:8000/a"),
    ],
)
def test_a_page_has_one_address(url, normal):
    assert normal_page_url(url) == normal


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/a",
        "x.example/a",
        "ftp://x.example/a",
        "javascript:alert(1)",
        "https://",
        "https://x.example:99999/",
        "https://mina@x.example/",
        "https://mina:secret@x.example/",
        "https://x.example/a\\..\\b",
        "https://x.example/a\nb",
        "https://x.example/" + "a" * 2048,
        "https://x.example/" + "é" * 1000,
    ],
)
def test_what_is_no_address_of_a_page_is_refused_with_a_sentence(url):
    with pytest.raises(ValueError, match=r"^The address must .*\.$"):
        normal_page_url(url)
    with pytest.raises(ValueError, match=r"^The address must .*\.$"):
        page_key(url)


@given(ADDRESSES)
@settings(deadline=None)
def test_the_one_address_is_its_own(url):
    try:
        normal = normal_page_url(url)
    except ValueError:
        return

    assert normal_page_url(normal) == normal
    assert page_key(normal) == page_key(url)


def test_twins_are_one_page():
    twins = [
        "http://x.example/a",
        "https://x.example/a/",
        "https://www.x.example:443/a#b",
        "http://WWW.x.example/a?utm_id=1",
    ]

    assert {page_key(url) for url in twins} == {"x.example/a"}


def test_other_pages_have_other_keys():
    others = ["http://x.example/", "http://x.example/A", "http://x.example/a?p=1", "http://x.example:81/a"]

    assert len({page_key(url) for url in [*others, "http://y.example/a", "http://x.example/a"]}) == 6


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://x.example/blog", "https://x.example/blog"),
        ("https://x.example/blog/", "https://x.example/blog"),
        ("https://x.example/blog/a/b?c#d", "https://x.example/blog"),
        ("https://x.example/blog?p=1", "https://x.example/blog/"),
        ("http://www.x.example/blog/a", "https://x.example/blog"),
        ("https://x.example/", "https://www.x.example"),
        ("https://x.example/anything", "http://x.example/"),
        ("http://x.example:8000/a", "http://x.example:8000"),
        ("https://x.example/bl%6Fg/a", "https://x.example/blog"),
    ],
)
def test_a_page_of_the_site_lies_under_its_base(url, base):
    assert is_under(url, base)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://x.example/blogger", "https://x.example/blog"),
        ("https://x.example/", "https://x.example/blog"),
        ("https://x.example/Blog/a", "https://x.example/blog"),
        ("https://x.example/blog/../admin", "https://x.example/blog"),
        ("https://x.example/blog/%2e%2e/admin", "https://x.example/blog"),
        ("https://x.example:8443/blog", "https://x.example/blog"),
        ("https://y.example/blog", "https://x.example/blog"),
        ("https://x.example.evil.example/blog", "https://x.example/blog"),
        ("https://x.example@evil.example/blog", "https://x.example/blog"),
        ("javascript:alert(1)", "https://x.example/"),
        ("https://x.example/", ""),
    ],
)
def test_no_other_page_does(url, base):
    assert not is_under(url, base)
