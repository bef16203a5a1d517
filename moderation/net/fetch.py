"""Visits to addresses that strangers name: the one place where they are fetched."""

import re
import ssl
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import httpcore
import httpx

from moderation.net.guard import Deadline, Guard, PrivateAddress, Resolve, ServicePort, system
from moderation.text.http_url import split_http

REDIRECTS = frozenset((301, 302, 303, 307, 308))
SAME_METHOD = frozenset((301, 307, 308))
"""What has moved for good, as endpoints do to https, is told where it now stands (RFC 9110, section 15.4)."""
HEARD = ("Location", "Retry-After", "X-Pingback")
NEXT_LINK = re.compile(r",\s*(?=<)")
CHUNK = 64 * 1024
LONGEST_URL = 2048


class Trouble(StrEnum):
    """Why a visit came to nothing, as it is kept and as the desk translates it."""

    BAD_ADDRESS = "bad_address"
    """No http address, one with a user in it, or a port of another service."""
    PRIVATE_ADDRESS = "private_address"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    TOO_BIG = "too_big"
    TOO_MANY_HOPS = "too_many_hops"
    WRONG_TYPE = "wrong_type"
    GARBLED = "garbled"
    """An answer that is no HTTP, or packed in a way that cannot be undone."""


class FetchError(Exception):
    """A visit came to nothing. `at` is the address at which it ended."""

    def __init__(self, trouble: Trouble, at: str) -> None:
        super().__init__(f"{trouble} at {at}")
        self.trouble = trouble
        self.at = at


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How we visit: who we say we are, and what we put up with.

    `agent` is the User-Agent, with an address at which somebody answers for us. `seconds` is for the whole
    visit with all its hops, `most` for the bytes of the body when it is unpacked; one that is longer is
    given up, or cut there if it `cuts`.
    """

    agent: str
    allow_private: bool = False
    seconds: float = 5.0
    most: int = 1024 * 1024
    cuts: bool = False
    hops: int = 5
    resolve: Resolve = system


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What stands at an address. `url` is where redirects led, `type` in lower case without parameters."""

    url: str
    status: int
    type: str
    charset: str
    body: bytes
    links: tuple[tuple[str, str], ...] = ()
    """The Link header: (rel, address as it stands there), in order."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Those of HEARD that the answer has."""
    hops: tuple[str, ...] = ()
    """The addresses that led here, the first one first."""


def get(url: str, manner: Manner, *, accept: str = "*/*", types: tuple[str, ...] = ()) -> Fetched:
    """What stands at an address. The body of an error (4xx, 5xx) is read too.

    `types` are the media types that are worth reading, all where it is empty. Raises FetchError.
    """
    return _visit("GET", url, manner, {"Accept": accept}, None, types)


