"""Templates, compiled once in a run: each test has an application of its own, which knows none yet."""

import pytest
from jinja2 import FileSystemBytecodeCache


@pytest.fixture(autouse=True)
def quick_templates(app, tmp_path_factory):
    """Keep compiled templates from test to test."""
    folder = tmp_path_factory.getbasetemp() / "templates"
    folder.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))
