"""Pages of strangers: which links they hold, what they say, and what cannot fool or stall us."""

from time import process_time

import pytest

from moderation.text.source import Source

HERE = "https://blog.example/2026/leeks/"
TARGET = "https://potager.example/soup"


def page(html: str | bytes, *, type: str = "text/html", charset: str = "", url: str = HERE) -> Source:
    """A page as it was fetched."""
    return Source(html.encode() if isinstance(html, str) else html, type=type, charset=charset, url=url)


def links(html: str, target: str = TARGET, **about: str) -> bool:
    """Whether a page links to the target."""
    return bool(page(html, **about).links_to(target))


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://potager.example/soup">soup</a>',
        "<A HREF=https://potager.example/soup>soup</A>",
        "<a href='  https://potager.example/so\nup '>soup</a>",
        '<a href="HTTPS://POTAGER.example:443/soup">soup</a>',
        '<a href="https://potager.example/soup#comment-4">soup</a>',
        '<a href="//potager.example/soup">soup</a>',
        '<area href="https://potager.example/soup">',
        '<img src="https://potager.example/soup">',
        '<video src="https://potager.example/soup"></video>',
        '<link rel="in-reply-to" href="https://potager.example/soup">',
        '<base href="https://potager.example/x/"><a href="../soup">soup</a>',
        '<svg><a href="https://potager.example/soup">soup</a></svg>',
        '<p><b><a href="https://potager.example/soup">not closed',
    ],
)
def test_a_link_is_found_however_it_is_written(html):
    assert links(html)


@pytest.mark.parametrize(
    "html",
    [
        "https://potager.example/soup",
        "<!-- <a href='https://potager.example/soup'>soup</a> -->",
        "<script>var a = '<a href=\"https://potager.example/soup\">'</script>",
        "<style>a { content: 'https://potager.example/soup' }</style>",
        "<textarea><a href='https://potager.example/soup'>soup</a></textarea>",
        "<template><a href='https://potager.example/soup'>soup</a></template>",
        "<a href='https://potager.example/soup2'>soup</a>",
        "<a href='https://potager.example/soup/other'>soup</a>",
        "<a href='https://potager.example/soup?a=b'>soup</a>",
        "<a href='https://potager.example/soup/'>soup</a>",
        "<a href='http://potager.example/soup'>soup</a>",
        "<a href='https://www.potager.example/soup'>soup</a>",
        "<a href='https://evil.example/?u=https://potager.example/soup'>soup</a>",
        "<a href='https://potager.example@evil.example/soup'>soup</a>",
        "<a href='javascript:https://potager.example/soup'>soup</a>",
        "<a title='https://potager.example/soup'>soup</a>",
        "<a href='/soup'>soup</a>",
        "",
    ],
)
def test_what_only_looks_like_a_link_is_none(html):
    assert not links(html)


def test_an_address_with_signs_in_its_query_is_met_as_html_writes_it():
    assert links("<a href='https://potager.example/?p=1&amp;q=2'>x</a>", "https://potager.example/?p=1&q=2")
    assert not links(
        "<a href='https://potager.example/?p=1&amp;amp;q=2'>x</a>", "https://potager.example/?p=1&q=2"
    )


def test_a_part_of_a_page_that_is_meant_is_met_only_by_itself():
    part = f"{TARGET}#comment-4"

    assert links(f"<a href='{part}'>x</a>", part)
    assert not links(f"<a href='{TARGET}'>x</a>", part)


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [
        ("display: none", True),
        ("DISPLAY:NONE", True),
        ("visibility :hidden", True),
        ("font-size:0", True),
        ("font-size:0.9em", False),
        ("opacity: 0", True),
        ("opacity:.5", False),
        ("color: red", False),
    ],
)
def test_a_link_that_no_reader_sees_is_told(style, is_hidden):
    inside = page(f"<div style='{style}'><p><a href='{TARGET}'>soup</a></p></div>").links_to(TARGET)
    itself = page(f"<a style='{style}' href='{TARGET}'>soup</a>").links_to(TARGET)

    assert [link.is_hidden for link in (*inside, *itself)] == [is_hidden, is_hidden]
    assert page(f"<p hidden><a href='{TARGET}'>soup</a></p>").links_to(TARGET)[0].is_hidden


