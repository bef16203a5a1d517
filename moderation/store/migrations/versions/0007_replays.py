"""Rules tried on the past: by which rules a comment was judged, and the trials.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(16)
DECIDED = sa.text("decided_kind IN ('member', 'token') AND status <> 'pending' AND erased_at IS NULL")
EDIT = sa.text("action = 'edit'")
RUNNING = sa.text("state = 'running'")


def upgrade() -> None:
    """Bring the tables to this revision. Comments from before have no ruling, and are judged in full."""
    op.create_table(
        "ruling",
        sa.Column("digest", sa.LargeBinary(8), nullable=False),
        sa.Column("prints", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("ruling_pkey")),
    )
    op.add_column("comment", sa.Column("judged_by", sa.LargeBinary(8), nullable=True))
    op.create_index(
        "comment_decided", "comment", ["site_id", "id"], sqlite_where=DECIDED, postgresql_where=DECIDED
    )
    op.create_index("event_of_edits", "event", ["comment_id", "id"], sqlite_where=EDIT, postgresql_where=EDIT)
    op.create_table(
        "replay",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("actor_kind", WORD, nullable=False),
        sa.Column("actor_id", NUMBER, nullable=True),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("book", sa.JSON(), nullable=False),
        sa.Column("book_version", NUMBER, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("total", NUMBER, nullable=False),
        sa.Column("done", NUMBER, nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("taken_until", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("replay_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("replay_pkey")),
    )
    op.create_index("replay_of_person", "replay", ["site_id", "actor_kind", "actor_id", "id"])
    op.create_index("replay_under_way", "replay", ["id"], sqlite_where=RUNNING, postgresql_where=RUNNING)


def downgrade() -> None:
    """Take this revision back; trials are lost with it, comments are not."""
    op.drop_table("replay")
    op.drop_index("event_of_edits", "event")
    op.drop_index("comment_decided", "comment")
    op.drop_column("comment", "judged_by")
    op.drop_table("ruling")
