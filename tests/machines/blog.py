"""A blog on loopback whose pages a test writes, changes and takes down."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.machines.strange import Strange, answer, strange


@dataclass
class Blog:
    """The pages of a blog by their paths, as they go over the line; any other path is a 404."""

    server: Strange
    pages: dict[str, bytes] = field(default_factory=dict)

    def url(self, path: str = "/") -> str:
        """The address of a page."""
        return self.server.url(path)

    def page(
        self,
        path: str,
        body: str | bytes = "",
        *headers: str,
        status: str = "200 OK",
        type: str = "text/html; charset=utf-8",
    ) -> str:
        """Write a page, or write it anew; its address."""
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = answer(raw, *headers, status=status, type=type)
        return self.url(path)

    def links(
        self, path: str, target: str, words: str = "what Isabelle wrote", title: str = "My notes"
    ) -> str:
        """Write an ordinary page with one link; its address."""
        text = f"I came back to <a href='{target}'>{words}</a> more than once this spring."
        return self.page(path, f"<title>{title}</title><p>{text}</p>")

    def gone(self, path: str, status: str = "410 Gone") -> None:
        """Take a page down."""
        self.page(path, "gone", status=status)

    @property
    def visits(self) -> list[str]:
        """The paths that somebody asked for, in order."""
        return [head.split(" ")[1] for head in self.server.heads]


@contextmanager
def blogging() -> Iterator[Blog]:
    """A blog without a page."""
    blog: list[Blog] = []

    def meet(connection: socket.socket, head: bytes) -> None:
        path = head.split(b" ")[1].decode("latin-1")
        missing = answer(b"no such page", status="404 Not Found")
        connection.sendall(blog[0].pages.get(path, missing))

    with strange(meet) as server:
        blog.append(Blog(server))
        yield blog[0]
