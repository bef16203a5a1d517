"""Where a page wants to be told: the discovery tests 1 to 22 of webmention.rocks, and pingbacks.

Test 23, where the target is a redirect, is a visit; it stands in tests/domain/test_deliver.py.
"""

import pytest

from moderation.text.endpoint import PINGBACK, WEBMENTION, endpoint_of
from moderation.text.source import Source

HERE = "https://blog.example/test/1"
END = "https://blog.example/test/1/webmention"

Links = tuple[tuple[str, str], ...]
NONE: Links = ()
ROCKS: dict[str, tuple[str, Links, str]] = {
    "1 a header, relative": ("", (("webmention", "/test/1/webmention"),), END),
    "2 a header, absolute": ("", (("webmention", END),), END),
    "3 a link element, relative": ("<link rel='webmention' href='/test/1/webmention'>", NONE, END),
    "4 a link element, absolute": (f"<link rel='webmention' href='{END}'>", NONE, END),
    "5 an a element, relative": ("<p><a rel=webmention href='/test/1/webmention'>tell me</a>", NONE, END),
    "6 an a element, absolute": (f"<p><a href='{END}' rel='webmention'>tell me</a>", NONE, END),
    "9 several relations on an element": (f"<link rel='webmention somethingelse' href='{END}'>", NONE, END),
    "10 several relations on a header": ("", (("webmention", END), ("somethingelse", END)), END),
    "11 everything at once": (
        "<link rel=webmention href=/wrong><a rel=webmention href=/wrong>x</a>",
        (("webmention", END),),
        END,
    ),
    "12 another relation": (
        f"<link rel='not-webmention' href='/wrong'><a rel='webmention' href='{END}'>x</a>",
        NONE,
        END,
    ),
    "13 a comment": (
        f"<!-- <a href='/wrong' rel='webmention'></a> --><a rel=webmention href='{END}'>x</a>",
        NONE,
        END,
    ),
    "14 escaped HTML": (
        f"<code>&lt;a href='/wrong' rel='webmention'&gt;</code><a rel=webmention href='{END}'>x</a>",
        NONE,
        END,
    ),
    "15 an empty address": ("<link rel='webmention' href=''>", NONE, HERE),
    "16 a before link": (
        f"<body><a rel=webmention href='{END}'>x</a><link rel=webmention href=/wrong>",
        NONE,
        END,
    ),
    "17 link before a": (
        f"<body><link rel=webmention href='{END}'><a rel=webmention href=/wrong>x</a>",
        NONE,
        END,
    ),
    "18 several headers": ("", (("other", "/wrong"), ("webmention", END)), END),
    "20 a link element without an address": (
        f"<link rel='webmention'><a rel=webmention href='{END}'>x</a>",
        NONE,
        END,
    ),
    "21 a query": (
        "<link rel=webmention href='/hook?query=yes&amp;b=2'>",
        NONE,
        "https://blog.example/hook?query=yes&b=2",
    ),
    "22 relative to the page": ("<link rel=webmention href='1/webmention'>", NONE, END),
}
"""A page with its links in the header, and the endpoint. Tests 7, 8 and 19 are about how a header is written,
which tests/net/test_fetch.py looks at."""


def found(
    html: str, links: Links = NONE, pingback: str = "", type: str = "text/html"
) -> tuple[str, str] | None:
    """Protocol and address that a page announces."""
    page = Source(html.encode(), type=type, url=HERE)
    endpoint = endpoint_of(page, links=links, pingback=pingback)
    return (endpoint.protocol, endpoint.url) if endpoint else None


@pytest.mark.parametrize("name", ROCKS)
def test_a_webmention_endpoint_is_found(name):
    html, links, url = ROCKS[name]

    assert found(html, links) == (WEBMENTION, url)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Soup.",
        "<script>'<link rel=webmention href=/x>'</script>",
        "<template><link rel=webmention href=/x></template>",
        "<textarea><a rel=webmention href=/x></textarea>",
        "<link rel=webmention>",
        "<link rel=webmention href='javascript:alert(1)'>",
        "<a rel=pingback href=/x>x</a>",
    ],
)
def test_what_announces_nothing_is_told_nothing(html):
    assert found(html) is None


def test_a_relation_is_the_same_in_capitals():
    assert found(f"<LINK REL='WebMention' HREF='{END}'>") == (WEBMENTION, END)


def test_an_endpoint_is_resolved_from_the_base_of_the_page():
    html = "<base href='https://elsewhere.example/a/'><link rel=webmention href=hook>"

    assert found(html) == (WEBMENTION, "https://elsewhere.example/a/hook")


def test_a_page_of_another_type_can_announce_by_its_header_alone():
    assert found("<link rel=webmention href=/x>", type="application/pdf") is None
    assert found("", (("webmention", "/x"),), type="application/pdf") == (
        WEBMENTION,
        "https://blog.example/x",
    )


def test_a_pingback_is_announced_by_a_header_or_an_element_and_the_header_counts():
    element = "<link rel='pingback' href='https://blog.example/element'>"

    assert found(element) == (PINGBACK, "https://blog.example/element")
    assert found(element, pingback="https://blog.example/header") == (
        PINGBACK,
        "https://blog.example/header",
    )


def test_of_both_protocols_webmention_is_the_one():
    html = f"<link rel=pingback href=/xmlrpc><a rel=webmention href='{END}'>x</a>"

    assert found(html, pingback="https://blog.example/xmlrpc") == (WEBMENTION, END)
