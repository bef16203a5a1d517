"""Suggestions: what a site's decisions say about its rules, and when they were last looked through.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(16)


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "suggestion",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("effect", sa.JSON(), nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("suggestion_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("suggestion_pkey")),
        sa.UniqueConstraint("site_id", "key", name=op.f("suggestion_site_id_key_key")),
    )
    op.create_index("suggestion_of_state", "suggestion", ["site_id", "state", "id"])
    op.create_table(
        "survey",
        sa.Column("site_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("looked_at", MOMENT, nullable=True),
        sa.Column("taken_until", MOMENT, nullable=True),
        sa.Column("genuine", NUMBER, nullable=False),
        sa.Column("spam", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("survey_site_id_fkey")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("survey_pkey")),
    )


def downgrade() -> None:
    """Take this revision back; which suggestions were hidden is lost, what was taken stays."""
    op.drop_table("survey")
    op.drop_index("suggestion_of_state", "suggestion")
    op.drop_table("suggestion")
