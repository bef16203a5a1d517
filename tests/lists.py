"""Lines on the lists of the site's rules, and comments in which they were found."""

from typing import Any

from moderation.domain import follow, lists
from moderation.domain.allow import Viewer
from moderation.domain.lists import Added
from moderation.rules.lines import every
from moderation.store.comments import Comment
from moderation.store.db import writing
from moderation.words import Signal
from tests.factories import make_comment, owner, reload, tick

WORDS = "blocked_words.words"


def put(*typed: str, name: str = WORDS, why: str = "", by: Viewer | None = None) -> Added:
    """What becomes of lines that an owner puts on a list."""
    who, sifted = by or owner(), lists.sifted(every()[name], typed)
    with writing() as session:
        return lists.add(session, who, "potager", name, sifted.good, why=why, now=tick())


def found_by(*typed: str, rule: str = "blocked_words", **given: Any) -> Comment:
    """A comment in which these lines of a rule were found."""
    comment = make_comment(**given)
    signal = Signal(rule=rule, points=0, why="Holds words of your list").with_lines(typed)
    with writing() as session:
        row = session.get_one(Comment, comment.id)
        follow.tally(session, row, -1, tick())
        row.signals = [*row.signals, signal.as_json()]
        session.flush()
        follow.tally(session, row, +1, tick())
    return reload(comment)
