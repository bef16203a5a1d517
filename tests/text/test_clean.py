"""What strangers wrote, made fit to be shown or stored."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.clean import VERSION, calm_line, storable, to_html
from moderation.text.links import safe_href
from tests.clock import seconds

ALLOWED = {"p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
REL = "nofollow ugc noopener"

SCRIPT_TARGETS = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\x00script:alert(1)",
    "java&#9;script:alert(1)",
    "java&Tab;script:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;&#97;vascript:alert(1)",
    "&#x6a;avascript:alert(1)",
    "%6aavascript:alert(1)",
    "\\javascript:alert(1)",
    "javascript:/*http://x.example*/alert(1)",
    "javascript://x.example/%0aalert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:msgbox(1)",
    "//x.example\\@evil.example",
]
TYPED_TAGS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'>",
    '<img src="x" onerror="alert(1)"',
    "<svg/onload=alert(1)>",
    "<form action=/login hx-post=/comments/1/approve><input name=a autofocus onfocus=alert(1)>",
    "<div hx-get='/x' hx-trigger='load' data-hx-get='/x' id=queue class=card style='x:y'>",
    "<hx-partial hx-target='#counts'>x</hx-partial>",
    "<a href='http://x.example' onclick='alert(1)' id='queue' target=_blank>x</a>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<style>*{display:none}</style><link rel=stylesheet href=//x.example>",
    "<base href=//x.example><meta http-equiv=refresh content=0>",
    "<textarea></textarea><math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<<script>script>alert(1)<</script>/script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "＜script＞alert(1)＜/script＞",
    "</p></div></article><h1>x</h1>",
    "<javascript:alert(1)>",
    "<mina@x.example>",
]
FRAMES = [
    "{}",
    "*{}*",
    "> {}",
    "- {}",
    "[{}](http://x.example)",
    "`{}`",
    "```{}\n{}\n```",
    "http://x.example/{}",
]


MARKDOWN = [
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    '"',
    "'",
    "`",
    "```",
    "*",
    "_",
    "\\",
    "&",
    "> ",
    "- ",
    "1. ",
    "    ",
]
WORDS = ["http://x.example/", "www.x.example", "\n", "\n\n", "\x00", "\u202e", "\ud800", "é", " "]
LASTING_BLOCKS = ["> ", "- ", "> - ", "\n> ", "\n- ", "1. a\n", "~~~\n"]
LASTING_SIGNS = [
    "[",
    "![",
    "*",
    "_",
    "`",
    "*_",
    "**a ",
    "[a](",
    "[](",
    "![a](",
    "<",
    "&",
    "\\",
    "\u0301",
    "s*",
]
LASTING_LINKS = ["http://", "://", "http://x.example/(", "www.a.", "x.fr", "x.fr^", "x.fr=", "a@"]


class Seen(HTMLParser):
    """The tags and attributes that a browser would meet."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", {}))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("declaration", {}))


def assert_harmless(html: str) -> None:
    for tag, attributes in Seen(html).tags:
        assert tag in ALLOWED
        if tag == "a":
            assert set(attributes) <= {"href", "rel"}
            assert attributes["rel"] == REL
            assert safe_href(attributes.get("href") or "http://x.example").startswith(("http://", "https://"))
        else:
            assert attributes == {}


@pytest.mark.parametrize("target", SCRIPT_TARGETS)
@pytest.mark.parametrize(
    "way",
    ["[x]({})", "[x](<{}>)", "![x]({})", "<{}>", "{}", "[x]: {}\n\n[x]", "<a href='{}'>x</a>", '[x](y "{}")'],
)
def test_no_link_leads_into_a_script(way, target):
    html = to_html(way.format(target))

    assert_harmless(html)
    hrefs = [attributes.get("href") for tag, attributes in Seen(html).tags if tag == "a"]
    assert all(href is None or not href.startswith(("javascript", "data", "vbscript")) for href in hrefs)


@pytest.mark.parametrize("typed", TYPED_TAGS)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_typed_tag_shows_as_it_was_typed(frame, typed):
    html = to_html(frame.format(typed, typed))

    assert_harmless(html)


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>gras</b> & co"]
)
def test_what_was_typed_can_be_read(typed):
    assert Seen(to_html(typed)).words.strip() == typed


