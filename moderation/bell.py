"""The bell: says that there is work in the background. It carries nothing; rows say what the work is."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def hang(listener: Callable[[], None]) -> None:
    """Let the bell call somebody, once however often it is hung."""
    if listener not in _listeners:
        _listeners.append(listener)


def ring() -> None:
    """Call whoever listens. For after the commit: a row that is not yet written is no work."""
    for listener in _listeners:
        listener()
