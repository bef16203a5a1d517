"""How long a piece of work takes by itself, however busy the machine is."""

from collections.abc import Callable
from time import thread_time

TRIES = 3


def seconds(work: Callable[[], object], *, bar: float) -> float:
    """Seconds of this thread's own time, the first below the bar or the least of a few tries.

    A machine whose cores others share takes longer now and then for the same work, never shorter;
    what is slow by its own fault is slow each time.
    """
    taken: list[float] = []
    while len(taken) < TRIES and (not taken or taken[-1] >= bar):
        began = thread_time()
        work()
        taken.append(thread_time() - began)
    return min(taken)
