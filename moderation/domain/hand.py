"""A process that takes its share of a trial: told in lines of JSON what to do, it answers in such lines.

First the database and the two books, then a piece at a time. It says that it is ready before each.
"""

import json
import os
import sys
from contextlib import suppress

from moderation.domain import replay
from moderation.domain.replay import Asked
from moderation.store.db import reading_at
from moderation.store.replays import Span

CALM = 5
"""The web server goes first where both want the same core."""


def main() -> None:
    """Work until nothing more comes in."""
    os.nice(CALM)
    first = json.loads(sys.stdin.readline())
    asked = Asked(**first["asked"])
    with reading_at(first["url"]) as opened:
        with opened() as session:
            again = replay.made_ready(session, asked)
        _say("ready")
        for line in sys.stdin:
            after, until = json.loads(line)
            with opened() as session:
                found = replay.piece(session, asked.site_id, Span(after=after, until=until), again)
            _say(found.as_json())
            _say("ready")


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # whoever asked is gone
        main()
