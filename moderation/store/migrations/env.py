"""Alembic's environment: the application's engine, its tables, one transaction."""

from alembic import context
from flask import current_app

from moderation.store import (  # noqa: F401  # the tables
    alike,
    buckets,
    bulks,
    comments,
    entries,
    events,
    held,
    lessons,
    likes,
    lines,
    mentions,
    notes,
    people,
    reasons,
    replays,
    reports,
    sendings,
    sites,
    suggestions,
    surveys,
    tallies,
    waves,
)
from moderation.store.db import Base, db

LOCK = 7_310_665
"""Any number: processes that start together on PostgreSQL migrate one after the other."""

with db.engine.connect().execution_options(begins="IMMEDIATE") as connection, connection.begin():
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        **{"compare_type": True, **current_app.extensions["migrate"].configure_args},
    )
    context.run_migrations()