def test_the_words_around_a_link_are_quoted():
    long = "leek " * 40
    said = f"{long}She cooks <a href='{TARGET}'>a <b>soup</b></a>, which I like. {long}"
    html = f"<p>Not this.</p><p>{said}</p><p>Nor this.</p>"

    (link,) = page(html).links_to(TARGET)

    assert link.words == "a soup"
    assert link.around.startswith("…")
    assert "She cooks a soup, which I like." in link.around
    assert link.around.endswith("…")
    assert "this" not in link.around
    assert len(link.around) < 230


def test_links_are_counted_by_where_they_lead():
    html = "".join(f"<a href='https://n{n}.example/'>x</a>" for n in range(5)) + "<a href='/own'>x</a>"
    html += f"<a href='{TARGET}'>a</a><a href='{TARGET}'>b</a><a href='https://potager.example/bread'>c</a>"

    source = page(html)

    assert source.outgoing == 7
    assert source.count_under(["https://potager.example"]) == 2


@pytest.mark.parametrize(
    ("text", "is_linked"),
    [
        ('{"a": ["https://potager.example/soup"]}', True),
        ('{"a": {"b": "https://potager.example/soup"}}', True),
        ('"https:\\/\\/potager.example\\/soup"', True),
        ('{"https://potager.example/soup": 1}', False),
        ('{"a": "see https://potager.example/soup"}', False),
        ("no json https://potager.example/soup", False),
        ("[" * 100_000, False),
    ],
)
def test_in_json_a_value_is_the_link(text, is_linked):
    assert links(text, type="application/json") is is_linked


@pytest.mark.parametrize(
    ("text", "is_linked"),
    [
        ("I cooked https://potager.example/soup.", True),
        ("(https://potager.example/soup)", True),
        ("<https://potager.example/soup>", True),
        ("https://potager.example/soup2", False),
        ("xhttps://potager.example/soup", True),
        ("potager.example/soup", False),
    ],
)
def test_in_plain_text_the_address_is_the_link(text, is_linked):
    assert links(text, type="text/plain") is is_linked


def test_a_page_tells_its_title_and_its_words():
    html = "<title> Leeks &amp; \n more </title><script>x</script><h1>Hello</h1><p>One\n two</p><!-- no -->"
    html += "<p>three"

    source = page(html)

    assert source.title == "Leeks & more"
    assert source.text == "Hello\nOne\ntwo\nthree"
    assert page("just text\0\x1b[2J", type="text/plain").text == "just text[2J"


def test_a_page_that_says_it_is_gone_is():
    assert page("<meta http-equiv=Status content='410 Gone'><p>x").is_gone
    assert not page("<meta http-equiv=refresh content='410'>").is_gone
    assert not page("<p>410 Gone").is_gone


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1251", "utf-16"])
def test_the_charset_that_is_named_is_believed(charset):
    word = "Привет" if charset in ("windows-1251", "utf-16") else "Été"

    assert page(f"<title>{word}</title>".encode(charset), charset=charset).title == word


@pytest.mark.parametrize("charset", ["utf-7", "x-unknown", "base64", "rot13", "\0", "é" * 100])
def test_no_charset_turns_harmless_signs_into_a_link_or_an_error(charset):
    sly = b"+ADw-a href=+ACI-https://potager.example/soup+ACI-+AD4-soup+ADw-/a+AD4-"

    assert not page(sly, charset=charset).links_to(TARGET)
    assert not page(sly, charset=charset, type="text/plain").links_to("https://none.example/")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000,
        "<a href='x'>" * 20_000,
        "<a href='https://potager.example/soup'>" * 6_250,
        "<p>" + "x <a href='https://potager.example/soup'>y</a>" * 5_500,
        "<table><tr><td>" * 16_250,
        "<div class=h-entry><p class=e-content>" * 6_250,
        "<div class='h-entry'><a class='u-like-of' href='x'>y</a></div>" * 3_750,
        "&" * 1_000_000,
        "<" * 1_000_000,
        "<!--" * 250_000,
        "\0" * 1_000_000,
    ],
    ids=["deep", "links", "our link", "one paragraph", "tables", "entries", "likes", "&", "<", "<!--", "NUL"],
)
def test_a_page_made_to_stall_us_is_read_in_seconds(html):
    # The whole million that is fetched, or a fourth of it where each tag is much work: that is read in a
    # second, and what takes sixteen times as long for four times as much is seen by the fourth too.
    start = process_time()
    source = page(html)

    source.links_to(TARGET)
    source.entry(TARGET)
    assert len(source.text) <= 10_000
    assert isinstance(source.outgoing, int)
    assert process_time() - start < 4
