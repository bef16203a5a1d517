"""The hundreds that other tests begin with are as true as comments that came in one by one."""

from collections import Counter
from typing import Any

from sqlalchemy import select

from moderation.domain import queue
from moderation.domain.filters import Filters
from moderation.store.comments import Comment, Knowledge
from moderation.store.db import Base, reading
from moderation.store.events import Event
from moderation.store.reasons import Reason
from moderation.store.sites import Site
from tests.factories import all_of, make_comment, make_site, moderator
from tests.hundreds import make_hundreds
from tests.ledger import kept, recounted

SHARED = ("status", "kind", "depth", "website", "author_ip", "points", "signals", "because", "flagged")
RULES = {"rules": {"held_words": {"words": ["leeks"]}}}


def rows(table: type[Base], comments: list[Comment]) -> list[Any]:
    """What is kept of these comments in a table, in their order."""
    with reading() as session:
        wanted = select(table).where(table.comment_id.in_([c.id for c in comments]))  # type: ignore[attr-defined]
        return list(session.scalars(wanted.order_by(table.comment_id)))  # type: ignore[attr-defined]


def values(site: Site) -> Counter[tuple[str, str, int]]:
    """The counts of a site, whatever page and author they are of."""
    return Counter((facet, status, n) for (facet, _, status), n in kept(site).items())


def test_hundreds_are_kept_counted_and_logged_like_what_came_in_one_by_one(app):
    one, other = make_site("one", rules=RULES), make_site("other", rules=RULES)
    came = [make_comment(one) for _ in range(5)]
    made = make_hundreds(5, other)
    assert [c.id for c in made] == [c.id for c in all_of(other)]

    for name in SHARED:
        assert [getattr(c, name) for c in made] == [getattr(c, name) for c in came], name
    for table, what in ((Knowledge, "facts"), (Reason, "rule"), (Event, "action"), (Event, "after")):
        assert len(rows(table, made)) == 5
        told = [[getattr(row, what) for row in rows(table, each)] for each in (made, came)]
        if what == "facts":
            told = [[sorted(facts) for facts in each] for each in told]
        assert told[0] == told[1], what
    for column in ("author_key", "text_key", "html", "origin", "received_at", "email", "name"):
        assert len({getattr(c, column) for c in made}) == 5, column
    assert kept(other) == recounted(other)
    assert values(other) == values(one)


def test_each_of_hundreds_is_found_by_its_own_words(app):
    made = make_hundreds(3)

    for comment in made:
        wanted = Filters(q=f'"{comment.text}"')
        with reading() as session:
            assert [c.id for c in queue.read(session, moderator(), wanted).cards] == [comment.id]
