"""Connections to where they were judged to go and nowhere else, which end when their time is over."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpcore
from httpcore import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend

from moderation.net.address import is_public

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, as text. Raises OSError where it has none."""


FIRST_FREE_PORT = 1024
"""Below it live the services that are no web servers; what is sent to them, they may take for commands."""


class ServicePort(Exception):
    """The port is that of another service than the web. Nothing was sent there."""


class PrivateAddress(Exception):
    """The host is, or is also, no host of the open network. Nothing was sent there."""


class Deadline:
    """One moment at which all of a visit is over, however little each of its steps takes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then. Raises httpcore's ReadTimeout when it is past."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise ReadTimeout("the visit took too long")
        return left


class Guard(NetworkBackend):
    """Resolves a host once, judges all of its addresses, and connects to one of those very addresses.

    To check first and let a client resolve again would let a name server change its mind in between.
    """

    def __init__(self, deadline: Deadline, resolve: Resolve, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._allow_private = allow_private

    def connect_tcp(self, host: str, port: int, *_: Any, **options: Any) -> NetworkStream:
        """A connection to a public host. Raises PrivateAddress, ServicePort, or httpcore's errors."""
        addresses = self._addresses(host, port)
        if not self._allow_private and not all(map(is_public, addresses)):
            raise PrivateAddress(host)
        # Judged after the address, so that within nobody learns of a port by how it is refused.
        if port < FIRST_FREE_PORT and port not in (80, 443):
            raise ServicePort(host)
        refused: Exception = ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = SyncBackend().connect_tcp(str(address), port, self._deadline.left())
            except (ConnectError, ConnectTimeout) as error:
                refused = error
            else:
                return Timed(stream, self._deadline)
        raise refused

    def _addresses(self, host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
        found = _within(self._deadline.left(), lambda: self._resolve(host, port))
        # A zone (fe80::1%eth0) says by which interface; what needs one is not public.
        return [ipaddress.ip_address(text.partition("%")[0]) for text in dict.fromkeys(found)]


class Timed(NetworkStream):
    """A connection whose every step has only what is left of the whole time."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        """The same connection, from here on in TLS for the host that was asked for, not for its address."""
        return Timed(
            self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        """What the connection beneath tells of itself."""
        return self._stream.get_extra_info(info)


def system(host: str, port: int) -> Sequence[str]:
    """The addresses of a host as this machine resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for _, _, _, _, address in found]


def _within(seconds: float, ask: Callable[[], Sequence[str]]) -> Sequence[str]:
    """An answer that has only so long: the system's resolver knows no limit of ours."""
    answer: list[Sequence[str]] = []
    failure: list[OSError] = []

    def run() -> None:
        try:
            answer.append(ask())
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that is too long for a name
            failure.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=run, daemon=True, name="resolve")
    thread.start()
    thread.join(seconds)
    if failure:
        raise httpcore.ConnectError(str(failure[0]))
    if not answer:
        raise ConnectTimeout("no answer from the name server in time")
    return answer[0]
