"""An http address cut into its parts: what links and the addresses of pages have in common."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

# What browsers skip or read in another way than we do, so that two readers would see two addresses.
UNFIT = re.compile(
    r"[\s\\\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
SCHEME = re.compile(r"https?://[^/?#]", re.IGNORECASE)
WEBSITE = re.compile(r"(?:[^\W_][\w-]*\.)+[^\W\d_][\w-]+(?::\d{1,5})?(?:[/?#]|$)")
LABEL = r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*|\[[0-9a-f:.]+\]")
USUAL_PORT = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True)
class HttpUrl:
    """The parts of an http address; host in lower case and ASCII, `port` None where it is the usual one."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    has_user: bool

    @property
    def authority(self) -> str:
        """Host and port, as they stand in an address."""
        return f"{self.host}:{self.port}" if self.port is not None else self.host

    @property
    def twin(self) -> str:
        """The same for addresses with and without `www.`."""
        return without_www(self.authority)


@lru_cache(maxsize=1024)
def split_http(url: str) -> HttpUrl | None:
    """The parts of an absolute http or https address; None for anything else and for a broken one."""
    if UNFIT.search(url) or not SCHEME.match(url):
        return None
    try:
        parts = urlsplit(url)
        host, port = _host(parts), parts.port
    except ValueError:
        return None
    if not host:
        return None
    return HttpUrl(
        scheme=parts.scheme,
        host=host,
        port=None if port == USUAL_PORT[parts.scheme] else port,
        path=parts.path,
        query=parts.query,
        has_user="@" in parts.netloc,
    )


def with_scheme(url: str) -> str:
    """The address with `http://` before it where somebody typed a website without (`example.com/x`)."""
    typed = url.strip()
    if typed.startswith("//"):
        return f"http:{typed}"
    return f"http://{typed}" if WEBSITE.match(typed) else typed


def without_www(host: str) -> str:
    """The host without `www.` before it."""
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def _host(parts: SplitResult) -> str:
    """The host as the name system has it (`xn--…`); empty, or ValueError, where no such host can be."""
    name = parts.hostname or ""
    if "[" in parts.netloc:
        host = f"[{name}]"
    else:
        host = name.rstrip(".").encode("idna").decode("ascii").lower()
    return host if HOST.fullmatch(host) and len(host) <= 253 else ""
