"""Lets somebody look at a mention's source again, because a moderator asks for it."""

from datetime import datetime

from moderation.domain.allow import Viewer
from moderation.errors import Missing
from moderation.store import mentions
from moderation.store.comments import Comment
from moderation.store.db import Session
from moderation.store.mentions import Mention
from moderation.words import N_, Errand


def one(session: Session, viewer: Viewer, mention_id: int) -> Mention:
    """A mention of the viewer's sites. Raises Missing, also where its words were deleted for good."""
    found = mentions.one(session, mention_id, viewer.sites()) if 0 < mention_id < 2**63 else None
    comment = session.get(Comment, found.comment_id) if found is not None and found.comment_id else None
    if found is None or (comment is not None and comment.erased_at is not None):
        raise Missing(N_("There is nothing here, or nothing that you may see."))
    return found


def recheck(session: Session, viewer: Viewer, mention_id: int, *, now: datetime) -> Mention:
    """Have a source looked at now, whatever came of the looks before. Raises Missing.

    What is due already stays so. A sender who announces it once more changes no more than this does.
    """
    row = one(session, viewer, mention_id)
    if row.due_at is None or row.due_at > now:
        row.state, row.tries, row.due_at = Errand.DUE, 0, now
        session.flush()
    return row
