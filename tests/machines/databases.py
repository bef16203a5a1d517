"""Empty databases for tests: migrated once for a run, then copied or emptied."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from moderation.app import create_app
from moderation.cli.console import migrated
from moderation.settings import Settings
from moderation.store.db import db
from tests.machines.lock import locked
from tests.machines.postgres import Postgres

TEMPLATE = "moderation_template"

NAMES = """
SELECT 'table', tablename FROM pg_tables WHERE schemaname = 'public'
UNION ALL SELECT 'sequence', sequencename FROM pg_sequences WHERE schemaname = 'public'
"""


def settings_for(database_url: str, instance_path: Path) -> Settings:
    """The settings of a test: no limits, and nothing that needs the world outside."""
    return Settings(
        instance_path=instance_path,
        database_url=database_url,
        secret_key="a key for tests",
        rate_limits=False,
    )


def sqlite_template(meeting: Path) -> Path:
    """The file of a migrated SQLite database, made by the first process of the run that asks."""
    file = meeting / "template.sqlite3"
    with locked(meeting / "sqlite.lock"):
        if not file.exists():
            new = meeting / "new.sqlite3"
            _migrate(f"sqlite:///{new}", meeting)
            new.rename(file)
    return file


def sqlite_copy(template: Path, folder: Path) -> str:
    """The URL of a new database in this folder, as the template has it."""
    return f"sqlite:///{shutil.copy(template, folder / 'moderation.sqlite3')}"


@dataclass(frozen=True)
class PostgresDatabase:
    """A database of one process, emptied for each of its tests.

    Emptying takes 5 ms. A new copy for each test would take 100, and so would TRUNCATE, which makes new
    files for all tables and their indexes.
    """

    server: Postgres
    name: str
    emptying: str = field(repr=False)

    @property
    def url(self) -> str:
        return self.server.url(self.name)

    def empty(self) -> str:
        """Take out all rows that a migrated database has not, count from 1 again, and give the URL."""
        with self.server.connected(self.name) as connection:
            connection.execute(self.emptying)
        return self.url


def postgres_database(server: Postgres, meeting: Path, worker: str) -> PostgresDatabase:
    """The database of this test process: a copy of the one that the first process migrated."""
    with locked(meeting / "postgres_template.lock"):
        if not server.has(TEMPLATE):
            server.create(TEMPLATE)
            _migrate(server.url(TEMPLATE), meeting)
        server.create(worker, template=TEMPLATE)
    with server.connected(worker) as connection:
        return PostgresDatabase(server, worker, _emptying(connection))


def _migrate(url: str, instance_path: Path) -> None:
    with create_app(settings_for(url, instance_path)).app_context():
        migrated()
        db.engine.dispose()


def _emptying(connection: psycopg.Connection) -> str:
    """What empties the tables that are empty now; the others hold what a migrated database holds."""
    found = connection.execute(NAMES).fetchall()
    tables = [sql.Identifier(name) for kind, name in found if kind == "table"]
    count = sql.SQL("SELECT count(*) FROM {}")
    empty = [table for table in tables if connection.execute(count.format(table)).fetchone() == (0,)]
    statements = [
        # Without the triggers of the foreign keys the order of the tables does not matter.
        sql.SQL("SET session_replication_role = replica").format(),
        *(sql.SQL("DELETE FROM {}").format(table) for table in empty),
        *(sql.SQL("SELECT setval({}, 1, false)").format(name) for kind, name in found if kind == "sequence"),
    ]
    return sql.SQL("; ").join(statements).as_string(connection)
