"""What takes its time, made quick for tests: passwords by intent, templates for each test has its own app."""

import pytest
from argon2 import PasswordHasher
from jinja2 import FileSystemBytecodeCache

from moderation.domain import enrol


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Hash with the smallest cost that Argon2 takes; a hash says its own cost, so it is checked likewise."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(enrol, "_HASHER", quick)
    monkeypatch.setattr(enrol, "_NOBODY", quick.hash("nobody's"))


@pytest.fixture(autouse=True)
def quick_templates(app, tmp_path_factory):
    """Compile each template once in a run."""
    folder = tmp_path_factory.getbasetemp() / "templates"
    folder.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))
