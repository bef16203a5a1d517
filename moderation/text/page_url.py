"""How the address of a page is written, so that one page is found under all its ways to write it."""

import re
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from moderation.text.http_url import HttpUrl, split_http

LONGEST = 2048
# What mails, networks and WordPress's reply links add to an address without naming another page.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid"
    r"|mkt_tok|ref_src|ref_url|_ga|_gl|_hsenc|_hsmi|vero_id|oly_(?:anon|enc)_id|xtor|at_(?:medium|campaign)|replytocom",
    re.IGNORECASE,
)
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
IN_PATH = "/:@!$&'()*+,;=%"
IN_QUERY = IN_PATH + "?"


@lru_cache(maxsize=1024)
def normal_page_url(url: str) -> str:
    """The address as it is stored: without port, fragment, tracking and last slash where they say nothing.

    ValueError with a sentence where it is no http address, has a user in it, or is too long.
    """
    parts = _parts(url)
    return _within_length(f"{parts.scheme}://{parts.authority}{_place(parts)}")


def page_key(url: str) -> str:
    """The same for an address and its twins: http and https, with and without `www.`.

    ValueError as in `normal_page_url`.
    """
    parts = _parts(url)
    return _within_length(parts.twin + _place(parts))


def is_under(url: str, base: str) -> bool:
    """Whether an address lies under a base address: same host or its twin, and at or below its path."""
    try:
        page, root = _parts(url), _parts(base)
    except ValueError:
        return False
    below = _path(root.path).rstrip("/") + "/"
    return page.twin == root.twin and f"{_path(page.path)}/".startswith(below)


def _parts(url: str) -> HttpUrl:
    parts = split_http(_within_length(url.strip()).replace(" ", "%20"))
    if parts is None:
        raise ValueError("The address must begin with http:// or https:// and name a host.")
    if parts.has_user:
        raise ValueError("The address must not hold a user name.")
    return parts


def _within_length(url: str) -> str:
    if len(url) > LONGEST:
        raise ValueError(f"The address must not be longer than {LONGEST} characters.")
    return url


def exact_place(parts: HttpUrl) -> str:
    """An address's place on its host, the same for what browsers send alike (`é` and `%C3%A9`, `a/../b`)."""
    path = _path(parts.path)
    slash = "/" if parts.path.endswith("/") and path != "/" else ""
    query = _encoded(parts.query, IN_QUERY)
    return path + slash + (f"?{query}" if query else "")


def _place(parts: HttpUrl) -> str:
    """The page's place on its host."""
    return _path(parts.path) + _query(parts.query)


def _path(path: str) -> str:
    """The path without `.` and `..` (RFC 3986, section 5.2.4) and last slash."""
    kept: list[str] = []
    for segment in _encoded(path, IN_PATH).split("/")[1:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept).strip("/")


def _query(query: str) -> str:
    pairs = _encoded(query, IN_QUERY).split("&")
    kept = [pair for pair in pairs if pair and not TRACKING.fullmatch(pair.partition("=")[0])]
    return f"?{'&'.join(kept)}" if kept else ""


def _encoded(text: str, kept: str) -> str:
    """Percent-encoded only where it must be, in capitals (RFC 3986, section 6.2.2)."""
    calm = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(text, safe=kept))
    return re.sub(r"%[0-9A-Fa-f]{2}", _plain_if_unreserved, calm)


def _plain_if_unreserved(match: re.Match[str]) -> str:
    char = unquote_to_bytes(match[0]).decode("latin-1")
    return char if UNRESERVED.fullmatch(char) else match[0].upper()
