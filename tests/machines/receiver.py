"""Blogs on loopback that take mentions: their pages, what their endpoints answer, and what came to them."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.machines.strange import Strange, answer, strange

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
SUCCESS = "<methodResponse><params><param><value>Thanks</value></param></params></methodResponse>"


@dataclass
class Receiver:
    """A blog: what stands at each path, one answer after the other; the last one stays."""

    server: Strange
    answers: dict[str, list[bytes]] = field(default_factory=dict)
    posts: list[tuple[str, bytes]] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        """An address there."""
        return self.server.url(path)

    def page(
        self, path: str, body: str = "", *headers: str, status: str = "200 OK", type: str = "text/html"
    ) -> str:
        """Let a page, or an endpoint, answer so; its address."""
        self.answers[path] = [answer(body.encode(), *headers, status=status, type=type)]
        return self.url(path)

    def then(self, path: str, body: str = "", *headers: str, status: str = "200 OK") -> None:
        """Let it answer so after that."""
        self.answers[path].append(answer(body.encode(), *headers, status=status))

    def takes_webmentions(self, path: str = "/post", status: str = "202 Accepted") -> str:
        """A page that announces its own endpoint; its address."""
        self.page("/webmention", status=status)
        return self.page(path, "<link rel=webmention href=/webmention><p>Soup.</p>")

    def takes_pingbacks(self, path: str = "/post", body: str = SUCCESS) -> str:
        """A page that announces its own endpoint; its address."""
        self.page("/xmlrpc", body, type="text/xml")
        return self.page(path, "<p>Soup.</p>", f"X-Pingback: {self.url('/xmlrpc')}")

    @property
    def visits(self) -> list[str]:
        """What was asked, in order: method and path."""
        return [" ".join(head.split(" ")[:2]) for head in self.server.heads]

    @property
    def told(self) -> list[dict[str, str]]:
        """The forms that came."""
        return [dict(parse_qsl(body.decode())) for _, body in self.posts]


@contextmanager
def receiving(host: str = "127.0.0.1") -> Iterator[Receiver]:
    """A blog without a page, on an address of loopback."""
    blog: list[Receiver] = []

    def meet(connection: socket.socket, head: bytes) -> None:
        method, path = head.decode("latin-1").split(" ")[:2]
        path = path.partition("?")[0] if path not in blog[0].answers else path
        if method == "POST":
            blog[0].posts.append((path, _body(connection, head)))
        queue = blog[0].answers.get(path, [answer(b"nothing", status="404 Not Found")])
        connection.sendall(queue.pop(0) if len(queue) > 1 else queue[0])

    with strange(meet, host) as server:
        blog.append(Receiver(server))
        yield blog[0]


def fault(code: int) -> str:
    """A fault as pingback servers answer it."""
    return (
        "<?xml version='1.0'?><methodResponse><fault><value><struct>"
        f"<member><name>faultCode</name><value><int>{code}</int></value></member>"
        "<member><name>faultString</name><value><string>no</string></value></member>"
        "</struct></value></fault></methodResponse>"
    )


def _body(connection: socket.socket, head: bytes) -> bytes:
    length = LENGTH.search(head)
    body = head.partition(b"\r\n\r\n")[2]
    while length and len(body) < int(length[1]):
        body += connection.recv(4096)
    return body
