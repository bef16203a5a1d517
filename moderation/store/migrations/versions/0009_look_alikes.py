"""Comments that are alike: the keys by which they meet, the families that are decided together; wave mode.

Revision 0009, after 0008.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from moderation.text.alike import band_keys, family_key

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING_KIN = sa.text("status = 'pending' AND family IS NOT NULL")
WITHIN = timedelta(days=30)
BATCH = 500

COMMENT = sa.table(
    "comment",
    sa.column("id", NUMBER),
    sa.column("site_id", NUMBER),
    sa.column("status", sa.String()),
    sa.column("text", sa.String()),
    sa.column("text_key", sa.LargeBinary()),
    sa.column("received_at", MOMENT),
    sa.column("family", NUMBER),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("comment", sa.Column("family", NUMBER, nullable=True))
    alike = op.create_table(
        "alike",
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "key", "received_at", "comment_id", name=op.f("alike_pkey")),
        sqlite_with_rowid=False,
    )
    assert alike is not None
    _fill(alike)
    op.create_index("alike_old", "alike", ["received_at"])
    for name, first in (("comment_family", "site_id"), ("comment_family_on_page", "page_id")):
        columns = [first, "family", "received_at", "id"]
        op.create_index(name, "comment", columns, sqlite_where=WAITING_KIN, postgresql_where=WAITING_KIN)
    _wave()


def downgrade() -> None:
    """Take this revision back; no comment is lost with it."""
    op.drop_table("held")
    op.drop_table("wave")
    op.drop_index("comment_family_on_page", "comment")
    op.drop_index("comment_family", "comment")
    op.drop_table("alike")
    op.drop_column("comment", "family")


def _wave() -> None:
    op.create_table(
        "wave",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("page_id", NUMBER, nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("wave_site_id_fkey")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("wave_page_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("wave_pkey")),
    )
    op.create_index("wave_of_site", "wave", ["site_id", "until"])
    op.create_table(
        "held",
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("page_id", NUMBER, nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "page_id", "hour", name=op.f("held_pkey")),
    )
    op.create_index("held_lately", "held", ["site_id", "hour"])
    op.create_index("held_old", "held", ["hour"])


def _fill(alike: sa.Table) -> None:
    """What the last month's comments and those that wait would have been given, had they come in now."""
    since = datetime.now(UTC) - WITHIN
    connection, last = op.get_bind(), 0
    if connection.dialect.name == "sqlite":
        since = since.replace(tzinfo=None)
    c = COMMENT.c
    wanted = sa.select(c.id, c.site_id, c.text, c.text_key, c.received_at).where(
        sa.or_(c.received_at > since, c.status == "pending"), c.id > sa.bindparam("last")
    )
    wanted = wanted.order_by(c.id).limit(BATCH)
    joins = sa.update(COMMENT).where(c.id == sa.bindparam("own")).values(family=sa.bindparam("of"))
    while rows := connection.execute(wanted, {"last": last}).all():
        last = rows[-1].id
        keyed = [(row, keys) for row in rows if (keys := sorted(set(band_keys(row.text))))]
        if not keyed:
            continue
        kept: list[dict[str, Any]] = [
            {"site_id": row.site_id, "key": key, "received_at": row.received_at, "comment_id": row.id}
            for row, keys in keyed
            if row.received_at > since
            for key in keys
        ]
        if kept:
            connection.execute(sa.insert(alike), kept)
        connection.execute(joins, [{"own": row.id, "of": family_key(row.text_key)} for row, _ in keyed])