@given(st.lists(st.sampled_from([*TYPED_TAGS, *SCRIPT_TARGETS, *MARKDOWN, *WORDS]), max_size=12).map("".join))
@settings(deadline=None, max_examples=300)
def test_no_text_makes_a_tag_or_an_attribute_that_is_not_ours(text):
    html = to_html(text)

    assert_harmless(html)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_letters_make_harmless_html(text):
    assert_harmless(to_html(text))


def test_a_link_is_clickable_and_says_that_we_do_not_vouch_for_it():
    assert to_html("Voir https://x.example/a").strip() == (
        f'<p>Voir <a href="https://x.example/a" rel="{REL}">https://x.example/a</a></p>'
    )


def test_no_class_and_no_title_reach_the_page():
    assert to_html("```hx-get\nx\n```").strip() == "<pre><code>x\n</code></pre>"
    assert "title" not in to_html('[x](http://x.example "title")')


def test_french_typography_is_kept():
    words = "«\u202fOui\u202f», dit-il\u00a0: l’été… 5\u202f000\u00a0€\u202f!"

    assert Seen(to_html(words)).words.strip() == words


def test_all_line_ends_are_line_ends():
    assert to_html("a\r\nb\rc\x0bd\x85e\u2028f") == to_html("a\nb\nc\nd\ne\nf")
    assert to_html("a\r\n\r\nb") == to_html("a\n\nb")


def test_a_text_cannot_turn_or_flood_the_page_around_it():
    html = to_html("a\u202eb\u2066c\u2069d\x07e\u200ff" + "g" + "\u0301" * 40 + "ก" + "\u0e47" * 40)

    assert "abcde\u200ff" in html
    assert "g" + "\u0301" * 8 + "ก" + "\u0e47" * 8 + "</p>" in html


def test_a_text_of_nothing_is_nothing():
    assert to_html("") == to_html(" \n\n\t") == ""


@pytest.mark.parametrize("unit", [*LASTING_BLOCKS, *LASTING_SIGNS, *LASTING_LINKS])
def test_a_text_made_to_last_is_cleaned_in_a_moment(unit):
    text = (unit * 10_000)[:10_000]

    assert seconds(lambda: to_html(text), bar=1) < 1
    assert_harmless(to_html(text))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  Luc \n\t Dupont ", "Luc Dupont"),
        ("Luc\x00\x07\u202e Dupont\u2066", "Luc Dupont"),
        ("Luc\u2028Dupont\x85Martin\x1fDurand", "Luc Dupont Martin Durand"),
        ("Oui\u202f! \u00a0 Non\u00a0?", "Oui\u202f! Non\u00a0?"),
        ("\u00a0", ""),
        ("<b>Luc</b>", "<b>Luc</b>"),
        ("Z" + "\u0301" * 40, "Z" + "\u0301" * 8),
        ("\u200b\u2060 \u3164", ""),
        ("\u200bLea", "\u200bLea"),
    ],
)
def test_a_name_is_one_calm_line(typed, line):
    assert calm_line(typed) == line


@given(st.text(st.sampled_from("ab \n\t\r\x00\x1f\x85\u00a0\u202f\u2028\u202e\u0301")))
def test_a_calm_line_is_calm_for_good(text):
    line = calm_line(text)

    assert calm_line(line) == line
    assert len(line.splitlines()) <= 1


def test_what_is_stored_is_what_was_written_but_for_what_no_database_takes():
    assert storable("a\x00b\ud800c\r\nd\re\n") == "a\ufffdb\ufffdc\nd\ne\n"
    kept = " Été\u202f! \u202e<b>\x07\t👍🏽\u200b\x85 "
    assert storable(kept) == kept


@given(st.text(st.characters()))
def test_whatever_is_stored_can_be_written_as_utf8(text):
    stored = storable(text)

    assert "\x00" not in stored.encode().decode()
    assert storable(stored) == stored


def test_the_cleaner_has_a_version():
    assert isinstance(VERSION, int)
