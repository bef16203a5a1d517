"""A browser sees pages, not databases: its tests run on one."""

import pytest


@pytest.fixture
def database(sqlite_database: str) -> str:
    """The URL of an empty SQLite database."""
    return sqlite_database
