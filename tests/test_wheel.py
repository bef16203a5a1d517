"""What is built can be installed anywhere, and serves there without the checkout."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.machines import wheel as wheels
from tests.machines.databases import settings_for
from tests.machines.postgres import ROOT
from tests.machines.server import environ_of, serving


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return wheels.build(tmp_path_factory.mktemp("wheel"))


@pytest.mark.parametrize(
    ("folder", "files"),
    [
        ("templates", "**/*.*"),
        ("static", "**/*.*"),
        ("moderation", "rules/lists/*.txt"),
        ("moderation", "cli/samples/*.json"),
        ("moderation", "translations/**/*.mo"),
        ("moderation", "store/migrations/**/*.*"),
        ("moderation", "**/*.py"),
    ],
)
def test_the_wheel_holds_what_the_program_reads(wheel, folder, files):
    inside = Path("moderation") / ("" if folder == "moderation" else folder)
    wanted = {f"{inside / file.relative_to(ROOT / folder)}" for file in (ROOT / folder).glob(files)}
    wanted = {name for name in wanted if "__pycache__" not in name}
    assert wanted

    held = set(zipfile.ZipFile(wheel).namelist())

    assert wanted <= held


def test_the_wheel_holds_nothing_but_the_program_and_its_licence(wheel):
    held = zipfile.ZipFile(wheel).namelist()
    about = next(name.split("/")[0] for name in held if name.endswith(".dist-info/METADATA"))

    assert {name.split("/")[0] for name in held} == {"moderation", about}
    assert f"{about}/licenses/LICENSE" in held


def test_the_wheel_serves_from_an_empty_folder(wheel, tmp_path):
    package = wheels.unpack(wheel, tmp_path / "installed")
    empty = tmp_path / "empty"
    empty.mkdir()
    settings = settings_for(f"sqlite:///{tmp_path / 'moderation.sqlite3'}", tmp_path / "instance")
    environ = environ_of(settings) | {"PYTHONPATH": str(package)}
    told = [sys.executable, "-c", "import moderation; print(moderation.__file__)"]
    found = subprocess.check_output(told, env=environ, cwd=empty, text=True)
    assert Path(found.strip()).is_relative_to(package)

    with serving(environ, cwd=empty) as url, urlopen(f"{url}/login") as answer:
        page = answer.read().decode()
        links = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert links
        for link in links:
            with urlopen(url + link) as file:
                assert file.read()

    assert list(empty.iterdir()) == []
