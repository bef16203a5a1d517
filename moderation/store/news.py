"""What happened since somebody looked: what came in on a site, and what made comments what they are now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import Session

from moderation.store.comments import Comment
from moderation.store.events import Event
from moderation.words import Actor, Status


def arrivals(
    session: Session, site_id: int, *, after: int, most: int, but: Actor, into: Status | None
) -> list[tuple[int, bool]]:
    """The comments of a site that came in after this event, or back into a status, save by oneself.

    The newest first; each with whether it came in. Where every status is listed, nothing comes back.
    """
    own = and_(Event.actor_kind == but.kind, Event.actor_id == but.id, Event.actor_id.is_not(None))
    came = select(Event.comment_id, Event.action).where(Event.site_id == site_id, Event.number > after)
    is_wanted = Event.action == "received"
    if into is not None:
        is_wanted = or_(is_wanted, and_(Event.after == into, Event.before != into))
    came = came.where(is_wanted, Event.comment_id.is_not(None), not_(own)).order_by(Event.number.desc())
    return [
        (comment_id or 0, action == "received") for comment_id, action in session.execute(came.limit(most))
    ]


def versions(session: Session, comment_ids: Sequence[int], site_ids: Sequence[int]) -> dict[int, int]:
    """The present versions of those comments that stand on these sites."""
    found = select(Comment.id, Comment.version)
    found = found.where(Comment.id.in_(comment_ids), Comment.site_id.in_(site_ids))
    return dict(session.execute(found).all())


def deciding(session: Session, comment_ids: Sequence[int]) -> list[Event]:
    """The events by which these comments stand where they do: the last turn, and the decision that stands."""
    made = select(Event).join(Comment, Comment.id == Event.comment_id).where(Comment.id.in_(comment_ids))
    turns = Event.turn.in_((Comment.version, Comment.decision))
    return list(session.scalars(made.where(turns, Event.action != "received").order_by(Event.id)))


def changes(
    session: Session, site_id: int, *, after: int, since: datetime, but: Actor, began: datetime, act: int
) -> Sequence[tuple[int, Status | None, dict[str, Any]]]:
    """What people made of comments after this event and this moment, in order.

    Not what one did oneself before an act of one's own `began`, nor what that `act` has done. Each is a
    comment, the status that it had before, None where that stayed, and what an undo gives back.
    """
    one_id = Event.actor_id == but.id if but.id is not None else Event.actor_id.is_(None)
    own = and_(Event.actor_kind == but.kind, one_id, Event.actor_name == but.name, Event.at <= began)
    made = select(Event.comment_id, Event.before, Event.back).where(Event.site_id == site_id)
    made = made.where(Event.number > after, Event.at > since, Event.comment_id.is_not(None), not_(own))
    made = made.where(or_(Event.bulk_id.is_(None), Event.bulk_id != act))
    made = made.where(Event.action.not_in(("received", "note"))).order_by(Event.number)
    return [(comment_id or 0, before, back) for comment_id, before, back in session.execute(made)]
