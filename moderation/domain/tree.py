"""A page's comments as a tree of what readers see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from moderation.store.comments import Comment
from moderation.text import clean
from moderation.text.links import host_of
from moderation.words import ActorKind, Status

INDENTED = 4
"""How deep replies are indented; deeper ones stand at that depth and say whom they answer."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One comment of the thread. Without `html` it is no longer shown, but what answers it is."""

    id: int
    number: int | None
    name: str
    website: str
    html: str
    posted_at: datetime
    by_author: bool
    likes: int
    is_liked: bool
    is_erased: bool
    """Deleted for good: its place is kept, with its number."""
    is_held: bool
    """The visitor's own comment, which still waits; nobody else sees it."""
    source: str
    """Where an answer from elsewhere was written; empty for comments."""
    host: str
    answers: "Shown | None"
    """Whom it answers, where it stands beside instead of below that comment."""
    replies: list["Shown"] = field(default_factory=list)


def grown(rows: Iterable[Comment], liked: set[int], own: int | None) -> list[Shown]:
    """Rows as a tree in reading order; a branch in which nothing is shown is left out."""
    ordered = sorted(rows, key=lambda row: (row.depth, row.posted_at, row.id))
    shown: dict[int, Shown] = {}
    levels: dict[int, list[Shown]] = {}
    top: list[Shown] = []
    for row in ordered:
        parent = shown.get(row.parent_id or 0)
        above = levels.get(row.parent_id or 0)
        beside = above is not None and row.depth > INDENTED
        here = _shown(row, liked, own, answers=parent if beside else None)
        siblings = top if parent is None else above if beside and above is not None else parent.replies
        siblings.append(here)
        shown[row.id], levels[row.id] = here, siblings
    return _with_something(top)


def find(branch: Iterable[Shown], comment_id: str | None) -> Shown | None:
    """The comment with this id among those shown; None where there is none."""
    for item in branch:
        if str(item.id) == comment_id and item.number is not None and item.html:
            return item
        below = find(item.replies, comment_id)
        if below is not None:
            return below
    return None


def _shown(row: Comment, liked: set[int], own: int | None, *, answers: Shown | None) -> Shown:
    # Whom rules put aside is told what everybody is told whose comment waits.
    is_aside = row.status is Status.REJECTED and row.decided_kind is ActorKind.RULES
    is_held = row.id == own and (is_aside or row.status in (Status.PENDING, Status.SPAM))
    is_open = is_held or row.status is Status.APPROVED
    is_erased = row.erased_at is not None
    return Shown(
        id=row.id,
        number=row.number if row.status is Status.APPROVED or is_erased else None,
        name=clean.calm_line(row.name) if is_open else "",
        website=row.website if is_open else "",
        html=html_of(row) if is_open else "",
        posted_at=row.posted_at,
        by_author=is_open and row.member_id is not None,
        likes=row.likes,
        is_liked=row.id in liked,
        is_erased=is_erased,
        is_held=is_held,
        source=row.source if is_open else "",
        host=host_of(row.source) if is_open else "",
        answers=answers,
    )


def _with_something(branch: list[Shown]) -> list[Shown]:
    """What is shown of a branch, and what is answered by it, below or beside."""
    kept: list[Shown] = []
    answered: set[int] = set()
    for item in reversed(branch):  # what answers stands after what it answers
        item.replies[:] = _with_something(item.replies)
        if item.html or item.replies or item.id in answered:
            kept.append(item)
            if item.answers is not None:
                answered.add(item.answers.id)
    return sorted(kept, key=lambda item: (item.posted_at, item.id))


def html_of(row: Comment) -> str:
    """The cleaned HTML beside the text, made again where an older cleaner made it."""
    return row.html if row.html_version == clean.VERSION else clean.to_html(row.text)
