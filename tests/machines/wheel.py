"""The wheel that people install: built from the checkout, laid out in a folder far from it."""

import subprocess
import sys
from pathlib import Path

from tests.machines.postgres import ROOT


def build(into: Path) -> Path:
    """The wheel of this checkout, as a file in the folder. Raises AssertionError with what the build said."""
    _python("-m", "build", "--wheel", "--no-isolation", "--outdir", into, ROOT)
    (wheel,) = into.glob("*.whl")
    return wheel


def unpack(wheel: Path, into: Path) -> Path:
    """Install the wheel alone into the folder, and give the folder; what it needs is the tests' own."""
    _python("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", into, wheel)
    return into


def _python(*arguments: str | Path) -> None:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
