"""The first tables.

Revision 0001, after None.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(16)


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "bucket",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("bucket_pkey")),
    )
    op.create_table(
        "installation_key",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("installation_key_pkey")),
    )
    op.create_table(
        "site",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("book", sa.JSON(), nullable=False),
        sa.Column("book_version", NUMBER, nullable=False),
        sa.Column("last_event", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("site_pkey")),
        sa.UniqueConstraint("key", name=op.f("site_key_key")),
    )
    op.create_table(
        "tally",
        sa.Column("site_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("facet", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("site_id", "facet", "value", "status", name=op.f("tally_pkey")),
    )
    op.create_table(
        "user",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("session_version", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("user_pkey")),
        sa.UniqueConstraint("email", name=op.f("user_email_key")),
    )
    op.create_table(
        "member",
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("member_site_id_fkey")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("member_user_id_fkey")),
        sa.PrimaryKeyConstraint("site_id", "user_id", name=op.f("member_pkey")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("member_user_id"), ["user_id"], unique=False)

    op.create_table(
        "page",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("last_number", NUMBER, nullable=False),
        sa.Column("likes", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("page_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("page_pkey")),
        sa.UniqueConstraint("site_id", "key", name=op.f("page_site_id_key_key")),
    )
    op.create_table(
        "token",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("token_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("token_pkey")),
        sa.UniqueConstraint("digest", name=op.f("token_digest_key")),
    )
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("token_site_id"), ["site_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("page_id", NUMBER, nullable=False),
        sa.Column("parent_id", NUMBER, nullable=True),
        sa.Column("root_id", NUMBER, nullable=True),
        sa.Column("depth", NUMBER, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("number", NUMBER, nullable=True),
        sa.Column("shown_below", NUMBER, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("author_ip", sa.String(), nullable=False),
        sa.Column("author_net", sa.String(), nullable=False),
        sa.Column("user_agent", sa.String(), nullable=False),
        sa.Column("author_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("member_id", NUMBER, nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("html_version", NUMBER, nullable=False),
        sa.Column("points", NUMBER, nullable=False),
        sa.Column("signals", sa.JSON(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("book_version", NUMBER, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("likes", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("decision", NUMBER, nullable=False),
        sa.Column("decided_kind", WORD, nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["user.id"], name=op.f("comment_member_id_fkey")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("comment_page_id_fkey")),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("comment_parent_id_fkey")),
        sa.ForeignKeyConstraint(["root_id"], ["comment.id"], name=op.f("comment_root_id_fkey")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("comment_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("comment_pkey")),
        sa.UniqueConstraint("site_id", "origin", name=op.f("comment_site_id_origin_key")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("comment_branch", ["root_id", "status"], unique=False)
        batch_op.create_index("comment_children", ["parent_id"], unique=False)
        batch_op.create_index("comment_from_email", ["site_id", "email", "received_at"], unique=False)
        batch_op.create_index("comment_from_net", ["site_id", "author_net", "received_at"], unique=False)
        batch_op.create_index("comment_of_member", ["member_id"], unique=False)
        batch_op.create_index("comment_queue", ["site_id", "status", "received_at", "id"], unique=False)
        batch_op.create_index(
            "comment_queue_of_kind", ["site_id", "status", "kind", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "comment_queue_of_page", ["page_id", "status", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "comment_roots",
            ["page_id", "kind", "posted_at", "id"],
            unique=False,
            sqlite_where=sa.text("shown_below > 0"),
            postgresql_where=sa.text("shown_below > 0"),
        )
        batch_op.create_index("comment_same_text", ["site_id", "text_key", "received_at"], unique=False)

    op.create_table(
        "like",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("page_id", NUMBER, nullable=False),
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.Column("visitor", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("like_page_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("like_pkey")),
        sa.UniqueConstraint(
            "page_id", "visitor", "comment_id", name=op.f("like_page_id_visitor_comment_id_key")
        ),
    )
    op.create_table(
        "event",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor_kind", WORD, nullable=False),
        sa.Column("actor_id", NUMBER, nullable=True),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("comment_id", NUMBER, nullable=True),
        sa.Column("before", WORD, nullable=True),
        sa.Column("after", WORD, nullable=True),
        sa.Column("turn", NUMBER, nullable=False),
        sa.Column("back", sa.JSON(), nullable=False),
        sa.Column("together", sa.String(), nullable=False),
        sa.Column("undoes_id", NUMBER, nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("event_comment_id_fkey")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("event_site_id_fkey")),
        sa.ForeignKeyConstraint(["undoes_id"], ["event.id"], name=op.f("event_undoes_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("event_pkey")),
        sa.UniqueConstraint("site_id", "number", name=op.f("event_site_id_number_key")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("event_of_comment", ["comment_id", "id"], unique=False)

    op.create_table(
        "knowledge",
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("knowledge_comment_id_fkey")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("knowledge_pkey")),
    )


def downgrade() -> None:
    """Bring them back to the one before."""
    op.drop_table("knowledge")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("event_of_comment")

    op.drop_table("event")
    op.drop_table("like")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("comment_same_text")
        batch_op.drop_index(
            "comment_roots",
            sqlite_where=sa.text("shown_below > 0"),
            postgresql_where=sa.text("shown_below > 0"),
        )
        batch_op.drop_index("comment_queue_of_page")
        batch_op.drop_index("comment_queue_of_kind")
        batch_op.drop_index("comment_queue")
        batch_op.drop_index("comment_of_member")
        batch_op.drop_index("comment_from_net")
        batch_op.drop_index("comment_from_email")
        batch_op.drop_index("comment_children")
        batch_op.drop_index("comment_branch")

    op.drop_table("comment")
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("token_site_id"))

    op.drop_table("token")
    op.drop_table("page")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("member_user_id"))

    op.drop_table("member")
    op.drop_table("user")
    op.drop_table("tally")
    op.drop_table("site")
    op.drop_table("installation_key")
    op.drop_table("bucket")
