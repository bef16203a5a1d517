"""Sites and their pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.store.db import Base, insert_for


class Site(Base):
    """One publication."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    url: Mapped[str]
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    locale: Mapped[str] = mapped_column(default="en")
    timezone: Mapped[str] = mapped_column(default="UTC")
    book: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What differs from the shipped rules but for their lists; `rules.book.parse` reads it."""
    book_version: Mapped[int] = mapped_column(default=1)
    lists: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By name the lists whose lines stand in `line`, each with `n`, how many, and a `mark` that changes with
    them; the others are as shipped."""
    last_event: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    feed: Mapped[str] = mapped_column(default="")
    """The address of its feed, whose new entries tell those whom they link to; empty tells nobody."""
    feed_due_at: Mapped[datetime | None]
    """When somebody looks at the feed next; None where there is none."""
    feed_read_at: Mapped[datetime | None]
    """When it was last read; None until it has been: what stands in it then is old."""
    feed_trouble: Mapped[str] = mapped_column(default="")
    """Why the last look at it came to nothing, in a word; empty where it did not."""

    @property
    def bases(self) -> tuple[str, ...]:
        """All the addresses under which its pages lie."""
        return (self.url, *self.aliases)


class Page(Base):
    """One article of a site, known by its normalised address."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("site_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    key: Mapped[str]
    url: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    opened_at: Mapped[datetime]
    """When its first comment came in."""
    last_number: Mapped[int] = mapped_column(default=0)
    likes: Mapped[int] = mapped_column(default=0)


def by_key(session: Session, key: str) -> Site | None:
    """The site with this key."""
    return session.scalar(select(Site).where(Site.key == key))


def by_id(session: Session, site_id: int) -> Site | None:
    """The site with this id."""
    return session.get(Site, site_id)


def of(session: Session, site_id: int) -> Site:
    """The site of a row that refers to it."""
    return session.get_one(Site, site_id)


def version(session: Session, site_id: int) -> int:
    """The version of a site's rules, as it now is."""
    return session.scalars(select(Site.book_version).where(Site.id == site_id)).one()


def all_sites() -> Select[Site]:
    """Every site, by name."""
    return select(Site).order_by(Site.name, Site.id)


def among(session: Session, ids: Sequence[int]) -> list[Site]:
    """The sites with these ids, by name."""
    return list(session.scalars(all_sites().where(Site.id.in_(ids)))) if ids else []


def heads(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The number of the newest event on each of these sites; 0 where nothing has happened yet."""
    rows = session.execute(select(Site.id, Site.last_event).where(Site.id.in_(ids)))
    return dict(rows.all())


def page_by_key(session: Session, site_id: int, key: str) -> Page | None:
    """The page of a site with this key (`text.page_url.page_key`)."""
    return session.scalar(select(Page).where(Page.site_id == site_id, Page.key == key))


def page_of(session: Session, page_id: int) -> Page:
    """The page of a row that refers to it."""
    return session.get_one(Page, page_id)


def make_page(session: Session, site_id: int, *, key: str, url: str, title: str, opened_at: datetime) -> Page:
    """The page with this key, made where nobody knows it yet; two at once make one."""
    values = {"site_id": site_id, "key": key, "url": url, "title": title, "opened_at": opened_at}
    fresh = {"is_open": True, "last_number": 0, "likes": 0}
    session.execute(insert_for(session)(Page).values(**values, **fresh).on_conflict_do_nothing())
    return session.scalars(select(Page).where(Page.site_id == site_id, Page.key == key)).one()


def next_number(session: Session, page_id: int, n: int = 1) -> int:
    """The next number of a page's thread, or the last of the next `n`; given once, never again."""
    raised = update(Page).where(Page.id == page_id).values(last_number=Page.last_number + n)
    return session.scalars(raised.returning(Page.last_number)).one()


def open_or_close(session: Session, page: Page, is_open: bool) -> None:
    """Let a page take comments, or no more."""
    session.execute(update(Page).where(Page.id == page.id).values(is_open=is_open))


def raise_book(session: Session, site: Site, *, seen: int) -> bool:
    """Begin to change a site's rules, and hold its row; False where somebody changed others since `seen`."""
    guarded = update(Site).where(Site.id == site.id, Site.book_version == seen)
    raised = guarded.values(book_version=seen + 1).returning(Site.id)
    return session.scalar(raised.execution_options(synchronize_session=False)) is not None


def keep_book(session: Session, site: Site, book: dict[str, Any], lists: dict[str, Any]) -> None:
    """Keep a site's changed rules; the row is read again."""
    session.execute(update(Site).where(Site.id == site.id).values(book=book, lists=lists))
    session.refresh(site)


def next_events(session: Session, site_id: int, n: int) -> int:
    """Take `n` event numbers of a site; the last of them. The row's lock orders commits by number."""
    raised = update(Site).where(Site.id == site_id).values(last_event=Site.last_event + n)
    return session.scalars(raised.returning(Site.last_event)).one()


def pages_by_ids(session: Session, ids: Sequence[int]) -> dict[int, Page]:
    """The pages with these ids."""
    if not ids:
        return {}
    return {page.id: page for page in session.scalars(select(Page).where(Page.id.in_(ids)))}
