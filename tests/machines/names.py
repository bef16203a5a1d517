"""A name server on loopback that gives another answer each time it is asked, and who asks it."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.message
import dns.query
import dns.rdatatype
import dns.rrset

FOREVER = 30
"""Seconds: longer than any test waits."""


@dataclass(frozen=True)
class Names:
    """A name server, and the names that it was asked for."""

    port: int
    asked: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses that it gives for a host. Raises OSError where it has none."""
        question = dns.message.make_query(host, "A")
        try:
            said = dns.query.udp(question, "127.0.0.1", timeout=FOREVER, port=self.port)
        except dns.exception.DNSException as error:
            raise OSError(str(error)) from error
        return [address.to_text() for found in said.answer for address in found]


@contextmanager
def names(known: dict[str, list[str]]) -> Iterator[Names]:
    """A name server that knows these: of each name the first address at first, then the next."""
    left = {name: list(addresses) for name, addresses in known.items()}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        server = Names(line.getsockname()[1])

        def serve() -> None:
            while True:
                asked, whom = line.recvfrom(4096)
                if not asked:
                    return
                question = dns.message.from_wire(asked)
                name = question.question[0].name.to_text()
                server.asked.append(name)
                said = dns.message.make_response(question)
                mine = left.get(name.rstrip("."), [])
                if mine:
                    address = mine.pop(0) if len(mine) > 1 else mine[0]
                    said.answer.append(dns.rrset.from_text(name, 0, "IN", "A", address))
                line.sendto(said.to_wire(), whom)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ends:
            ends.sendto(b"", line.getsockname())
        thread.join()
