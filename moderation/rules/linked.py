"""The links of a text that lead away from the site."""

import re
from functools import lru_cache

from moderation.rules.hosts import is_under_one_of, listed
from moderation.text.code import without_code
from moderation.text.fold import words_of
from moderation.text.labelled import Way
from moderation.text.links import Link, host_of, links_of, target_key
from moderation.words import Submission

NAMES = re.compile(r"[^\s/?#@\\\"'<>()\[\]=]+")
"""What of an address may be its host, with a port."""

PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".webp")

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w.-]+")


def foreign_links(text: str, own_hosts: tuple[str, ...]) -> list[Link]:
    """One link for each place that a text links to outside the site, in the order of the text."""
    places: dict[str, Link] = {}
    for link in links_away(text, own_hosts):
        places.setdefault(target_key(link.url), link)
    return list(places.values())


def links_away(text: str, own_hosts: tuple[str, ...]) -> list[Link]:
    """Every link that leads outside the site, the same place as often as it is linked."""
    return [link for link in links_of(text) if link.host and link.host not in own_hosts]


def links_meant(text: str, own_hosts: tuple[str, ...]) -> list[Link]:
    """The same without those in lines that quote somebody, or that are set in as code is."""
    return [link for link in links_away(text, own_hosts) if not link.is_shown]


def is_named_only(link: Link) -> bool:
    """Whether a host is said as one says a name (“with asp.net”), and nothing of an address beside it."""
    typed = link.quote.lower()
    return link.way is Way.BARE and "/" not in typed and not typed.startswith("www.")


def is_picture(link: Link) -> bool:
    """Whether one sees a picture behind a link: its address is one, or its host shows nothing else."""
    path = link.url.partition("?")[0].lower()
    return path.endswith(PICTURES) or is_under_one_of(link.host, listed("picture_hosts"))


def seeks_audience(link: Link) -> bool:
    """Whether a link leads to where one has a page to be followed, listened to or paid."""
    return is_under_one_of(link.host, listed("audience_hosts"))


def words_beside_links(text: str) -> int:
    """How many words a text holds beside its addresses; those that one clicks count."""
    return len(words_of(beside_links(text)))


def prose(text: str) -> str:
    """What people say in a text: all of it beside code, addresses and e-mails."""
    return EMAIL.sub(" ", beside_links(without_code(text)))


@lru_cache(maxsize=32)
def beside_links(text: str) -> str:
    """The text without its addresses; the words that one clicks stay."""
    pieces, done = [], 0
    for link in links_of(text):
        pieces += [text[done : link.start], f" {link.label} "]
        done = link.start + len(link.quote)
    return "".join((*pieces, text[done:]))


def host_as_typed(host: str, submission: Submission) -> str:
    """A host as it stands in the text's links, the website or the source; empty where it does not."""
    author = submission.author
    places = [link.quote for link in links_of(submission.text) if link.host == host]
    places += [url for url in (author.website, submission.source) if url and host_of(url) == host]
    names = (name for place in places for name in NAMES.findall(place))
    return next((name for name in names if host_of(name) == host), places[0] if places else "")
