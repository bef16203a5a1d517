"""What decisions teach: weights of features, and the lesson of each comment.

Revision 0004, after 0003. Nothing is taught of what was decided before: what counts is decided from now on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "weight",
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("feature", NUMBER, nullable=False),
        sa.Column("weight", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("weight_site_id_fkey")),
        sa.PrimaryKeyConstraint("site_id", "feature", name=op.f("weight_pkey")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lesson",
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("step", NUMBER, nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("lesson_comment_id_fkey")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("lesson_site_id_fkey")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("lesson_pkey")),
    )
    op.create_index("lesson_site_id", "lesson", ["site_id"])


def downgrade() -> None:
    """Take this revision back; what was learned is lost with it, and is learned anew."""
    op.drop_table("lesson")
    op.drop_table("weight")
    op.execute("DELETE FROM tally WHERE facet = 'taught'")
