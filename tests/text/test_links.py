"""The links of a text, and what is taken for none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.links import host_of, links_of, safe_href, target_key
from tests.clock import seconds

UNSAFE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\x00script:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(document.cookie)",
    "&#x6A;avascript:alert(1)",
    "javascript://x.example/%0aalert(1)",
    "javascript.example:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/png;base64,AAAA",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:http://x.example/1",
    "view-source:http://x.example",
    "feed:http://x.example",
    "mailto:mina@x.example",
    "http\n://x.example",
    "http://x.example\n.evil.example",
    "http://x.example\\.evil.example",
    "/relative",
    "?query",
    "#top",
    "",
]


@pytest.mark.parametrize(
    ("text", "url", "quote"),
    [
        ("Voir https://x.example/a?b=1#c.", "https://x.example/a?b=1#c", "https://x.example/a?b=1#c"),
        ("Voir www.x.example, vraiment", "http://www.x.example", "www.x.example"),
        ("Voir x.example/path!", "http://x.example/path", "x.example/path"),
        ("(example.com)", "http://example.com", "example.com"),
        ("EXAMPLE.COM", "http://EXAMPLE.COM", "EXAMPLE.COM"),
        ("Example.Com", "http://Example.Com", "Example.Com"),
        ("sur boutique.fr:8080", "http://boutique.fr:8080", "boutique.fr:8080"),
        ("«\u202fhttp://x.example/a\u202f»", "http://x.example/a", "http://x.example/a"),
        ("«http://x.example/a»", "http://x.example/a", "http://x.example/a"),
        ("“http://x.example/a”…", "http://x.example/a", "http://x.example/a"),
        ("*http://x.example/a*", "http://x.example/a", "http://x.example/a"),
        ("_www.x.example_", "http://www.x.example", "www.x.example"),
        ("http://x.example/a_(b)", "http://x.example/a_(b)", "http://x.example/a_(b)"),
        ("http://x.example/a\u200b", "http://x.example/a", "http://x.example/a"),
        ("http://école.example", "http://école.example", "http://école.example"),
        ("<https://x.example>", "https://x.example", "https://x.example"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("[ici](http://x.example/a)", "http://x.example/a", "[ici](http://x.example/a)"),
        ("[ici](x.example/a 'titre')", "http://x.example/a", "[ici](x.example/a 'titre')"),
        ("[ici](<http://x.example/a(b)>)", "http://x.example/a(b)", "[ici](<http://x.example/a(b)>)"),
        ("![alt](http://x.example/i.png)", "http://x.example/i.png", "![alt](http://x.example/i.png)"),
        ('<a href="http://x.example">x</a>', "http://x.example", '<a href="http://x.example">x</a>'),
        ("<A class=y\nHREF='x.example/'>x</A>", "http://x.example/", "<A class=y\nHREF='x.example/'>x</A>"),
        ("<a href=http://x.example>x", "http://x.example", "<a href=http://x.example>"),
        ("[url=http://x.example]x[/url]", "http://x.example", "[url=http://x.example]x[/url]"),
        ('[URL="x.example"]x[/URL]', "http://x.example", '[URL="x.example"]x[/URL]'),
        ("[url]http://x.example[/url]", "http://x.example", "[url]http://x.example[/url]"),
        ("[url=http://x.example] mot", "http://x.example", "[url=http://x.example]"),
        ("[link=http://x.example]x[/link]", "http://x.example", "[link=http://x.example]x[/link]"),
        ('http://x.example/"a"', "http://x.example/%22a%22", 'http://x.example/"a"'),
    ],
)
def test_a_link_is_found_as_people_and_robots_type_it(text, url, quote):
    (link,) = links_of(text)

    assert (link.url, link.quote) == (url, quote)
    assert link.quote in text
    assert link.host == host_of(url) != ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rien à voir.",
        "e.g. this, i.e. that, etc.",
        "C'est la fin.Et puis voilà.Je pars.Il reste.La suite",
        "It is done.it works, yes.is it.to me.in",
        "node.js, README.md, index.php et script.sh",
        "node.js/express, README.md/x",
        "version 1.2.3 à 10.50 €",
        "mina@x.example, jean.fr@x.example, a.b@boutique.fr, mailto:mina@x.example",
        "ftp://x.example/a //x.example/a",
        "http:// http:/// ://x",
        "[ici](/ailleurs) [ici](#bas) [ici](javascript:alert(1))",
        '<a href="javascript:alert(1)">x</a> <a name="x">',
        "[url=javascript:alert(1)]x[/url] [url]rien[/url] [url] [link]",
        "[1] et [2] (voir)",
        "ASP.NET et VB.Net",
        '<a href="config.php?a">x</a> [x](README.md)',
    ],
)
def test_what_is_no_link_is_taken_for_none(text):
    assert links_of(text) == ()


def test_links_come_in_their_order_and_each_time():
    text = "www.b.example [a](http://a.example) http://c.example [url=d.example]d[/url] www.b.example"

    hosts = [link.host for link in links_of(text)]

    assert hosts == ["b.example", "a.example", "c.example", "d.example", "b.example"]


def test_a_link_says_the_words_to_click_on():
    markdown, html, bbcode, bare = links_of(
        "[my bank](http://a.example) <a href='http://b.example'>http://bank.example</a> "
        "[url=http://c.example]here[/url] http://d.example"
    )

    assert (markdown.label, html.label, bbcode.label, bare.label) == (
        "my bank",
        "http://bank.example",
        "here",
        "",
    )
    assert html.host == "b.example"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.X.Example/a", "x.example"),
        ("x.example/a", "x.example"),
        ("X.example:8080", "x.example"),
        ("http://mina:secret@x.example:80/", "x.example"),
        ("http://good.example@evil.example/", "evil.example"),
        ("http://École.example.", "xn--cole-9oa.example"),
        ("http://xn--cole-9oa.example", "xn--cole-9oa.example"),
        ("http://[::1]:8000/", "[::1]"),
        ("http://localhost:8000", "localhost"),
        ("mina@x.example", ""),
        ("Mina", ""),
        ("javascript:alert(1)", ""),
        ("http://", ""),
        ("http://x y.example", ""),
        ("", ""),
    ],
)
def test_a_host_is_one_whatever_stands_around_it(url, host):
    assert host_of(url) == host


def test_targets_are_one_whatever_says_nothing():
    twins = {
        "http://x.example/a",
        "https://x.example/a/",
        "http://www.x.example:80/a#top",
        "https://X.example:443/a",
        "x.example/a",
    }

    assert len({target_key(url) for url in twins}) == 1
    assert target_key("http://x.example/") == target_key("http://x.example")


def test_other_targets_stay_others():
    urls = [
        "http://x.example/a",
        "http://x.example/A",
        "http://x.example/a?b",
        "http://x.example:81/a",
        "Mina",
    ]

    assert len({target_key(url) for url in urls}) == len(urls)


@pytest.mark.parametrize("url", UNSAFE)
def test_nothing_but_the_web_may_stand_behind_a_link(url):
    assert safe_href(url) == ""


def test_a_website_may_stand_behind_a_link():
    assert safe_href("http://x.example/a?b#c") == "http://x.example/a?b#c"
    assert safe_href(" www.x.example ") == "http://www.x.example"
    assert safe_href("http://x.example/'\"<b>`") == "http://x.example/%27%22%3Cb%3E%60"


@given(st.text(st.sampled_from("javscript:/&#\\\t\n\x00 hp.x@'\"<>%0é"), max_size=30))
@settings(deadline=None)
def test_whatever_may_stand_behind_a_link_begins_with_http(url):
    href = safe_href(url)

    assert href == "" or href.startswith("http://")
    assert not set(href) & set("'\"<>`\\\t\n\x00 ")


@given(
    st.lists(
        st.sampled_from(
            ["http://", "x.fr", "www.", "[a](", ")", "<a href=", ">", "[url]", "[/url]", " ", "é"]
        )
    )
)
@settings(deadline=None)
def test_every_link_stands_in_the_text_and_leads_to_the_web(pieces):
    text = "".join(pieces)

    links = links_of(text)

    assert all(link.quote in text for link in links)
    assert all(safe_href(link.url) == link.url != "" for link in links)


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        "x.fr",
        "http://",
        "http://x.example/(",
        "www.a.",
        "a@",
        "[a](",
        "<a href=x ",
        "[url=",
        "[url]",
        "x.fr^",
    ],
)
def test_a_text_made_to_last_is_read_in_a_moment(unit):
    text = (unit * 10_000)[:10_000]

    assert seconds(lambda: links_of(text), bar=0.5) < 0.5
