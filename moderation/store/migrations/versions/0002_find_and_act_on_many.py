"""Finding by words and by reasons, acting on many, notes, words deleted for good.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from moderation.store import search

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(16)
UNSEEN = sa.text("status = 'spam' AND decided_kind = 'rules'")
SETTINGS = sa.text("action = 'rules'")
TOGETHER = sa.text("together <> '' AND bulk_id IS NULL")
RUNNING = sa.text("state = 'running'")
BATCH = 1_000

FTS5 = """
CREATE VIRTUAL TABLE search USING fts5 (site, words, prefix = '3',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'")
"""
REASONS_SQLITE = """
INSERT INTO reason (comment_id, rule, site_id, status, received_at)
SELECT DISTINCT c.id, s.value ->> 'rule', c.site_id, c.status, c.received_at
FROM comment AS c, json_each(c.signals) AS s
WHERE s.value ->> 'points' > 0 OR s.value ->> 'verdict' IN ('pending', 'spam')
"""
REASONS_POSTGRES = """
INSERT INTO reason (comment_id, rule, site_id, status, received_at)
SELECT DISTINCT c.id, s.value ->> 'rule', c.site_id, c.status, c.received_at
FROM comment AS c, json_array_elements(c.signals) AS s
WHERE (s.value ->> 'points')::int > 0 OR s.value ->> 'verdict' IN ('pending', 'spam')
"""


def upgrade() -> None:
    """Bring the tables to this revision."""
    _act_on_many()
    _add_columns()
    _reasons()
    _search()
    _indexes()


def downgrade() -> None:
    """Take this revision back; notes, and which words were deleted when, are lost with it."""
    op.execute("DROP TABLE search")
    op.drop_table("reason")
    op.drop_table("note")
    for name in ("comment_queue_by_points", "comment_unseen", "comment_of_author"):
        op.drop_index(name, "comment")
    op.drop_index("comment_children", "comment")
    op.create_index("comment_children", "comment", ["parent_id"])
    for name in ("event_of_bulk", "event_log", "event_of_settings", "event_together"):
        op.drop_index(name, "event")
    op.drop_column("comment", "erased_at")
    op.drop_column("user", "keys")
    op.drop_column("event", "listed")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_column("event", "bulk_id")
    else:
        with op.batch_alter_table("event") as event:
            event.drop_column("bulk_id")
    op.drop_table("bulk")


def _act_on_many() -> None:
    op.create_table(
        "bulk",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor_kind", WORD, nullable=False),
        sa.Column("actor_id", NUMBER, nullable=True),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("total", NUMBER, nullable=False),
        sa.Column("done", NUMBER, nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("undoes_id", NUMBER, nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("taken_until", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("bulk_site_id_fkey")),
        sa.ForeignKeyConstraint(["undoes_id"], ["bulk.id"], name=op.f("bulk_undoes_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("bulk_pkey")),
    )
    op.create_index("bulk_of_key", "bulk", ["key"])
    op.create_index("bulk_under_way", "bulk", ["id"], sqlite_where=RUNNING, postgresql_where=RUNNING)
    op.create_table(
        "note",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("note_site_id_fkey")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("note_comment_id_fkey")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("note_user_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("note_pkey")),
    )
    op.create_index("note_of_comment", "note", ["comment_id", "id"])


def _add_columns() -> None:
    op.add_column("comment", sa.Column("erased_at", MOMENT, nullable=True))
    op.add_column("user", sa.Column("keys", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("event", sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE event SET listed = false WHERE action = 'received' AND together = ''")
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("event", sa.Column("bulk_id", NUMBER, nullable=True))
        op.create_foreign_key(op.f("event_bulk_id_fkey"), "event", "bulk", ["bulk_id"], ["id"])
    else:
        # SQLite adds a column that refers to another table without writing the table anew.
        op.execute(
            "ALTER TABLE event ADD COLUMN bulk_id INTEGER CONSTRAINT event_bulk_id_fkey REFERENCES bulk (id)"
        )


def _reasons() -> None:
    op.create_table(
        "reason",
        sa.Column("comment_id", NUMBER, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("reason_comment_id_fkey")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("reason_site_id_fkey")),
        sa.PrimaryKeyConstraint("comment_id", "rule", name=op.f("reason_pkey")),
    )
    op.execute(REASONS_POSTGRES if op.get_bind().dialect.name == "postgresql" else REASONS_SQLITE)
    op.create_index("reason_queue", "reason", ["site_id", "status", "rule", "received_at", "comment_id"])


def _search() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE search (comment_id bigint PRIMARY KEY REFERENCES comment (id),"
            " site_id bigint NOT NULL REFERENCES site (id), words tsvector NOT NULL)"
        )
    else:
        op.execute(FTS5)
    columns = "id, site_id, name, email, website, source, author_ip, text"
    some = sa.text(f"SELECT {columns} FROM comment WHERE id > :last ORDER BY id LIMIT {BATCH}")  # noqa: S608
    with sa.orm.Session(op.get_bind()) as session:
        last = 0
        while rows := session.execute(some, {"last": last}).all():
            for comment_id, site_id, *parts in rows:
                search.keep(session, comment_id, site_id, parts)
            last = rows[-1][0]
        session.flush()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX search_words ON search USING gin (words)")
        op.execute("CREATE INDEX search_of_site ON search (site_id, comment_id)")


def _indexes() -> None:
    op.create_index("comment_queue_by_points", "comment", ["site_id", "status", "points", "id"])
    op.create_index(
        "comment_unseen",
        "comment",
        ["site_id", "received_at", "id"],
        sqlite_where=UNSEEN,
        postgresql_where=UNSEEN,
    )
    op.drop_index("comment_children", "comment")
    op.create_index("comment_children", "comment", ["parent_id", "posted_at", "id"])
    op.create_index("comment_of_author", "comment", ["site_id", "author_key", "received_at", "id"])
    op.create_index("event_of_bulk", "event", ["bulk_id", "id"])
    op.create_index("event_together", "event", ["together"], sqlite_where=TOGETHER, postgresql_where=TOGETHER)
    op.create_index(
        "event_of_settings",
        "event",
        ["site_id", "number"],
        sqlite_where=SETTINGS,
        postgresql_where=SETTINGS,
    )
    op.create_index(
        "event_log",
        "event",
        ["site_id", "at", "id"],
        sqlite_where=sa.text("listed"),
        postgresql_where=sa.text("listed"),
    )
