"""What is remembered here of the author of a comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from moderation.domain.surround import Near, near
from moderation.store import neighbours, tallies
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.words import Status

LATEST = 5
NEWEST_IN_NET = 200


@dataclass(frozen=True, kw_only=True)
class Past:
    """The author's other comments on this site, by name and e-mail (a mention's: by its title)."""

    first_at: datetime
    counts: Mapping[Status, int]
    """How many others stand in each status."""
    latest: list[Near]
    other_names: list[str]
    """Under which names else the newest comments came from the same address."""

    @property
    def is_new(self) -> bool:
        """Whether this is the first that is known of this author."""
        return not any(self.counts.values())


def past(session: Session, comment: Comment) -> Past:
    """What an author did here before and since; four statements."""
    return Past(
        first_at=neighbours.first_of_author(session, comment),
        counts=_counts(session, comment),
        latest=[near(row) for row in neighbours.others_of_author(session, comment, LATEST)],
        other_names=_other_names(session, comment),
    )


def _counts(session: Session, comment: Comment) -> dict[Status, int]:
    own = (tallies.AUTHOR, comment.author_key.hex())
    kept = tallies.read(session, comment.site_id, [own])
    counts = {status: kept.get((comment.site_id, *own, status), (0, None))[0] for status in Status}
    counts[comment.status] -= 1
    return counts


def _other_names(session: Session, comment: Comment) -> list[str]:
    if not comment.author_ip:
        return []
    known = neighbours.names_in_net(session, comment, NEWEST_IN_NET)
    others = {
        name: None
        for ip, name, key in known
        if ip == comment.author_ip and key != comment.author_key and name
    }
    return sorted(others)