def post(
    url: str,
    manner: Manner,
    *,
    data: bytes,
    content_type: str,
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """The answer to what is sent to an address. Raises FetchError."""
    return _visit("POST", url, manner, {"Content-Type": content_type, **(headers or {})}, data, ())


def _visit(
    method: str,
    url: str,
    manner: Manner,
    headers: dict[str, str],
    data: bytes | None,
    types: tuple[str, ...],
) -> Fetched:
    guard = Guard(Deadline(manner.seconds), manner.resolve, allow_private=manner.allow_private)
    own = {"User-Agent": manner.agent, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    came: list[str] = []
    while True:
        url = _plain(url)
        with _said_in_our_words(url), _pool(guard) as pool:
            request = httpx.Request(method, url, headers=own, content=data)
            with _answer(pool, request) as response:
                goal = _goal(response)
                if goal is None:
                    return _fetched(response, url, tuple(came), manner, types)
        came.append(url)
        if len(came) > manner.hops:
            raise FetchError(Trouble.TOO_MANY_HOPS, url)
        if method == "POST" and response.status_code not in SAME_METHOD:
            method, data = "GET", None
        url = goal


def _plain(url: str) -> str:
    """The address with its host in the one form that is resolved, and without a fragment."""
    parts = split_http(url.strip()) if len(url) <= LONGEST_URL else None
    if parts is None or parts.has_user:
        raise FetchError(Trouble.BAD_ADDRESS, url[:LONGEST_URL])
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.authority}{parts.path or '/'}{query}"


def _pool(guard: Guard) -> httpcore.ConnectionPool:
    # Nothing of the environment: neither proxies, which would go where they please, nor cookies.
    return httpcore.ConnectionPool(ssl_context=_trust(), network_backend=guard, keepalive_expiry=0)


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


@contextmanager
def _said_in_our_words(url: str) -> Iterator[None]:
    try:
        yield
    except PrivateAddress:
        raise FetchError(Trouble.PRIVATE_ADDRESS, url) from None
    except httpcore.TimeoutException:
        raise FetchError(Trouble.TOO_SLOW, url) from None
    except (httpx.InvalidURL, ServicePort):
        raise FetchError(Trouble.BAD_ADDRESS, url) from None
    except httpcore.NetworkError:
        raise FetchError(Trouble.UNREACHABLE, url) from None
    except (httpcore.ProtocolError, zlib.error):
        raise FetchError(Trouble.GARBLED, url) from None


@contextmanager
def _answer(pool: httpcore.ConnectionPool, request: httpx.Request) -> Iterator[httpx.Response]:
    """The answer to a request, its body not yet read. We ask beneath httpx, which hands on no guard."""
    url = request.url
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    asked = httpcore.Request(request.method, target, headers=request.headers.raw, content=request.content)
    answered = pool.handle_request(asked)
    try:
        body = _Body(answered.iter_stream())
        yield httpx.Response(answered.status, headers=answered.headers, stream=body, request=request)
    finally:
        answered.close()


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they come."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream


def _goal(response: httpx.Response) -> str | None:
    """Where an answer leads to; None where it is the last one."""
    location = response.headers.get("Location", "")
    if response.status_code not in REDIRECTS or not location:
        return None
    return str(response.request.url.join(location))


def _fetched(
    response: httpx.Response, url: str, came: tuple[str, ...], manner: Manner, types: tuple[str, ...]
) -> Fetched:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if types and response.is_success and kind not in types:
        raise FetchError(Trouble.WRONG_TYPE, url)
    return Fetched(
        url=url,
        status=response.status_code,
        type=kind,
        charset=response.charset_encoding or "",
        body=_body(response, url, manner),
        links=_links(response),
        headers={name: response.headers[name] for name in HEARD if name in response.headers},
        hops=came,
    )


def _body(response: httpx.Response, url: str, manner: Manner) -> bytes:
    """The whole body, unpacked; it is given up, or cut, as soon as it is longer than it may be."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed in ("identity", ""):
        pieces: Iterator[bytes] = response.iter_raw()
    elif packed in ("gzip", "x-gzip", "deflate"):
        pieces = _unpacked(response.iter_raw())
    else:
        raise FetchError(Trouble.GARBLED, url)
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > manner.most:
            if manner.cuts:
                break
            raise FetchError(Trouble.TOO_BIG, url)
    return bytes(body[: manner.most])


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What was packed, never more than CHUNK at a time: a few bytes may stand for very many."""
    packer = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for piece in pieces:
        rest = piece
        while rest:
            yield packer.decompress(rest, CHUNK)
            rest = packer.unconsumed_tail
    yield packer.flush(CHUNK)


def _links(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    """The Link header (RFC 8288): each relation by itself."""
    found = []
    values = (value for header in response.headers.get_list("Link") for value in NEXT_LINK.split(header))
    for value in values:
        for link in httpx.Response(200, headers={"Link": value}).links.values():
            found += [(rel.lower(), link.get("url", "")) for rel in link.get("rel", "").split()]
    return tuple(found)
