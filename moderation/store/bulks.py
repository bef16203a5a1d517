"""One act on many comments of a site: the row is the work, and says how far it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from moderation.store.db import Base
from moderation.words import ActorKind, Progress


class Bulk(Base):
    """One person's act on many comments of one site; several sites at once are several rows with one key."""

    __tablename__ = "bulk"
    __table_args__ = (
        Index("bulk_of_key", "key"),
        Index(
            "bulk_under_way",
            "id",
            sqlite_where=sql("state = 'running'"),
            postgresql_where=sql("state = 'running'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    key: Mapped[str]
    """The same for all sites of the act; its events carry it as `together`."""
    action: Mapped[str]
    """approve, reject, spam, hold or undo."""
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    wanted: Mapped[dict[str, Any]]
    """What is to be done: ids with the versions seen, or the filters of a list and until when."""
    state: Mapped[Progress]
    cursor: Mapped[str] = mapped_column(default="")
    """Behind which comment the work goes on."""
    total: Mapped[int]
    """How many it was about when it began."""
    done: Mapped[int] = mapped_column(default=0)
    changed: Mapped[list[Any]] = mapped_column(default=list)
    """The ids of those that somebody changed meanwhile, and which were left as they are."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("bulk.id"))
    started_at: Mapped[datetime]
    taken_until: Mapped[datetime | None]
    """Until when a worker has it for itself."""
    finished_at: Mapped[datetime | None]
