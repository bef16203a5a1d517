"""Ports of this machine."""

import socket
from contextlib import closing


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. Asked before the server starts, which would share a busy port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
