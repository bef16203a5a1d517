"""Servers of strangers: each connection is handed to whatever a test wants it to meet."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Meet = Callable[[socket.socket, bytes], None]
"""What a connection meets: it, and the head of the request that came by it."""


@dataclass
class Strange:
    """A server on loopback, and the heads of the requests that it got."""

    host: str
    port: int
    heads: list[str] = field(default_factory=list)
    n_connections: int = 0

    def url(self, path: str = "/", host: str = "") -> str:
        """An address there."""
        return f"http://{host or self.host}:{self.port}{path}"


@contextmanager
def strange(meet: Meet, host: str = "127.0.0.1") -> Iterator[Strange]:
    """A server that does with each connection what it is told to."""
    with socket.create_server((host, 0)) as listening:
        server = Strange(host, listening.getsockname()[1])

        def serve(connection: socket.socket) -> None:
            # Whoever visits hangs up when it has had enough.
            with connection, suppress(OSError):
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    head += piece
                server.heads.append(head.decode("latin-1"))
                meet(connection, head)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    server.n_connections += 1
                    threading.Thread(target=serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", type: str = "text/html") -> bytes:
    """An answer as it goes over the line."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {type}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def says(*pieces: bytes) -> Meet:
    """Sends this, in these pieces."""

    def meet(connection: socket.socket, head: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return meet


def sends_to(location: str, status: str = "302 Found") -> Meet:
    """Leads elsewhere."""
    return says(answer(b"", f"Location: {location}", status=status))
