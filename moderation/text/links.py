"""The links of a text, as people and robots type them, and the hosts and targets they lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from linkify_it import LinkifyIt
from linkify_it.main import Match

from moderation.text.code import blanked, is_shown, without_code
from moderation.text.http_url import UNFIT, split_http, with_scheme, without_www
from moderation.text.labelled import Way, labelled

# No bare link is without one of these. To ask linkify for all texts is nearly all of the cost.
CANDIDATE = re.compile(r"://|\w\.[^\W\d_]{2}")
# As far as an address may reach, for linkify takes quadratic time; a sign that nobody sees ends it too.
STRETCH = re.compile(f"[^{UNFIT.pattern[1:-1]}]{{1,2048}}")
AFTER = "*_»”’…›"
MOST_READ = 120
"""Characters of an address that people read."""

# What a host without scheme, `www.` and path may end with: no word that a forgotten space leaves
# behind a full stop, as "it", "is", "la" and "il" do.
ENDINGS = re.compile(
    "agency|app|bet|bid|biz|blog|casino|click|club|com|date|dev|digital|edu|gov|host|icu|info|int|io|link|loan|mil"
    "|net|online|org|porn|press|review|shop|site|space|store|tech|vip|website|win|xyz"
    "|au|bg|br|cc|cf|ch|cn|co|cz|de|dk|dz|ee|eu|fi|fr|gq|gr|hk|hr|hu|ie|jp|kr|lt|lv|ml|mx|ng|nl|nz|pk|pl|pt"
    "|ro|rs|ru|sg|sk|su|th|tk|tn|tr|tv|tw|ua|uk|vn|ws|za|рф"
)
FILES = re.compile(
    "aspx?|css|csv|docx?|gif|html?|jpe?g|jsx?|md|mp[34]|pdf|php|png|py|rb|rs|sh|tsx?|txt|vue|xml"
)


@dataclass(frozen=True, kw_only=True)
class Link:
    """One link: its absolute address, how it stands in the text, its host, and the words to click on.

    `quote` is the whole of it, brackets and tags included; `label` is empty for a bare address. One
    that `is_shown` stands in a line that quotes somebody, or that is set in as code is.
    """

    url: str
    quote: str
    host: str
    label: str = ""
    start: int = 0
    way: Way = Way.BARE
    is_shown: bool = False


@lru_cache(maxsize=256)
def links_of(text: str) -> tuple[Link, ...]:
    """All links of a text in their order, bare or labelled; what a page shows as code is none."""
    readable = without_code(text)
    links = list(_labelled(text, readable))
    rest = blanked(readable, [(link.start, link.start + len(link.quote)) for link in links], " ")
    bare = [
        Link(url=safe_href(found.url), quote=found.raw, host=host_of(found.url), start=found.index)
        for found in FINDER.match(rest) or ()
    ]
    return tuple(sorted(links + bare, key=lambda link: link.start))


def host_of(url: str) -> str:
    """The host in lower case and ASCII, without `www.` and port; empty where there is none."""
    parts = split_http(with_scheme(url))
    return without_www(parts.host) if parts else ""


def unicode_host(host: str) -> str:
    """A host as people read it, its `xn--…` in letters."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def has_path(url: str) -> bool:
    """Whether an address names more than a host."""
    parts = split_http(with_scheme(url))
    return parts is not None and parts.path.strip("/") != ""


def target_key(url: str) -> str:
    """The same for addresses that differ in scheme, `www.`, usual port, last slash or fragment only."""
    parts = split_http(with_scheme(url))
    if parts is None:
        return url.strip()
    return parts.twin + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def readable(url: str) -> str:
    """An address as people read it: without its scheme, and of a very long one the beginning and the end."""
    bare = url.removeprefix("https://").removeprefix("http://")
    return bare if len(bare) <= MOST_READ else f"{bare[: MOST_READ - 21]}…{bare[-20:]}"


def safe_href(url: str) -> str:
    """The http address that may stand behind a link; empty for anything else."""
    absolute = with_scheme(url)
    if split_http(absolute) is None:
        return ""
    return re.sub(r"[<>\"'`]", lambda sign: quote(sign[0]), absolute)


def target_of(typed: str) -> str:
    """The address behind words to click on; empty where it is not of the web, or a file (`index.php`)."""
    host = re.split("[/?#:]", typed.strip(), maxsplit=1)[0].lower()
    is_file = FILES.fullmatch(host.rpartition(".")[2]) and not host.startswith("www.")
    return "" if is_file else safe_href(typed)


@dataclass(frozen=True)
class Found:
    """A bare link in the shape that markdown-it asks for."""

    schema: str
    index: int
    last_index: int
    raw: str
    text: str
    url: str


class LinkFinder(LinkifyIt):  # type: ignore[misc]
    """linkify-it, asked for words that may be a link, and believed where one is meant."""

    def pretest(self, text: str) -> bool:
        """Whether it is worth to look at all."""
        return CANDIDATE.search(text) is not None

    def test(self, text: str) -> bool:
        """The same, for `match` costs as little."""
        return self.pretest(text)

    def match(self, text: str) -> list[Found] | None:
        """The bare links of a text; None where it has none."""
        if not self.pretest(text):
            return None
        return [found for word in STRETCH.finditer(text) for found in self._within(word)] or None

    def _on_compile(self) -> None:
        """At most ten names before the ending of a host: for more, the time grows with their square."""
        for key in ("tpl_link_no_ip_fuzzy", "tpl_email_fuzzy"):
            self.re[key] = self.re[key].replace(r")\.)+(?:%TLDS%", r")\.){1,10}(?:%TLDS%")

    def _within(self, word: re.Match[str]) -> Iterator[Found]:
        if self.pretest(word[0]):
            bare = word[0].lstrip("_*")
            for match in super().match(bare.rstrip("_*")) or ():  # without Markdown's emphasis
                found = _meant(match, word.end() - len(bare))
                if found:
                    yield found


def _meant(match: Match, offset: int) -> Found | None:
    """The match where it is a link to the web, without the signs that belong to the sentence around it."""
    raw = match.raw.rstrip(AFTER)
    if match.schema not in ("", "http:", "https:") or not safe_href(raw):
        return None
    if not match.schema and not _is_website(raw):
        return None
    start = match.index + offset
    return Found(match.schema, start, start + len(raw), raw, raw, with_scheme(raw))


def _is_website(raw: str) -> bool:
    """Whether what has no scheme is an address, and not a sentence where the space is missing."""
    host, *path = re.split("[/?#]", raw, maxsplit=1)
    name = host.partition(":")[0]
    ending = name.rpartition(".")[2]
    if name.lower().startswith("www.") and name.count(".") > 1:
        return True
    if not (ending.islower() or ending.lower() == "com" or (name.isupper() and ending != "NET")):
        return False  # "fin.La suite", "ASP.NET"
    if path:
        return not FILES.fullmatch(ending.lower())
    else:
        return ENDINGS.fullmatch(ending.lower()) is not None


def _labelled(text: str, readable: str) -> Iterator[Link]:
    """Links with words to click on; of two in each other the outer one."""
    end = 0
    for typed in labelled(readable):
        url = target_of(typed.url) if typed.start >= end else ""
        if url:
            end = typed.end
            yield Link(
                url=url,
                quote=text[typed.start : end],
                host=host_of(url),
                label=text[slice(*typed.label)],
                start=typed.start,
                way=typed.way,
                is_shown=is_shown(text, typed.start),
            )


FINDER = LinkFinder({"ftp:": None, "//": None})
FINDER.tlds([r"xn--[a-z0-9-]{1,59}", r"[^\W\d_]{2,24}"])
