"""What rules rejected is listed, and readers can report what they see.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SET_ASIDE = sa.text("status = 'rejected' AND decided_kind = 'rules'")
COUNTED = """
INSERT INTO tally (site_id, facet, value, status, n, last_at)
SELECT site_id, 'unseen', '', 'rejected', count(*), max(received_at) FROM comment
WHERE status = 'rejected' AND decided_kind = 'rules' GROUP BY site_id
"""


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_index(
        "comment_set_aside",
        "comment",
        ["site_id", "received_at", "id"],
        sqlite_where=SET_ASIDE,
        postgresql_where=SET_ASIDE,
    )
    op.execute(COUNTED)
    op.create_table(
        "report",
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.Column("reader", sa.LargeBinary(16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("report_comment_id_fkey")),
        sa.PrimaryKeyConstraint("comment_id", "reader", name=op.f("report_pkey")),
    )


def downgrade() -> None:
    """Take this revision back; what readers reported is lost with it."""
    op.drop_table("report")
    op.execute("DELETE FROM tally WHERE facet = 'unseen' AND status = 'rejected'")
    op.drop_index("comment_set_aside", "comment")
