"""Mentions to be verified, and mentions to be sent.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(16)
ELSEWHERE = sa.text("shown_below > 0 AND kind <> 'comment'")
DUE = sa.text("due_at IS NOT NULL")
TROUBLE = sa.text("trouble <> ''")


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("comment", sa.Column("how", WORD, nullable=True))
    op.execute("UPDATE comment SET how = 'mention' WHERE kind <> 'comment'")
    op.create_index(
        "comment_elsewhere",
        "comment",
        ["page_id", "how", "posted_at", "id"],
        sqlite_where=ELSEWHERE,
        postgresql_where=ELSEWHERE,
    )
    op.add_column("site", sa.Column("feed", sa.String(), nullable=False, server_default=""))
    op.add_column("site", sa.Column("feed_due_at", MOMENT, nullable=True))
    op.add_column("site", sa.Column("feed_read_at", MOMENT, nullable=True))
    op.add_column("site", sa.Column("feed_trouble", sa.String(), nullable=False, server_default=""))
    _mention()
    _sending()


def downgrade() -> None:
    """Take this revision back; what waits to be verified or sent is lost with it, comments are not."""
    op.drop_table("entry")
    op.drop_table("sending")
    op.drop_table("mention")
    op.drop_column("site", "feed_trouble")
    op.drop_column("site", "feed_read_at")
    op.drop_column("site", "feed_due_at")
    op.drop_column("site", "feed")
    op.drop_index("comment_elsewhere", "comment")
    op.drop_column("comment", "how")


def _mention() -> None:
    op.create_table(
        "mention",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("pair", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("page_key", sa.String(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("taken_until", MOMENT, nullable=True),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("comment_id", NUMBER, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("preview", sa.String(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("photo", sa.String(), nullable=False),
        sa.Column("told", sa.LargeBinary(16), nullable=True),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("mention_site_id_fkey")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("mention_comment_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("mention_pkey")),
        sa.UniqueConstraint("key", name=op.f("mention_key_key")),
        sa.UniqueConstraint("site_id", "pair", name=op.f("mention_site_id_pair_key")),
    )
    op.create_index("mention_due", "mention", ["due_at", "id"], sqlite_where=DUE, postgresql_where=DUE)
    op.create_index(
        "mention_due_from_host", "mention", ["host", "due_at"], sqlite_where=DUE, postgresql_where=DUE
    )
    op.create_index(
        "mention_due_on_page",
        "mention",
        ["site_id", "page_key", "due_at"],
        sqlite_where=DUE,
        postgresql_where=DUE,
    )
    op.create_index("mention_from_host", "mention", ["site_id", "host", "received_at", "id"])
    op.create_index("mention_list", "mention", ["site_id", "state", "received_at", "id"])
    op.create_index("mention_of_comment", "mention", ["comment_id"])


def _sending() -> None:
    op.create_table(
        "sending",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("pair", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("protocol", WORD, nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("taken_until", MOMENT, nullable=True),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("sending_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("sending_pkey")),
        sa.UniqueConstraint("site_id", "pair", name=op.f("sending_site_id_pair_key")),
    )
    op.create_index("sending_due", "sending", ["due_at", "id"], sqlite_where=DUE, postgresql_where=DUE)
    op.create_index("sending_list", "sending", ["site_id", "state", "found_at", "id"])
    op.create_table(
        "entry",
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("entry_site_id_fkey")),
        sa.PrimaryKeyConstraint("site_id", "key", name=op.f("entry_pkey")),
    )
    op.create_index("entry_due", "entry", ["due_at"], sqlite_where=DUE, postgresql_where=DUE)
    op.create_index(
        "entry_in_trouble", "entry", ["site_id", "seen_at"], sqlite_where=TROUBLE, postgresql_where=TROUBLE
    )
