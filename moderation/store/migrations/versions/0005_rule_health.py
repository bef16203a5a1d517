"""Counts what rules found in the last 90 days, and what people decided of it.

Revision 0005, after 0004.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

FACETS = "'hit spam', 'hit rejected', 'hit approved'"
COUNTED = """
INSERT INTO tally (site_id, facet, value, status, n, last_at)
SELECT site_id, facet, day || ' ' || rule, decided, count(*), max(received_at)
FROM (
  SELECT DISTINCT c.id, c.site_id, c.received_at, {day} AS day, s.value ->> 'rule' AS rule,
    CASE WHEN s.value ->> 'verdict' = 'rejected' THEN 'hit rejected'
      WHEN {points} > 0 OR s.value ->> 'verdict' IN ('pending', 'spam') THEN 'hit spam'
      ELSE 'hit approved' END AS facet,
    CASE WHEN c.decided_kind IN ('member', 'token') THEN c.status ELSE 'pending' END AS decided
  FROM comment AS c, {each}(c.signals) AS s
  WHERE {day} >= {since} AND substr(c.origin, 1, 5) <> 'desk:'
    AND ({points} <> 0 OR s.value ->> 'verdict' IS NOT NULL)
) AS hit
GROUP BY site_id, facet, day, rule, decided
"""
SQLITE = {
    "day": "substr(c.received_at, 1, 10)",
    "since": "date('now', '-90 days')",
    "points": "(s.value ->> 'points')",
    "each": "json_each",
}
POSTGRES = {
    "day": "to_char(c.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    "since": "to_char(now() AT TIME ZONE 'UTC' - interval '90 days', 'YYYY-MM-DD')",
    "points": "(s.value ->> 'points')::int",
    "each": "json_array_elements",
}


def upgrade() -> None:
    """Bring the tables to this revision: one pass over the comments, the counts are few."""
    is_postgres = op.get_bind().dialect.name == "postgresql"
    op.execute(COUNTED.format(**(POSTGRES if is_postgres else SQLITE)))


def downgrade() -> None:
    """Take this revision back; the comments from which it counted stay."""
    op.execute(f"DELETE FROM tally WHERE facet IN ({FACETS})")  # noqa: S608  # our own words
