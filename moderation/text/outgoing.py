"""The links by which a page of ours speaks of others: those of the entry, not of what stands around it."""

import re
from collections.abc import Iterator

from bs4 import Tag

from moderation.text.source import Source

CONTENT = ("e-content", "entry-content")
DOES = ("u-in-reply-to", "u-like-of", "u-repost-of", "u-bookmark-of")
"""What an entry is about (microformats2); such a link stands beside its content."""
THING = re.compile(r"^(?:h-[a-z]|hentry$)")
"""A class by which microformats begin a thing of its own, as a quoted page or a comment."""
AROUND = ("nav", "header", "footer", "aside", "form")
ROUND_ABOUT = re.compile(
    r"^(?:(?:post-|wp-)?comments?(?:-list|-area|-respond|-body|list|s)?|respond|p-comment|responses?"
    r"|webmentions?|pingbacks?|trackbacks?|reactions?|sidebar|related(?:-posts)?|breadcrumbs?)$",
    re.IGNORECASE,
)
"""What sections of comments and their like are called, by class or id."""


def outgoing(page: Source) -> tuple[str, ...]:
    """The addresses that the entry on a page links to, each once, in their order.

    Those within the content of its h-entry, with those it replies to or likes; where it has none, those in
    its <article>, its <main>, or all of it, without navigation, head, foot and comments.
    """
    found = (page.absolute(str(tag["href"])) for tag in _links(page))
    return tuple(dict.fromkeys(url for url in found if url))


def _links(page: Source) -> Iterator[Tag]:
    entries = [each for each in _entries(page) if _contents(each)]
    for entry in entries:
        yield from _about(entry)
        for content in _contents(entry):
            yield from (link for link in content.find_all("a", href=True) if not _is_round(link, content))
    if not entries:
        whole = _whole(page)
        yield from (link for link in whole.find_all("a", href=True) if not _is_round(link, whole, AROUND))


def _entries(page: Source) -> list[Tag]:
    """The page's own h-entry, which names the page as its address; or all that stand for themselves."""
    found = page.html.find_all(class_=["h-entry", "hentry"])
    alone = [each for each in found if each.find_parent(class_=THING) is None or _is_listed(each)]
    alone = [each for each in alone if not _is_round(each, page.html, AROUND)]
    own = [each for each in alone if any(_leads(page, link) for link in each.select("a.u-url[href]"))]
    return own or alone


def _is_listed(entry: Tag) -> bool:
    """Whether it stands in a list of entries, which is no entry itself."""
    around = entry.find_parent(class_=THING)
    return around is not None and "h-feed" in (around.get("class") or [])


def _leads(page: Source, link: Tag) -> bool:
    """Whether a link leads to the very page it stands on."""
    return page.absolute(str(link["href"])).partition("#")[0] == page.url.partition("#")[0]


def _contents(entry: Tag) -> list[Tag]:
    found = entry.find_all(class_=list(CONTENT))
    return [each for each in found if each.find_parent(class_=THING) is entry]


def _about(entry: Tag) -> Iterator[Tag]:
    """The links that say what an entry replies to, likes, or passes on."""
    for each in entry.find_all(class_=list(DOES)):
        if each.find_parent(class_=THING) is not entry:
            continue
        link = each if each.name == "a" else each.find("a", class_="u-url", href=True)
        if isinstance(link, Tag) and link.get("href"):
            yield link


def _whole(page: Source) -> Tag:
    """The first <article> that is no comment, else <main>, else the page."""
    articles = page.html.find_all("article")
    own = (each for each in articles if not _is_round(each, page.html, AROUND) and not _is_named(each))
    return next(own, None) or page.html.find("main") or page.html


def _is_round(tag: Tag, within: Tag, names: tuple[str, ...] = ()) -> bool:
    """Whether something between the two is no part of the entry."""
    for each in tag.parents:
        if each is within:
            return False
        if each.name in names or _is_named(each):
            return True
    return False


def _is_named(tag: Tag) -> bool:
    names = [*(tag.get("class") or []), str(tag.get("id") or "")]
    return any(ROUND_ABOUT.match(name) for name in names)
