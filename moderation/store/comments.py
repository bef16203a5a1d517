"""Comments: the rows, and the statements that find and turn them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    UniqueConstraint,
    bindparam,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for
from moderation.words import ActorKind, How, Kind, Status

WORDS = ("name", "email", "website", "author_ip", "author_net", "user_agent", "source", "text", "html")
"""The columns of a comment that hold what its writer said, or tell who that was."""
GROUPS: dict[How | None, str] = {How.LIKE: "likes", How.REPOST: "reposts"}
ELSEWHERE = sql("shown_below > 0 AND kind <> 'comment'")
"""In so many words, for an index of some of the rows is not used for a value that comes later."""
BY_PEOPLE = "{0}decided_kind IN ('member', 'token') AND {0}status <> 'pending' AND {0}erased_at IS NULL"
DECIDED = sql(BY_PEOPLE.format("comment."))
"""What people decided and whose words are there, in so many words as in its index."""
OF_DECIDED = sql(BY_PEOPLE.format(""))
WAITING_KIN = sql("status = 'pending' AND family IS NOT NULL")
"""What the queue folds, likewise."""
MOST_OF_AUTHOR = 200
"""So many of an author's newest comments are looked through for those that people decided."""


class Comment(Base):
    """One contribution to a page."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    root_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    """The comment at the top of its branch; None where that is itself."""
    depth: Mapped[int] = mapped_column(default=0)
    kind: Mapped[Kind]
    status: Mapped[Status]
    number: Mapped[int | None]
    """Its number in the thread, given at first approval and kept for good."""
    shown_below: Mapped[int] = mapped_column(default=0)
    """Of a root: how many of its branch, itself included, are approved. 0 elsewhere."""
    origin: Mapped[str]

    name: Mapped[str]
    email: Mapped[str]
    website: Mapped[str]
    author_ip: Mapped[str]
    author_net: Mapped[str]
    """The address's net (/24, /48), by which a flood is told."""
    user_agent: Mapped[str]
    author_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    """Keyed hash of name and e-mail."""
    member_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    source: Mapped[str]
    how: Mapped[How | None]
    """What a mention's page does with ours; None for comments."""
    text: Mapped[str]
    text_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    """Digest of the folded words, by which the same text is found."""
    family: Mapped[int | None]
    """The same for comments that are alike; None for those of few words (domain/alike.py)."""
    html: Mapped[str]
    html_version: Mapped[int]

    points: Mapped[int]
    signals: Mapped[list[Any]]
    because: Mapped[str]
    flagged: Mapped[bool]
    book_version: Mapped[int]
    judged_by: Mapped[bytes | None] = mapped_column(LargeBinary(8))
    """The digest of the ruling (store/rulings.py) whose signals these are; None where that was not kept."""

    posted_at: Mapped[datetime]
    received_at: Mapped[datetime]
    likes: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    decision: Mapped[int]
    """The turn that stands; an event with this turn can be undone."""
    decided_kind: Mapped[ActorKind | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    """When an owner deleted its words for good; the row keeps its place in the thread."""

    __table_args__ = (
        UniqueConstraint("site_id", "origin"),
        Index("comment_queue", "site_id", "status", "received_at", "id"),
        Index("comment_queue_of_kind", "site_id", "status", "kind", "received_at", "id"),
        Index("comment_queue_of_page", "page_id", "status", "received_at", "id"),
        Index("comment_queue_by_points", "site_id", "status", "points", "id"),
        Index(
            "comment_unseen",
            *("site_id", "received_at", "id"),
            sqlite_where=sql("status = 'spam' AND decided_kind = 'rules'"),
            postgresql_where=sql("status = 'spam' AND decided_kind = 'rules'"),
        ),
        Index(
            "comment_set_aside",
            *("site_id", "received_at", "id"),
            sqlite_where=sql("status = 'rejected' AND decided_kind = 'rules'"),
            postgresql_where=sql("status = 'rejected' AND decided_kind = 'rules'"),
        ),
        Index("comment_decided", "site_id", "id", sqlite_where=OF_DECIDED, postgresql_where=OF_DECIDED),
        Index("comment_of_author", "site_id", "author_key", "received_at", "id"),
        Index("comment_same_text", "site_id", "text_key", "received_at"),
        Index(
            "comment_family",
            *("site_id", "family", "received_at", "id"),
            sqlite_where=WAITING_KIN,
            postgresql_where=WAITING_KIN,
        ),
        Index(
            "comment_family_on_page",
            *("page_id", "family", "received_at", "id"),
            sqlite_where=WAITING_KIN,
            postgresql_where=WAITING_KIN,
        ),
        Index("comment_from_net", "site_id", "author_net", "received_at"),
        Index("comment_from_email", "site_id", "email", "received_at"),
        Index("comment_branch", "root_id", "status"),
        Index("comment_children", "parent_id", "posted_at", "id"),
        Index("comment_of_member", "member_id"),
        Index(
            "comment_roots",
            *("page_id", "kind", "posted_at", "id"),
            sqlite_where=sql("shown_below > 0"),
            postgresql_where=sql("shown_below > 0"),
        ),
        Index(
            "comment_elsewhere",
            *("page_id", "how", "posted_at", "id"),
            sqlite_where=ELSEWHERE,
            postgresql_where=ELSEWHERE,
        ),
    )

    @property
    def is_conversation(self) -> bool:
        """Whether it is said to the readers of the page: a comment, or an answer from elsewhere."""
        return not self.kind.is_mention or self.how is How.REPLY

    @property
    def is_by_people(self) -> bool:
        """Whether a member, or a program with the site's token, decided where it stands."""
        return self.decided_kind not in (None, ActorKind.RULES)

    @property
    def group(self) -> str:
        """With what it is counted in its page's thread: comments, likes, reposts or mentions."""
        if self.is_conversation:
            return "comments"
        return GROUPS.get(self.how, "mentions")


TABLE = Base.metadata.tables[Comment.__tablename__]


class Knowledge(Base):
    """The facts by which a comment was judged, as they were at that moment."""

    __tablename__ = "knowledge"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    facts: Mapped[dict[str, Any]]


def one(session: Session, comment_id: int, sites: Sequence[int]) -> Comment | None:
    """A comment of one of these sites; None is a stranger's, or none."""
    return session.scalar(select(Comment).where(Comment.id == comment_id, Comment.site_id.in_(sites)))


def again(session: Session, comment_id: int) -> Comment:
    """The row as it now is in the database."""
    fresh = select(Comment).where(Comment.id == comment_id).execution_options(populate_existing=True)
    return session.scalars(fresh).one()


def locked(session: Session, comment: Comment) -> Comment:
    """The row as it now is, held with its branch's root until the transaction ends; the root goes first."""
    both = select(Comment).where(Comment.id.in_((comment.root_id or comment.id, comment.id)))
    held = both.order_by(Comment.id).with_for_update(key_share=True)
    return session.scalars(held.execution_options(populate_existing=True)).all()[-1]


def locked_all(session: Session, ids: Sequence[int]) -> dict[int, Comment]:
    """The rows as they now are, held with their branches' roots until the transaction ends, in one order."""
    roots = select(Comment.root_id).where(Comment.id.in_(ids), Comment.root_id.is_not(None)).distinct()
    wanted = set(ids)
    both = select(Comment).where(Comment.id.in_(sorted({*wanted, *session.scalars(roots)})))
    held = both.order_by(Comment.id).with_for_update(key_share=True)
    rows = session.scalars(held.execution_options(populate_existing=True))
    return {row.id: row for row in rows if row.id in wanted}


def by_origin(session: Session, site_id: int, origin: str) -> Comment | None:
    """The comment that a door has handed in under this name before."""
    return session.scalar(select(Comment).where(Comment.site_id == site_id, Comment.origin == origin))


def add(session: Session, values: dict[str, Any], facts: dict[str, Any]) -> int | None:
    """Keep a comment with its facts; None where its origin is there already."""
    new = insert_for(session)(Comment).on_conflict_do_nothing(index_elements=["site_id", "origin"])
    comment_id: int | None = session.scalar(new.returning(Comment.id), values)
    if comment_id is not None:
        session.execute(insert_for(session)(Knowledge), {"comment_id": comment_id, "facts": facts})
    return comment_id


def facts_of_all(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The facts that are kept with many comments."""
    kept = select(Knowledge.comment_id, Knowledge.facts).where(Knowledge.comment_id.in_(ids))
    return {row.comment_id: row.facts for row in session.execute(kept)} if ids else {}


def facts_of(session: Session, comment_id: int) -> dict[str, Any]:
    """The facts that are kept with a comment."""
    kept = session.get(Knowledge, comment_id, populate_existing=True)
    return kept.facts if kept is not None else {}


def turn_if_unchanged(session: Session, comment_id: int, seen: int, values: dict[str, Any]) -> bool:
    """Write a turned status, unless somebody was faster; the version rises."""
    return _written(session, comment_id, seen, values)


def rewrite_if_unchanged(session: Session, comment_id: int, seen: int, values: dict[str, Any]) -> bool:
    """Write other words, unless somebody was faster; the version rises."""
    return _written(session, comment_id, seen, values)


def rewrite(session: Session, comment_id: int, values: dict[str, Any], facts: dict[str, Any]) -> None:
    """Write other words and facts of a comment that is held; the version rises."""
    changed = update(Comment).where(Comment.id == comment_id)
    changed = changed.values(version=Comment.version + 1, **values)
    known = update(Knowledge).where(Knowledge.comment_id == comment_id).values(facts=facts)
    for statement in (changed, known):
        session.execute(statement.execution_options(synchronize_session=False))


def keep_facts(session: Session, comment_id: int, facts: dict[str, Any]) -> None:
    """Keep other facts with a comment."""
    known = update(Knowledge).where(Knowledge.comment_id == comment_id).values(facts=facts)
    session.execute(known.execution_options(synchronize_session=False))


def _written(session: Session, comment_id: int, seen: int, values: dict[str, Any]) -> bool:
    guarded = update(Comment).where(Comment.id == comment_id, Comment.version == seen)
    changed = guarded.values(version=seen + 1, **values).returning(Comment.id)
    return session.scalar(changed.execution_options(synchronize_session=False)) is not None


def erase(session: Session, comment_id: int, *, signals: list[Any], text_key: bytes, at: datetime) -> None:
    """Leave no word of a comment nor of the facts about it; its place, status and points stay."""
    empty = dict.fromkeys(WORDS, "")
    gone = update(Comment).where(Comment.id == comment_id)
    gone = gone.values(**empty, signals=signals, text_key=text_key, family=None, erased_at=at)
    forgotten = update(Knowledge).where(Knowledge.comment_id == comment_id).values(facts={})
    for statement in (gone, forgotten):
        session.execute(statement.execution_options(synchronize_session=False))


def give_number(session: Session, comment_id: int, number: int) -> None:
    """Keep a comment's number in the thread."""
    given = update(Comment).where(Comment.id == comment_id).values(number=number)
    session.execute(given.execution_options(synchronize_session=False))


def show_more_below(session: Session, root_id: int, n: int) -> None:
    """Add `n` to what is approved in a branch; readers' order hangs on it, moderators' version does not."""
    more = update(Comment).where(Comment.id == root_id).values(shown_below=Comment.shown_below + n)
    session.execute(more.execution_options(synchronize_session=False))


def turn_all(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write many turned statuses, each row the comment's `id`, the version `seen` and the new values.

    For comments that are held: nobody can have been faster.
    """
    names = rows[0].keys() - {"id", "seen"}
    guarded = update(TABLE).where(TABLE.c.id == bindparam("_id"), TABLE.c.version == bindparam("_seen"))
    changed = guarded.values(version=TABLE.c.version + 1, **{name: bindparam(f"_{name}") for name in names})
    session.execute(changed, [{f"_{name}": value for name, value in row.items()} for row in rows])


def show_more_in_all(session: Session, more: Mapping[int, int]) -> None:
    """Add to what is approved in many branches: how much, by their roots."""
    shown = update(TABLE).where(TABLE.c.id == bindparam("_root"))
    shown = shown.values(shown_below=TABLE.c.shown_below + bindparam("_n"))
    session.execute(shown, [{"_root": root_id, "_n": n} for root_id, n in more.items()])


def keep_html(session: Session, comment_id: int, html: str, version: int) -> None:
    """Keep cleaned HTML beside the text."""
    kept = update(Comment).where(Comment.id == comment_id).values(html=html, html_version=version)
    session.execute(kept.execution_options(synchronize_session=False))


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, Comment]:
    """The comments with these ids."""
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(Comment).where(Comment.id.in_(ids)))}


def same_text(site_id: int, text_key: bytes, since: datetime) -> Select[Comment]:
    """Comments of a site with the same words, since then."""
    found = select(Comment).where(Comment.site_id == site_id, Comment.text_key == text_key)
    return found.where(Comment.received_at > since).order_by(Comment.received_at.desc()).limit(20)


def decided_by_people(
    session: Session, site_id: int, author_key: bytes, most: int
) -> Sequence[tuple[Status, datetime]]:
    """Of an author's newest comments those that people decided: (status, when), newest first.

    Only the newest MOST_OF_AUTHOR are looked at: the work has an end with whoever writes thousands.
    """
    columns = (Comment.status, Comment.decided_at, Comment.decided_kind, Comment.received_at, Comment.id)
    own = select(*columns).where(Comment.site_id == site_id, Comment.author_key == author_key)
    last = own.order_by(Comment.received_at.desc(), Comment.id.desc()).limit(MOST_OF_AUTHOR).subquery()
    decided = select(last.c.status, last.c.decided_at).where(
        last.c.status != Status.PENDING,
        last.c.decided_kind != ActorKind.RULES,
        last.c.decided_at.is_not(None),
    )
    newest = decided.order_by(last.c.received_at.desc(), last.c.id.desc()).limit(most)
    return [(status, at) for status, at in session.execute(newest)]


def receipts(
    session: Session, site_id: int, *, net: str, email: str, since: datetime, most: int
) -> list[Any]:
    """The newest from this net, and with this e-mail: (received_at, address, e-mail), newest first."""
    columns = (Comment.received_at, Comment.author_ip, Comment.email)
    recent = select(*columns).where(Comment.site_id == site_id, Comment.received_at > since)
    found: list[Any] = []
    for known, where in ((net, Comment.author_net == net), (email, Comment.email == email)):
        if known:
            newest = recent.where(where).order_by(Comment.received_at.desc()).limit(most)
            found += session.execute(newest).all()
    return sorted(set(found), reverse=True)
