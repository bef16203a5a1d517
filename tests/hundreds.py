"""Hundreds of comments for tests, kept at once with all that follows from the coming in of each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from moderation.domain import follow, know, submit, turn
from moderation.domain.alike import family_of
from moderation.store import comments, events, search
from moderation.store.comments import Comment, Knowledge
from moderation.store.db import Session, writing
from moderation.store.reasons import Reason
from moderation.store.sites import Site
from moderation.text import clean
from moderation.text.fold import text_key
from moderation.text.links import host_of
from moderation.words import RULES, Status, Submission
from tests.factories import story, submission, the_site


def make_hundreds(n: int, site: Site | None = None, *, lines: int = 0, **given: Any) -> list[Comment]:
    """So many comments that wait, by as many people: the first comes in, and the others are kept like it.

    With `lines`, each tells a story of so many.
    """
    on = site or the_site()
    told = [{"text": story(each, lines)} if lines else {} for each in range(n)]
    first, *others = [submit.storable(on, submission(on, **given, **text)) for text in told]
    with writing() as session:
        comment = submit.submit(session, on, first).comment
        assert comment.status is Status.PENDING
        return [comment, *_kept_like(session, on, comment, others)]


def _kept_like(session: Session, site: Site, first: Comment, others: Sequence[Submission]) -> list[Comment]:
    columns = [column.key for column in Comment.__mapper__.column_attrs if column.key != "id"]
    like = {name: getattr(first, name) for name in columns}
    new = insert(Comment).returning(Comment, sort_by_parameter_order=True)
    rows = [like | _own(session, each) for each in others]
    made = list(session.scalars(new, rows)) if rows else []
    for comment in made:
        search.keep(session, comment.id, site.id, turn.found_by(comment))
        follow.tally(session, comment, +1, comment.received_at)
        at = comment.received_at
        events.note(session, follow.line(comment, "received", by=RULES, at=at, before=None, together=""))
    _keep(session, Knowledge, _facts(session, site, first, made, others))
    _keep(session, Reason, _reasons(made))
    return made


def _own(session: Session, said: Submission) -> dict[str, Any]:
    """What one comment has and no other."""
    return {
        "origin": said.origin,
        "name": said.author.name,
        "email": said.author.email,
        "author_key": know.author_key(session, said),
        "text": said.text,
        "text_key": text_key(said.text),
        "family": family_of(said.text),
        "html": clean.to_html(said.text),
        "posted_at": said.posted_at,
        "received_at": said.received_at,
    }


def _facts(
    session: Session, site: Site, first: Comment, made: Sequence[Comment], said: Sequence[Submission]
) -> list[dict[str, Any]]:
    facts, hosts = comments.facts_of(session, first.id), [host_of(url) for url in (site.url, *site.aliases)]
    return [
        {"comment_id": comment.id, "facts": facts | {"marks": list(know.marks_of(session, each, hosts))}}
        for comment, each in zip(made, said, strict=True)
    ]


def _reasons(made: Sequence[Comment]) -> list[dict[str, Any]]:
    columns = ("site_id", "status", "received_at")
    return [
        {"comment_id": comment.id, "rule": rule, **{name: getattr(comment, name) for name in columns}}
        for comment in made
        for rule in sorted(set(follow.against(comment)))
    ]


def _keep(session: Session, table: type[Knowledge | Reason], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)
