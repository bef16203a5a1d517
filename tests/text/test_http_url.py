"""An http address cut into its parts."""

import pytest

from moderation.text.http_url import split_http, with_scheme, without_www


def test_an_address_has_its_parts():
    parts = split_http("HTTPS://Mina@Www.École.Example:8443/Path/a?q=1&r#top")

    assert parts is not None
    assert (parts.scheme, parts.host, parts.port) == ("https", "www.xn--cole-9oa.example", 8443)
    assert (parts.path, parts.query, parts.has_user) == ("/Path/a", "q=1&r", True)
    assert parts.authority == "www.xn--cole-9oa.example:8443"
    assert parts.twin == "xn--cole-9oa.example:8443"


@pytest.mark.parametrize("url", ["http://x.example:80/", "https://x.example:443", "http://x.example:/a"])
def test_the_usual_port_is_no_port(url):
    parts = split_http(url)

    assert parts is not None
    assert parts.port is None
    assert parts.authority == "x.example"


@pytest.mark.parametrize("url", ["http://x.example:443/", "https://x.example:80/", "http://x.example:0/"])
def test_the_port_of_another_scheme_is_one(url):
    parts = split_http(url)

    assert parts is not None
    assert parts.port is not None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x.example",
        "//x.example",
        "http:",
        "http://",
        "http:///x.example",
        "http:/x.example",
        "http:x.example",
        "http:\\\\x.example",
        "http://good.example\\@evil.example",
        "http://x.example:99999/",
        "http://x.example:port/",
        "http://x..example/",
        "http://-x.example/",
        "http://%65vil.example/",
        "http://x.example\u2028/",
        "http://x.exa\u200bmple/",
        "http://x.example/a\tb",
        "http://x.example/\x00",
        "ht\ntp://x.example/",
        " http://x.example/",
        "http://[::1/",
        "http://[v1.a]/",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 130}example/",
        "http://x.example/\ud800",
        "javascript://x.example/%0aalert(1)",
        "ftp://x.example/",
    ],
)
def test_what_is_no_address_of_the_web_or_a_broken_one_has_no_parts(url):
    assert split_http(url) is None


def test_addresses_by_number_are_hosts():
    four, six = split_http("http://127.0.0.1:8000/"), split_http("http://[2001:DB8::1]:8000/")

    assert four is not None
    assert six is not None
    assert four.authority == "127.0.0.1:8000"
    assert six.authority == "[2001:db8::1]:8000"


@pytest.mark.parametrize(
    ("typed", "absolute"),
    [
        ("example.com", "http://example.com"),
        (" www.example.com/a?b ", "http://www.example.com/a?b"),
        ("example.com:8080/a", "http://example.com:8080/a"),
        ("//example.com/a", "http://example.com/a"),
        ("https://example.com", "https://example.com"),
        ("mina@example.com", "mina@example.com"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("localhost:8000", "localhost:8000"),
        ("just words", "just words"),
        ("/path", "/path"),
    ],
)
def test_a_website_typed_without_scheme_gets_one_and_nothing_else_does(typed, absolute):
    assert with_scheme(typed) == absolute


def test_www_goes_where_a_host_is_left():
    assert without_www("www.x.example") == "x.example"
    assert without_www("www.fr") == "www.fr"
    assert without_www("wwwx.example") == "wwwx.example"
