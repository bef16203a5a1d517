"""The database: moments, transactions, and that its migrations make the tables that the program knows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import StatementError

from moderation.app import create_app
from moderation.domain import enrol
from moderation.rules.book import parse
from moderation.rules.entry import Entry
from moderation.rules.lines import key_of
from moderation.rules.wording.held_words import HeldWords
from moderation.store import sites
from moderation.store.alike import Alike
from moderation.store.comments import Comment
from moderation.store.db import HEAD, Base, db, is_ready, reading, writing
from moderation.store.lines import Line
from moderation.store.sites import Site
from tests.factories import break_off, make_comment, make_mention, make_site, reload, rules_of, tick, turned
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


def test_comments_that_were_there_before_look_alikes_meet_like_those_that_come_later(apart, settings):
    app = create_app(replace(settings, database_url=apart))
    with app.app_context():
        now = datetime.now(UTC)
        young, old = make_comment(at=now), make_comment(at=now - timedelta(days=40))
        gone, short = make_comment(at=now - timedelta(days=40), status="spam"), make_comment(text="Thanks!")
        keys = met_by(young)
        assert len(keys) == 8

        flask_migrate.downgrade(revision="0008")
        flask_migrate.upgrade()

        assert met_by(young) == keys
        assert (met_by(old), met_by(gone), met_by(short)) == ([], [], [])
        assert reload(young).family == young.family
        assert reload(old).family == old.family
        assert (reload(gone).family, reload(short).family) == (None, None)
        db.engine.dispose()


def met_by(comment: Comment) -> list[int]:
    """The keys under which a comment is found."""
    with reading() as session:
        return list(
            session.scalars(select(Alike.key).where(Alike.comment_id == comment.id).order_by(Alike.key))
        )


def test_a_database_of_another_version_is_not_ready(app):
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        assert not is_ready()
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})


def test_lines_of_lists_become_rows_with_who_added_them_and_go_back(apart, settings):
    app = create_app(replace(settings, database_url=apart))
    words: list[Any] = ["casino", {"text": "SEO", "case": True, "fields": "N"}, "Casino"]
    book = {"hold_from": 3, "rules": {"held_words": {"words": words, "points": 2}, "trusted": {"who": []}}}
    with app.app_context():
        site = make_site()
        flask_migrate.downgrade(revision="0007")
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE site SET book = :book"), {"book": json.dumps(book)})
            connection.execute(LOGGED, changed_by("Olga", 7, [], words[:1], site.id))
            connection.execute(LOGGED, changed_by("Ines", None, words[:1], words, site.id, number=2))

        flask_migrate.upgrade()

        with reading() as session:
            kept = session.scalars(select(Line).order_by(Line.id)).all()
        assert [(line.list, line.text, line.added_by, line.added_by_id) for line in kept] == [
            ("held_words.words", "casino", "Olga", 7),
            ("held_words.words", "SEO [case, name]", "Ines", None),
        ]
        assert [line.key for line in kept] == [key_of(line.text) for line in kept]
        now = known("potager")
        assert now is not None
        assert now.book == {"hold_from": 3, "rules": {"held_words": {"points": 2}}}
        assert {name: kept["n"] for name, kept in now.lists.items()} == {
            "held_words.words": 2,
            "trusted.who": 0,
        }
        assert rules_of().rule(HeldWords).words == (
            Entry(text="casino"),
            Entry(text="SEO", case=True, fields="N"),
        )

        flask_migrate.downgrade(revision="0007")

        with db.engine.begin() as connection:
            before = connection.execute(text("SELECT book FROM site")).scalar_one()
        back = json.loads(before) if isinstance(before, str) else before
        assert back["rules"] == {"held_words": {"words": words[:2], "points": 2}, "trusted": {"who": []}}
        assert parse(back).hold_from == 3
        flask_migrate.upgrade()
        db.engine.dispose()


LOGGED = text(
    "INSERT INTO event (site_id, number, at, action, actor_kind, actor_id, actor_name, turn, back, together,"
    " listed, detail) VALUES (:site, :number, :at, 'rules', 'member', :id, :name, 0, '{}', '', true, :detail)"
)


def changed_by(
    name: str, id: int | None, before: list[object], after: list[object], site: int, number: int = 1
):
    """What the log says of a change of a list, from before its lines were rows."""
    detail = {"changes": [["rules.held_words.words", before, after]], "before": {}, "after": {}}
    at = datetime(2026, 3, number, tzinfo=UTC)
    return {"site": site, "number": number, "at": at, "id": id, "name": name, "detail": json.dumps(detail)}
