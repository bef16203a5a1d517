"""Links that lead elsewhere than they say."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import unescape

from moderation.rules.hosts import is_same_site, is_under_one_of, listed
from moderation.rules.linked import links_meant
from moderation.rules.rule import Rule, param
from moderation.text.labelled import Way
from moderation.text.links import ENDINGS, Link, host_of, links_of
from moderation.text.sight import BLANKS
from moderation.words import N_, Facts, Kind, Signal, Submission

MARKS = frozenset("*?#†‡§")
"""A footnote, or a question: readers see it and know where to click."""

EDGES = " .,;:!?()[]{}«»“”„\"'‘’<>→–—…-"
TAG = re.compile(r"</?[a-z][^<>]*>|\[/?[a-z][^\[\]]*\]", re.IGNORECASE)
EMPHASIS = re.compile(r"(?<![^\W_])[*_~`]+|[*_~`]+(?![^\W_])")
# Files and programs: main.rs, script.pl, socket.io, asp.net.
THING = re.compile(
    r"[\w-]+\.(?:cc|io|ml|pl|rs|sh|so)|(?:ado|akka|asp|battle|json|lucene|ml|paint|vb|xml)\.net",
    re.IGNORECASE,
)
OF = re.compile(r"\b(?:about|at|by|from|in|of|on|via|with|à|avec|chez|dans|de|du|par|sur|via)\s+$")
GOING = re.compile(
    r"\b(?:(?:visit|visitez)|(?:go|log ?in|sign ?in|return) (?:in )?(?:to|on|at)"
    r"|(?:allez|retournez|rendez-vous|connectez-vous) (?:sur|à))\s+$"
)
TELLERS = frozenset(
    (
        *(
            "archive.org",
            "archive.is",
            "archive.li",
            "archive.md",
            "archive.ph",
            "archive.today",
            "archive.vn",
        ),
        *("crates.io", "github.com", "gitlab.com", "npmjs.com", "wikipedia.org"),
    )
)


@dataclass(frozen=True, kw_only=True)
class HiddenLink(Rule):
    """The words to click on name another address than the link's, or there is nothing to click on.

    A link on a full stop is put there for search engines. This is about where the link leads; how it
    was typed is another rule's matter, and the points of both add up. What stands in code or in a
    quote does not count.
    """

    title = N_("Hidden link")
    kinds = (Kind.COMMENT, Kind.TRACKBACK)

    points: int = param(3, N_("Points"), low=0, high=20)

    flags = (
        "See [www.soups.example](https://pills.example/).",
        'I agree with all of it<a href="https://pills.example/">.</a> Thanks!',
    )
    passes = (
        "See [my soup](https://soups.example/leek).",
        "See [soups.example](https://www.soups.example/leek) and https://pots.example/",
        "See [soups.example/…/leek](https://soups.example/winter/leek).",
        "See [nytimes.com](https://nyti.ms/3xSoup) and [main.rs](https://soups.example/src).",
        "See [👍](https://soups.example/leek), and how to [stop.it](https://soups.example/stop).",
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where a link to somewhere else hides it."""
        links = links_meant(submission.text, facts.own_hosts)
        unseen = [link.quote for link in links if is_unseen(link)]
        if unseen:
            return self.fires(N_("A link with nothing to click on"), quotes=unseen[:20])
        false = [link.quote for link in links if names_another_host(link)]
        if false:
            return self.fires(N_("A link leads elsewhere than its words say"), quotes=false[:20])
        return None


def is_unseen(link: Link) -> bool:
    """Whether the words to click on are only signs or blanks; with none at all it is a slip."""
    typed = link.label.strip()
    is_mark = typed in MARKS or (link.way is Way.MARKDOWN and typed in ("…", "..."))
    return link.label != "" and not is_mark and all(map(is_no_word, label_of(link)))


def is_no_word(sign: str) -> bool:
    """Whether one cannot read a character, or hardly see it."""
    return sign in BLANKS or unicodedata.category(sign)[0] in "CMPZ"


def names_another_host(link: Link) -> bool:
    """Whether the words to click on, or the user's name in the address, are another host than the link's."""
    if user_of(link.url) and not is_of_one_owner(user_of(link.url), link.host):
        return True
    label = label_of(link)
    named = links_of(label)
    if len(named) != 1 or not named[0].host or is_of_one_owner(named[0].host, link.host):
        return False
    is_alone = named[0].quote == label.strip(EDGES)
    if is_alone and THING.fullmatch(named[0].quote):
        return False
    return (is_alone or sends_to(label, named[0])) and not is_about(named[0].host, link)


def label_of(link: Link) -> str:
    """The words to click on as one sees them, without their tags and emphasis."""
    seen = TAG.sub("", link.label) if link.way is not Way.MARKDOWN else link.label
    return EMPHASIS.sub("", unescape(seen)).strip()


def user_of(url: str) -> str:
    """The host that stands as the user's name in an address (`https://bank.com@pills.example/`)."""
    user = url.partition("://")[2].partition("/")[0].rpartition("@")[0].partition(":")[0]
    return host_of(user) if ENDINGS.fullmatch(user.rpartition(".")[2].lower()) else ""


def sends_to(label: str, named: Link) -> bool:
    """Whether a label of more words sends readers to the host in it, and does not speak of it."""
    before = label[: named.start].lower()
    if named.quote.lower().startswith(("www.", "http")):
        return not OF.search(before)
    return GOING.search(before) is not None


def is_about(host: str, link: Link) -> bool:
    """Whether a link leads to what is kept or told of that host elsewhere: a copy, an article, its code."""
    return is_under_one_of(link.host, TELLERS) and host in link.url.lower()


def is_of_one_owner(one: str, other: str) -> bool:
    """Whether two hosts are the same site, or belong to one owner who has several that are well known."""
    if is_same_site(one, other):
        return True
    return any(is_under_one_of(one, hosts) and is_under_one_of(other, hosts) for hosts in owners())


@cache
def owners() -> tuple[frozenset[str], ...]:
    """The hosts of each owner who has several that are well known."""
    return tuple(frozenset(line.split()) for line in listed("same_owner"))
