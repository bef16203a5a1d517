"""Goes through the pieces of a trial, with other processes that take their share where there are many."""

import json
import logging
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import moderation
from moderation.domain import replay
from moderation.domain.comparison import Comparison
from moderation.domain.replay import Asked
from moderation.store.db import Session
from moderation.store.replays import Span

log = logging.getLogger(__name__)

WORTH_IT = 6
"""For fewer pieces than this another process would hardly have begun before all is done."""
MOST_HANDS = 7

Opened = Callable[[], AbstractContextManager[Session]]
Result = Comparison | Span
"""What came of a piece, or a piece that a process has left undone."""


def run(asked: Asked, spans: Sequence[Span], opened: Opened, url: str) -> Generator[Comparison, None, None]:
    """What comes of each piece, in the order in which they get done; whoever stops early stops the others.

    `opened` opens the database here, `url` names it to the others.
    """
    with opened() as session:
        again = replay.made_ready(session, asked)
    todo, results = deque(spans), SimpleQueue[Result]()
    with _hands(asked, url, todo, results):
        for _ in spans:
            result = _next(todo, results)
            if isinstance(result, Span):
                with opened() as session:
                    result = replay.piece(session, asked.site_id, result, again)
            yield result


def _next(todo: deque[Span], results: SimpleQueue[Result]) -> Result:
    """What another process has done, else a piece to do here; waits only where the others have the rest."""
    if results.empty():
        try:
            return todo.popleft()
        except IndexError:
            pass
    return results.get()


@contextmanager
def _hands(asked: Asked, url: str, todo: deque[Span], results: SimpleQueue[Result]) -> Iterator[None]:
    """The other processes, one for each core but ours, as long as this is open."""
    n = min(_cores() - 1, len(todo) // WORTH_IT, MOST_HANDS)
    with ExitStack() as open_hands:
        for _ in range(n):
            open_hands.enter_context(_hand(asked, url, todo, results))
        yield


def _cores() -> int:
    return len(os.sched_getaffinity(0))


@contextmanager
def _hand(asked: Asked, url: str, todo: deque[Span], results: SimpleQueue[Result]) -> Iterator[None]:
    """One process that works at the same pieces (`hand`), and the thread here that speaks with it."""
    home = Path(moderation.__file__).parent.parent
    paths = os.pathsep.join([str(home), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        [sys.executable, "-m", "moderation.domain.hand"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    first = json.dumps({"url": url, "asked": vars(asked)})
    given = (first, process.stdin, process.stdout, todo, results)
    speaker = threading.Thread(target=_speak, args=given, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        process.kill()
        speaker.join()
        process.stdin.close()
        process.stdout.close()
        process.wait()


def _speak(first: str, to: IO[str], back: IO[str], todo: deque[Span], results: SimpleQueue[Result]) -> None:
    """Hand out pieces and take in what comes of them; a piece that comes to nothing is done here."""
    span: Span | None = None
    try:
        _tell(to, first)
        while back.readline():  # whoever is not ready yet takes no piece away from those who are
            span = todo.popleft()
            _tell(to, json.dumps([span.after, span.until]))
            results.put(Comparison.from_json(json.loads(back.readline())))
            span = None
    except IndexError:
        pass
    except (OSError, ValueError):
        log.warning("A process that tried changed rules ended early; its share is done here.")
    if span is not None:
        results.put(span)


def _tell(to: IO[str], what: str) -> None:
    to.write(what + "\n")
    to.flush()
