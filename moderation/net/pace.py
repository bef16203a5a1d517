"""How soon a host may be visited again."""

import time
from collections.abc import Callable

GAP = 2.0
"""Seconds between two visits to the same host."""


class Pace:
    """Remembers whom a worker has visited just now; a visit is a look, and what is said there.

    `wait` waits so many seconds, and says whether the worker is to end.
    """

    def __init__(
        self, wait: Callable[[float], object] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._wait = wait
        self._clock = clock
        self._visited: dict[str, float] = {}

    def turn(self, host: str) -> bool:
        """Return when the host may be visited, which is noted; False where the worker is to end before."""
        rest = self._rest(host)
        if rest > 0 and self._wait(rest):
            return False
        self.note(host)
        return True

    def resting(self) -> list[str]:
        """The hosts that were visited just now."""
        self._visited = {host: at for host, at in self._visited.items() if self._rest(host) > 0}
        return sorted(self._visited)

    def note(self, host: str) -> None:
        """Say that a host was visited now."""
        if host:
            self._visited[host] = self._clock()

    def _rest(self, host: str) -> float:
        last = self._visited.get(host)
        return max(0.0, last + GAP - self._clock()) if last is not None else 0.0
