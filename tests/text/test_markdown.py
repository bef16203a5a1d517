"""What of Markdown counts in a comment, and what stands as it was typed."""

from html import escape

import pytest

from moderation.text.markdown import markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un\nDeux\n\nTrois", "<p>Un<br>\nDeux</p>\n<p>Trois</p>"),
        (
            "*un* _deux_ **trois** `x < y`",
            "<p><em>un</em> <em>deux</em> <strong>trois</strong> <code>x &lt; y</code></p>",
        ),
        ("```py\nx = 1\n\ny\n```", '<pre><code class="language-py">x = 1\n\ny\n</code></pre>'),
        ("> Cité\n\nRéponse", "<blockquote>\n<p>Cité</p>\n</blockquote>\n<p>Réponse</p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("Liste :\n* un\n* deux", "<p>Liste :</p>\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("1. un\n2. deux\n3. trois", "<ol>\n<li>un</li>\n<li>deux</li>\n<li>trois</li>\n</ol>"),
        ("[ici](http://x.example/a)", '<p><a href="http://x.example/a">ici</a></p>'),
        ("[ici](x.example/a)", '<p><a href="http://x.example/a">ici</a></p>'),
        ("http://x.example/_a_*b*", '<p><a href="http://x.example/_a_*b">http://x.example/_a_*b</a>*</p>'),
        (
            "**http://x.example/**",
            '<p><strong><a href="http://x.example/">http://x.example/</a></strong></p>',
        ),
        ("Voir www.x.example.", '<p>Voir <a href="http://www.x.example">www.x.example</a>.</p>'),
        ("HTTPS://X.EXAMPLE", '<p><a href="HTTPS://X.EXAMPLE">HTTPS://X.EXAMPLE</a></p>'),
        ("![chat](http://x.example/c.png)", '<p><a href="http://x.example/c.png">chat</a></p>'),
        ("[![chat](http://x.example/c.png)](http://y.example)", '<p><a href="http://y.example">chat</a></p>'),
        (r"\*un\*", "<p>*un*</p>"),
    ],
)
def test_the_small_markdown_counts(text, html):
    assert markdown(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "#1 par Luc",
        "# Titre",
        "1968. Une année",
        "2. Je ne suis pas d'accord",
        "+ 1 pour Luc",
        "* * *",
        "---",
        "a | b",
        "<b>gras</b> <!-- rien --> <br>",
        "AT&T &amp; &eacute;",
        "s**t et f**k, 2*3*4",
        "snake_case_name",
        "[a]() et [b](/c) et [d](#e)",
        "[x](javascript:alert(1))",
        "![x](data:image/png;base64,AA)",
        "[x](README.md)",
        "[ref]: /a",
        "node.js et la fin.Et",
        "mina@x.example",
        "*",
        "**",
        "_ _",
        "`",
        "[",
        "![",
        "](",
    ],
)
def test_all_else_stands_as_it_was_typed(text):
    assert markdown(text) == f"<p>{escape(text, quote=False).replace(chr(34), '&quot;')}</p>\n"


def test_an_indented_line_and_an_underlined_one_are_lines():
    assert markdown("    Un") == "<p>Un</p>\n"
    assert markdown("Un\n---") == "<p>Un<br>\n---</p>\n"
    assert markdown("Un\n===") == "<p>Un<br>\n===</p>\n"


def test_a_year_behind_a_list_is_no_item():
    assert markdown("- un\n\n1968. Une année").endswith("</ul>\n<p>1968. Une année</p>\n")


def test_a_link_with_nothing_to_click_on_shows_its_target():
    assert ">http://x.example/a.png</a>)" in markdown("![](http://x.example/a.png)")
    assert ">http://x.example</a>)" in markdown("[\u200b](http://x.example)")


def test_a_bare_link_shows_as_typed_and_leads_where_the_name_system_goes():
    assert markdown("http://аpple.com") == '<p><a href="http://xn--pple-43d.com">http://аpple.com</a></p>\n'
    assert ">http://xn--pple-43d.com</a>" in markdown("http://xn--pple-43d.com")


@pytest.mark.parametrize("opening", ["> ", "- ", "> - ", "1. "])
def test_what_is_nested_too_deep_is_not_lost(opening):
    text = opening * 30 + "le mot"

    html = markdown(text)

    assert "le mot" in html
    assert html.count("<blockquote>") + html.count("<ul>") + html.count("<ol>") <= 20
