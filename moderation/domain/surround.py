"""The thread around a comment, as far as a moderator needs it to understand the comment."""

from dataclasses import dataclass
from datetime import datetime

from moderation.store import neighbours
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.neighbours import Neighbour
from moderation.text.clean import calm
from moderation.text.quote import excerpt
from moderation.words import Status

ABOVE = 6
BESIDE = 2
BELOW = 5


@dataclass(frozen=True, kw_only=True)
class Near:
    """Another comment in one line."""

    id: int
    number: int | None
    name: str
    status: Status
    excerpt: str
    at: datetime
    is_erased: bool


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around a comment, each list in the order of the thread.

    What it answers and its replies are of any status; beside it stands what readers see. `n_skipped`
    are left out below the first of `above`, `more_below` says that there are further replies.
    """

    above: list[Near]
    n_skipped: int
    before: list[Near]
    after: list[Near]
    below: list[Near]
    more_below: bool


def around(session: Session, comment: Comment) -> Around:
    """The thread around a comment: five statements at most, in a thread of any size. A mention has none."""
    if comment.kind.is_mention:
        return Around(above=[], n_skipped=0, before=[], after=[], below=[], more_below=False)
    above = _above(session, comment)
    skipped = above[1].depth - above[0].depth - 1 if len(above) > 1 else 0
    below = neighbours.replies(session, comment.id, BELOW + 1)
    return Around(
        above=[near(row) for row in above],
        n_skipped=skipped,
        before=[near(row) for row in reversed(neighbours.before(session, comment, BESIDE))],
        after=[near(row) for row in neighbours.after(session, comment, BESIDE)],
        below=[near(row) for row in below[:BELOW]],
        more_below=len(below) > BELOW,
    )


def near(row: Neighbour) -> Near:
    """A row as one line."""
    return Near(
        id=row.id,
        number=row.number,
        name=excerpt(row.name, 60),
        status=row.status,
        excerpt=excerpt(calm(row.text), 90),
        at=row.posted_at,
        is_erased=row.erased_at is not None,
    )


def _above(session: Session, comment: Comment) -> list[Neighbour]:
    """What it answers, from the root on; of a deep branch the root and the nearest."""
    if comment.parent_id is None:
        return []
    chain = list(neighbours.above(session, comment.parent_id, ABOVE))[::-1]
    if comment.root_id is not None and chain[0].id != comment.root_id:
        chain.insert(0, neighbours.by_id(session, comment.root_id))
    return chain
