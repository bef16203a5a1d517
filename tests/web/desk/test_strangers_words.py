"""What strangers wrote shows as text wherever it stands: no tag, attribute or scheme of theirs is ours."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.text.quote import excerpt
from moderation.words import Kind
from tests.factories import make_comment, make_mention, page_of, turned
from tests.web.markup import Element, read
from tests.web.tab import Tab

OURS = {
    *("hx-boost", "hx-get", "hx-post", "hx-target", "hx-swap", "hx-swap-oob", "hx-sync", "hx-ignore"),
    *("hx-status:422", "hx-headers", "hx-trigger"),
}
NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><b hx-get='/logout' hx-trigger=load>",
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "<a href=javascript:alert(1)>click</a>",
    "<form action=//evil.example><input name=csrf_token>",
    "</textarea></template></title><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} {0} {name} %(name)s %s %",
    "&lt;script&gt; &amp; &#60;",
    "<hx-partial hx-target='#desk'>x</hx-partial>",
    "<!-- --!> <![CDATA[ ]]> -->",
)
ALL = " ".join(NASTY)
SCHEMES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "javascript://potager.example/%0aalert(1)",
    "&#106;avascript:alert(1)",
)
QUOTED = ('https://evil.example/" onclick="alert(1)', "http://evil.example/'><script>")
PAGES = (
    "/queue",
    "/queue?status=approved",
    "/queue?page={url}",
    "/comments/{id}",
    "/comments/{id}/edit",
    "/s/potager/thread?url={url}",
)


def looked_at(client: FlaskClient, comment) -> list[Element]:
    """Every page that shows a comment."""
    url = page_of(comment).url
    answers = [client.get(page.format(id=comment.id, url=url)) for page in PAGES]
    assert [answer.status_code for answer in answers] == [200] * len(PAGES)
    return [read(answer.text) for answer in answers]


def is_calm(page: Element) -> bool:
    """Whether a page holds nothing but what our templates wrote."""
    scripts = [
        script
        for script in page.all("script")
        if not (script.get("src") or "").startswith(("/static/", "/scripts/"))
    ]
    foreign = [e for e in page.walk() if e.tag in ("img", "iframe", "object", "style", "b") and "src" in e]
    names = {name for element in page.walk() for name in element.attributes}
    handlers = {
        name for name in names if name.startswith("on") or (name.startswith("hx-") and name not in OURS)
    }
    sending = [form for form in page.all("form") if form.get("method") != "dialog"]
    links = [e.get("href") or "" for e in page.all("a")] + [form.get("action") or "" for form in sending]
    odd = [link for link in links if not link.startswith(("/", "#", "https://", "http://"))]
    return not (scripts or foreign or handlers or odd)


def test_a_name_a_text_and_a_title_show_as_they_were_written(mina):
    written: dict[str, Any] = {"name": ALL, "text": f"{ALL} said {ALL}", "page_title": ALL}
    approved = make_comment(status="approved", **written)
    pending = make_comment(parent=approved, **written)

    for page in looked_at(mina, approved):
        assert is_calm(page)
        assert ALL in " ".join(page.whole_text.split())
    for page in looked_at(mina, pending):
        assert is_calm(page)


def test_what_was_done_to_it_shows_as_well(mina, olga):
    comment = make_comment(name=ALL, text=ALL)
    theirs = Tab(olga, "/queue")
    tab = Tab(mina, "/queue")

    done = tab.press("Approve", f"comment-{comment.id}", htmx=True)
    overtaken = theirs.press("Spam", f"comment-{comment.id}")

    for answer, shown in ((done, excerpt(ALL, 60)), (overtaken, ALL)):
        assert is_calm(read(answer.text))
        assert shown in " ".join(read(answer.text).whole_text.split())


def test_what_came_back_in_a_form_shows_in_its_field(client, mina):
    comment = make_comment(status="approved")
    thread = Tab(client, "/s/potager/thread", url=page_of(comment).url, title=ALL)
    typed = {"name": ALL, "email": ALL, "website": ALL, "text": ALL}

    refused = thread.press("Publish", "say", typed)
    reply = Tab(mina, f"/comments/{comment.id}").press(
        "Reply", f"comment-{comment.id}", text=ALL, version="0"
    )
    login = Tab(client, "/login").press("Sign in", email=ALL, password=ALL, next=ALL)

    assert [refused.status_code, reply.status_code, login.status_code] == [422, 409, 422]
    assert (
        read(refused.text).one("form", id="say").fields() | typed
        == read(refused.text).one("form", id="say").fields()
    )
    assert read(login.text).one(name="email")["value"] == ALL
    for answer in (refused, reply, login):
        assert is_calm(read(answer.text))


def test_rules_of_ones_own_and_a_tried_text_show_as_they_were_typed(olga):
    tab = Tab(olga, "/settings/potager/rules")
    typed = {"rules.blocked_words.words": "\n".join(NASTY), "try_text": ALL, "try_name": ALL}

    saved = tab.follow(tab.press("Save changes", "", typed)).page
    tried = read(Tab(olga, "/settings/potager/rules").press("Try", "", typed).text)

    assert is_calm(saved)
    assert is_calm(tried)
    assert tried.one("form", id="rules").fields()["try_text"] == ALL


def test_an_address_that_is_no_web_address_is_no_link_and_one_with_quotes_stays_one(mina):
    for n, address in enumerate((*SCHEMES, *QUOTED)):
        text = f"{n} [click]({address}) <{address}>"
        comment = make_comment(status="approved", website=address, text=text)
        mention = make_mention(status="approved", kind=Kind.WEBMENTION, source=address, name=str(n))
        for shown in (comment, mention):
            assert is_calm(Tab(mina, f"/comments/{shown.id}").page), address

    for page in looked_at(mina, comment):
        assert is_calm(page)


def test_links_of_strangers_get_no_favour_from_us(mina):
    comment = make_comment(
        status="approved",
        website="https://lea.example",
        text="See https://other.example and [this](http://x.example)",
    )
    make_mention(status="approved", kind=Kind.PINGBACK, source="https://blog.example/post")

    links = [link for page in looked_at(mina, comment) for link in page.all("a")]
    theirs = [link for link in links if (link.get("href") or "").startswith("http")]
    assert len(theirs) > 5
    assert all({"nofollow", "ugc", "noopener"} <= set(link["rel"].split()) for link in theirs)


def test_quoted_words_are_marked_without_a_tag_of_theirs(mina):
    comment = make_comment(
        text="Buy <b>cheap followers</b> at https://followers.example/<script>", status=None
    )
    turned(comment, "hold") if comment.status != "pending" else None

    card = Tab(mina, f"/comments/{comment.id}").page.one("article")

    assert card.all("mark")
    assert card.one("p", class_="body").whole_text == comment.text


@pytest.mark.parametrize("query", ["status", "kind", "sort", "page", "site", "after", "done", "q"])
def test_what_stands_in_an_address_is_not_taken_for_html(mina, query):
    for nasty in NASTY:
        answer = mina.get("/queue", query_string={query: nasty})

        assert answer.status_code in (200, 404, 422)
        assert is_calm(read(answer.text))


@pytest.mark.parametrize("query", ["next", "url", "answer", "own", "after", "title"])
@pytest.mark.parametrize("path", ["/login", "/s/potager/thread"])
def test_what_stands_in_a_public_address_is_not_taken_for_html(client, site, path, query):
    for nasty in NASTY:
        answer = client.get(path, query_string={"url": "https://potager.example/x", query: nasty})

        assert answer.status_code in (200, 404, 422)
        assert is_calm(read(answer.text))


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "%0d%0a"])
def test_no_line_break_of_theirs_gets_into_a_header(client, site, break_):
    evil = f"https://potager.example/x{break_}Set-Cookie: evil=1"

    shown = client.get("/s/potager/thread", query_string={"url": evil, "own": evil, "answer": evil})
    asked = client.get("/queue", query_string={"page": evil})

    for answer in (shown, asked):
        assert "evil" not in answer.headers.get("Set-Cookie", "")
        assert "\n" not in (answer.location or "")
