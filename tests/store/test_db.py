"""The database: moments, transactions, and that its migrations make the tables that the program knows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import StatementError

from moderation.app import create_app
from moderation.domain import enrol
from moderation.store import sites
from moderation.store.db import HEAD, Base, db, is_ready, reading, writing
from moderation.store.sites import Site
from tests.factories import break_off, make_comment, make_mention, make_site, tick, turned
from tests.ledger import HITS, kept, recounted

LISTS = {"rules": {"blocked_source": {"muted": ["loud.example"]}, "trusted": {"who": ["lea@mail.example"]}}}


def add_site(session, now):
    return enrol.add_site(
        session, "bread", name="Bread", url="https://bread.example", locale="en", timezone="UTC", now=now
    )


def known(key: str) -> Site | None:
    with reading() as session:
        return sites.by_key(session, key)


def test_a_moment_comes_back_as_it_was_in_universal_time(app):
    moment = datetime(2026, 3, 11, 10, 14, 5, 123456, tzinfo=timezone(timedelta(hours=1)))

    with writing() as session:
        add_site(session, moment)

    kept = known("bread")
    assert kept is not None
    assert kept.created_at == moment
    assert kept.created_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(app):
    with pytest.raises(StatementError, match="without a time zone"), writing() as session:
        add_site(session, tick().replace(tzinfo=None))


def test_what_fails_leaves_nothing_behind(app):
    with pytest.raises(LookupError):
        break_off(lambda rows: add_site(rows, tick()))

    assert known("bread") is None
    make_site("bread")


def test_reading_keeps_nothing(app):
    with reading() as session:
        add_site(session, tick())

    assert known("bread") is None


def test_writing_within_writing_is_told_and_not_waited_for(app):
    with writing(), pytest.raises(RuntimeError, match="one act is one transaction"), writing():
        pass

    make_site("bread")


def test_the_newest_migration_is_the_one_that_the_program_waits_for(app):
    scripts = ScriptDirectory(app.extensions["migrate"].directory)

    assert scripts.get_heads() == [HEAD]
    assert is_ready()


def _is_ours(item: object, name: str | None, type_: str, *_: object) -> bool:
    # The table of words, and the tables in which FTS5 keeps it, are known to no model.
    return type_ != "table" or not (name or "").startswith("search")


def test_the_migrations_make_the_tables_that_the_program_knows(app):
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": _is_ours}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


@pytest.fixture
def apart(database: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database that may be taken apart; on PostgreSQL the other tests share theirs."""
    if database.startswith("sqlite"):
        yield database
    else:
        server = request.getfixturevalue("postgres_server")
        server.create("moderation_apart", template="moderation_template")
        yield server.url("moderation_apart")
        server.drop("moderation_apart")


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def test_every_migration_goes_back_and_forth(apart, settings):
    app = create_app(replace(settings, database_url=apart))
    with app.app_context():
        before = tables()

        flask_migrate.downgrade(revision="base")
        assert tables() == {"alembic_version"}
        assert not is_ready()
        flask_migrate.upgrade()

        assert tables() == before
        assert is_ready()
        turned(make_comment(make_site()), "approve")
        db.engine.dispose()


def test_rule_health_is_counted_for_what_is_there_already(apart, settings):
    app = create_app(replace(settings, database_url=apart))
    with app.app_context():
        site, now = make_site(rules=LISTS), datetime.now(UTC)
        sources = [make_mention(site, source="https://loud.example/1", at=now, status=None)]
        trapped = [
            make_comment(site, honeypot="x", at=now - timedelta(days=n), status=None) for n in (0, 3, 3)
        ]
        for comment, action in zip(trapped + sources, ["spam", "approve", "reject", "hold"], strict=True):
            turned(comment, action)
        make_comment(site, honeypot="x", at=now - timedelta(days=3), status=None)
        make_comment(site, email="lea@mail.example", at=now, status=None)
        counts = kept(site)
        assert {facet for facet, _, _ in counts if facet.startswith("hit ")} == set(HITS)

        flask_migrate.downgrade(revision="0004")
        assert not any(facet in HITS for facet, _, _ in kept(site))
        flask_migrate.upgrade()

        assert kept(site) == counts == recounted(site)
        db.engine.dispose()


def test_a_database_of_another_version_is_not_ready(app):
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        assert not is_ready()
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
